import { expect, test } from "vitest";
import type { FindingView } from "../../api/types";
import { moved, nextOpen } from "./list";

const row = (key: string, state: FindingView["state"]) => ({ key, state }) as FindingView;
const rows = [row("a", "open"), row("b", "explained"), row("c", "open"), row("d", "accepted")];

test("moving stops at both ends", () => {
  expect(moved(rows, "a", 1)?.key).toBe("b");
  expect(moved(rows, "a", -1)?.key).toBe("a");
  expect(moved(rows, "d", 5)?.key).toBe("d");
  expect(moved(rows, "gone", 1)?.key).toBe("b");
  expect(moved([], "a", 1)).toBeUndefined();
});

test("after an answer comes the next open question, from the top again at the end", () => {
  expect(nextOpen(rows, "a")?.key).toBe("c");
  expect(nextOpen(rows, "c")?.key).toBe("a");
  expect(nextOpen(rows, undefined)?.key).toBe("a");
  expect(nextOpen([row("a", "open")], "a")).toBeUndefined();
});
