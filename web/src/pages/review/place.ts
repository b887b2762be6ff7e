/** Where the officer was on the review page, held in this browser so that leaving loses nothing. */
import type { ProposalFilter } from "./proposals";

/** What is remembered of a page. */
export type Whereabouts = { chosen: string | null; filter: ProposalFilter; search: string };

const key = (report: string) => `solieu.review.${report}`;

/** Where one was in this report; null the first time. */
export function lastPlace(report: string): Whereabouts | null {
  try {
    return JSON.parse(localStorage.getItem(key(report)) ?? "null") as Whereabouts | null;
  } catch {
    return null;
  }
}

/** Remembers where one is. */
export function rememberPlace(report: string, place: Whereabouts) {
  try {
    localStorage.setItem(key(report), JSON.stringify(place));
  } catch {
    // A browser that keeps nothing opens at the first doubt.
  }
}
