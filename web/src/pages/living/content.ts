/** A passage's content in its shapes: as compiled (server), as a block of the editor's document, as sent back. */
import { Fragment, type Node } from "@tiptap/pm/model";
import type { Chart, Figure, Inline, LivingInline, LivingPassage, ProseContent, Table } from "../../api/types";
import { idOf, kindOf, schema } from "./schema";

/** A passage as it stands in the document. */
export type Block = { id: string; content: ProseContent };

function inlineNodes(inlines: readonly LivingInline[]): Fragment {
  const nodes = inlines.flatMap((inline): Node[] => {
    if (inline.type !== "text") return [schema.nodes[inline.type].create({ inline })];
    if (!inline.text) return [];
    const marks = [...(inline.bold ? [schema.marks.bold.create()] : []), ...(inline.italic ? [schema.marks.italic.create()] : [])];
    return [schema.text(inline.text, marks)];
  });
  return Fragment.fromArray(nodes);
}

type Prose = Pick<LivingPassage, "id" | "kind" | "inlines" | "table"> & Partial<Pick<LivingPassage, "chart">>;

/** The block of a compiled passage. */
export function toBlock(passage: Prose): Node {
  if (passage.kind === "chart") return schema.nodes.chart_passage.create({ id: passage.id, chart: passage.chart?.chart ?? null }, schema.nodes.caption.create(null, inlineNodes(passage.inlines)));
  if (passage.kind !== "table") return schema.nodes.passage.create({ id: passage.id, kind: passage.kind }, inlineNodes(passage.inlines));
  const { heads, rows } = passage.table ?? { heads: 0, rows: [] };
  const cells = rows.map((row, at) => {
    const type = at < heads ? schema.nodes.table_header : schema.nodes.table_cell;
    return schema.nodes.table_row.create(null, row.map((cell) => type.create({ colspan: cell.columns, right: cell.right }, inlineNodes(cell.inlines))));
  });
  const filled = cells.length > 0 ? cells : [schema.nodes.table_row.create(null, schema.nodes.table_cell.create())];
  return schema.nodes.table_passage.create({ id: passage.id }, [schema.nodes.caption.create(null, inlineNodes(passage.inlines)), schema.nodes.table.create(null, filled)]);
}

/** The whole report as a document; an empty one has an empty line to type in. */
export function toDoc(passages: readonly Prose[], newId: () => string): Node {
  return schema.nodes.doc.create(null, passages.length > 0 ? passages.map(toBlock) : [schema.nodes.passage.create({ id: newId() })]);
}

/** What is sent of a stretch of the document: the bound places without what was computed for them. */
export function toInlines(parent: Node): Inline[] {
  const found: Inline[] = [];
  parent.forEach((node) => {
    if (!node.isText) return void found.push(bare(node.attrs.inline as LivingInline));
    const text = (node.text ?? "").normalize("NFC");
    found.push({ type: "text", text, ...(schema.marks.bold.isInSet(node.marks) && { bold: true }), ...(schema.marks.italic.isInSet(node.marks) && { italic: true }) });
  });
  return found;
}

/** A compiled inline without what the server computed. */
export function bare(inline: LivingInline): Inline {
  switch (inline.type) {
    case "text":
      return { type: "text", text: inline.text, ...(inline.bold && { bold: true }), ...(inline.italic && { italic: true }) };
    case "figure":
      return { type: "figure", figure: inline.figure };
    case "period":
      return { type: "period", mention: inline.mention };
    case "note":
      return { type: "note", id: inline.id };
  }
}

const contents = new WeakMap<Node, ProseContent>();

/** What a block of the document is sent as; a block that did not change gives the same value again. */
export function contentOf(block: Node): ProseContent {
  let content = contents.get(block);
  if (!content) contents.set(block, (content = readBlock(block)));
  return content;
}

function readBlock(block: Node): ProseContent {
  if (block.type === schema.nodes.passage) return { kind: kindOf(block), inlines: toInlines(block), table: null };
  if (block.type === schema.nodes.chart_passage) return { kind: "chart", inlines: toInlines(block.child(0)), table: null, chart: block.attrs.chart as Chart | null };
  const rows = block.child(1).children;
  const heads = rows.findIndex((row) => row.firstChild?.type !== schema.nodes.table_header);
  const table: Table = {
    heads: heads < 0 ? rows.length : heads,
    rows: rows.map((row) => row.children.map((cell) => ({ inlines: toInlines(cell), columns: cell.attrs.colspan as number, right: cell.attrs.right as boolean }))),
  };
  return { kind: "table", inlines: toInlines(block.child(0)), table };
}

/** The same of a compiled passage. */
export const contentOfPassage = (passage: Prose): ProseContent => contentOf(toBlock(passage));

/** Every passage of the document, in order. */
export const blocksOf = (doc: Node): Block[] => doc.children.map((block) => ({ id: idOf(block), content: contentOf(block) }));

const keys = new WeakMap<ProseContent, string>();

/** A content as text, to compare by. */
export function keyOf(content: ProseContent): string {
  let key = keys.get(content);
  if (key === undefined) keys.set(content, (key = JSON.stringify(content)));
  return key;
}

/** Whether two contents would be sent alike. */
export const same = (a: ProseContent, b: ProseContent): boolean => a === b || keyOf(a) === keyOf(b);

/** A content that was kept, as it can be shown: what the server computes is known from the document or comes with the next answer. */
export function shownAgain(content: ProseContent, doc: Node): Omit<Prose, "id"> {
  const known = new Map<string, LivingInline>();
  doc.descendants((node) => {
    const inline = node.attrs.inline as LivingInline | undefined;
    if (inline) known.set(JSON.stringify(bare(inline)), inline);
  });
  const shown = (inline: Inline): LivingInline => {
    const same = known.get(JSON.stringify(inline));
    if (inline.type === "text") return { ...inline };
    if (same) return same;
    if (inline.type === "figure") return { ...inline, text: "…", state: "stated", name: inline.figure.indicator };
    return inline.type === "period" ? { ...inline, text: "…" } : { ...inline, number: 0 };
  };
  const { kind, inlines, table, chart } = content;
  return { kind, inlines: inlines.map(shown), chart: chart ? { chart, svg: "", alt: "" } : null, table: table ? { heads: table.heads, rows: table.rows.map((row) => row.map((cell) => ({ ...cell, inlines: cell.inlines.map(shown) }))) } : null };
}

/** A figure of an indicator, as stated. */
export function figureOf(indicator: string, settings: Partial<Figure> = {}): Figure {
  return { id: newId("g"), indicator, measure: "actual", unit: null, shift: 0, decimals: null, leading_zero: false, ...settings };
}

/** An id that nothing has yet. Not `randomUUID`: it is missing on plain http inside an office network. */
export function newId(letter: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return letter + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
