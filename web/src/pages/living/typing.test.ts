import { EditorState, TextSelection, type Plugin } from "@tiptap/pm/state";
import { history } from "@tiptap/pm/history";
import { CellSelection } from "@tiptap/pm/tables";
import { describe, expect, it } from "vitest";
import type { LivingInline, PassageKind } from "../../api/types";
import { blocksOf, contentOf, figureOf, toBlock, toDoc, toInlines } from "./content";
import { guard, ownIds, withOwnIds } from "./keeping";
import { fromText } from "./paste";
import { idOf, kindOf, schema } from "./schema";
import { addNote, addTable, joinCells, keys, partCell, setKind } from "./typing";

const text = (words: string, marks: { bold?: boolean; italic?: boolean } = {}): LivingInline => ({ type: "text", text: words, ...marks });
const figure = (id: string, printed: string): LivingInline => ({ type: "figure", figure: figureOf("NN05", { id }), text: printed, state: "stated", name: "Diện tích gieo cấy" });
const period: LivingInline = { type: "period", mention: { pattern: "quý {Q} năm {y}", shift: 0 }, text: "quý II năm 2021" };
const note: LivingInline = { type: "note", id: "n1", number: 1 };
const block = (id: string, kind: PassageKind, ...inlines: LivingInline[]) => ({ id, kind, inlines, table: null });

function stateOf(passages: ReturnType<typeof block>[], plugins: Plugin[] = []): EditorState {
  const doc = toDoc(passages, () => "p0");
  doc.check();
  return EditorState.create({ doc, plugins: [ownIds, history(), ...plugins, ...keys(() => "in_words", () => undefined)] });
}

/** Presses a key as the editor would. */
function press(state: EditorState, key: string): EditorState {
  const event = { key, keyCode: 0, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false } as unknown as KeyboardEvent;
  let next = state;
  const view = { get state() { return next; }, dispatch: (tr: Parameters<EditorState["apply"]>[0]) => (next = next.apply(tr)), endOfTextblock: () => true };
  for (const plugin of state.plugins) if (plugin.props.handleKeyDown?.call(plugin, view as never, event)) break;
  return next;
}

const caret = (state: EditorState, at: number) => state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
const shown = (state: EditorState) => state.doc.children.map((b) => `${kindOf(b)}:${b.textContent}`);
const startOf = (state: EditorState, index: number) => state.doc.children.slice(0, index).reduce((sum, b) => sum + b.nodeSize, 1);

describe("a passage survives the document", () => {
  const table: [string, LivingInline[]][] = [
    ["nothing", []],
    ["words", [text("Sản xuất nông nghiệp ổn định.")]],
    ["a figure in words", [text("Gieo cấy "), figure("a", "1.347,19"), text(" ha, đạt")]],
    ["atoms side by side", [figure("a", "12"), figure("b", "13"), note]],
    ["bold and italics", [text("một ", { bold: true }), text("hai", { bold: true, italic: true }), text(" ba"), period]],
    ["double spaces and line ends", [text("a  b\nc ")]],
    ["marks like code", [text("<b>5 & 6</b>"), note]],
  ];
  it.each(table)("%s", (_name, inlines) => {
    const node = toBlock(block("p1", "body", ...inlines));
    node.check();
    expect(toInlines(node)).toEqual(inlines.map((i) => (i.type === "figure" ? { type: "figure", figure: i.figure } : i.type === "period" ? { type: "period", mention: i.mention } : i.type === "note" ? { type: "note", id: i.id } : i)));
  });

  it("a table with heads, wide cells and numbers to the right", () => {
    const rows = [
      [{ inlines: [text("Chỉ tiêu")], columns: 1, right: false }, { inlines: [text("Quý II")], columns: 2, right: false }],
      [{ inlines: [text("Lúa")], columns: 1, right: false }, { inlines: [figure("a", "12")], columns: 1, right: true }, { inlines: [], columns: 1, right: false }],
    ];
    const node = toBlock({ id: "t", kind: "table", inlines: [text("Biểu 1")], table: { heads: 1, rows } });
    node.check();
    const content = contentOf(node);
    expect(content.table?.heads).toBe(1);
    expect(content.table?.rows.map((row) => row.map((cell) => [cell.columns, cell.right]))).toEqual([[[1, false], [2, false]], [[1, false], [1, true], [1, false]]]);
    expect(content.inlines).toEqual([{ type: "text", text: "Biểu 1" }]);
  });

  it("composes letters", () => expect(toInlines(toBlock(block("p1", "body", text("o\u0302"))))).toEqual([{ type: "text", text: "\u00f4" }]));
});

