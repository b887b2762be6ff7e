import { memo, useEffect, useRef } from "react";
import type { Proposal } from "../../api/types";
import { t } from "../../messages";
import { Icon, type IconName } from "../../ui";
import { effective, markOf, type FigureMark } from "./proposals";

const MARK_ICON: Record<FigureMark, IconName> = { conflict: "error", doubtful: "warning", sure: "draft", decided: "check", skipped: "cross" };

/** The proposals as a list; the keys of the page move in it. */
export function ProposalList({ proposals, chosen, onChoose }: { proposals: readonly Proposal[]; chosen: string | null; onChoose: (id: string) => void }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) list.current?.querySelector(`[data-proposal="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div
      className="review-list"
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={t("review.proposals")}
      aria-activedescendant={chosen ? `proposal-${chosen}` : undefined}
      onClick={(e) => {
        const id = (e.target as HTMLElement).closest<HTMLElement>("[data-proposal]")?.dataset.proposal;
        if (id) onChoose(id);
      }}
    >
      {proposals.map((p) => <Row key={p.id} proposal={p} chosen={p.id === chosen} />)}
    </div>
  );
}

const Row = memo(function Row({ proposal, chosen }: { proposal: Proposal; chosen: boolean }) {
  const mark = markOf(proposal);
  return (
    <div className="review-row" role="option" id={`proposal-${proposal.id}`} data-proposal={proposal.id} data-mark={mark} aria-selected={chosen}>
      <span className="review-row-mark" title={t(`review.mark.${mark}`)}>
        <Icon name={MARK_ICON[mark]} size={16} />
        <span className="visually-hidden">{t(`review.mark.${mark}`)}</span>
      </span>
      <span className="review-row-name">{effective(proposal).name || t("review.nameless")}</span>
      <span className="review-row-printed">{proposal.printed}</span>
      {mark !== "decided" && mark !== "skipped" && proposal.doubts[0] && (
        <span className="review-row-doubt">{t(`review.doubt.${proposal.doubts[0]}.short`)}</span>
      )}
    </div>
  );
});
