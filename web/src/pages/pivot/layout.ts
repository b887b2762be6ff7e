import type { Dimension, Pivot } from "../../api/types";

/** Where a dimension stands: at the head of the table, or along its rows or columns, outer or inner. */
export type Stand = "head" | "row" | "row2" | "column" | "column2";
export const STANDS: readonly Stand[] = ["row", "row2", "column", "column2", "head"];
export const DIMENSIONS: readonly Dimension[] = ["indicator", "measure", "unit", "period"];
export const MEASURES = ["actual", "plan", "pct_of_plan", "estimate", "change_abs", "change_pct", "growth_pct"] as const;

/** A table to begin with: one indicator, the units below, the last four quarters. */
export const begin = (place: string): Pivot => ({
  indicators: [],
  measures: ["actual"],
  units: { which: "below", unit: place },
  periods: { which: "last", kind: "quarter", many: 4 },
  rows: ["unit"],
  columns: ["period"],
  boundaries: { as_of: "today" },
  total: true,
});

export function standOf(pivot: Pivot, dimension: Dimension): Stand {
  const row = pivot.rows.indexOf(dimension);
  const column = pivot.columns.indexOf(dimension);
  if (row >= 0) return row === 0 ? "row" : "row2";
  if (column >= 0) return column === 0 ? "column" : "column2";
  return "head";
}

/** The table with a dimension put elsewhere; what stood there moves inward. */
export function stand(pivot: Pivot, dimension: Dimension, at: Stand): Pivot {
  const without = (line: readonly Dimension[]) => line.filter((d) => d !== dimension);
  const rows = without(pivot.rows);
  const columns = without(pivot.columns);
  const put = (line: Dimension[], inner: boolean) => (inner ? [...line, dimension] : [dimension, ...line]);
  if (at === "row" || at === "row2") return { ...pivot, rows: put(rows, at === "row2"), columns };
  if (at === "column" || at === "column2") return { ...pivot, rows, columns: put(columns, at === "column2") };
  return { ...pivot, rows, columns };
}

/** How many neighbours from each place on say the same: the width of a head that stands over several. */
export function spans(lines: readonly { key: string }[][], level: number): { at: number; wide: number }[] {
  const same = (a: readonly { key: string }[], b: readonly { key: string }[]) => a.slice(0, level + 1).every((head, i) => head.key === b[i]?.key);
  const found: { at: number; wide: number }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const last = found.at(-1);
    const before = last && lines[last.at];
    const now = lines[at];
    if (last && before && now && same(before, now)) last.wide++;
    else found.push({ at, wide: 1 });
  }
  return found;
}