describe("Enter", () => {
  const table: [string, PassageKind, string, number, string[]][] = [
    ["at the end of a line of prose", "body", "Một hai", 7, ["body:Một hai", "body:"]],
    ["in the middle of words", "body", "Một hai", 4, ["body:Một ", "body:hai"]],
    ["before the words", "body", "Một", 0, ["body:", "body:Một"]],
    ["after a heading", "section", "Kinh tế", 7, ["section:Kinh tế", "body:"]],
    ["after a part comes its title", "part", "", 0, ["body:"]],
    ["in a bullet", "dash", "Một", 3, ["dash:Một", "dash:"]],
    ["in an empty bullet", "dash", "", 0, ["body:"]],
    ["in an empty bullet below", "plus", "", 0, ["dash:"]],
  ];
  it.each(table)("%s", (_name, kind, words, offset, after) => {
    const state = press(caret(stateOf([block("p1", kind, ...(words ? [text(words)] : []))]), 1 + offset), "Enter");
    expect(shown(state)).toEqual(after);
  });

  it("the words in front keep the id; what is new has one of its own", () => {
    const split = press(caret(stateOf([block("p1", "body", text("Một hai"))]), 5), "Enter");
    expect(idOf(split.doc.child(0))).toBe("p1");
    expect(idOf(split.doc.child(1))).toMatch(/^p[0-9a-f]{16}$/);
    const before = press(caret(stateOf([block("p1", "body", text("Một"))]), 1), "Enter");
    expect(idOf(before.doc.child(1))).toBe("p1");
    expect(idOf(before.doc.child(0))).not.toBe("p1");
  });
});

describe("Backspace at the start", () => {
  const table: [string, [PassageKind, string], [PassageKind, string], string[]][] = [
    ["joins prose", ["body", "Một"], ["body", "hai"], ["body:Mộthai"]],
    ["makes a bullet prose", ["body", "Một"], ["dash", "hai"], ["body:Một", "body:hai"]],
    ["lifts a bullet", ["dash", "Một"], ["plus", "hai"], ["dash:Một", "dash:hai"]],
    ["makes a heading prose", ["body", "Một"], ["clause", "hai"], ["body:Một", "body:hai"]],
    ["takes an empty line above away", ["section", ""], ["body", "hai"], ["body:hai"]],
  ];
  it.each(table)("%s", (_name, [k1, w1], [k2, w2], after) => {
    const state = stateOf([block("p1", k1, ...(w1 ? [text(w1)] : [])), block("p2", k2, text(w2))]);
    expect(shown(press(caret(state, startOf(state, 1)), "Backspace"))).toEqual(after);
  });
});

it("Tab moves headings and bullets a level", () => {
  const state = stateOf([block("p1", "clause", text("Một"))]);
  expect(kindOf(press(caret(state, 1), "Tab").doc.child(0))).toBe("subclause");
  const bullet = stateOf([block("p1", "body", text("Một"))]);
  expect(kindOf(press(press(caret(bullet, 1), "Tab"), "Tab").doc.child(0))).toBe("plus");
});

describe("ids", () => {
  it("a copied block and a copied figure get their own", () => {
    const state = stateOf([block("p1", "body", figure("g1", "12")), block("p2", "body", note), block("n1", "note", text("Lời"))]);
    const copied = withOwnIds(state.doc.slice(0, state.doc.content.size), state.doc);
    const all = [...state.doc.children, ...copied.content.content];
    expect(new Set(all.map(idOf)).size).toBe(6);
    const pasted = copied.content.child(0).firstChild?.attrs.inline as LivingInline & { type: "figure" };
    expect(pasted.figure.id).not.toBe("g1");
    expect(pasted.figure.indicator).toBe("NN05");
    expect(copied.content.child(1).childCount, "a footnote's mark stands once").toBe(0);
  });

  it("what was cut keeps them", () => {
    const state = stateOf([block("p1", "body", figure("g1", "12")), block("p2", "body", text("hai"))]);
    const slice = state.doc.slice(0, state.doc.child(0).nodeSize);
    const after = state.apply(state.tr.delete(0, state.doc.child(0).nodeSize));
    expect(idOf(withOwnIds(slice, after.doc).content.child(0))).toBe("p1");
  });
});

