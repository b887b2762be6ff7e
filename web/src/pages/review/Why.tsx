import type { BlockView, Fact } from "../../api/types";
import { t, tCode } from "../../messages";
import { around } from "./places";

/** Which rule gave each field its value, and the words by which it decided. */
export function Why({ fact, blocks }: { fact: Fact; blocks: readonly BlockView[] }) {
  const reasons = fact.because ?? [];
  if (reasons.length === 0) return <p className="small muted">{t("review.why.none")}</p>;
  return (
    <ul className="review-why">
      {reasons.map((reason, i) => (
        <li key={i}>
          <strong>{t(`review.field.${reason.field}`)}</strong> {tCode("review.rule", reason.rule)}: <q>{around(blocks, reason)[1]}</q>
        </li>
      ))}
    </ul>
  );
}
