import { describe, expect, it } from "vitest";
import type { BlockView, Fact } from "../../api/types";
import { around, cuts, printed, unread, wholes } from "./places";

/** Paragraphs one after another; a text in brackets is a figure. */
function blocks(...paragraphs: string[]): BlockView[] {
  let at = 0;
  return paragraphs.map((paragraph) => {
    const segments = paragraph.split(/(\[[^\]]*\])/).filter(Boolean).map((text, i) => (text.startsWith("[") ? { text: text.slice(1, -1), fact: `f${i}` } : { text }));
    const block: BlockView = { kind: "body", start: at, segments, note: null };
    at += [...segments.map((s) => s.text).join("")].length + 1;
    return block;
  });
}

describe("the sentence around a figure", () => {
  const report = blocks("😀 Mở đầu.", "Trồng mới [12] ha. Thu hoạch [1.012] ha; năng suất [45] tạ/ha.", "Hết [7]");
  const at = (n: number, length: number) => ({ start: n, end: n + length });
  const table: [string, { start: number; end: number }, [string, string, string]][] = [
    ["the first", at(20, 2), ["Trồng mới ", "12", " ha."]],
    ["after a full stop", at(37, 5), ["Thu hoạch ", "1.012", " ha;"]],
    ["after a semicolon", at(57, 2), ["năng suất ", "45", " tạ/ha."]],
    ["at the end", at(71, 1), ["Hết ", "7", ""]],
  ];
  it.each(table)("%s", (_name, stretch, parts) => {
    expect(around(report, stretch)).toEqual(parts);
  });
});

describe("numbers that nobody speaks for", () => {
  it("are found by their offsets, whatever the letters", () => {
    expect(unread(blocks("😀 Năm 2021 có [12] xã", "1.250,5 và 3/4"))).toEqual([
      { start: 6, end: 10 },
      { start: 20, end: 27 },
      { start: 31, end: 34 },
    ]);
  });
});

describe("a figure with its unit of measure", () => {
  it("says the unit once", () => {
    expect(["12 ha", "25 tỷ 941 triệu đồng", "12"]).toEqual([printed({ surface: "12", unit: "ha" }), printed({ surface: "25 tỷ 941 triệu đồng", unit: "tỷ đồng" }), printed({ surface: "12", unit: null })]);
  });
});

describe("where a figure may be cut", () => {
  const table: [string, number[]][] = [
    ["229/231", [104]],
    ["25 tỷ 941 triệu đồng", [106]],
    ["5-7", [102]],
    ["1.234", [102]],
    ["12,5", [103]],
    ["12", []],
    ["1.250-1.300", [106]],
  ];
  it.each(table)("%s", (surface, at) => {
    expect(cuts({ surface, start: 100 })).toEqual(at);
  });
});

describe("the figures that one may be a part of", () => {
  const fact = (id: string, start: number, subject: string, part_of: string | null = null) => ({ id, start, subject, part_of, value: id === "f1" ? "40" : "12", surface: "12", unit: id === "f5" ? "tấn" : "ha", place: null }) as unknown as Fact;
  const facts = [fact("f1", 0, "tổng diện tích"), fact("f2", 100, "lúa", "f1"), fact("f3", 110, "lúa lai", "f2"), fact("f4", 130, "ngô"), fact("f5", 400, "cả năm")];
  const found = (id: string, search = "") => wholes(facts.find((f) => f.id === id) as Fact, facts, search).map((f) => f.id);

  it("are the others, the likeliest first", () => expect(found("f4")).toEqual(["f3", "f2", "f1", "f5"]));
  it("are no parts of its own", () => expect(found("f1")).toEqual(["f4", "f5"]));
  it("hold what is searched, with or without diacritics", () => expect(found("f4", "dien tich")).toEqual(["f1"]));
});
