// Places in a text: the server counts Unicode scalar values, the browser UTF-16 units.

/** Scalar values before a place of the browser. */
export const scalars = (text: string, unit: number) => Array.from(text.slice(0, unit)).length;

/** The browser's place after so many scalar values. */
export const units = (text: string, scalar: number) => Array.from(text).slice(0, scalar).join("").length;

export type Typed = { text: string; cursor: number };

/** Puts a suggestion in the place of what is typed from `from` (scalar values) to the cursor; a blank follows unless it opens a bracket. */
export function accept({ text, cursor }: Typed, from: number, insert: string): Typed {
  const before = text.slice(0, units(text, from));
  const after = text.slice(cursor);
  const blank = insert.endsWith("(") || /^[\s)\];]/.test(after) ? "" : " ";
  const joined = `${before}${insert}${blank}`;
  return { text: joined + after, cursor: joined.length };
}

/** The text before a wrong place, the place itself and what follows; a missing thing is shown as one blank at its place. */
export function around(text: string, start: number, end: number): [string, string, string] {
  const from = units(text, start);
  const to = Math.max(units(text, end), from);
  return [text.slice(0, from), text.slice(from, to) || " ", text.slice(to)];
}
