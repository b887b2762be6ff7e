/** Steps of a review that the server has not kept yet, held in this browser. */
import type { ReviewChange } from "../../api/types";

/** A step on its way. */
export type Waiting = {
  changes: ReviewChange[];
  /** What the page had seen of the review when the step was made. */
  seen: number;
  /** Why the server did not keep it: another officer decided about the same figure meanwhile. */
  refused?: string;
};

const place = (report: string) => `solieu.steps.${report}`;

/** What was held for a report, oldest first; nothing where the browser keeps nothing. */
export function kept(report: string): Waiting[] {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(place(report)) ?? "[]");
    return Array.isArray(held) ? (held as Waiting[]) : [];
  } catch {
    return [];
  }
}

/** Holds the steps of a report in the place of those held before. */
export function keep(report: string, steps: readonly Waiting[]) {
  try {
    if (steps.length === 0) localStorage.removeItem(place(report));
    else localStorage.setItem(place(report), JSON.stringify(steps));
  } catch {
    // A browser that keeps nothing still sends them.
  }
}
