/** The editor's schema: one document for the whole report, a paragraph a block. What the server computes is no part of it. */
import { Schema, type AttributeSpec, type DOMOutputSpec, type Node, type NodeSpec } from "@tiptap/pm/model";
import { tableNodes } from "@tiptap/pm/tables";
import type { Chart, LivingInline, PassageKind } from "../../api/types";
import { t } from "../../messages";
import { figureText, figureTitle } from "./words";

/** An atom that carries its inline whole, also through copy and paste. */
function atom(name: "figure" | "period" | "note", tag: string, dress: (inline: LivingInline) => Record<string, string>): NodeSpec {
  return {
    group: "inline",
    inline: true,
    atom: true,
    draggable: true,
    attrs: { inline: {} },
    leafText: (node) => printed(node.attrs.inline as LivingInline),
    parseDOM: [
      {
        tag: `${tag}[data-atom="${name}"]`,
        // Foreign markup becomes plain words.
        getAttrs: (element) => {
          const inline = readInline(element.getAttribute("data-inline"));
          return inline?.type === name ? { inline } : false;
        },
      },
    ],
    toDOM: (node): DOMOutputSpec => {
      const inline = node.attrs.inline as LivingInline;
      const shown = inline.type === "note" ? String(inline.number) : inline.type === "figure" ? figureText(inline) : printed(inline);
      return [tag, { "data-atom": name, "data-inline": JSON.stringify(inline), ...dress(inline) }, shown];
    },
  };
}

/** An inline that was copied as text; foreign or broken text is none. */
function readInline(json: string | null): LivingInline | null {
  try {
    return JSON.parse(json ?? "null") as LivingInline | null;
  } catch {
    return null;
  }
}

/** A chart that was copied as text; what is none of ours is none. */
function readChart(json: string | null): Chart | null {
  try {
    const chart = JSON.parse(json ?? "null") as Chart | null;
    return chart && typeof chart.shape === "string" ? chart : null;
  } catch {
    return null;
  }
}

/** The words that an atom stands for. */
const printed = (inline: LivingInline): string => (inline.type === "note" ? "" : inline.text);

const KINDS = ["title", "part", "part_title", "section", "clause", "subclause", "point", "body", "note", "basis", "item", "dash", "plus", "annex", "wide_annex"] as const satisfies readonly PassageKind[];
const known = (kind: string | null): PassageKind => KINDS.find((k) => k === kind) ?? "body";

const { table, table_row, table_cell, table_header } = tableNodes({
  cellContent: "inline*",
  cellAttributes: {
    right: {
      default: false,
      getFromDOM: (cell) => cell.style.textAlign === "right" || cell.getAttribute("align") === "right",
      setDOMAttr: (right, attrs) => {
        if (right) attrs.style = "text-align: right";
      },
    },
  },
});

const id: Record<string, AttributeSpec> = { id: { default: "" } };

/** Everything a report may hold. */
export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    passage: {
      group: "block",
      content: "inline*",
      defining: true,
      attrs: { ...id, kind: { default: "body" } },
      parseDOM: [
        { tag: "p[data-passage]", getAttrs: (p) => ({ id: p.getAttribute("data-passage"), kind: known(p.getAttribute("data-kind")) }) },
        { tag: "p" },
        { tag: "h1", attrs: { kind: "section" } },
        { tag: "h2", attrs: { kind: "section" } },
        { tag: "h3", attrs: { kind: "clause" } },
        { tag: "h4", attrs: { kind: "subclause" } },
        { tag: "h5", attrs: { kind: "point" } },
        { tag: "h6", attrs: { kind: "point" } },
        { tag: "li", attrs: { kind: "dash" } },
      ],
      toDOM: (node) => ["p", { "data-passage": node.attrs.id as string, "data-kind": node.attrs.kind as string, id: `passage-${node.attrs.id as string}` }, 0],
    },
    table_passage: {
      group: "block",
      content: "caption table",
      isolating: true,
      attrs: id,
      parseDOM: [{ tag: "figure[data-passage]", getAttrs: (figure) => ({ id: figure.getAttribute("data-passage") }) }],
      toDOM: (node) => ["figure", { "data-passage": node.attrs.id as string, "data-kind": "table", id: `passage-${node.attrs.id as string}` }, 0],
    },
    chart_passage: {
      group: "block",
      content: "caption",
      isolating: true,
      attrs: { ...id, chart: { default: null } },
      parseDOM: [
        {
          tag: "figure[data-chart]",
          priority: 60,
          getAttrs: (figure) => {
            const chart = readChart(figure.getAttribute("data-chart"));
            return chart ? { id: figure.getAttribute("data-passage"), chart } : false;
          },
        },
      ],
      toDOM: (node) => ["figure", { "data-passage": node.attrs.id as string, "data-kind": "chart", "data-chart": JSON.stringify(node.attrs.chart), "data-wait": t("chart.wait"), id: `passage-${node.attrs.id as string}` }, 0],
    },
    caption: { content: "inline*", defining: true, parseDOM: [{ tag: "figcaption" }], toDOM: () => ["figcaption", 0] },
    table: table as NodeSpec,
    table_row: table_row as NodeSpec,
    table_cell: table_cell as NodeSpec,
    table_header: table_header as NodeSpec,
    figure: atom("figure", "span", (inline): Record<string, string> =>
      inline.type === "figure" ? { class: "figure-chip", id: `figure-${inline.figure.id}`, "data-state": inline.state, title: figureTitle(inline) } : {},
    ),
    period: atom("period", "span", () => ({ class: "period-mention" })),
    note: atom("note", "sup", () => ({ class: "note-mark" })),
    text: { group: "inline" },
  },
  marks: {
    bold: {
      parseDOM: [{ tag: "strong" }, { tag: "b", getAttrs: (b) => b.style.fontWeight !== "normal" && null }, { style: "font-weight", getAttrs: (weight) => /^(bold(er)?|[5-9]\d{2})$/.test(weight) && null }],
      toDOM: () => ["strong", 0],
    },
    italic: {
      parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (i) => i.style.fontStyle !== "normal" && null }, { style: "font-style=italic" }],
      toDOM: () => ["em", 0],
    },
  },
});

/** A top block's own id. */
export const idOf = (block: Node): string => block.attrs.id as string;

/** What a top block is. */
export function kindOf(block: Node): PassageKind {
  if (block.type === schema.nodes.table_passage) return "table";
  return block.type === schema.nodes.chart_passage ? "chart" : (block.attrs.kind as PassageKind);
}
