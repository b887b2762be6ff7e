/** What the server knows of each passage, shown on the document without being in it. */
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { ReturnedProse, LivingChart, LivingInline, LivingPassage, Notice } from "../../api/types";
import { t } from "../../messages";
import { idOf, kindOf } from "./schema";
import { cutAtNotices, noticeDetail } from "./words";

/** All that is shown beside the words. */
export type Facts = {
  passages: ReadonlyMap<string, LivingPassage>;
  notices: ReadonlyMap<string, readonly Notice[]>;
  /** Sentences that were sent back, by passage. */
  returned: ReadonlyMap<string, readonly ReturnedProse[]>;
  /** Quotes of open remarks, by passage. */
  quotes: ReadonlyMap<string, readonly string[]>;
  /** Who else writes, by passage. */
  writers: ReadonlyMap<string, readonly string[]>;
  /** Whether sentences equal to last period's are marked. */
  unchanged: boolean;
  /** The figure that is asked about. */
  asked: string | null;
  /** The passage that was jumped to. */
  flash: string | null;
};

export const NO_FACTS: Facts = { passages: new Map(), notices: new Map(), returned: new Map(), quotes: new Map(), writers: new Map(), unchanged: false, asked: null, flash: null };

const key = new PluginKey<{ facts: Facts; set: DecorationSet }>("facts");

/** Shows facts; they are set by `withFacts` on a step. */
export const factsPlugin = (): Plugin =>
  new Plugin({
    key,
    state: {
      init: () => ({ facts: NO_FACTS, set: DecorationSet.empty }),
      apply(tr, was) {
        const facts = tr.getMeta(key) as Facts | undefined;
        if (facts) return { facts, set: DecorationSet.create(tr.doc, decorations(tr.doc, facts)) };
        return tr.docChanged ? { ...was, set: was.set.map(tr.mapping, tr.doc) } : was;
      },
    },
    props: { decorations: (state) => key.getState(state)?.set },
  });

/** The block with the caret is always drawn: a key typed into one that is not yet would go astray. */
export const drawnAtCaret = new Plugin({
  props: {
    decorations({ doc, selection: { $from } }) {
      return $from.depth > 0 ? DecorationSet.create(doc, [Decoration.node($from.before(1), $from.after(1), { class: "at-caret" })]) : null;
    },
  },
});

/** The meta that sets the facts. */
export const FACTS = key;

function decorations(doc: Node, facts: Facts): Decoration[] {
  const found: Decoration[] = [];
  let owner: string | undefined;
  doc.forEach((block, at) => {
    const id = idOf(block);
    const passage = facts.passages.get(id);
    const changes = passage?.owner?.id !== owner && kindOf(block) !== "note";
    if (passage && kindOf(block) !== "note") owner = passage.owner?.id;
    const attrs = attributes(passage, changes, facts.flash === id, facts.writers.get(id));
    // Each one costs at every key: plain paragraphs have none.
    if (Object.keys(attrs).length > 0) found.push(Decoration.node(at, at + block.nodeSize, attrs));
    if (block.isTextblock) found.push(...inWords(block, at + 1, id, passage, facts));
    else block.descendants((node, offset) => {
      const inline = node.attrs.inline as LivingInline | undefined;
      if (inline?.type === "figure") found.push(...onFigure(inline.figure.id, at + 1 + offset, facts, id));
    });
    if (passage?.chart?.svg) found.push(drawing(at + 1, id, passage.chart));
    if (kindOf(block) === "note") found.push(Decoration.widget(at + 1, () => backLink(id), { side: -1, key: `back ${id}`, ignoreSelection: true }));
  });
  return found;
}

function attributes(passage: LivingPassage | undefined, ownerChanges: boolean, flash: boolean, writers: readonly string[] | undefined): Record<string, string> {
  if (!passage) return {};
  const { number, note, owner, editable, locked, remarks, suggestions } = passage;
  const classes = [locked && "passage-locked", !editable && "passage-closed", flash && "passage-flash", writers && "passage-written"].filter(Boolean).join(" ");
  const talk = [remarks && t("living.margin.remarks", { n: remarks }), suggestions && t("living.margin.suggestions", { n: suggestions })].filter(Boolean).join(" · ");
  const margin = [writers && t("writers.here", { names: writers.join(", ") }), ownerChanges && owner?.name, locked && t("living.margin.locked"), talk].filter(Boolean).join("\n");
  return {
    ...(classes && { class: classes }),
    ...(number && { "data-number": number }),
    ...(note && { "data-note": String(note) }),
    ...(margin && { "data-margin": margin }),
  };
}

