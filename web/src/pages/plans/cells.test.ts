import { expect, test } from "vitest";
import { isTarget, paste } from "./cells";

test("what can be a target, and what cannot", () => {
  for (const text of ["", "1.240,5", "trên 95", "Trên 95%", "≥ 95", "dưới 3", "từ 80 trở lên", "-", "khoảng 12", "8,0 %"]) expect(isTarget(text), text).toBe(true);
  for (const text of ["giao sau", "12a", "trên", "1.24", "95 97"]) expect(isTarget(text), text).toBe(false);
});

test("a pasted range lies over the table from the chosen cell on", () => {
  const { drafts, beyond } = paste(["A", "B"], ["x", "y"], { row: 0, col: 1 }, [["1", "2"], ["", "3"], ["4"]]);
  expect(drafts).toEqual({ "A y": "1" });
  expect(beyond).toBe(3);
  expect(paste(["A", "B"], ["x", "y"], { row: 0, col: 0 }, [["1", ""], ["3", "4"]]).drafts).toEqual({ "A x": "1", "B x": "3", "B y": "4" });
});
