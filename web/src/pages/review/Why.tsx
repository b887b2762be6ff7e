import { useEffect, useRef } from "react";
import type { BlockView, Fact } from "../../api/types";
import { t, tCode } from "../../messages";
import { around } from "./places";

/** Which rule gave each field its value, and the words by which it decided. */
export function Why({ fact, blocks }: { fact: Fact; blocks: readonly BlockView[] }) {
  const reasons = fact.because ?? [];
  const list = useRef<HTMLUListElement>(null);
  // It may open out of sight.
  useEffect(() => {
    list.current?.scrollIntoView({ block: "nearest" });
  }, [fact.id]);
  if (reasons.length === 0) return <p className="small muted">{t("review.why.none")}</p>;
  return (
    <ul className="review-why" ref={list}>
      {reasons.map((reason, i) => (
        <li key={i}>
          <strong>{t(`review.field.${reason.field}`)}:</strong> {tCode("review.rule", reason.rule)} <q>{around(blocks, reason)[1]}</q>
        </li>
      ))}
    </ul>
  );
}
