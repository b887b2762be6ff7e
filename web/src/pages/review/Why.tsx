import { useEffect, useRef } from "react";
import type { Fact, ReadingView } from "../../api/types";
import { t, tCode } from "../../messages";
import { around } from "./places";

/** Which rule gave each field its value, and the words by which it decided. */
export function Why({ fact, view }: { fact: Fact; view: Pick<ReadingView, "blocks" | "facts"> }) {
  const reasons = fact.because ?? [];
  const list = useRef<HTMLUListElement>(null);
  // It may open out of sight.
  useEffect(() => {
    list.current?.scrollIntoView({ block: "nearest" });
  }, [fact.id]);
  // The first version of the program kept no reasons at all.
  const kept = view.facts.some((other) => other.because?.length);
  if (reasons.length === 0) return <p className="small muted">{t(kept ? "review.why.none" : "review.why.older")}</p>;
  return (
    <ul className="review-why" ref={list}>
      {reasons.map((reason, i) => (
        <li key={i}>
          <strong>{t(`review.field.${reason.field}`)}:</strong> {tCode("review.rule", reason.rule)} <q>{around(view.blocks, reason)[1]}</q>
        </li>
      ))}
    </ul>
  );
}
