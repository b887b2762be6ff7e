import { expect, test } from "vitest";
import { accept, around, scalars, units } from "./text";

test("places are counted in scalar values", () => {
  expect(scalars("𝒜 hộ", 3)).toBe(2);
  expect(units("𝒜 hộ", 2)).toBe(3);
});

test("a suggestion replaces what is typed", () => {
  expect(accept({ text: "hộ ng", cursor: 5 }, 0, "[Số hộ nghèo]")).toEqual({ text: "[Số hộ nghèo] ", cursor: 14 });
  expect(accept({ text: "A = ma", cursor: 6 }, 4, "MAX(")).toEqual({ text: "A = MAX(", cursor: 8 });
  expect(accept({ text: "A = MAX(B; c)", cursor: 12 }, 11, "C")).toEqual({ text: "A = MAX(B; C)", cursor: 12 });
});

test("a wrong place is cut out, and shown even where nothing stands", () => {
  expect(around("A + hộ = B", 4, 6)).toEqual(["A + ", "hộ", " = B"]);
  expect(around("A = ", 4, 4)).toEqual(["A = ", " ", ""]);
});
