/** Places in the text. Offsets count Unicode scalar values, as the server's do. */
import type { BlockView, Fact } from "../../api/types";
import { matches } from "../../format/fold";

const textOf = (block: BlockView) => block.segments.map((s) => s.text).join("");

/** A stretch of the text. */
export type Stretch = { start: number; end: number };

/** Letters of context kept on either side of a figure. */
const CONTEXT = 110;

/** The sentence around a figure, cut at it: before, the figure, after. */
export function around(blocks: readonly BlockView[], { start, end }: Stretch): [string, string, string] {
  const block = blocks.findLast((b) => b.start <= start);
  const letters = [...(block ? textOf(block) : "")];
  const [from, to] = [start - (block?.start ?? 0), end - (block?.start ?? 0)];
  const before = letters.slice(Math.max(0, from - CONTEXT), from).join("");
  const after = letters.slice(to, to + CONTEXT).join("");
  const opening = Math.max(before.lastIndexOf(". "), before.lastIndexOf("; "), before.lastIndexOf("\n"));
  const closing = after.search(/[.;](\s|$)|\n/);
  return [before.slice(opening < 0 ? 0 : opening + 1).trimStart(), letters.slice(from, to).join(""), (closing < 0 ? after : after.slice(0, closing + 1)).trimEnd()];
}

/** A figure as printed, with its unit of measure; money in several scales prints its own. */
export function printed({ surface, unit }: Pick<Fact, "surface" | "unit">): string {
  return unit && !/\p{L}/u.test(surface) ? `${surface} ${unit}` : surface;
}

/** Numbers of the text that no figure speaks for, in its order; a date or a ratio is one. */
export function unread(blocks: readonly BlockView[]): Stretch[] {
  const found: Stretch[] = [];
  for (const block of blocks) {
    let at = block.start;
    for (const { text, fact } of block.segments) {
      if (!fact) {
        for (const match of text.matchAll(/\d+(?:[.,/-]\d+)*/g)) {
          const start = at + [...text.slice(0, match.index)].length;
          found.push({ start, end: start + match[0].length });
        }
      }
      at += [...text].length;
    }
  }
  return found;
}

/** Where a figure may be cut in two: before each of its further numbers, else at the marks inside its one number. */
export function cuts(fact: Pick<Fact, "surface" | "start">): number[] {
  const letters = [...fact.surface];
  const starts = letters.flatMap((c, i) => (i > 0 && /\d/.test(c) && !/[\d.,]/.test(letters[i - 1] ?? "") && letters.slice(0, i).some((d) => /\d/.test(d)) ? [i] : []));
  const inside = letters.flatMap((c, i) => (/[.,]/.test(c) && /\d/.test(letters[i + 1] ?? "") ? [i + 1] : []));
  return (starts.length > 0 ? starts : inside).map((i) => fact.start + i);
}

/** The figures that this one may be a part of and that hold every word searched, the likeliest first: near, before it, larger, in its unit. */
export function wholes(fact: Fact, facts: readonly Fact[], search: string): Fact[] {
  const byId = new Map(facts.map((f) => [f.id, f]));
  const within = (f: Fact): boolean => {
    for (let at: Fact | undefined = f, left = facts.length; at && left > 0; left -= 1) {
      if (at.id === fact.id) return true;
      at = at.part_of ? byId.get(at.part_of) : undefined;
    }
    return false;
  };
  // Each thing that speaks against it puts it farther away.
  const against = (f: Fact) => [f.start > fact.start, f.unit !== fact.unit, Number(f.value) < Number(fact.value)].filter(Boolean).length;
  const far = (f: Fact) => Math.abs(fact.start - f.start) * 4 ** against(f);
  const fitting = facts.filter((f) => !within(f) && (!search || matches(search, f.subject, printed(f), f.place ?? "")));
  return fitting.sort((a, b) => far(a) - far(b));
}
