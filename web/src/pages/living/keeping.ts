/** What holds whatever is typed: every block has an id of its own, and what may not be written stays as it is. */
import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { Plugin, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { LivingInline } from "../../api/types";
import { newId } from "./content";
import { FOLLOWS } from "./follow";
import { idOf, schema } from "./schema";

/** Ids are given where a block has none or stands twice; the first one keeps it. */
export const ownIds = new Plugin({
  appendTransaction(transactions, before, state) {
    if (!transactions.some((tr) => tr.docChanged)) return null;
    const tr = state.tr;
    const seen = new Set<string>();
    state.doc.forEach((block, at) => {
      const id = idOf(block);
      if (!id || seen.has(id)) tr.setNodeAttribute(at, "id", newId(block.attrs.kind === "note" ? "n" : "p"));
      seen.add(id);
    });
    if (!transactions.some((t) => t.getMeta(FOLLOWS))) orphans(before, state, tr, transactions);
    return tr.docChanged ? tr : null;
  },
});

const noteIds = (doc: Node): Set<string> => {
  const found = new Set<string>();
  doc.descendants((node) => {
    if (node.type === schema.nodes.note) found.add((node.attrs.inline as LivingInline & { type: "note" }).id);
  });
  return found;
};

/** A footnote goes with its mark; what was cut may be put in again elsewhere, so its words wait. */
function orphans(before: EditorState, state: EditorState, tr: Transaction, transactions: readonly Transaction[]): void {
  const touched = transactions.some((t) => t.steps.some((step) => "from" in step && "to" in step && (step.to as number) > (step.from as number)));
  if (!touched || transactions.some((t) => t.getMeta("uiEvent") === "cut") || before.doc.childCount === 0) return;
  if (state.doc.lastChild?.attrs.kind !== "note" && !state.doc.children.some((block) => block.attrs.kind === "note")) return;
  const [had, has] = [noteIds(before.doc), noteIds(state.doc)];
  const lost = new Set([...had].filter((id) => !has.has(id)));
  if (lost.size === 0) return;
  const gone: [number, number][] = [];
  state.doc.forEach((block, at) => block.attrs.kind === "note" && lost.has(idOf(block)) && gone.push([at, at + block.nodeSize]));
  for (const [from, to] of gone.reverse()) tr.delete(tr.mapping.map(from), tr.mapping.map(to));
}

/** What stands on its own in the document. */
const BLOCKS = [schema.nodes.passage, schema.nodes.table_passage, schema.nodes.chart_passage];

/** Refuses steps into blocks that may not be written now, and says which. */
export const guard = (mayWrite: (id: string) => boolean, refused: (id: string) => void): Plugin =>
  new Plugin({
    filterTransaction(tr) {
      if (!tr.docChanged || tr.getMeta(FOLLOWS)) return true;
      const hit = touched(tr).find((id) => !mayWrite(id));
      if (hit === undefined) return true;
      refused(hit);
      return false;
    },
  });

/** Ids of the blocks that a transaction changes; between two blocks it changes neither. */
export function touched(tr: Transaction): string[] {
  const found = new Set<string>();
  tr.steps.forEach((step, at) => {
    const doc = tr.docs[at];
    step.getMap().forEach((from, to) => {
      doc?.forEach((block, start) => {
        const end = start + block.nodeSize;
        if (from === to ? start < from && from < end : start < to && end > from) found.add(idOf(block));
      });
    });
  });
  return [...found];
}

/** What is put in gets ids of its own where the document has them already; a footnote's mark is not doubled. */
export function withOwnIds(slice: Slice, doc: Node): Slice {
  const taken = new Set<string>();
  const notes = noteIds(doc);
  doc.descendants((node) => {
    if (node.type === schema.nodes.figure) taken.add((node.attrs.inline as LivingInline & { type: "figure" }).figure.id);
  });
  doc.forEach((block) => void taken.add(idOf(block)));
  const renewed = (fragment: Fragment): Fragment => {
    const nodes: Node[] = [];
    fragment.forEach((node) => {
      if (node.isText) return void nodes.push(node);
      const inline = node.attrs.inline as LivingInline | undefined;
      if (inline?.type === "note" && (notes.has(inline.id) || !taken.has(inline.id))) return;
      if (inline?.type === "note") notes.add(inline.id);
      if (inline?.type === "figure") {
        const id = taken.has(inline.figure.id) ? newId("g") : inline.figure.id;
        taken.add(id);
        return void nodes.push(node.type.create({ inline: { ...inline, figure: { ...inline.figure, id } } }));
      }
      if (!BLOCKS.includes(node.type)) return void nodes.push(node.copy(renewed(node.content)));
      const id = !idOf(node) || taken.has(idOf(node)) ? newId("p") : idOf(node);
      taken.add(id);
      // A footnote that stands here already is a line of prose where it is put in again.
      const kind = node.attrs.kind === "note" ? "body" : (node.attrs.kind as string);
      nodes.push(node.type.create({ ...node.attrs, id, ...(node.type === schema.nodes.passage && { kind }) }, renewed(node.content)));
    });
    return Fragment.fromArray(nodes);
  };
  return new Slice(renewed(slice.content), slice.openStart, slice.openEnd);
}
