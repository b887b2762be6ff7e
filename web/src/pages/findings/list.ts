// Moving through a list of questions, so that twenty are answered without the mouse.
import type { FindingView } from "../../api/types";

/** The question `step` rows further; the ends hold. */
export function moved(rows: readonly FindingView[], key: string | undefined, step: number): FindingView | undefined {
  const at = rows.findIndex((row) => row.key === key);
  return rows[Math.max(0, Math.min(rows.length - 1, (at < 0 ? 0 : at) + step))];
}

/** The next question after `key` that nobody has answered, from the top again at the end; itself is left out. */
export function nextOpen(rows: readonly FindingView[], key: string | undefined): FindingView | undefined {
  const at = rows.findIndex((row) => row.key === key);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find((row) => row.state === "open");
}
