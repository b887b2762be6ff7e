import { describe, expect, it } from "vitest";
import { begin, spans, stand, standOf } from "./layout";

describe("laying a table out", () => {
  it("puts a dimension along rows or columns once, the others move inward", () => {
    let pivot = begin("huyen");
    pivot = stand(pivot, "indicator", "column");
    expect(pivot.columns).toEqual(["indicator", "period"]);
    expect(standOf(pivot, "period")).toBe("column2");
    pivot = stand(pivot, "period", "row2");
    expect(pivot.rows).toEqual(["unit", "period"]);
    expect(pivot.columns).toEqual(["indicator"]);
    pivot = stand(pivot, "unit", "head");
    expect([pivot.rows, pivot.columns, standOf(pivot, "unit")]).toEqual([["period"], ["indicator"], "head"]);
  });

  it("spans a head over its neighbours under the same outer head only", () => {
    const line = (...keys: string[]) => keys.map((key) => ({ key }));
    const lines = [line("a", "1"), line("a", "2"), line("b", "2"), line("b", "2")];
    expect(spans(lines, 0)).toEqual([{ at: 0, wide: 2 }, { at: 2, wide: 2 }]);
    expect(spans(lines, 1)).toEqual([{ at: 0, wide: 1 }, { at: 1, wide: 1 }, { at: 2, wide: 2 }]);
  });
});
