/** Brings the document where the server has it, by the smallest steps, so that caret and undo stay as they are. */
import type { Node } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { toBlock } from "./content";
import { idOf } from "./schema";
import { longestRun, type Target } from "./sync";

/** Marks a step as following the server: nobody typed it, nobody undoes it, no lock refuses it. */
export const FOLLOWS = "follows the server";

/** The steps to `target`; none when the document is there already. */
export function follow(state: EditorState, target: Target): Transaction | null {
  if (target.order.length === 0) return null;
  const tr = state.tr.setMeta(FOLLOWS, true).setMeta("addToHistory", false);
  arrange(tr, state.doc, target);
  const arranged = tr.mapping.maps.length;
  tr.doc.forEach((block, at) => {
    const passage = target.take.get(idOf(block));
    const wanted = passage && toBlock(passage);
    if (wanted && !block.eq(wanted)) replace(tr, tr.mapping.slice(arranged).map(at), block, wanted);
  });
  return tr.docChanged ? tr : null;
}

/** Puts in what is new, moves what stands elsewhere, takes out what is gone. */
function arrange(tr: Transaction, doc: Node, { order, take }: Target): void {
  const wanted = new Set(order);
  const blocks = new Map(doc.children.map((block) => [idOf(block), block]));
  const stay = new Set(longestRun(doc.children.map(idOf).filter((id) => wanted.has(id)), order));
  // Never an empty document in between: what is new comes before what goes.
  let [at, index] = [0, 0];
  for (const id of order) {
    if (stay.has(id)) {
      while (index < doc.childCount && idOf(doc.child(index)) !== id) at += doc.child(index++).nodeSize;
      at += doc.maybeChild(index++)?.nodeSize ?? 0;
      continue;
    }
    const passage = take.get(id);
    const block = blocks.get(id) ?? (passage && toBlock(passage));
    if (block) tr.insert(tr.mapping.map(at), block);
  }
  const inserted = tr.mapping.slice(0);
  const gone: number[] = [];
  doc.forEach((block, from) => void (stay.has(idOf(block)) || gone.push(from)));
  for (const from of gone.reverse()) {
    const start = inserted.map(from);
    tr.delete(start, start + (doc.nodeAt(from)?.nodeSize ?? 0));
  }
}

/** Replaces a block by another of the same id, as little of it as possible. */
export function replace(tr: Transaction, at: number, old: Node, wanted: Node): void {
  if (!alike(old, wanted)) return void tr.replaceWith(at, at + old.nodeSize, wanted);
  const changes: { at: number; old: Node; wanted: Node }[] = [];
  pair(at, old, wanted, (place, a, b) => changes.push({ at: place, old: a, wanted: b }));
  for (const change of changes.reverse()) {
    if (change.old.inlineContent) words(tr, change.at + 1, change.old, change.wanted);
    if (!change.old.sameMarkup(change.wanted)) tr.setNodeMarkup(change.at, change.wanted.type, change.wanted.attrs);
  }
}

/** Whether two blocks are built alike, so that only words and settings differ. */
const alike = (a: Node, b: Node): boolean =>
  a.isTextblock ? b.isTextblock && a.type.spec.tableRole === b.type.spec.tableRole : a.type === b.type && a.childCount === b.childCount && a.children.every((child, i) => alike(child, b.child(i)));

/** Every pair of nodes above the words, outer before inner. */
function pair(at: number, a: Node, b: Node, found: (at: number, a: Node, b: Node) => void): void {
  if (a.eq(b)) return;
  found(at, a, b);
  if (a.inlineContent) return;
  a.forEach((child, offset, i) => pair(at + 1 + offset, child, b.child(i), found));
}

type Token = { text: string | null; node: Node; size: number };

/** Words, spaces and atoms, each with its marks. */
function tokens(parent: Node): Token[] {
  return parent.children.flatMap((node): Token[] => {
    if (!node.isText) return [{ text: null, node, size: 1 }];
    let at = 0;
    return (node.text?.match(/\s+|\S+/g) ?? []).map((text) => ({ text, node: node.cut(at, (at += text.length)), size: text.length }));
  });
}

/** Above this many pairs of words the differing stretch is replaced whole. */
const MANY = 250_000;

/** The differing stretches of two textblocks, each replaced by itself, from the last to the first. */
function words(tr: Transaction, start: number, old: Node, wanted: Node): void {
  const [a, b] = [tokens(old), tokens(wanted)];
  const equal = (i: number, j: number): boolean => !!a[i] && !!b[j] && a[i].node.eq(b[j].node);
  let head = 0;
  while (head < a.length && head < b.length && equal(head, head)) head++;
  let [endA, endB] = [a.length, b.length];
  while (endA > head && endB > head && equal(endA - 1, endB - 1)) [endA, endB] = [endA - 1, endB - 1];

  const stretches = (endA - head) * (endB - head) > MANY ? [{ a: [head, endA], b: [head, endB] } as Stretch] : differing(head, endA, head, endB, equal);
  const offsets = [0];
  for (const token of a) offsets.push((offsets.at(-1) ?? 0) + token.size);
  for (const stretch of stretches.reverse()) {
    const [from, to] = [start + (offsets[stretch.a[0]] ?? 0), start + (offsets[stretch.a[1]] ?? 0)];
    trimmed(tr, from, to, b.slice(...stretch.b).map((token) => token.node));
  }
}

type Stretch = { a: [number, number]; b: [number, number] };

/** Longest common subsequence of two stretches, and what lies between. */
function differing(fromA: number, toA: number, fromB: number, toB: number, equal: (i: number, j: number) => boolean): Stretch[] {
  const width = toB - fromB + 1;
  const lengths = new Uint32Array((toA - fromA + 1) * width);
  for (let i = toA - fromA - 1; i >= 0; i--)
    for (let j = toB - fromB - 1; j >= 0; j--)
      lengths[i * width + j] = equal(fromA + i, fromB + j) ? 1 + (lengths[(i + 1) * width + j + 1] ?? 0) : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  const found: Stretch[] = [];
  let [i, j, startA, startB] = [fromA, fromB, fromA, fromB];
  const close = () => (i > startA || j > startB) && found.push({ a: [startA, i], b: [startB, j] });
  while (i < toA && j < toB) {
    if (equal(i, j)) {
      close();
      [i, j] = [i + 1, j + 1];
      [startA, startB] = [i, j];
    } else if ((lengths[(i - fromA + 1) * width + j - fromB] ?? 0) >= (lengths[(i - fromA) * width + j - fromB + 1] ?? 0)) i++;
    else j++;
  }
  [i, j] = [toA, toB];
  close();
  return found;
}

/** Replaces a stretch of one textblock, letters that both share at its ends left alone. */
function trimmed(tr: Transaction, from: number, to: number, nodes: Node[]): void {
  const parent = tr.doc.resolve(from).parent.type;
  const old = parent.create(null, tr.doc.slice(from, to).content);
  const wanted = parent.create(null, nodes);
  const start = old.content.findDiffStart(wanted.content);
  const end = old.content.findDiffEnd(wanted.content);
  if (start === null || !end) return;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const [endA, endB] = [end.a + overlap, end.b + overlap];
  tr.replaceWith(from + start, from + endA, wanted.content.cut(start, endB));
}
