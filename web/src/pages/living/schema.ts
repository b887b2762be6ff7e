/** The editor's schema: one paragraph of words and atoms that cannot be typed into. */
import { Node } from "@tiptap/core";
import Document from "@tiptap/extension-document";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import type { LivingInline } from "../../api/types";
import { ATOMS } from "./inlines";
import { figureTitle } from "./words";

/** An atom that carries its inline whole, also through copy and paste. */
function atom(name: keyof typeof ATOMS, tag: string, dress: (inline: LivingInline) => Record<string, string>) {
  return Node.create({
    name: ATOMS[name],
    group: "inline",
    inline: true,
    atom: true,
    selectable: true,
    draggable: true,
    addAttributes: () => ({
      inline: {
        default: null,
        parseHTML: (element: HTMLElement) => JSON.parse(element.getAttribute("data-inline") ?? "null") as unknown,
        renderHTML: ({ inline }: Record<string, unknown>) => ({ "data-inline": JSON.stringify(inline) }),
      },
    }),
    parseHTML: () => [{ tag: `${tag}[data-atom="${name}"]`, getAttrs: (element) => (readable(element.getAttribute("data-inline"), name) ? null : false) }],
    renderHTML({ node, HTMLAttributes }) {
      const inline = node.attrs.inline as LivingInline;
      const shown = inline.type === "note" ? String(inline.number) : inline.text;
      return [tag, { ...HTMLAttributes, "data-atom": name, ...dress(inline) }, shown];
    },
    renderText: ({ node }) => {
      const inline = node.attrs.inline as LivingInline;
      return inline.type === "note" ? "" : inline.text;
    },
  });
}

/** Whether pasted markup really carries such an inline; foreign markup becomes plain words. */
function readable(json: string | null, type: string): boolean {
  try {
    return (JSON.parse(json ?? "null") as { type?: string } | null)?.type === type;
  } catch {
    return false;
  }
}

const figureNode = atom("figure", "span", (inline): Record<string, string> =>
  inline.type === "figure" ? { class: "figure-chip", "data-state": inline.state, title: figureTitle(inline) } : {},
);
const periodNode = atom("period", "span", () => ({ class: "period-mention" }));
const noteNode = atom("note", "sup", () => ({ class: "note-mark" }));

/** Everything a passage may hold. */
export const passageSchema = [Document.extend({ content: "paragraph" }), Paragraph, Text, figureNode, periodNode, noteNode];
