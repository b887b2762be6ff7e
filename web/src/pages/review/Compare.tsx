import { useEffect, useRef } from "react";
import type { Fact, Proposal, ReadingView, Relation } from "../../api/types";
import { formatNumber } from "../../format/number";
import { t } from "../../messages";
import { Badge, IconButton, Kbd } from "../../ui";
import { around, printed } from "./places";
import { effective } from "./proposals";

/** The places of a relation side by side, with the computation between them. */
export function Compare({ view, relation, facts, byFact, at, onGo, onClose }: {
  view: ReadingView;
  relation: Relation;
  facts: ReadonlyMap<string, Fact>;
  byFact: ReadonlyMap<string, Proposal>;
  /** The figure that is looked at. */
  at: string | null;
  onGo: (fact: string) => void;
  onClose: () => void;
}) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at, relation]);
  const members = relation.members.flatMap((id) => facts.get(id) ?? []);
  return (
    <section className="review-compare" aria-label={t("review.compare")}>
      <header>
        <Badge tone={relation.holds ? "ok" : "error"} icon={relation.holds ? "check" : "error"}>{t(relation.holds ? "review.holds" : "review.holdsNot")}</Badge>
        <strong className="review-expression">{relation.expression}</strong>
        <span className="muted small">{t(`review.relation.${relation.kind}`)} · {t(`review.strength.${relation.strength}`)}</span>
        <span className="review-compare-keys" title={t("review.compare.keys")}><Kbd>← →</Kbd> <Kbd>b</Kbd></span>
        <IconButton small icon="close" label={t("ui.close")} onClick={onClose} />
      </header>
      <ol ref={list}>
        {members.map((fact, i) => {
          const [before, figure, after] = around(view.blocks, fact);
          const proposal = byFact.get(fact.id);
          const corrected = view.as_read.some((read) => read.id === fact.id && read.value !== fact.value);
          return (
            <li key={fact.id}>
              <button type="button" className="review-compare-place" aria-current={fact.id === at || undefined} onClick={() => onGo(fact.id)}>
                <span className="review-compare-role">{t(`review.role.${relation.kind}.${i === 0 ? "first" : i === members.length - 1 ? "last" : "other"}`)}</span>
                <strong>{printed(fact)}{corrected && ` → ${formatNumber(fact.value)}`}</strong>
                <span className="small muted">{proposal ? effective(proposal).name : fact.subject}</span>
                <span className="review-compare-words">…{before.slice(-70)}<mark data-mark={relation.holds ? "sure" : "conflict"}>{figure}</mark>{after.slice(0, 70)}…</span>
                <span className="small muted">{fact.footnote !== null && fact.footnote !== undefined ? t("review.footnote", { n: fact.footnote + 1 }) : proposal?.section}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
