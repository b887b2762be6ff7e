import { t } from "../../messages";
import { left } from "./proposals";
import type { Proposal } from "../../api/types";
import type { Saving } from "./useReview";

const LEFT = ["conflict", "no_unit", "doubtful", "sure"] as const;
const PARTS = ["decided", ...LEFT] as const;

/** How much is decided, and what is left by its reason. */
export function Standing({ proposals, saving }: { proposals: readonly Proposal[]; saving: Saving }) {
  const now = left(proposals);
  const of = Math.max(1, proposals.length);
  const words = t("review.progress", { done: now.decided, of: proposals.length });
  const rest = LEFT.filter((part) => now[part] > 0).map((part) => t(`review.left.${part}`, { n: now[part] }));
  return (
    <div className="review-standing">
      <span className="small"><strong>{words}</strong>{rest.length > 0 && <span className="muted"> · {t("review.left", { what: rest.join(", ") })}</span>}</span>
      <div className="review-bar" role="progressbar" aria-label={words} aria-valuemin={0} aria-valuemax={of} aria-valuenow={now.decided}>
        {PARTS.map((part) => <span key={part} data-part={part} style={{ width: `${(100 * now[part]) / of}%` }} />)}
      </div>
      <span className="small muted" role="status" data-saving={saving}>{t(`review.${saving}`)}</span>
    </div>
  );
}
