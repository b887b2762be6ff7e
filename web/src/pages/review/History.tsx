import type { Proposal, StepView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { Button, Dialog, Empty } from "../../ui";
import { stepWords } from "./steps";

/** Steps shown; older ones stay in the ledger. */
const SHOWN = 200;

/** What was done in the review, newest first; each step can be taken back and done again. */
export function History({ steps, proposals, locked, onUndo, onRedo, onClose }: {
  steps: readonly StepView[];
  proposals: readonly Proposal[];
  locked: boolean;
  onUndo: (step: StepView) => void;
  onRedo: (step: StepView) => void;
  onClose: () => void;
}) {
  const newest = [...steps].reverse().slice(0, SHOWN);
  return (
    <Dialog open wide title={t("review.history")} onClose={onClose} actions={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      {newest.length === 0 && <Empty title={t("review.history.none")} />}
      <ol className="review-steps">
        {newest.map((step) => (
          <li key={step.cut} data-undone={!!step.undone || undefined}>
            <span className="grow">
              {stepWords(step, proposals)}
              <span className="muted small"> {step.undone ? `(${t("review.history.undone")})` : ""}</span>
              <span className="muted small review-step-by">{step.by} · {moment(step.at)}</span>
            </span>
            {!locked && (step.undone ? <Button small look="quiet" onClick={() => onRedo(step)}>{t("review.redo")}</Button> : <Button small look="quiet" icon="undo" onClick={() => onUndo(step)}>{t("review.undo")}</Button>)}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
