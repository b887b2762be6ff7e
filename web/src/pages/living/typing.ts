/** What keys do: a report is typed as in any word processor, and a paragraph's kind follows from how it is begun. */
import { baseKeymap, chainCommands, deleteSelection, joinBackward, toggleMark } from "@tiptap/pm/commands";
import { redo, undo } from "@tiptap/pm/history";
import { InputRule, inputRules, undoInputRule } from "@tiptap/pm/inputrules";
import { keymap } from "@tiptap/pm/keymap";
import type { Node } from "@tiptap/pm/model";
import { Selection, TextSelection, type Command, type EditorState, type Plugin } from "@tiptap/pm/state";
import { addRowAfter, CellSelection, goToNextCell, isInTable, selectedRect, splitCell } from "@tiptap/pm/tables";
import type { Chart, LivingInline, Numbering, PassageKind } from "../../api/types";
import { newId } from "./content";
import { idOf, kindOf, schema } from "./schema";

const HEADINGS: readonly PassageKind[] = ["part", "section", "clause", "subclause", "point"];
const BULLETS: readonly PassageKind[] = ["body", "dash", "plus"];
/** Kinds that go on with themselves on the next line. */
const GOES_ON: readonly PassageKind[] = ["body", "basis", "item", "dash", "plus"];

/** The paragraph with the caret, and where it stands. */
export function paragraphAt(state: EditorState): { node: Node; at: number } | null {
  const { $from } = state.selection;
  const node = $from.node(1);
  return node?.type === schema.nodes.passage ? { node, at: $from.before(1) } : null;
}

/** The top block with the caret, a table as well. */
export const blockAt = (state: EditorState): Node | null => (state.selection.$from.depth > 0 ? state.selection.$from.node(1) : state.doc.nodeAt(state.selection.from));

/** Every top block that the selection touches. */
export function blocksIn(state: EditorState): { node: Node; at: number }[] {
  const found: { node: Node; at: number }[] = [];
  const { from, to } = state.selection;
  state.doc.forEach((node, at) => at < Math.max(to, from + 1) && at + node.nodeSize > from && found.push({ node, at }));
  return found;
}

/** What comes after a paragraph of this kind. */
export const kindAfter = (kind: PassageKind): PassageKind => (kind === "part" ? "part_title" : GOES_ON.includes(kind) ? kind : "body");

/** One level out; what has none becomes a line of prose. */
const lifted = (kind: PassageKind): PassageKind => (kind === "plus" ? "dash" : "body");

/** Makes every selected paragraph one of this kind. */
export const setKind = (kind: PassageKind): Command => (state, dispatch) => {
  const blocks = blocksIn(state).filter(({ node }) => node.type === schema.nodes.passage && kindOf(node) !== "note" && kindOf(node) !== kind);
  if (blocks.length === 0) return false;
  const tr = state.tr;
  for (const { node, at } of blocks) tr.setNodeMarkup(at, null, { ...node.attrs, kind });
  dispatch?.(tr);
  return true;
};

const enter: Command = (state, dispatch) => {
  const here = paragraphAt(state);
  if (!here) return inTable(state, dispatch) || underChart(state, dispatch);
  const kind = kindOf(here.node);
  const { $from, $to } = state.selection;
  if (kind === "note") return toMark(idOf(here.node))(state, dispatch);
  if (here.node.content.size === 0 && kind !== "body") return setKind(lifted(kind))(state, dispatch);
  const tr = state.tr.deleteSelection();
  const at = tr.selection.$from;
  const own = { id: newId("p"), kind: kindAfter(kind) };
  // At the start the words keep their id, and what comes before is new.
  if ($from.pos === $to.pos && at.parentOffset === 0 && at.parent.content.size > 0) tr.insert(at.before(1), schema.nodes.passage.create({ ...own, kind }));
  else tr.split(at.pos, 1, [{ type: schema.nodes.passage, attrs: own }]);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Enter in a table: the cell below; from its caption its first cell, from its last row the text after it. */
const inTable: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const table = $from.node(1);
  if (table?.type !== schema.nodes.table_passage) return false;
  const row = $from.depth >= 3 ? $from.index(2) : -1;
  const rows = table.child(1);
  const start = $from.before(1) + 1 + table.child(0).nodeSize + 1;
  let place = start;
  for (let i = 0; i <= row; i++) place += rows.child(i).nodeSize;
  if (row + 1 < rows.childCount) {
    const next = rows.child(row + 1);
    for (let i = 0; i < Math.min(row < 0 ? 0 : $from.index(3), next.childCount - 1); i++) place += next.child(i).nodeSize;
    place += 1;
  }
  const tr = state.tr;
  if (row + 1 === rows.childCount && $from.after(1) === state.doc.content.size) tr.insert($from.after(1), schema.nodes.passage.create({ id: newId("p") }));
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(row + 1 < rows.childCount ? place + 1 : $from.after(1)), 1)).scrollIntoView());
  return true;
};

