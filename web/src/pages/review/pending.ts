/** Decisions that the server has not confirmed yet, kept in this browser. */
import type { Decision } from "../../api/types";

/** By proposal, oldest first. */
export type Pending = ReadonlyMap<string, Decision>;

const place = (report: string) => `solieu.decisions.${report}`;

/** What was kept for a report; nothing where the browser keeps nothing. */
export function kept(report: string): Pending {
  try {
    return new Map(JSON.parse(localStorage.getItem(place(report)) ?? "[]") as [string, Decision][]);
  } catch {
    return new Map();
  }
}

/** Keeps the decisions of a report in the place of those kept before. */
export function keep(report: string, pending: Pending) {
  try {
    if (pending.size === 0) localStorage.removeItem(place(report));
    else localStorage.setItem(place(report), JSON.stringify([...pending]));
  } catch {
    // A browser that keeps nothing still sends them.
  }
}