/** A button before a footnote that leads back to its mark. */
function backLink(id: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "note-back";
  button.contentEditable = "false";
  button.tabIndex = -1;
  button.dataset.back = id;
  button.textContent = "↩";
  button.title = t("living.note.back");
  button.setAttribute("aria-label", t("living.note.back"));
  return button;
}

/** The picture of a chart, with a button that changes it. */
function drawing(at: number, id: string, chart: LivingChart): Decoration {
  const draw = () => {
    const box = document.createElement("div");
    box.className = "chart-drawn";
    box.contentEditable = "false";
    const image = document.createElement("img");
    image.src = `data:image/svg+xml,${encodeURIComponent(chart.svg)}`;
    image.alt = chart.alt;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chart-change";
    button.dataset.chartOf = id;
    button.textContent = t("chart.change");
    box.append(image, button);
    return box;
  };
  return Decoration.widget(at, draw, { side: -1, key: `chart ${id} ${chart.svg}`, ignoreSelection: true, stopEvent: (event) => event.type === "mousedown" });
}

function onFigure(figure: string, at: number, facts: Facts, passage: string): Decoration[] {
  const notice = facts.notices.get(passage)?.find((n) => n.figure === figure);
  const classes = [facts.asked === figure && "figure-asked", notice && "figure-noticed"].filter(Boolean).join(" ");
  return classes ? [Decoration.node(at, at + 1, { class: classes, ...(notice && { title: noticeDetail(notice) }) })] : [];
}

function inWords(block: Node, start: number, id: string, passage: LivingPassage | undefined, facts: Facts): Decoration[] {
  const found: Decoration[] = [];
  const notices = facts.notices.get(id) ?? [];
  const runs: { text: string; at: number; size: number }[] = [];
  block.forEach((node, offset) => {
    const inline = node.attrs.inline as LivingInline | undefined;
    if (inline?.type === "figure") found.push(...onFigure(inline.figure.id, start + offset, facts, id));
    runs.push({ text: node.isText ? (node.text ?? "") : node.type.spec.leafText?.(node) ?? "", at: start + offset, size: node.nodeSize });
    if (!node.isText || notices.length === 0) return;
    let at = start + offset;
    for (const part of cutAtNotices(node.text ?? "", notices)) {
      if (part.notice) found.push(Decoration.inline(at, at + part.text.length, { class: "notice-word", title: `${t(`living.notice.${part.notice.kind}`)}: ${noticeDetail(part.notice)}` }));
      at += part.text.length;
    }
  });
  const words = runs.map((run) => run.text).join("");
  for (const quote of facts.quotes.get(id) ?? []) found.push(...stretch(runs, words, words.indexOf(quote), quote.length, { class: "remark-quote" }));
  for (const part of facts.returned.get(id) ?? []) {
    const from = part.sentence ? words.indexOf(part.sentence) : 0;
    found.push(...stretch(runs, words, from, part.sentence?.length ?? words.length, { class: "returned-words", title: t("doclet.returnedFor", { reason: part.reason }) }));
  }
  if (facts.unchanged && passage) {
    // Places are counted in letters of the printed words; after typing they hold no more.
    const letters = [...words];
    const width = (to: number) => letters.slice(0, to).join("").length;
    const printed = passage.inlines.reduce((sum, inline) => sum + (inline.type === "note" ? 0 : [...inline.text].length), 0);
    if (printed === letters.length) for (const [from, to] of passage.unchanged) found.push(...stretch(runs, words, width(from), width(to) - width(from), { class: "unchanged-words", title: t("living.unchanged.hint") }));
  }
  return found;
}

/** A stretch of the printed words, where it stands in the document. */
function stretch(runs: readonly { text: string; at: number; size: number }[], words: string, from: number, length: number, attrs: Record<string, string>): Decoration[] {
  if (from < 0 || length <= 0) return [];
  const to = Math.min(from + length, words.length);
  let seen = 0;
  let [first, last] = [-1, -1];
  for (const run of runs) {
    const [start, end] = [seen, seen + run.text.length];
    seen = end;
    if (end <= from || start >= to) continue;
    const whole = run.size !== run.text.length;
    if (first < 0) first = whole ? run.at : run.at + Math.max(0, from - start);
    last = whole ? run.at + run.size : run.at + Math.min(end, to) - start;
  }
  return first >= 0 && last > first ? [Decoration.inline(first, last, attrs)] : [];
}
