import { describe, expect, it } from "vitest";
import type { BlockView } from "../../api/types";
import { blockOf } from "./places";

const block = (...texts: string[]): BlockView => ({ kind: "body", segments: texts.map((text) => ({ text })), note: null });

describe("the paragraph that holds some words", () => {
  const blocks = [block("Mở đầu."), block("Theo Quyết định số ", "15", "/QĐ-UBND  ngày 10/01"), block("Kết\nluận.")];
  const table: [string, number][] = [
    ["15/QĐ-UBND", 1],
    ["số 15/QĐ-UBND ngày", 1],
    ["Kết luận.", 2],
    ["không có", -1],
    ["  ", -1],
  ];
  it.each(table)("%s", (words, at) => {
    expect(blockOf(blocks, words)).toBe(at);
  });

  it("finds long words by their beginning", () => {
    const start = "a".repeat(60);
    expect(blockOf([block(start + " chỗ này ngắt dòng")], start + " chỗ khác")).toBe(0);
  });
});
