/** A passage"s content in its three shapes: as compiled (server), as a document of the editor, as sent back. */
import type { Figure, Inline, LivingInline } from "../../api/types";

/** A node of the editor's document. */
export interface DocNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  content?: DocNode[];
}

/** What an atom of the editor carries: the inline that it stands for, whole. */
interface AtomAttrs {
  inline: LivingInline;
}

/** Names of the atom nodes in the editor's schema. */
export const ATOMS = { figure: "figure", period: "period", note: "note" } as const;

/** The compiled content as a document with one paragraph. */
export function toDoc(inlines: readonly LivingInline[]): DocNode {
  const content = inlines.flatMap((inline): DocNode[] => {
    if (inline.type === "text") return inline.text ? [{ type: "text", text: inline.text }] : [];
    return [{ type: ATOMS[inline.type], attrs: { inline } satisfies AtomAttrs }];
  });
  return { type: "doc", content: [content.length ? { type: "paragraph", content } : { type: "paragraph" }] };
}

/** The compiled content that a document stands for; neighbouring words are joined, paragraphs run together with a space. */
export function fromDoc(doc: DocNode): LivingInline[] {
  const found: LivingInline[] = [];
  for (const [index, paragraph] of (doc.content ?? []).entries()) {
    if (index > 0) found.push({ type: "text", text: " " });
    for (const node of paragraph.content ?? []) {
      if (node.type === "text") found.push({ type: "text", text: node.text ?? "" });
      else found.push((node.attrs as unknown as AtomAttrs).inline);
    }
  }
  return joinWords(found);
}

/** Joins neighbouring words and drops empty ones. */
function joinWords(inlines: readonly LivingInline[]): LivingInline[] {
  const joined: LivingInline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (inline.type === "text" && !inline.text) continue;
    if (inline.type === "text" && last?.type === "text") joined[joined.length - 1] = { type: "text", text: last.text + inline.text };
    else joined.push(inline);
  }
  return joined;
}

/** What is sent: the bound places without what was computed for them. */
export function toInlines(inlines: readonly LivingInline[]): Inline[] {
  return joinWords(inlines).map((inline): Inline => {
    switch (inline.type) {
      case "text":
        return { type: "text", text: inline.text.normalize("NFC") };
      case "figure":
        return { type: "figure", figure: inline.figure };
      case "period":
        return { type: "period", mention: inline.mention };
      case "note":
        return { type: "note", id: inline.id };
    }
  });
}

/** A figure id stands once in a report: copies (paste) get their own. `taken` holds the ids of the other passages. */
export function withOwnIds(
  inlines: readonly LivingInline[],
  taken: ReadonlySet<string>,
  newId: () => string,
): LivingInline[] {
  const seen = new Set(taken);
  return inlines.map((inline) => {
    if (inline.type !== "figure") return inline;
    const id = seen.has(inline.figure.id) ? newId() : inline.figure.id;
    seen.add(id);
    return id === inline.figure.id ? inline : { ...inline, figure: { ...inline.figure, id } };
  });
}

/** Whether two contents would be sent alike. */
export function sameContent(a: readonly LivingInline[], b: readonly LivingInline[]): boolean {
  return JSON.stringify(toInlines(a)) === JSON.stringify(toInlines(b));
}

/** The passage as plain words, for labels and questions. */
export function plainWords(inlines: readonly LivingInline[]): string {
  return inlines.map((inline) => (inline.type === "note" ? "" : inline.text)).join("");
}

/** A figure that was just put in: bound, its value known after the passage is saved. */
export function newFigure(id: string, indicator: { code: string; name: string }, measure: Figure["measure"], shift: number, text: string): LivingInline {
  const figure: Figure = { id, indicator: indicator.code, measure, unit: null, shift, decimals: null, leading_zero: false, claim: null };
  return { type: "figure", figure, text, state: "stated", name: indicator.name };
}

/** A figure that was just put in and is computed by a formula. */
export function newComputed(id: string, formula: string, decimals: number, text: string): LivingInline {
  const figure: Figure = { id, indicator: "", measure: "actual", unit: null, shift: 0, decimals, leading_zero: false, claim: null, formula };
  return { type: "figure", figure, text, state: "derived", name: formula };
}

/** An id for a new figure. Not `randomUUID`: it is missing on plain http inside an office network. */
export function figureId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return "g" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

