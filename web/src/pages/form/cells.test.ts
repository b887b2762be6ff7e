import { describe, expect, it } from "vitest";
import type { ConflictView, FormChanges, FormRow } from "../../api/types";
import type { Typed } from "../../offline/db";
import { answered, onTop, sendable } from "../../offline/settle";
import { isKept, partsOf, read, sumOf, tidy, typed } from "./cells";
import { likelyColumn, nameColumn, pastedRows, planPaste, spread } from "./paste";
import { did, NO_STEPS, redo, undo } from "./steps";
import { at, move, type Sheet } from "./grid/select";

const row = (indicator: string, printed = "", more: Partial<FormRow> = {}): FormRow => ({
  indicator, measure: "actual", name: indicator, measure_unit: "ha", group: "", depth: 0,
  stated: printed ? { number: printed } : null, printed, period: "2021-Q2", files: [], ...more,
});
const form = [row("A"), row("B", "12.5", { cut: 7 }), row("C")];
const cell = (id: string, text: string, more: Partial<Typed> = {}): Typed => ({ form: "f", id: `${id}|actual`, indicator: id, measure: "actual", text, note: "", base: null, entered_at: "2021-06-15T01:00:00Z", ...more });

describe("reading what was typed", () => {
  it.each([
    ["", "empty"], ["  ", "empty"], ["1.347,19", "number"], ["KPS", "special"], ["kad", "special"], ["12.5", "bad"], ["khoảng 5", "bad"],
  ])("%s is %s", (text, kind) => expect(read(text).kind).toBe(kind));
  it.each([["1347,5", "1.347,5"], [" KPS ", "kps"], ["nhiều ", "nhiều"]])("%s is left as %s", (text, left) => expect(tidy(text)).toBe(left));
});

describe("typed cells", () => {
  it("a cell back at what the server holds is no draft", () => {
    expect(isKept(form[1]!, { text: "12,5", note: "" })).toBe(true);
    expect(isKept(form[1]!, { text: "13", note: "" })).toBe(false);
  });
  it("stand on what their typist saw first", () => {
    const first = typed("f", form[1]!, { text: "1", note: "" }, undefined, "t1");
    expect(first.base).toBe(7);
    expect(typed("f", { ...form[1]!, cut: 9 }, { text: "13", note: "" }, first, "t2").base).toBe(7);
  });
  it("go when they can be read and nobody must choose", () => {
    const conflict = {} as ConflictView;
    expect(sendable([cell("A", "5"), cell("B", "nhiều"), cell("C", "6", { conflict })]).map((c) => c.indicator)).toEqual(["A"]);
  });
});

describe("an answer", () => {
  const conflict = (theirs: string, own: boolean): ConflictView => ({ indicator: "A", measure: "actual", mine: "", theirs, by: "Lan", own, at: "" });
  const changes = (more: Partial<FormChanges>): FormChanges => ({ rows: [row("A", "5", { cut: 9 })], findings: [], conflicts: [], refused: [], submission: { state: "draft" }, cut: 9, ...more });
  it("lets go what was kept", () => expect(answered([cell("A", "5")], [cell("A", "5")], changes({})).gone).toHaveLength(1));
  it("keeps what was typed meanwhile, on top of what was kept", () => {
    const { keep, gone } = answered([cell("A", "5")], [cell("A", "56")], changes({}));
    expect([gone, keep.map((c) => [c.text, c.base])]).toEqual([[], [["56", 9]]]);
  });
  it("asks when somebody else was first", () => expect(answered([cell("A", "6")], [cell("A", "6")], changes({ conflicts: [conflict("5", false)] })).keep[0]?.conflict?.by).toBe("Lan"));
  it("does not ask about what this browser sent itself, when the answer was lost", () => {
    const sent = cell("A", "6", { tried: [{ text: "5,0", note: "" }, { text: "5", note: "" }] });
    const { keep } = answered([sent], [sent], changes({ conflicts: [conflict("5", true)] }));
    expect([keep[0]?.conflict, keep[0]?.base]).toEqual([undefined, 9]);
  });
  it("keeps what is known of a cell under what is typed on", () => {
    const known = cell("A", "5", { base: 9, tried: [{ text: "5", note: "" }] });
    expect(onTop(cell("A", "56", { base: 3 }), known)).toMatchObject({ text: "56", base: 9, tried: [{ text: "5" }] });
  });
});

describe("sums of parts", () => {
  const rows = [row("T"), row("P1", "", { part_of: "T" }), row("P2", "", { part_of: "T" }), row("P3", "", { part_of: "T", measure_unit: "tấn" })];
  it("knows the parts in the same unit", () => expect(partsOf(rows).get("T|actual")?.map((r) => r.indicator)).toEqual(["P1", "P2"]));
  it.each([
    ["2.300", ["1.980", "320"], "2.300", null], ["52", ["84"], "84", "-32"], ["0,3", ["0,1", "0,2"], "0,3", null], ["", ["5", "kps"], "5", null],
  ])("%s of %j", (whole, parts, sum, difference) => expect(sumOf(whole, parts)).toMatchObject({ sum, difference }));
  it("is silent without parts", () => expect(sumOf("5", ["", "kad"])).toBeNull());
});

