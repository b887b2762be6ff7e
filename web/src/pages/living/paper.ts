/** The document under the hand: the editor's view of one report, without React. */
import { dropCursor } from "@tiptap/pm/dropcursor";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { history } from "@tiptap/pm/history";
import type { Node } from "@tiptap/pm/model";
import { EditorState, NodeSelection, TextSelection, type Command } from "@tiptap/pm/state";
import { tableEditing } from "@tiptap/pm/tables";
import { EditorView } from "@tiptap/pm/view";
import type { Chart, Figure, LivingInline, LivingView, ProseContent, TriedFigure } from "../../api/types";
import { bringIntoView } from "../../parts/scroll";
import { blocksOf, newId, shownAgain, toBlock, toDoc } from "./content";
import { drawnAtCaret, FACTS, factsPlugin, type Facts } from "./facts";
import { follow, FOLLOWS, replace } from "./follow";
import { guard, ownIds, withOwnIds } from "./keeping";
import { cleaned, fromText } from "./paste";
import { idOf, schema } from "./schema";
import type { Target } from "./sync";
import { keys, placeOf, toMark } from "./typing";

/** What the document tells. Looked up anew at each call. */
export type PaperHooks = {
  typed: () => void;
  /** Caret or document changed. */
  moved: (state: EditorState) => void;
  left: () => void;
  figure: (id: string) => void;
  /** A chart is to show something else. */
  chart: (id: string) => void;
  /** A figure is wanted at the caret; `typed` is the key that asked. */
  pick: (typed: string) => void;
  mayWrite: (id: string) => boolean;
  locked: (id: string) => void;
  view: () => LivingView;
};

/** One report on the screen. */
export class Paper {
  readonly view: EditorView;

  constructor(place: HTMLElement, first: LivingView, label: string, hooks: PaperHooks) {
    const state = EditorState.create({
      doc: toDoc(first.passages, () => newId("p")),
      plugins: [
        guard((id) => hooks.mayWrite(id), (id) => queueMicrotask(() => hooks.locked(id))),
        ownIds,
        history({ newGroupDelay: 600 }),
        ...keys(() => hooks.view().numbering, () => hooks.pick("")),
        tableEditing(),
        dropCursor(),
        gapCursor(),
        factsPlugin(),
        drawnAtCaret,
      ],
    });
    this.view = new EditorView(place, {
      state,
      attributes: { class: "paper", role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "false" },
      editable: () => hooks.view().may.write,
      dispatchTransaction: (tr) => {
        const { state, transactions } = this.view.state.applyTransaction(tr);
        this.view.updateState(state);
        if (transactions.some((t) => t.docChanged && !t.getMeta(FOLLOWS))) hooks.typed();
        hooks.moved(state);
      },
      transformPastedHTML: cleaned,
      clipboardTextParser: (text) => fromText(text),
      transformPasted: (slice, view) => withOwnIds(slice, view.state.doc),
      handleTextInput: (view, from, _to, text) => {
        const before = view.state.doc.textBetween(Math.max(0, from - 1), from, "\n", "\ufffc");
        if (text !== "/" || /\S/.test(before) || !view.state.doc.resolve(from).parent.inlineContent) return false;
        hooks.pick("/");
        return true;
      },
      handleClickOn: (view, _pos, node) => {
        const inline = node.attrs.inline as LivingInline | undefined;
        if (inline?.type === "figure") hooks.figure(inline.figure.id);
        if (inline?.type === "note") this.goTo(inline.id);
        return inline?.type === "note" && view.editable;
      },
      handleKeyDown: (view, event) => {
        const chosen = view.state.selection;
        if (event.key !== "Enter" || !(chosen instanceof NodeSelection)) return false;
        const inline = chosen.node.attrs.inline as LivingInline | undefined;
        if (inline?.type !== "figure") return false;
        hooks.figure(inline.figure.id);
        return true;
      },
      handleDOMEvents: {
        blur: () => {
          hooks.left();
          return false;
        },
        click: (view, event) => {
          const back = (event.target as HTMLElement).dataset.back;
          const chart = (event.target as HTMLElement).dataset.chartOf;
          if (chart) hooks.chart(chart);
          if (back) this.run(toMark(back));
          return !!back && view.editable;
        },
      },
    });
  }

