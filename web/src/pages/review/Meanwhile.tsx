import type { Proposal } from "../../api/types";
import { t } from "../../messages";
import { Button, Notice } from "../../ui";
import type { Waiting } from "./pending";
import { changeWords, figuresOf } from "./steps";

/** Steps of one's own that met another officer's: both are shown, nothing is lost, a person chooses. */
export function Meanwhile({ steps, proposals, onShow, onSettle }: {
  steps: readonly Waiting[];
  proposals: readonly Proposal[];
  onShow: (fact: string) => void;
  onSettle: (step: Waiting, mine: boolean) => void;
}) {
  return steps.map((step, i) => {
    const [change] = step.changes;
    const figure = change && figuresOf(change)[0];
    const theirs = proposals.find((p) => p.id === figure)?.decision;
    return (
      <Notice
        key={i}
        tone="warn"
        action={
          <span className="review-choices">
            {figure && <Button small look="quiet" onClick={() => onShow(figure)}>{t("review.toPlace")}</Button>}
            <Button small onClick={() => onSettle(step, true)}>{t("review.meanwhile.mine")}</Button>
            <Button small onClick={() => onSettle(step, false)}>{t("review.meanwhile.theirs")}</Button>
          </span>
        }
      >
        {step.refused}
        {change && <p className="small">{t("review.meanwhile.yours")} {changeWords(change, proposals)}. {theirs && figure && <>{t("review.meanwhile.now")} {changeWords({ change: "decided", proposal: figure, decision: theirs }, proposals)}.</>}</p>}
      </Notice>
    );
  });
}
