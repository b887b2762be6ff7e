import { beforeAll, describe, expect, it } from "vitest";
import type { Amendment, Decision, Proposal, ReadingView, ReviewChange, StepView } from "../../api/types";
import { wordsInside } from "../../messages";
import { amendmentsOf, changeWords, redoable, stepWords, undoable, withStep } from "./steps";

const decide = (proposal: string, decision: Decision = { decision: "skipped" }): ReviewChange => ({ change: "decided", proposal, decision });
const value = (fact: string, to: string): ReviewChange => ({ change: "amended", amendment: { amend: "value", fact, value: to } });
const step = (cut: number, mine: boolean, undone: number | null = null, changes: ReviewChange[] = [decide("f1")]): StepView => ({ cut, at: "", by: mine ? "Tôi" : "Lan", mine, undone, changes, more: 0 });

beforeAll(wordsInside);

describe("undo and redo", () => {
  const table: [string, StepView[], number | null, number | null][] = [
    ["nothing done", [], null, null],
    ["one step", [step(5, true)], 5, null],
    ["another's step is left alone", [step(5, true), step(6, false)], 5, null],
    ["taken back", [step(5, true, 7), step(6, false)], null, 5],
    ["two taken back come again in turn", [step(5, true, 8), step(6, true, 7)], null, 5],
    ["one of two taken back", [step(5, true), step(6, true, 7)], 5, 6],
    ["going on forgets what was taken back", [step(5, true, 6), step(7, true)], 7, null],
  ];
  it.each(table)("%s", (_name, steps, undo, redo) => {
    expect([undoable(steps)?.cut ?? null, redoable(steps)?.cut ?? null]).toEqual([undo, redo]);
  });
});

describe("a step that was kept", () => {
  const proposals = [{ id: "f1", facts: ["f1", "f4"], doubts: ["same_name"], name: "Diện tích lúa", printed: "12 ha", decision: null }] as unknown as Proposal[];
  const view = { proposals, steps: [step(5, true)], seen: 5, doubtful_open: 1 } as unknown as ReadingView;

  it("is in the view with what it decided", () => {
    const after = withStep(view, [decide("f1")], step(9, true));
    expect([after.seen, after.steps.length, after.doubtful_open, after.proposals[0]?.decision?.decision]).toEqual([9, 2, 0, "skipped"]);
  });

  it("says what it did, by the names people know", () => {
    expect(changeWords(decide("f1"), proposals)).toContain("Diện tích lúa");
    expect(changeWords(value("f4", "1347.5"), proposals)).toMatch(/Diện tích lúa.*1\.347,5/);
    const amended = (amendment: Amendment): ReviewChange => ({ change: "amended", amendment });
    expect(changeWords(amended({ amend: "direction", fact: "f1", direction: "down" }), proposals)).toMatch(/Diện tích lúa.*Giảm/);
    expect(changeWords(amended({ amend: "part_of", fact: "f9", whole: "f4" }), proposals)).toMatch(/một phần.*Diện tích lúa/);
    expect(changeWords(amended({ amend: "part_of", fact: "f1", whole: null }), proposals)).toMatch(/không thuộc/i);
    expect(stepWords({ changes: [decide("f1"), decide("f2")], more: 40 }, proposals)).toContain("42");
    expect(stepWords({ changes: [], more: 0 }, proposals)).toBe("");
  });

  it("leaves the amendments of a figure to be seen, newest first", () => {
    const steps = [step(5, true, null, [value("f1", "1")]), step(6, false, null, [value("f1", "2")]), step(7, true, 8, [value("f1", "3")]), step(9, true, null, [value("f2", "4")])];
    expect(amendmentsOf(steps, "f1").map(({ amendment }) => amendment.amend === "value" && amendment.value)).toEqual(["2", "1"]);
  });
});
