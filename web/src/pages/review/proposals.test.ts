import { describe, expect, it } from "vitest";
import type { Decision, Doubt, Proposal } from "../../api/types";
import { counts, cutAt, effective, folded, isComplete, isOpen, markOf, narrowed, neighbour, nextOpen, ordered, outlook, proposalsByFact, withPending } from "./proposals";

function proposal(id: string, doubts: Doubt[] = [], decision: Decision | null = null, more: Partial<Proposal> = {}): Proposal {
  return {
    id,
    facts: [id],
    name: `Chỉ tiêu ${id}`,
    measure_unit: "ha",
    measure: "actual",
    timing: "flow",
    collector: { by: "communes" },
    owner: "phong-nn",
    part_of: null,
    known: null,
    about: null,
    printed: "12 ha",
    sentence: "Gieo cấy 12 ha.",
    section: "Nông nghiệp",
    place: null,
    doubts,
    decision,
    ...more,
  };
}

const skipped: Decision = { decision: "skipped" };
const undone: Decision = { decision: "undone" };
const confirmed: Decision = {
  decision: "confirmed",
  name: "Diện tích lúa",
  measure_unit: "ha",
  timing: "stock",
  collector: { by: "unit", unit: "phong-nn" },
  owner: "phong-nn",
  part_of: null,
};
const ids = (list: Proposal[]) => list.map((p) => p.id).join(" ");

describe("marks", () => {
  const table: [string, Doubt[], Decision | null, string, boolean][] = [
    ["sure", [], null, "sure", false],
    ["doubtful", ["reader_unsure"], null, "doubtful", true],
    ["conflict outweighs", ["reader_unsure", "in_conflict"], null, "conflict", true],
    ["decided", ["in_conflict"], confirmed, "decided", false],
    ["merged", ["same_name"], { decision: "merged", into: "b" }, "decided", false],
    ["skipped", [], skipped, "skipped", false],
    ["taken back", ["same_name"], undone, "doubtful", true],
  ];
  it.each(table)("%s", (_name, doubts, decision, mark, open) => {
    expect(markOf(proposal("a", doubts, decision))).toBe(mark);
    expect(isOpen(proposal("a", doubts, decision))).toBe(open);
  });
});

describe("order", () => {
  it("puts the worst doubt first and keeps the document order within", () => {
    const list = [proposal("a"), proposal("b", ["reader_unsure"]), proposal("c", ["in_conflict"]), proposal("d", ["reader_unsure", "in_conflict"]), proposal("e")];
    expect(ids(ordered(list))).toBe("c d b a e");
  });

  it("does not move a row when it is decided", () => {
    const list = [proposal("a", ["same_name"], confirmed), proposal("b", ["reader_unsure"]), proposal("c")];
    expect(ids(ordered(list))).toBe("a b c");
  });

  it("walks to the next open one and round to the start", () => {
    const list = [proposal("a", ["same_name"]), proposal("b", ["same_name"], skipped), proposal("c", ["same_name"]), proposal("d")];
    expect(nextOpen(list, "a")).toBe("c");
    expect(nextOpen(list, "c")).toBe("a");
    expect(nextOpen(list, null)).toBe("a");
    expect(nextOpen([list[1]!, list[3]!], "b")).toBe(null);
  });

  it("stops at the ends", () => {
    const list = [proposal("a"), proposal("b")];
    expect([neighbour(list, "a", -1), neighbour(list, "a", 1), neighbour(list, "b", 1), neighbour(list, null, 1)]).toEqual(["a", "b", "b", "a"]);
    expect(neighbour([], "a", 1)).toBe(null);
  });
});

describe("filters", () => {
  const list = [
    proposal("a", ["in_conflict"], null, { name: "Diện tích gieo cấy" }),
    proposal("b", ["no_measure_unit"], confirmed, { measure_unit: "" }),
    proposal("c", ["no_measure_unit"], null, { measure_unit: "", known: "NN05" }),
    proposal("d", [], skipped, { name: "Đàn gia súc" }),
  ];
  const table: [Parameters<typeof narrowed>[1], string, string][] = [
    ["all", "", "a b c d"],
    ["doubtful", "", "a b c"],
    ["no_unit", "", "c"],
    ["new", "", "a b d"],
    ["conflict", "", "a"],
    ["undecided", "", "a c"],
    ["all", "dien tich", "a b"],
    ["all", "ĐÀN", "d"],
    ["doubtful", "lua dien", "b"],
  ];
  it.each(table)("%s %s", (filter, search, found) => {
    expect(ids(narrowed(list, filter, search))).toBe(found);
  });

  it("counts what it shows", () => {
    for (const [filter, count] of Object.entries(counts(list))) {
      expect(narrowed(list, filter as never, "")).toHaveLength(count);
    }
  });

  it("folds Vietnamese letters", () => {
    expect(folded("Đường giao thông ở thị trấn")).toBe("duong giao thong o thi tran");
  });
});

describe("decisions on their way", () => {
  it("are laid over the view and counted", () => {
    const view = { proposals: [proposal("a", ["same_name"]), proposal("b", ["same_name"])], doubtful_open: 2 } as never as Parameters<typeof withPending>[0];
    const over = withPending(view, new Map([["a", confirmed]]));
    expect(over.doubtful_open).toBe(1);
    expect(effective(over.proposals[0]!).name).toBe("Diện tích lúa");
    expect(effective(over.proposals[1]!).name).toBe("Chỉ tiêu b");
    expect(withPending(over, new Map([["a", undone]])).doubtful_open).toBe(2);
  });

  it("belong to every figure of the proposal", () => {
    const by = proposalsByFact([proposal("a", [], null, { facts: ["f1", "f7"] })]);
    expect([by.get("f1")?.id, by.get("f7")?.id, by.get("f2")]).toEqual(["a", "a", undefined]);
  });
});

describe("before adoption", () => {
  it("needs a name and a unit of measure", () => {
    const settings = effective(proposal("a"));
    expect(isComplete(settings)).toBe(true);
    expect(isComplete({ ...settings, name: " " })).toBe(false);
    expect(isComplete({ ...settings, measure_unit: "" })).toBe(false);
  });

  it("counts what will be made", () => {
    const merged: Decision = { decision: "merged", into: "a" };
    const proposals = [proposal("a"), proposal("b", [], merged), proposal("c", [], skipped), proposal("d", [], null, { known: "NN05" }), proposal("e", [], null, { about: "a" })];
    const relation = { kind: "sum", members: [], strength: "stated", expression: "" } as const;
    const view = { proposals, relations: [{ ...relation, holds: true }, { ...relation, holds: false }], tasks: [{}, {}] };
    expect(outlook(view as never)).toEqual({ fresh: 1, known: 1, rules: 1, tasks: 2, plain: 1 });
  });
});

describe("the number in its sentence", () => {
  const table: [string, string, [string, string, string]][] = [
    ["trồng 12 ha", "12", ["trồng ", "12", " ha"]],
    ["112 vụ, 12 người", "12", ["112 vụ, ", "12", " người"]],
    ["1.012 ha; 12,5%; 12.", "12", ["1.012 ha; 12,5%; ", "12", "."]],
    ["không có số", "12", ["không có số", "", ""]],
  ];
  it.each(table)("%s", (sentence, surface, parts) => {
    expect(cutAt(sentence, { surface })).toEqual(parts);
  });
});
