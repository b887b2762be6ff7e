/** What can be printed of an indicator: one row a way, each shown with its words as they would be printed now. */
import type { Figure, Measure, Phrasing } from "../../api/types";
import type { Key } from "../../messages";

/** One way to print. */
export type Way = { key: string; label: Key; measure: Measure; phrasing: Phrasing };

const way = (key: string, measure: Measure, phrasing: Phrasing): Way => ({ key, label: `figure.way.${key}` as Key, measure, phrasing });

/** Every way, in the order of a report's sentences. */
export const WAYS: readonly Way[] = [
  way("value", "actual", "number"),
  way("phrase", "actual", "phrase"),
  way("plan_share", "pct_of_plan", "number"),
  way("plan_phrase", "pct_of_plan", "phrase"),
  way("change", "change_pct", "phrase"),
  way("change_number", "change_pct", "number"),
  way("growth", "growth_pct", "phrase"),
  way("growth_number", "growth_pct", "number"),
  way("difference", "change_abs", "phrase"),
  way("difference_number", "change_abs", "number"),
  way("verb", "change_pct", "verb"),
  way("rank", "actual", "rank"),
  way("units", "actual", "units"),
  way("plan", "plan", "number"),
  way("estimate", "estimate", "number"),
];

/** Settings of a figure beside what it prints. */
export type Settings = Pick<Figure, "unit" | "shift" | "decimals" | "leading_zero">;

/** The figure printed another way. */
export const printedAs = (figure: Figure, { measure, phrasing }: Way): Figure => ({ ...figure, measure, phrasing });

/** The way that a figure is printed now. */
export const wayOf = (figure: Figure): Way | undefined => WAYS.find((w) => w.measure === figure.measure && w.phrasing === (figure.phrasing ?? "number"));
