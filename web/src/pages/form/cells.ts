// What the entry grid knows about its cells: plain values and functions, no screen.
import type { CellKey, FormChanges, FormRow, FormView, Stated, TypedCell } from "../../api/types";
import { formatNumber, parseNumber } from "../../format/number";

/** What was typed into a cell and is not yet kept by the server. */
export type Draft = { text: string; note: string };
export type Drafts = ReadonlyMap<string, Draft>;

export const SPECIALS = ["kps", "kad", "kcb"] as const;
export type Special = (typeof SPECIALS)[number];

const SPECIAL_OF: Record<Exclude<Stated, object>, Special> = { not_arisen: "kps", not_applicable: "kad", withheld: "kcb" };

/** One name for a cell of this form. */
export const cellId = (row: Pick<FormRow, "indicator" | "measure">): string => `${row.indicator}|${row.measure}`;

/** Whether evidence of a finding is this row's cell. */
export const isAbout = (row: FormRow, key: CellKey): boolean =>
  row.indicator === key.indicator && row.measure === key.measure && row.period === key.period;

/** The form after a save, or after someone else's. */
export function withChanges(form: FormView, changes: FormChanges): FormView {
  const rows = new Map(changes.rows.map((row) => [cellId(row), row]));
  return {
    ...form,
    rows: rows.size === 0 ? form.rows : form.rows.map((row) => rows.get(cellId(row)) ?? row),
    findings: changes.findings,
    cut: changes.cut,
  };
}

export type Reading = { kind: "empty" } | { kind: "number"; shown: string } | { kind: "special"; special: Special } | { kind: "bad" };

/** How a typed text reads. */
export function read(text: string): Reading {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty" };
  const special = SPECIALS.find((s) => s === trimmed.toLowerCase());
  if (special) return { kind: "special", special };
  const number = parseNumber(trimmed);
  return number === null ? { kind: "bad" } : { kind: "number", shown: formatNumber(number) };
}

/** What the server holds for a cell, as one would type it. */
export function keptText(row: FormRow): string {
  if (row.stated == null) return "";
  return typeof row.stated === "object" ? formatNumber(row.stated.number) : SPECIAL_OF[row.stated];
}

export const kept = (row: FormRow): Draft => ({ text: keptText(row), note: row.note ?? "" });

/** The cell as it stands on the screen: typed, or else kept. */
export const shown = (row: FormRow, drafts: Drafts): Draft => drafts.get(cellId(row)) ?? kept(row);

/** The drafts with one cell changed; a cell back at what the server holds is no draft any more. */
export function withDraft(drafts: Drafts, row: FormRow, draft: Draft): Drafts {
  const next = new Map(drafts);
  const now = kept(row);
  if (now.text === draft.text && now.note === draft.note) next.delete(cellId(row));
  else next.set(cellId(row), draft);
  return next;
}

/** What can be sent of the drafts, in the order of the form; what is no number stays behind. */
export function sendable(rows: readonly FormRow[], drafts: Drafts): TypedCell[] {
  return rows.flatMap((row) => {
    const draft = drafts.get(cellId(row));
    if (!draft || read(draft.text).kind === "bad") return [];
    return [{ indicator: row.indicator, measure: row.measure, text: draft.text.trim(), note: draft.note.trim() || null, base: row.cut ?? null }];
  });
}

export type Fill = { row: FormRow; before: string; after: string; bad: boolean };
export type PastePlan = { fills: Fill[]; bad: number; beyond: number };

/** Copied lines of a table: rows of fields. A last empty line is how spreadsheets end, not a row. */
export function pastedRows(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => line.split("\t").map((field) => field.trim()));
}

/** The column that most likely holds the figures: the last one with the most numbers. */
export function likelyColumn(rows: readonly string[][]): number {
  const width = Math.max(0, ...rows.map((r) => r.length));
  let best = { column: 0, numbers: -1 };
  for (let column = 0; column < width; column++) {
    const numbers = rows.filter((r) => read(r[column] ?? "").kind === "number").length;
    if (numbers >= best.numbers) best = { column, numbers };
  }
  return best.column;
}

/** What pasting one column downwards from `start` would do. Empty fields leave their cell as it is. */
export function planPaste(form: readonly FormRow[], drafts: Drafts, start: number, pasted: readonly string[][], column: number): PastePlan {
  const fills = pasted.flatMap((fields, i) => {
    const row = form[start + i];
    const after = fields[column] ?? "";
    if (!row || after === "") return [];
    const reading = read(after);
    const text = reading.kind === "number" ? reading.shown : after;
    return [{ row, before: shown(row, drafts).text, after: text, bad: reading.kind === "bad" }];
  });
  return { fills, bad: fills.filter((f) => f.bad).length, beyond: Math.max(0, start + pasted.length - form.length) };
}