  close(): void {
    this.view.destroy();
  }

  blocks = () => blocksOf(this.view.state.doc);
  busy = (): boolean => this.view.composing;

  /** Brings the document where the server has it. */
  follow = (target: Target): void => {
    const tr = follow(this.view.state, target);
    if (tr) this.view.dispatch(tr);
  };

  show(facts: Facts): void {
    this.view.dispatch(this.view.state.tr.setMeta(FACTS, facts).setMeta("addToHistory", false));
  }

  /** Does something at the caret and gives the keys back to the text. */
  run(command: Command): boolean {
    const done = command(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
    return done;
  }

  /** Whether it could be done now. */
  can = (command: Command): boolean => command(this.view.state);

  /** Puts a figure at the caret. */
  insertFigure(figure: Figure, tried: TriedFigure | undefined): void {
    const inline: LivingInline = { type: "figure", figure, text: tried?.text ?? "…", state: tried?.state ?? "stated", name: tried?.name ?? figure.indicator };
    this.view.dispatch(this.view.state.tr.replaceSelectionWith(schema.nodes.figure.create({ inline })).scrollIntoView());
    this.view.focus();
  }

  /** Changes what a figure prints. */
  changeFigure(figure: Figure, tried: TriedFigure | undefined): void {
    const at = this.placeOfFigure(figure.id);
    const was = at === null ? null : (this.view.state.doc.nodeAt(at)?.attrs.inline as LivingInline & { type: "figure" });
    if (at === null || !was) return;
    const inline: LivingInline = { ...was, figure, ...(tried && { text: tried.text, state: tried.state }) };
    this.view.dispatch(this.view.state.tr.setNodeMarkup(at, null, { inline }));
  }

  /** The figure as it stands in the text now. */
  figure(id: string): Figure | null {
    const at = this.placeOfFigure(id);
    return at === null ? null : (this.view.state.doc.nodeAt(at)?.attrs.inline as LivingInline & { type: "figure" }).figure;
  }

  /** A passage becomes again what it was; figures that stand in the text already show what they show there. */
  restore(id: string, content: ProseContent): void {
    const { doc } = this.view.state;
    const at = placeOf(doc, id);
    const block = at === null ? null : doc.nodeAt(at);
    if (at === null || !block) return;
    const tr = this.view.state.tr;
    replace(tr, at, block, toBlock({ id, ...shownAgain(content, doc) }));
    this.view.dispatch(tr);
  }

  private placeOfFigure(id: string): number | null {
    let found: number | null = null;
    this.view.state.doc.descendants((node: Node, at) => {
      const inline = node.attrs.inline as LivingInline | undefined;
      if (inline?.type === "figure" && inline.figure.id === id) found = at;
      return found === null;
    });
    return found;
  }

  /** What a chart shows as it stands in the text now. */
  chart(id: string): Chart | null {
    const at = placeOf(this.view.state.doc, id);
    return at === null ? null : ((this.view.state.doc.nodeAt(at)?.attrs.chart as Chart | undefined) ?? null);
  }

  /** Typed words at the caret. */
  insert(text: string): void {
    this.view.dispatch(this.view.state.tr.insertText(text));
    this.view.focus();
  }

  /** The caret goes into a passage and it into sight. */
  goTo(id: string): void {
    const at = placeOf(this.view.state.doc, id);
    if (at === null) return;
    this.view.dispatch(this.view.state.tr.setSelection(TextSelection.near(this.view.state.doc.resolve(at + 1))));
    if (this.view.editable) this.view.focus();
    bringIntoView(document.getElementById(`passage-${id}`));
  }

  /** Where the caret is on the screen. */
  caret(): { left: number; top: number; bottom: number } {
    return this.view.coordsAtPos(this.view.state.selection.to);
  }
}

/** The words that are selected, with their passage; none over several passages. */
export function quoteOf(state: EditorState): { passage: string; quote: string | null } | null {
  const { $from, $to, empty } = state.selection;
  if ($from.depth === 0) return null;
  const passage = idOf($from.node(1));
  if (empty || $to.depth === 0 || idOf($to.node(1)) !== passage) return { passage, quote: null };
  const quote = state.doc.textBetween($from.pos, $to.pos, " ");
  return { passage, quote: quote.trim() ? quote : null };
}

