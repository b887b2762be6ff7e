import { afterEach, describe, expect, it, vi } from "vitest";
import type { Decision } from "../../api/types";
import { keep, kept } from "./pending";

const skipped: Decision = { decision: "skipped" };
const merged: Decision = { decision: "merged", into: "f2" };

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

describe("decisions not sent yet", () => {
  it("come back in the order they were made, report by report", () => {
    browser();
    keep("r1", new Map<string, Decision>([["f9", skipped], ["f1", merged]]));
    expect([...kept("r1")]).toEqual([["f9", skipped], ["f1", merged]]);
    expect(kept("r2").size).toBe(0);
  });

  it("leave nothing behind once they are sent", () => {
    const held = browser();
    keep("r1", new Map([["f1", skipped]]));
    keep("r1", new Map());
    expect(held.size).toBe(0);
  });

  it("are none where the browser keeps nothing or kept something else", () => {
    browser(true);
    expect(() => keep("r1", new Map([["f1", skipped]]))).not.toThrow();
    expect(kept("r1").size).toBe(0);
    browser().set("solieu.decisions.r1", "{broken");
    expect(kept("r1").size).toBe(0);
  });
});
