// What the entry grid knows about its cells: plain values and functions, no screen.
import type { CellKey, FormChanges, FormRow, FormView, Stated } from "../../api/types";
import { formatNumber, parseNumber } from "../../format/number";
import type { Typed } from "../../offline/db";

/** What a cell says on the screen. */
export type Draft = { text: string; note: string };
/** Typed cells that have not gone to the server, by cell. */
export type Drafts = ReadonlyMap<string, Typed>;

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
  if (changes.cut < form.cut) return form;
  const rows = new Map(changes.rows.map((row) => [cellId(row), row]));
  return {
    ...form,
    rows: rows.size === 0 ? form.rows : form.rows.map((row) => rows.get(cellId(row)) ?? row),
    findings: changes.findings,
    cut: changes.cut,
  };
}

export type Reading = { kind: "empty" } | { kind: "number"; decimal: string; shown: string } | { kind: "special"; special: Special } | { kind: "bad" };

/** How a typed text reads. */
export function read(text: string): Reading {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty" };
  const special = SPECIALS.find((s) => s === trimmed.toLowerCase());
  if (special) return { kind: "special", special };
  const decimal = parseNumber(trimmed);
  return decimal === null ? { kind: "bad" } : { kind: "number", decimal, shown: formatNumber(decimal) };
}

/** A text as it stands in a cell that was left: numbers the Vietnamese way. */
export function tidy(text: string): string {
  const reading = read(text);
  return reading.kind === "number" ? reading.shown : reading.kind === "special" ? reading.special : text.trim();
}

/** What the server holds for a cell, as one would type it. */
export function keptText(row: FormRow): string {
  if (row.stated == null) return "";
  return typeof row.stated === "object" ? formatNumber(row.stated.number) : SPECIAL_OF[row.stated];
}

export const kept = (row: FormRow): Draft => ({ text: keptText(row), note: row.note ?? "" });

/** The cell as it stands on the screen: typed, or else kept. */
export const shown = (row: FormRow, drafts: Drafts): Draft => drafts.get(cellId(row)) ?? kept(row);

const keptReadings = new WeakMap<FormRow, Reading>();

/** How a cell reads as it stands; what the server holds is read once. */
export function reading(row: FormRow, drafts: Drafts): Reading {
  const draft = drafts.get(cellId(row));
  if (draft) return read(draft.text);
  const known = keptReadings.get(row) ?? read(keptText(row));
  keptReadings.set(row, known);
  return known;
}

/** Whether a cell at this draft says what the server holds. */
export const isKept = (row: FormRow, draft: Draft): boolean => keptText(row) === draft.text.trim() && (row.note ?? "") === draft.note.trim();

/** A typed cell: on top of what was typed before, or of what the typist saw. */
export function typed(form: string, row: FormRow, draft: Draft, before: Typed | undefined, at: string): Typed {
  const known = before && { base: before.base, ...(before.tried && { tried: before.tried }), ...(before.conflict && { conflict: before.conflict }) };
  return { form, id: cellId(row), indicator: row.indicator, measure: row.measure, text: draft.text, note: draft.note, base: row.cut ?? null, ...known, entered_at: at };
}

/** What the parts of a whole add to, beside what the whole says. */
export type Sum = { sum: string; parts: number; filled: number; difference: string | null };

const SCALE = 12;
const scaled = (decimal: string): bigint => {
  const [, sign, whole = "0", rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const digits = BigInt(whole + rest.slice(0, SCALE).padEnd(SCALE, "0"));
  return sign === "-" ? -digits : digits;
};
const unscaled = (digits: bigint): string => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(SCALE + 1, "0");
  const rest = text.slice(-SCALE).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${text.slice(0, -SCALE)}${rest && `.${rest}`}`;
};

/** The rows that each whole is made of, on this form. */
export function partsOf(rows: readonly FormRow[]): ReadonlyMap<string, FormRow[]> {
  const wholes = new Map(rows.map((row) => [cellId(row), row]));
  const parts = new Map<string, FormRow[]>();
  for (const row of rows) {
    const whole = row.part_of ? wholes.get(`${row.part_of}|${row.measure}`) : undefined;
    if (whole && whole.measure_unit === row.measure_unit) parts.set(cellId(whole), [...(parts.get(cellId(whole)) ?? []), row]);
  }
  return parts;
}

/** Exact, for feedback only: the server judges by its rules. */
export function sumOf(whole: string, parts: readonly string[]): Sum | null {
  let total = 0n;
  let filled = 0;
  for (const text of parts) {
    const reading = read(text);
    if (reading.kind === "number") total += scaled(reading.decimal);
    if (reading.kind === "number" || (reading.kind === "special" && reading.special === "kps")) filled++;
  }
  if (filled === 0) return null;
  const said = read(whole);
  const difference = said.kind === "number" ? scaled(said.decimal) - total : null;
  return { sum: formatNumber(unscaled(total)), parts: parts.length, filled, difference: difference === null || difference === 0n ? null : formatNumber(unscaled(difference)) };
}