/** Enter in the caption of a chart: a line below it. */
const underChart: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.node(1)?.type !== schema.nodes.chart_passage) return false;
  const at = $from.after(1);
  const tr = state.tr.insert(at, schema.nodes.passage.create({ id: newId("p") }));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
};

/** Puts a chart after the paragraph with the caret; its caption is typed next. */
export const addChart = (chart: Chart): Command => (state, dispatch) => {
  const node = schema.nodes.chart_passage.create({ id: newId("p"), chart }, schema.nodes.caption.create());
  const at = state.selection.$to.depth > 0 ? state.selection.$to.after(1) : state.selection.to;
  const tr = state.tr.insert(at, node);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  return true;
};

/** A chart shows something else. */
export const changeChart = (id: string, chart: Chart): Command => (state, dispatch) => {
  const at = placeOf(state.doc, id);
  if (at === null || state.doc.nodeAt(at)?.type !== schema.nodes.chart_passage) return false;
  dispatch?.(state.tr.setNodeAttribute(at, "chart", chart));
  return true;
};

/** A table or a chart goes, with its caption. */
export const dropWhole: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const type = $from.node(1)?.type;
  if (type !== schema.nodes.table_passage && type !== schema.nodes.chart_passage) return false;
  dispatch?.(state.tr.delete($from.before(1), $from.after(1)));
  return true;
};

const backspace: Command = (state, dispatch) => {
  const here = paragraphAt(state);
  const { $from, empty } = state.selection;
  if (!here || !empty || $from.parentOffset > 0) return false;
  const kind = kindOf(here.node);
  if (kind === "note") return here.node.content.size > 0 || removeNote(idOf(here.node))(state, dispatch);
  if (kind !== "body") return setKind(lifted(kind))(state, dispatch);
  const before = state.doc.resolve(here.at).nodeBefore;
  if (before?.type !== schema.nodes.passage) return joinBackward(state, dispatch);
  const tr = state.tr;
  // An empty line above goes, and this paragraph stays what it is.
  if (before.content.size === 0) tr.delete(here.at - before.nodeSize, here.at);
  else tr.join(here.at);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Moves headings and bullets a level in or out. */
const level = (step: 1 | -1): Command => (state, dispatch) => {
  const here = paragraphAt(state);
  if (!here) return false;
  for (const chain of [HEADINGS, BULLETS]) {
    const at = chain.indexOf(kindOf(here.node));
    const next = chain[at + step];
    if (at >= 0 && next) return setKind(next)(state, dispatch);
  }
  // Never out of the document: the keys of a person at a word processor stay in the text.
  return true;
};

const tab: Command = (state, dispatch) => {
  if (!isInTable(state)) return level(1)(state, dispatch);
  if (goToNextCell(1)(state, dispatch)) return true;
  return addRowAfter(state, dispatch);
};

/** What a line may begin with, and what it is then. */
const STARTS: readonly [RegExp, PassageKind, "body" | "heading"][] = [
  [/^[-–•] $/, "dash", "body"],
  [/^\+ $/, "plus", "body"],
  [/^\(\d{1,2}\) $/, "item", "heading"],
  [/^[IVX]{1,6}\. $/, "section", "heading"],
  [/^\d{1,2}\. $/, "clause", "heading"],
  [/^\d{1,2}\.\d{1,2}\.? $/, "subclause", "heading"],
  [/^[a-zđ]\) $/, "point", "heading"],
];

/** The kind of a line by how it begins, and how much of it says so. */
export function kindByStart(line: string): { kind: PassageKind; length: number; counted: boolean } | null {
  const start = /^(\S{1,7}[ \t\u00a0]+)/.exec(line)?.[1];
  if (!start) return null;
  const found = STARTS.find(([pattern]) => pattern.test(`${start.trim()} `));
  return found ? { kind: found[1], length: start.length, counted: found[2] === "heading" } : null;
}

function starts(numbering: () => Numbering): Plugin {
  const rules = STARTS.map(
    ([pattern, kind, sort]) =>
      new InputRule(pattern, (state, _match, start, end) => {
        const here = paragraphAt(state);
        const was = here && kindOf(here.node);
        if (!here || (was !== "body" && !(sort === "body" && (was === "dash" || was === "plus")))) return null;
        const tr = state.tr;
        // Where numbers stand in the words they stay there; a bullet is never a word.
        if (sort === "heading" && numbering() === "as_written") tr.insertText(" ", end);
        else tr.delete(start, end);
        return tr.setNodeMarkup(here.at, null, { ...here.node.attrs, kind });
      }),
  );
  return inputRules({ rules });
}

/** The place of a footnote's mark. */
export function markOf(doc: Node, note: string): number | null {
  let found: number | null = null;
  doc.descendants((node, at) => {
    if (found === null && node.type === schema.nodes.note && (node.attrs.inline as LivingInline & { type: "note" }).id === note) found = at;
    return found === null;
  });
  return found;
}

