import { expect, test } from "vitest";
import type { AlignedSeries } from "../../api/types";
import { filtered, keyOf, offers } from "./series";

const one = (subject: string, cells: number, more: Partial<AlignedSeries> = {}): AlignedSeries => ({
  subject,
  unit: "ha",
  kind: "actual",
  place: null,
  indicator: null,
  doubtful: false,
  cells: Array.from({ length: cells }, (_, i) => ({ report: `r${i}`, fact: "f1", report_index: i, printed: "1", confidence: 1, doubtful: false, joined: null })),
  ...more,
});

const all = [one("Diện tích lúa", 2), one("Đàn trâu", 1, { unit: "con" }), one("Chè trồng mới", 2, { doubtful: true, indicator: { code: "NN05", name: "Diện tích chè" } })];
const names = (found: AlignedSeries[]) => found.map((s) => s.subject);

test("filters tell what is left to do", () => {
  expect(names(filtered(all, "doubtful", ""))).toEqual(["Chè trồng mới"]);
  expect(names(filtered(all, "alone", ""))).toEqual(["Đàn trâu"]);
  expect(names(filtered(all, "new", ""))).toEqual(["Diện tích lúa", "Đàn trâu"]);
});

test("a search needs no diacritics and knows the indicator", () => {
  expect(names(filtered(all, "all", "dan trau"))).toEqual(["Đàn trâu"]);
  expect(names(filtered(all, "all", "dien tich che"))).toEqual(["Chè trồng mới"]);
  expect(filtered(all, "all", "voi")).toEqual([]);
});

test("a series is named by its newest figure", () => {
  expect(keyOf(one("a", 2))).toBe("r1 f1");
});

test("series of other reports are offered, those that share most words first", () => {
  const at = (report_index: number, subject: string, unit = "ha") => one(subject, 1, { unit, cells: one(subject, 1).cells.map((cell) => ({ ...cell, report: `r${report_index}`, report_index })) });
  const rice = at(0, "Diện tích lúa");
  const others = [at(1, "Đàn trâu", "con"), at(1, "Diện tích lúa nước"), at(1, "Chè"), at(0, "Diện tích ngô")];
  expect(names(offers(rice, [rice, ...others], ""))).toEqual(["Diện tích lúa nước", "Chè", "Đàn trâu"]);
  expect(names(offers(rice, [rice, ...others], "trau"))).toEqual(["Đàn trâu"]);
});
