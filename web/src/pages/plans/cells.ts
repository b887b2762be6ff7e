// Typed targets that are not saved yet, and what a paste into the table does: plain values, no screen.
import { parseNumber } from "../../format/number";

export type Drafts = Readonly<Record<string, string>>;
export const cellId = (indicator: string, unit: string): string => `${indicator} ${unit}`;

/** What loosens a number; the server decides, this only tells early what it will not take. */
const LOOSE = /^(trên|hơn|ít nhất|tối thiểu|từ|dưới|không quá|tối đa|nhiều nhất|khoảng|>=|<=|[≥≤<>~≈])\s*/iu;

/** Whether a text can be a target; an empty one gives none. */
export function isTarget(text: string): boolean {
  const plain = text.trim().replace(/%$/, "").trim();
  return plain === "" || /^[-–—]$/.test(plain) || parseNumber(plain.replace(LOOSE, "").replace(/\s*trở lên$/iu, "")) !== null;
}

/** A pasted table laid over the table from a cell on; fields beyond its edges are counted and left out. An empty field leaves its cell. */
export function paste(indicators: readonly string[], units: readonly string[], from: { row: number; col: number }, table: readonly (readonly string[])[]): { drafts: Record<string, string>; beyond: number } {
  const drafts: Record<string, string> = {};
  let beyond = 0;
  table.forEach((fields, y) =>
    fields.forEach((field, x) => {
      const text = field.trim();
      if (text === "") return;
      const [indicator, unit] = [indicators[from.row + y], units[from.col + x]];
      if (indicator === undefined || unit === undefined) beyond++;
      else drafts[cellId(indicator, unit)] = text;
    }),
  );
  return { drafts, beyond };
}
