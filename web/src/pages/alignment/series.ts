import type { AlignedSeries } from "../../api/types";
import { fold, matches } from "../../format/fold";

/** Which series are listed. */
export const FILTERS = ["doubtful", "all", "alone", "new"] as const;
export type Filter = (typeof FILTERS)[number];

/** Names a series by its newest figure: the list may change around it. */
export function keyOf(series: AlignedSeries): string {
  const cell = series.cells.at(-1);
  return `${cell?.report} ${cell?.fact}`;
}

const HOLDS: Record<Filter, (series: AlignedSeries) => boolean> = {
  doubtful: (series) => series.doubtful,
  all: () => true,
  alone: (series) => series.cells.length === 1,
  new: (series) => !series.indicator,
};

/** The series that a filter and a search leave. */
export function filtered(series: readonly AlignedSeries[], filter: Filter, search: string): AlignedSeries[] {
  return series.filter((one) => HOLDS[filter](one) && (search === "" || matches(search, one.subject, one.unit ?? "", one.place ?? "", one.indicator?.name ?? "")));
}

/** Series of other reports than this one's, which may say the same in other words: those that share most words first. */
export function offers(series: AlignedSeries, all: readonly AlignedSeries[], search: string): AlignedSeries[] {
  const taken = new Set(series.cells.map((cell) => cell.report_index));
  const words = new Set(fold(series.subject).split(/\s+/));
  const shared = (other: AlignedSeries) => {
    const theirs = fold(other.subject).split(/\s+/);
    return theirs.filter((word) => words.has(word)).length / Math.max(words.size, theirs.length) + (other.unit === series.unit ? 0.5 : 0);
  };
  const apart = filtered(all, "all", search).filter((other) => other.cells.every((cell) => !taken.has(cell.report_index)));
  return apart.map((other) => ({ other, score: shared(other) })).sort((a, b) => b.score - a.score).map(({ other }) => other);
}
