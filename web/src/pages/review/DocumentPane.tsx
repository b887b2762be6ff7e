import { memo, useEffect, useRef, type RefObject } from "react";
import type { BlockView } from "../../api/types";
import { lang, t, type Lang } from "../../messages";
import { bringIntoView } from "../../parts/scroll";
import type { Stretch } from "./places";
import type { FigureMark } from "./proposals";
import { rangeOf, select } from "./selection";

/** A place of the document to bring into view: a figure, words to mark, or a stretch to select. `turn` tells two jumps to one place apart. */
export type Place = { fact?: string; words?: Stretch; stretch?: Stretch; turn: number };

/** Marks words without selecting them; a browser that cannot only shows the place. */
function mark(range: Range | undefined) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("review-words");
  if (range) CSS.highlights.set("review-words", new Highlight(range));
}

/** The document with its figures marked. A click on a figure chooses its proposal. */
export function DocumentPane({ hidden, pane, blocks, markOf, place, onPick }: {
  /** Behind the picture of the original. */
  hidden: boolean;
  pane: RefObject<HTMLDivElement | null>;
  blocks: readonly BlockView[];
  markOf: (fact: string) => FigureMark;
  place: Place | null;
  onPick: (fact: string) => void;
}) {
  const shown = useRef<Place>(null);
  useEffect(() => {
    if (!place || hidden || !pane.current || shown.current === place) return;
    shown.current = place;
    const [words, element] = (place.words && rangeOf(pane.current, blocks, place.words)) ?? [];
    mark(words);
    if (element) return bringIntoView(element, 1);
    if (place.stretch) return bringIntoView(select(pane.current, blocks, place.stretch), 1);
    return bringIntoView(place.fact ? pane.current.querySelector(`[data-fact="${CSS.escape(place.fact)}"]`) : null, 1);
  }, [place, pane, blocks, hidden]);
  return (
    <div
      className="review-document"
      hidden={hidden}
      ref={pane}
      tabIndex={0}
      role="region"
      aria-label={t("review.document")}
      onClick={(e) => {
        const fact = (e.target as HTMLElement).closest<HTMLElement>("[data-fact]")?.dataset.fact;
        if (fact && document.getSelection()?.isCollapsed !== false) onPick(fact);
      }}
    >
      <article className="review-sheet">
        {blocks.map((block, at) => (
          <Paragraph
            key={at}
            at={at}
            words={lang()}
            block={block}
            chosen={block.segments.some((s) => s.fact && s.fact === place?.fact) ? place?.fact : undefined}
            marks={block.segments.map((s) => (s.fact ? markOf(s.fact) : "")).join()}
          />
        ))}
      </article>
    </div>
  );
}

/** One paragraph; redrawn only when its words or the mark of one of its figures change. */
const Paragraph = memo(
  function Paragraph({ at, block, chosen, marks }: {
    at: number;
    /** The language of the screen. */
    words: Lang;
    block: BlockView;
    chosen: string | undefined;
    /** The marks of its segments, joined with commas. */
    marks: string;
  }) {
    const mark = marks.split(",");
    return (
      <p className="review-block" data-block={at} data-kind={block.kind}>
        {block.note && <sup className="review-note">{block.note}</sup>}
        {block.segments.map((segment, i) => {
          if (segment.note_mark) return <sup key={i} className="review-note">{segment.note_mark}</sup>;
          if (!segment.fact) return <span key={i}>{segment.text}</span>;
          return (
            <mark key={i} className="review-figure" data-fact={segment.fact} data-mark={mark[i]} data-chosen={segment.fact === chosen || undefined} title={t(`review.mark.${mark[i] as FigureMark}`)}>
              {segment.text}
            </mark>
          );
        })}
      </p>
    );
  },
  (a, b) => a.words === b.words && a.chosen === b.chosen && a.marks === b.marks && sameFigures(a.block, b.block),
);

const sameFigures = (a: BlockView, b: BlockView) => a === b || (a.segments.length === b.segments.length && a.segments.every((s, i) => s.fact === b.segments[i]?.fact && s.text === b.segments[i]?.text));
