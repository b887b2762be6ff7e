/**
 * What goes between this page and the server: plain values, no line and no clock. The page remembers each passage as it
 * was last synced; what differs from that is sent, and the server merges three ways. What comes back is taken over where
 * nothing was typed meanwhile; else what was sent is the base of the next sending.
 */
import type { LivingPassage, ProseContent, ProseEdit } from "../../api/types";
import { contentOfPassage, same, type Block } from "./content";

/** The report as the server last confirmed it, or as it was last sent. */
export type Synced = { contents: ReadonlyMap<string, ProseContent>; order: readonly string[] };

/** One save: what is sent under a name that is used for no other, so that it may be sent again when no answer came. */
export type Sending = { save: string; edits: ProseEdit[] };

export const sendingOf = (edits: ProseEdit[]): Sending => ({ save: [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""), edits });

/** What the server says: passages as they stand now, and all ids in order. */
export type Said = { passages: readonly LivingPassage[]; order: readonly string[] };

/** What the document is to become: ids in order, and the passages that are to be taken over. */
export type Target = { order: string[]; take: Map<string, LivingPassage> };

/** A whole view as something said. */
export const saidBy = (view: { passages: readonly LivingPassage[] }): Said => ({ passages: view.passages, order: view.passages.map((p) => p.id) });

export const syncedWith = ({ passages, order }: Said): Synced => ({ contents: new Map(passages.map((p) => [p.id, contentOfPassage(p)])), order });

/** What differs from what was synced, in an order in which it can be done. `not` leaves out what the server refused. */
export function editsOf(synced: Synced, blocks: readonly Block[], not: (block: Block) => boolean = () => false): ProseEdit[] {
  const edits: ProseEdit[] = [];
  const here = new Set(blocks.map((b) => b.id));
  const stay = new Set(longestRun(blocks.map((b) => b.id), synced.order));
  let after: string | null = null;
  for (const block of blocks) {
    const base = synced.contents.get(block.id);
    if (not(block)) {
      if (!base) continue;
    } else if (!base) edits.push({ type: "write", id: block.id, base: null, now: block.content, after });
    else {
      if (!stay.has(block.id)) edits.push({ type: "move", id: block.id, after });
      if (!same(base, block.content)) edits.push({ type: "write", id: block.id, base, now: block.content, after });
    }
    after = block.id;
  }
  for (const [id, base] of synced.contents) if (!here.has(id)) edits.push({ type: "remove", id, base });
  return edits;
}

/** As if the server had taken the edits and nobody else had written. */
export function taken(synced: Synced, edits: readonly ProseEdit[]): Synced {
  const contents = new Map(synced.contents);
  const order = [...synced.order];
  for (const edit of edits) {
    const at = order.indexOf(edit.id);
    if (edit.type === "remove") contents.delete(edit.id);
    if (edit.type === "write") contents.set(edit.id, edit.now);
    if (at >= 0 && (edit.type !== "write" || !edit.base)) order.splice(at, 1);
    if (edit.type === "move" || (edit.type === "write" && !edit.base)) order.splice(edit.after ? order.indexOf(edit.after) + 1 : 0, 0, edit.id);
  }
  return { contents, order };
}

/**
 * Takes over what the server says. `synced` counts what was sent and answered as synced already. A passage typed in since
 * stays as it is here; one that somebody removed while it was typed in is new again; one removed here stays removed.
 */
export function settle(synced: Synced, said: Said, blocks: readonly Block[]): { synced: Synced; target: Target } {
  const contents = new Map(synced.contents);
  const here = new Map(blocks.map((b) => [b.id, b.content]));
  const clean = (id: string): boolean => {
    const [base, now] = [synced.contents.get(id), here.get(id)];
    return base !== undefined && now !== undefined && same(base, now);
  };
  const take = new Map<string, LivingPassage>();
  for (const passage of said.passages) {
    const known = contents.has(passage.id);
    if (known ? !clean(passage.id) : here.has(passage.id)) {
      // Written here under an id that the server knows: a new passage whose answer was lost.
      continue;
    }
    take.set(passage.id, passage);
    contents.set(passage.id, contentOfPassage(passage));
  }
  const there = new Set(said.order);
  const gone = new Set<string>();
  for (const id of synced.contents.keys()) {
    if (there.has(id)) continue;
    if (clean(id) || !here.has(id)) gone.add(id);
    contents.delete(id);
  }
  const order = said.order.filter((id) => contents.has(id));
  const mine = blocks.map((b) => b.id);
  const unmoved = new Set(longestRun(mine, synced.order));
  // What was moved here and not sent yet keeps its new place.
  const shown = order.filter((id) => take.has(id) ? !here.has(id) || unmoved.has(id) : unmoved.has(id));
  return {
    synced: { contents, order },
    target: { order: withOwn(shown, mine.filter((id) => !gone.has(id))), take },
  };
}

/** The server's order, with what stands only here after what it stands after here. */
function withOwn(theirs: readonly string[], mine: readonly string[]): string[] {
  const known = new Set(theirs);
  const order = [...theirs];
  let before: string | null = null;
  for (const id of mine) {
    if (!known.has(id)) order.splice(before === null ? 0 : order.indexOf(before) + 1, 0, id);
    before = id;
  }
  return order;
}

/** The most ids that stand in the same order in both lists. */
export function longestRun(ids: readonly string[], order: readonly string[]): string[] {
  const place = new Map(order.map((id, at) => [id, at]));
  const known = ids.flatMap((id) => (place.has(id) ? [{ id, at: place.get(id) ?? 0 }] : []));
  // Patience: the smallest end of a run of each length, and whom each one follows.
  const ends: number[] = [];
  const follows: number[] = [];
  known.forEach(({ at }, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((known[ends[middle] ?? 0]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    follows[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  });
  const run: string[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = follows[at] ?? -1) run.push(known[at]?.id ?? "");
  return run.reverse();
}

/** Edits made of the same base, once earlier ones are with the server: these are their base. */
export function onTopOf(edits: readonly ProseEdit[], earlier: readonly ProseEdit[]): ProseEdit[] {
  const sent = new Map(earlier.flatMap((edit) => (edit.type === "write" ? [[edit.id, edit.now] as const] : [])));
  const step = (edit: ProseEdit) => (edit.type === "write" ? null : JSON.stringify([edit.type, edit.id, edit.type === "move" ? edit.after : null]));
  const done = new Set(earlier.map(step));
  return edits.flatMap((edit): ProseEdit[] => {
    const base = sent.get(edit.id);
    if (edit.type !== "write" && done.has(step(edit))) return [];
    if (edit.type === "move" || !base) return [edit];
    if (edit.type === "remove") return [{ ...edit, base }];
    return same(base, edit.now) ? [] : [{ ...edit, base }];
  });
}
