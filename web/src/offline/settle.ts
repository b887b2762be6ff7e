// What an answer of the server does to the cells that wait: plain values, no store, no line.
import type { FormChanges } from "../api/types";
import { cellId, read } from "../pages/form/cells";
import type { Typed } from "./db";

/** What can go: neither unreadable, refused nor in conflict. */
export const sendable = (cells: readonly Typed[]): Typed[] =>
  cells.filter((cell) => !cell.conflict && !cell.refusal && read(cell.text).kind !== "bad");

/** Whether two typed texts say the same. */
export function same(a: string, b: string): boolean {
  const [one, other] = [read(a), read(b)];
  return one.kind === "number" && other.kind === "number" ? one.shown === other.shown : a.trim().toLowerCase() === b.trim().toLowerCase();
}

/**
 * After an answer: which cells have gone, and which stay and how. A cell typed on meanwhile stays, on top of what was just
 * kept. A conflict with what this browser itself sent before (the answer was lost) is none.
 */
export function answered(sent: readonly Typed[], now: readonly Typed[], changes: FormChanges): { keep: Typed[]; gone: Typed[] } {
  const conflicts = new Map(changes.conflicts.map((c) => [cellId(c), c]));
  const refusals = new Map(changes.refused.map((c) => [cellId(c), { vi: c.vi, en: c.en }]));
  const cuts = new Map(changes.rows.map((row) => [cellId(row), row.cut ?? null]));
  const keep: Typed[] = [];
  const gone: Typed[] = [];
  for (const was of sent) {
    const cell = now.find((c) => c.id === was.id);
    if (!cell) continue;
    const base = cuts.get(cell.id) ?? cell.base;
    const conflict = conflicts.get(cell.id);
    const refusal = refusals.get(cell.id);
    const untouched = cell.text === was.text && cell.note === was.note;
    if (conflict) {
      const lost = conflict.own && was.tried?.some((tried) => same(tried.text, conflict.theirs) && tried.note.trim() === (conflict.note ?? ""));
      const { tried: _, ...rest } = cell;
      keep.push(lost ? { ...rest, base } : { ...rest, conflict });
    } else if (refusal) {
      keep.push(untouched ? { ...cell, refusal } : cell);
    } else if (untouched) {
      gone.push({ ...cell, base });
    } else {
      const { tried: _, ...rest } = cell;
      keep.push({ ...rest, base });
    }
  }
  return { keep, gone };
}

/** A cell typed on top of what waits already: what is known of its sendings and of a conflict stays. */
export function onTop(cell: Typed, known: Typed | undefined): Typed {
  if (!known) return cell;
  const base = known.base === null || cell.base === null ? known.base ?? cell.base : Math.max(known.base, cell.base);
  return { ...cell, base, ...(known.tried && { tried: known.tried }), ...(known.conflict && { conflict: known.conflict }) };
}