describe("footnotes and tables", () => {
  it("a footnote is a mark, a paragraph at the end and the caret in it; without its mark it goes", () => {
    let state = caret(stateOf([block("p1", "body", text("Một")), block("p2", "body", text("hai"))]), 4);
    addNote(state, (tr) => (state = state.apply(tr)));
    expect(shown(state)).toEqual(["body:Một", "body:hai", "note:"]);
    expect(state.selection.$from.parent.attrs.kind).toBe("note");
    expect(blocksOf(state.doc)[0]?.content.inlines[1]).toEqual({ type: "note", id: idOf(state.doc.child(2)) });
    state = state.apply(state.tr.delete(4, 5));
    expect(shown(state)).toEqual(["body:Một", "body:hai"]);
  });

  it("Enter and Tab go through a table and out of it", () => {
    let state = caret(stateOf([block("p1", "body", text("Một"))]), 4);
    addTable(2, 2)(state, (tr) => (state = state.apply(tr)));
    expect(state.selection.$from.parent.type).toBe(schema.nodes.caption);
    state = press(state, "Enter");
    expect(state.selection.$from.parent.type).toBe(schema.nodes.table_header);
    state = press(press(state, "Enter"), "Tab");
    expect([state.selection.$from.index(2), state.selection.$from.index(3)]).toEqual([1, 1]);
    state = press(state, "Enter");
    expect(shown(state)).toEqual(["body:Một", "table:", "body:"]);
    expect(state.selection.$from.parent.type).toBe(schema.nodes.passage);
  });
});

describe("cells are joined and parted", () => {
  const cells = (...words: string[]) => words.map((word) => ({ inlines: word ? [text(word)] : [], columns: 1, right: false }));
  const rows = [cells("a", "b", "c"), cells("1", "", "3"), cells("x", "y", "z")];
  const start = stateOf([{ id: "t", kind: "table", inlines: [], table: { heads: 1, rows } } as never]);
  /** The place just before the cell with these words. */
  const cellOf = (state: EditorState, word: string) => {
    let found = -1;
    state.doc.descendants((node, at) => void (node.type.spec.tableRole?.endsWith("cell") && node.textContent === word && found < 0 && (found = at)));
    return found;
  };
  const shape = (state: EditorState) => contentOf(state.doc.child(0)).table?.rows.map((row) => row.map((cell) => `${cell.inlines.map((i) => (i.type === "text" ? i.text : "")).join("")}${"_".repeat(cell.columns - 1)}`).join("|")).join("/");
  const run = (state: EditorState, command: typeof joinCells) => {
    let next = state;
    expect(command(state, (tr) => (next = state.apply(tr)))).toBe(true);
    next.doc.check();
    return next;
  };

  it("the cell with the caret and the one to its right; parted again the words stay in the first", () => {
    const joined = run(caret(start, cellOf(start, "a") + 1), joinCells);
    expect(shape(joined)).toBe("a b_|c/1||3/x|y|z");
    expect(joined.selection.$from.parent.textContent).toBe("a b");
    expect(shape(run(joined, joinCells))).toBe("a b c__/1||3/x|y|z");
    expect(shape(run(joined, partCell))).toBe("a b||c/1||3/x|y|z");
  });

  it("chosen cells, row by row; what is empty leaves no space", () => {
    const chosen = start.apply(start.tr.setSelection(CellSelection.create(start.doc, cellOf(start, "1"), cellOf(start, "y")) as never));
    expect(shape(run(chosen, joinCells))).toBe("a|b|c/1_|3/x y_|z");
  });

  it("nothing to the right, nothing to join", () => expect(joinCells(caret(start, cellOf(start, "c") + 1))).toBe(false));
});

describe("what is locked", () => {
  const refused: string[] = [];
  const locked = (passages: ReturnType<typeof block>[]) => stateOf(passages, [guard((id) => id !== "p2", (id) => refused.push(id))]);
  const three = () => locked([block("p1", "body", text("Một")), block("p2", "body", text("hai")), block("p3", "body", text("ba"))]);

  it("refuses typing, joining and another kind, and says which", () => {
    const state = three();
    const inside = startOf(state, 1) + 1;
    expect(state.applyTransaction(state.tr.insertText("x", inside)).transactions).toHaveLength(0);
    expect(shown(press(caret(state, startOf(state, 2)), "Backspace"))).toEqual(shown(state));
    let same = caret(state, inside);
    setKind("dash")(same, (tr) => (same = same.apply(tr)));
    expect(shown(same)).toEqual(shown(state));
    expect(refused).toContain("p2");
  });

  it("lets one write beside it", () => {
    const state = three();
    expect(shown(press(caret(state, 4), "Enter"))).toEqual(["body:Một", "body:", "body:hai", "body:ba"]);
    expect(state.applyTransaction(state.tr.insertText("x", 2)).transactions).not.toHaveLength(0);
  });
});

it("plain text becomes paragraphs and bullets", () => {
  const slice = fromText("Kết quả:\r\n- Lúa: 12 ha\n\n+ Vụ mùa\n1. Ngô");
  expect(slice.content.content.map((b) => `${kindOf(b)}:${b.textContent}`)).toEqual(["body:Kết quả:", "dash:Lúa: 12 ha", "plus:Vụ mùa", "body:1. Ngô"]);
});
