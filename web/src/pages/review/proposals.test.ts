import { describe, expect, it } from "vitest";
import type { Decision, Doubt, Proposal } from "../../api/types";
import { amendedFacts, counts, effective, isComplete, isOpen, left, markOf, narrowed, neighbour, nextOpen, ordered, outlook, proposalsByFact, sure } from "./proposals";

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
    proposal("b", ["same_name"], confirmed),
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
    ["amended", "", "d"],
  ];
  const amended = new Set(["d"]);
  it.each(table)("%s %s", (filter, search, found) => {
    expect(ids(narrowed(list, filter, search, amended))).toBe(found);
  });

  it("finds a corrected number by what is printed", () => {
    const facts = new Map([["d", { surface: "1.60" }]]) as never;
    expect(ids(narrowed(list, "all", "1.60", amended, facts))).toBe("d");
    expect(ids(narrowed(list, "all", "1.60", amended))).toBe("");
  });

  it("counts what it shows", () => {
    for (const [filter, count] of Object.entries(counts(list, amended))) {
      expect(narrowed(list, filter as never, "", amended)).toHaveLength(count);
    }
  });

  it("know which figures are no more as they were read", () => {
    const change = (fact: string) => ({ change: "amended", amendment: { amend: "subject", fact, subject: "a" } });
    const view = { facts: [{ id: "f1" }, { id: "f1b" }, { id: "n40" }], as_read: [], steps: [{ undone: null, changes: [change("f3")] }, { undone: 9, changes: [change("f4")] }] };
    expect([...amendedFacts(view as never)].sort()).toEqual(["f1b", "f3", "n40"]);
  });
});

describe("what is left", () => {
  const list = [
    proposal("a", ["in_conflict", "no_measure_unit"]),
    proposal("b", ["no_measure_unit"], null, { measure_unit: "" }),
    proposal("c", ["same_name"]),
    proposal("d"),
    proposal("e", ["in_conflict"], confirmed),
    proposal("f", [], null, { measure_unit: "" }),
  ];

  it("is counted by its worst reason", () => {
    expect(left(list)).toEqual({ decided: 1, conflict: 1, no_unit: 1, doubtful: 1, sure: 2 });
  });

  it("can be confirmed at once where nothing is in doubt or missing", () => {
    expect(ids(sure(list))).toBe("d");
  });
});

describe("a proposal", () => {
  it("speaks for all its figures", () => {
    const by = proposalsByFact([proposal("a", [], null, { facts: ["f1", "f7"] })]);
    expect([by.get("f1")?.id, by.get("f7")?.id, by.get("f2")]).toEqual(["a", "a", undefined]);
  });
});

describe("before adoption", () => {
  it("needs a name and a unit of measure", () => {
    const complete = proposal("a");
    const settings = effective(complete);
    expect(isComplete(complete, settings)).toBe(true);
    expect(isComplete(complete, { ...settings, name: " " })).toBe(false);
    expect(isComplete({ ...complete, measure_unit: "" }, settings)).toBe(false);
  });

  it("counts what will be made", () => {
    const merged: Decision = { decision: "merged", into: "a" };
    const proposals = [proposal("a"), proposal("b", [], merged), proposal("c", [], skipped), proposal("d", [], null, { known: "NN05" }), proposal("e", [], null, { about: "a" })];
    const relation = { kind: "sum", members: [], strength: "stated", expression: "" } as const;
    const view = { proposals, relations: [{ ...relation, holds: true }, { ...relation, holds: false }], tasks: [{}, {}] };
    expect(outlook(view as never)).toEqual({ fresh: 1, known: 1, rules: 1, tasks: 2, plain: 1 });
  });
});
