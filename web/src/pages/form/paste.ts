// What a paste would do: tables from Excel, Word or text, matched to rows by place or by name.
import type { FormRow } from "../../api/types";
import { fold } from "../../format/fold";
import { cellId, read, shown, tidy, type Draft, type Drafts } from "./cells";

export type Fill = { row: FormRow; draft: Draft; before: string; after: string; bad: boolean };
export type PastePlan = { fills: Fill[]; bad: number; beyond: number; unknown: string[] };

/** Copied lines of a table: rows of fields. A last empty line is how spreadsheets end, not a row. */
export function pastedRows(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => line.split("\t").map((field) => field.trim()));
}

/** The fields of a table with merged cells: a merged cell says its words once, at its first place. */
export function spread(rows: readonly { text: string; colspan: number; rowspan: number }[][]): string[][] {
  const grid: string[][] = [];
  rows.forEach((cells, y) => {
    const line = (grid[y] ??= []);
    let x = 0;
    for (const { text, colspan, rowspan } of cells) {
      while (line[x] !== undefined) x++;
      for (let dy = 0; dy < rowspan; dy++) for (let dx = 0; dx < colspan; dx++) (grid[y + dy] ??= [])[x + dx] = dy + dx === 0 ? text : "";
      x += colspan;
    }
  });
  return grid.slice(0, rows.length).map((line) => Array.from(line, (field) => field ?? ""));
}

/** The first table of copied HTML, as Excel and Word put it there; none = no table. */
export function pastedTable(html: string): string[][] | null {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  const span = (value: number) => Math.min(Math.max(value, 1), 200);
  const cell = (td: HTMLTableCellElement) => ({ text: (td.textContent ?? "").replace(/\s+/g, " ").trim(), colspan: span(td.colSpan), rowspan: span(td.rowSpan) });
  return spread([...table.rows].map((tr) => [...tr.cells].map(cell)));
}

export const width = (rows: readonly string[][]): number => Math.max(0, ...rows.map((row) => row.length));

/** The column that most likely holds the figures: the last one with the most numbers. */
export function likelyColumn(rows: readonly string[][]): number {
  let best = { column: 0, numbers: -1 };
  for (let column = 0; column < width(rows); column++) {
    const numbers = rows.filter((r) => ["number", "special"].includes(read(r[column] ?? "").kind)).length;
    if (numbers >= best.numbers) best = { column, numbers };
  }
  return best.column;
}

const plain = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** For each pasted line the row it names, by code or by name; a name that stands twice is taken in order. */
function named(form: readonly FormRow[], pasted: readonly string[][], column: number): (FormRow | undefined)[] {
  const byCode = new Map(form.map((row) => [row.indicator.toLowerCase(), row] as const).reverse());
  const byName = new Map<string, FormRow[]>();
  for (const row of form) byName.set(plain(row.name), [...(byName.get(plain(row.name)) ?? []), row]);
  const taken = new Set<string>();
  return pasted.map((fields) => {
    const field = fields[column] ?? "";
    const found = byCode.get(field.trim().toLowerCase()) ?? (byName.get(plain(field)) ?? []).find((row) => !taken.has(cellId(row)));
    if (found) taken.add(cellId(found));
    return found;
  });
}

/** The column that names rows of the form, when at least half of the lines do; none = by place. */
export function nameColumn(form: readonly FormRow[], pasted: readonly string[][]): number | null {
  let best: { column: number; hits: number } | null = null;
  for (let column = 0; column < width(pasted); column++) {
    const hits = named(form, pasted, column).filter(Boolean).length;
    if (hits > (best?.hits ?? 0)) best = { column, hits };
  }
  return best && best.hits * 2 >= pasted.length ? best.column : null;
}

export type PasteChoice = { figures: number; notes: number | null; names: number | null };

/** What pasting would do: downwards from `start`, or at the rows that a column names. Empty fields leave their cell. */
export function planPaste(form: readonly FormRow[], drafts: Drafts, start: number, pasted: readonly string[][], choice: PasteChoice): PastePlan {
  const rows = choice.names === null ? pasted.map((_, i) => form[start + i]) : named(form, pasted, choice.names);
  const fills: Fill[] = [];
  const unknown: string[] = [];
  pasted.forEach((fields, i) => {
    const row = rows[i];
    const figure = fields[choice.figures] ?? "";
    const note = choice.notes === null ? "" : fields[choice.notes] ?? "";
    if (!row) {
      const name = choice.names === null ? "" : fields[choice.names] ?? "";
      if (name && figure) unknown.push(name);
      return;
    }
    if (figure === "" && note === "") return;
    const before = shown(row, drafts);
    const text = figure === "" ? before.text : tidy(figure);
    fills.push({ row, draft: { text, note: note || before.note }, before: before.text, after: text, bad: read(text).kind === "bad" });
  });
  return { fills, bad: fills.filter((f) => f.bad).length, beyond: choice.names === null ? Math.max(0, start + pasted.length - form.length) : 0, unknown };
}
