import type { AlignedSeries } from "../../api/types";
import { matches } from "../../format/fold";

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