describe("pasting", () => {
  const block = pastedRows("Lúa\tha\t1.200\r\nNgô\tha\t\r\nSắn\tha\tnhiều\r\n");
  it("takes the column with the figures", () => {
    expect(block).toHaveLength(3);
    expect(likelyColumn(block)).toBe(2);
  });
  const place = { figures: 2, notes: null, names: null };
  it("fills downwards, passes over empty fields and names what is no number", () => {
    const plan = planPaste(form, new Map(), 0, block, place);
    expect(plan.fills.map((f) => [f.row.indicator, f.before, f.after, f.bad])).toEqual([["A", "", "1.200", false], ["C", "", "nhiều", true]]);
    expect(plan).toMatchObject({ bad: 1, beyond: 0 });
  });
  it("counts what falls below the last row", () => expect(planPaste(form, new Map(), 2, block, place).beyond).toBe(2));
  it("finds rows by name, whatever their order, and says what it does not know", () => {
    const rows = [row("X1", "", { name: "Diện tích lúa" }), row("X2", "", { name: "Diện tích ngô" })];
    const pasted = [["dien tich NGÔ", "7"], ["Diện tích sắn", "8"], ["X1", "9"]];
    expect(nameColumn(rows, pasted)).toBe(0);
    const plan = planPaste(rows, new Map(), 0, pasted, { figures: 1, notes: null, names: 0 });
    expect(plan.fills.map((f) => [f.row.indicator, f.after])).toEqual([["X2", "7"], ["X1", "9"]]);
    expect(plan.unknown).toEqual(["Diện tích sắn"]);
  });
  it("lays merged cells out", () => {
    const one = { colspan: 1, rowspan: 1 };
    expect(spread([[{ text: "a", colspan: 1, rowspan: 2 }, { text: "b", colspan: 2, rowspan: 1 }], [{ text: "c", ...one }, { text: "d", ...one }]])).toEqual([["a", "b", ""], ["", "c", "d"]]);
  });
});

describe("steps", () => {
  const step = (id: string, from: string, to: string) => [{ id, before: { text: from, note: "" }, after: { text: to, note: "" } }];
  it("go back and forth whole", () => {
    const both = did(did(NO_STEPS, step("A", "", "1")), [...step("B", "", "2"), ...step("C", "", "3")]);
    const back = undo(both)!;
    expect(back.step.map((c) => c.id)).toEqual(["B", "C"]);
    expect(redo(back.steps)!.steps).toEqual(both);
    expect(undo(NO_STEPS)).toBeNull();
  });
  it("that change nothing are none", () => expect(did(NO_STEPS, step("A", "1", "1"))).toBe(NO_STEPS));
});

describe("keys", () => {
  // Columns 0 to 3, the last two typed; cells of rows 0 to 2 are filled, the next is not, the last is.
  const sheet: Sheet = { rows: 5, cols: 4, page: 2, typed: [2, 3], filled: ({ row }) => row !== 3 };
  const press = (from: [number, number], key: string, more: { shift?: boolean; ctrl?: boolean } = {}) => {
    const to = move(sheet, at(...from), { key, shift: !!more.shift, ctrl: !!more.ctrl });
    return to && [to.head.row, to.head.col];
  };
  it.each([
    [[1, 2], "ArrowDown", {}, [2, 2]], [[0, 2], "ArrowUp", {}, [0, 2]], [[1, 2], "Enter", {}, [2, 2]], [[1, 2], "Enter", { shift: true }, [0, 2]],
    [[1, 3], "Tab", {}, [2, 2]], [[1, 2], "Tab", { shift: true }, [0, 3]], [[1, 0], "Tab", {}, [1, 2]], [[4, 3], "Tab", {}, null], [[0, 2], "Tab", { shift: true }, null],
    [[1, 2], "Home", {}, [1, 0]], [[1, 2], "End", {}, [1, 3]], [[1, 1], "Home", { ctrl: true }, [0, 2]], [[1, 1], "End", { ctrl: true }, [4, 3]],
    [[0, 2], "PageDown", {}, [2, 2]], [[0, 2], "ArrowDown", { ctrl: true }, [2, 2]], [[2, 2], "ArrowDown", { ctrl: true }, [4, 2]], [[0, 2], "a", {}, null],
  ] as const)("from %j %s %j to %j", (from, key, more, to) => expect(press([...from], key, more)).toEqual(to));
  it("shift draws the selection", () => {
    expect(move(sheet, at(1, 2), { key: "ArrowDown", shift: true, ctrl: false })).toEqual({ anchor: { row: 1, col: 2 }, head: { row: 2, col: 2 } });
  });
});