/** The place of a block. */
export function placeOf(doc: Node, id: string): number | null {
  let found: number | null = null;
  doc.forEach((block, at) => idOf(block) === id && (found = at));
  return found;
}

/** The caret goes back to the mark of a footnote. */
export const toMark = (note: string): Command => (state, dispatch) => {
  const at = markOf(state.doc, note);
  if (at !== null) dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, at + 1)).scrollIntoView());
  return true;
};

const removeNote = (note: string): Command => (state, dispatch) => {
  const [mark, at] = [markOf(state.doc, note), placeOf(state.doc, note)];
  const tr = state.tr;
  if (at !== null) tr.delete(at, at + (state.doc.nodeAt(at)?.nodeSize ?? 0));
  if (mark !== null) tr.delete(mark, mark + 1).setSelection(TextSelection.near(tr.doc.resolve(mark)));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Puts a footnote's mark at the caret and its paragraph at the end, and goes there. */
export const addNote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const block = $to.node(1);
  if (!$to.parent.inlineContent || (block?.type === schema.nodes.passage && kindOf(block) === "note")) return false;
  const id = newId("n");
  let number = 1;
  state.doc.nodesBetween(0, $to.pos, (node, at) => {
    if (node.type === schema.nodes.note && at < $to.pos) number++;
  });
  const tr = state.tr.insert($to.pos, schema.nodes.note.create({ inline: { type: "note", id, number } satisfies LivingInline }));
  const end = tr.doc.content.size;
  tr.insert(end, schema.nodes.passage.create({ id, kind: "note" }));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
};

/** Puts a table after the paragraph with the caret, its first row as heads. */
export const addTable = (rows: number, columns: number): Command => (state, dispatch) => {
  const { table_passage, caption, table, table_row, table_cell, table_header } = schema.nodes;
  const row = (head: boolean) => table_row.create(null, Array.from({ length: columns }, () => (head ? table_header : table_cell).create()));
  const node = table_passage.create({ id: newId("p") }, [caption.create(), table.create(null, Array.from({ length: rows }, (_, at) => row(at === 0)))]);
  const at = state.selection.$to.depth > 0 ? state.selection.$to.after(1) : state.selection.to;
  const tr = state.tr.insert(at, node);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  return true;
};

/** Joins the chosen cells of each row, or the cell with the caret and the one to its right; the words of all stay. */
export const joinCells: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { left, right, top, bottom, map, table, tableStart } = selectedRect(state);
  const end = state.selection instanceof CellSelection && right - left > 1 ? right : right + 1;
  if (end > map.width) return false;
  const tr = state.tr;
  // From below, so that places above stay.
  for (let row = bottom - 1; row >= top; row--) {
    const places = [...new Set(map.map.slice(row * map.width + left, row * map.width + end))];
    const cells = places.flatMap((place) => table.nodeAt(place) ?? []);
    const [first] = cells;
    if (!first || cells.length < 2) continue;
    const from = tableStart + (places[0] ?? 0);
    const words = cells.filter((cell) => cell.content.size > 0).flatMap((cell, at) => [...(at > 0 ? [schema.text(" ")] : []), ...cell.children]);
    const colspan = cells.reduce((sum, cell) => sum + (cell.attrs.colspan as number), 0);
    tr.replaceWith(from, from + cells.reduce((sum, cell) => sum + cell.nodeSize, 0), first.type.create({ ...first.attrs, colspan, colwidth: null }, words));
    tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1 + tr.doc.nodeAt(from)!.content.size), -1));
  }
  if (!tr.docChanged) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Parts a cell over several columns again; its words stay in the first. */
export const partCell: Command = (state, dispatch) => isInTable(state) && splitCell(state, dispatch);

/** Puts an annex after the last one, with a line to type in. */
export const addAnnex: Command = (state, dispatch) => {
  let at = state.doc.content.size;
  while (state.doc.resolve(at).nodeBefore?.attrs.kind === "note") at -= state.doc.resolve(at).nodeBefore?.nodeSize ?? at;
  const tr = state.tr.insert(at, [schema.nodes.passage.create({ id: newId("p"), kind: "annex" }), schema.nodes.passage.create({ id: newId("p") })]);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
};

export const bold = toggleMark(schema.marks.bold);
export const italic = toggleMark(schema.marks.italic);

/** All keys of the text. `figure` opens the choice of a figure. */
export const keys = (numbering: () => Numbering, figure: () => void): Plugin[] => [
  starts(numbering),
  keymap({
    Enter: enter,
    Backspace: chainCommands(undoInputRule, deleteSelection, backspace),
    Tab: tab,
    "Shift-Tab": (state, dispatch) => (isInTable(state) ? goToNextCell(-1)(state, dispatch) : level(-1)(state, dispatch)),
    "Mod-b": bold,
    "Mod-i": italic,
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    "Mod-.": () => {
      figure();
      return true;
    },
  }),
  keymap(baseKeymap),
];
