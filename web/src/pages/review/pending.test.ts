import { afterEach, describe, expect, it, vi } from "vitest";
import type { ReviewChange } from "../../api/types";
import { keep, kept, type Waiting } from "./pending";

const skipped: ReviewChange = { change: "decided", proposal: "f9", decision: { decision: "skipped" } };
const discarded: ReviewChange = { change: "amended", amendment: { amend: "discard", fact: "f1" } };
const steps: Waiting[] = [{ changes: [skipped], seen: 4 }, { changes: [discarded], seen: 4, refused: "Lan" }];

/** A browser's store in memory; one that is full or closed throws. */
function browser(closed = false) {
  const held = new Map<string, string>();
  const guard = <T>(value: T): T => {
    if (closed) throw new Error("closed");
    return value;
  };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => guard(held.get(key) ?? null),
    setItem: (key: string, value: string) => guard(held.set(key, value)),
    removeItem: (key: string) => guard(held.delete(key)),
  });
  return held;
}

afterEach(() => vi.unstubAllGlobals());

describe("steps not sent yet", () => {
  it("come back in the order they were made, report by report", () => {
    browser();
    keep("r1", steps);
    expect(kept("r1")).toEqual(steps);
    expect(kept("r2")).toEqual([]);
  });

  it("leave nothing behind once they are sent", () => {
    const held = browser();
    keep("r1", steps);
    keep("r1", []);
    expect(held.size).toBe(0);
  });

  it("are none where the browser keeps nothing or kept something else", () => {
    browser(true);
    expect(() => keep("r1", steps)).not.toThrow();
    expect(kept("r1")).toEqual([]);
    const held = browser();
    held.set("solieu.steps.r1", "{broken");
    expect(kept("r1")).toEqual([]);
    held.set("solieu.steps.r1", "{}");
    expect(kept("r1")).toEqual([]);
  });
});
