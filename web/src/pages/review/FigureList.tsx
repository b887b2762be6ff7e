import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Proposal } from "../../api/types";
import { t } from "../../messages";
import { Icon, type IconName } from "../../ui";
import { effective, markOf, type Amended, type FigureMark } from "./proposals";

const MARK_ICON: Record<FigureMark, IconName> = { conflict: "error", doubtful: "warning", sure: "draft", decided: "check", skipped: "cross" };

/** Height of a row; the style sheet sets the same. */
const ROW = 42;
/** Rows built above and below what is seen. */
const SPARE = 8;

/** The proposals as a list that builds only the rows in sight; the keys of the page move in it. */
export function FigureList({ proposals, chosen, amended, onChoose }: {
  proposals: readonly Proposal[];
  chosen: string | null;
  amended: Amended;
  onChoose: (id: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 0 });
  const measure = () => list.current && setSeen({ top: list.current.scrollTop, height: list.current.clientHeight });
  useLayoutEffect(() => {
    measure();
    const watch = new ResizeObserver(measure);
    if (list.current) watch.observe(list.current);
    return () => watch.disconnect();
  }, []);
  const at = proposals.findIndex((p) => p.id === chosen);
  useEffect(() => {
    const pane = list.current;
    if (!pane || at < 0) return;
    if (at * ROW < pane.scrollTop) pane.scrollTop = at * ROW;
    else if ((at + 1) * ROW > pane.scrollTop + pane.clientHeight) pane.scrollTop = (at + 1) * ROW - pane.clientHeight;
  }, [at]);
  const first = Math.max(0, Math.floor(seen.top / ROW) - SPARE);
  const last = Math.min(proposals.length, Math.ceil((seen.top + seen.height) / ROW) + SPARE);
  const rows = proposals.slice(first, last).map((p, i) => ({ p, i: first + i }));
  const far = proposals[at];
  if (far && (at < first || at >= last)) rows.push({ p: far, i: at });
  return (
    <div
      className="review-list"
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={t("review.proposals")}
      aria-activedescendant={far ? `proposal-${far.id}` : undefined}
      onScroll={measure}
      onClick={(e) => {
        const id = (e.target as HTMLElement).closest<HTMLElement>("[data-proposal]")?.dataset.proposal;
        if (id) onChoose(id);
      }}
    >
      <div className="review-rows" role="presentation" style={{ height: proposals.length * ROW }}>
        {rows.map(({ p, i }) => <Row key={p.id} proposal={p} at={i} of={proposals.length} chosen={p.id === chosen} amended={p.facts.some((fact) => amended.has(fact))} />)}
      </div>
    </div>
  );
}

function Row({ proposal, at, of, chosen, amended }: { proposal: Proposal; at: number; of: number; chosen: boolean; amended: boolean }) {
  const mark = markOf(proposal);
  const waits = mark !== "decided" && mark !== "skipped" && proposal.doubts[0];
  return (
    <div
      className="review-row"
      role="option"
      id={`proposal-${proposal.id}`}
      data-proposal={proposal.id}
      data-mark={mark}
      aria-selected={chosen}
      aria-posinset={at + 1}
      aria-setsize={of}
      style={{ top: at * ROW }}
    >
      <span className="review-row-mark" title={t(`review.mark.${mark}`)}>
        <Icon name={MARK_ICON[mark]} size={16} />
        <span className="visually-hidden">{t(`review.mark.${mark}`)}</span>
      </span>
      <span className="review-row-name">{effective(proposal).name || t("review.nameless")}</span>
      <span className="review-row-printed">{amended && <Icon name="edit" size={13} />}{proposal.printed}</span>
      <span className="review-row-doubt">{waits ? t(`review.doubt.${waits}.short`) : proposal.section}</span>
    </div>
  );
}
