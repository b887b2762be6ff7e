import { describe, expect, it } from "vitest";
import type { FormRow } from "../../api/types";
import { likelyColumn, pastedRows, planPaste, read, sendable, withDraft } from "./cells";

const row = (indicator: string, printed = ""): FormRow => ({
  indicator, measure: "actual", name: indicator, measure_unit: "ha", group: "", depth: 0,
  stated: printed ? { number: printed } : null, printed, period: "2021-Q2",
});
const form = [row("A"), row("B", "12.5"), row("C")];

describe("reading what was typed", () => {
  it.each([
    ["", "empty"], ["  ", "empty"], ["1.347,19", "number"], ["KPS", "special"], ["kad", "special"], ["12.5", "bad"], ["khoảng 5", "bad"],
  ])("%s is %s", (text, kind) => expect(read(text).kind).toBe(kind));
});

describe("drafts", () => {
  it("a cell back at what the server holds is no draft", () => {
    const typed = withDraft(new Map(), form[1]!, { text: "13", note: "" });
    expect(typed.size).toBe(1);
    expect(withDraft(typed, form[1]!, { text: "12,5", note: "" }).size).toBe(0);
  });
  it("sends in the order of the form and keeps back what is no number", () => {
    let drafts = withDraft(new Map(), form[2]!, { text: " 7 ", note: "" });
    drafts = withDraft(drafts, form[1]!, { text: "7.5", note: "" });
    drafts = withDraft(drafts, form[0]!, { text: "kps", note: " mưa lũ " });
    expect(sendable(form, drafts)).toEqual([
      { indicator: "A", measure: "actual", text: "kps", note: "mưa lũ", base: null },
      { indicator: "C", measure: "actual", text: "7", note: null, base: null },
    ]);
  });
});

describe("pasting", () => {
  const block = pastedRows("Lúa\tha\t1.200\r\nNgô\tha\t\r\nSắn\tha\tnhiều\r\n");
  it("takes the column with the figures", () => {
    expect(block).toHaveLength(3);
    expect(likelyColumn(block)).toBe(2);
  });
  it("fills downwards, passes over empty fields and names what is no number", () => {
    const plan = planPaste(form, new Map(), 0, block, 2);
    expect(plan.fills.map((f) => [f.row.indicator, f.before, f.after, f.bad])).toEqual([["A", "", "1.200", false], ["C", "", "nhiều", true]]);
    expect(plan).toMatchObject({ bad: 1, beyond: 0 });
  });
  it("counts what falls below the last row", () => expect(planPaste(form, new Map(), 2, block, 2).beyond).toBe(2));
});
