import type { FormView } from "../../api/types";
import { clock } from "../../format/date";
import { t } from "../../messages";
import { Badge, Button, Icon, Kbd, Progress } from "../../ui";
import type { Entry } from "./useEntry";

/** How far the form is, whether all is kept, and what can be done with it now. */
export function Foot({ form, entry, filled, bad, onSend, onReturn, onApproveWithin, onApprove }: {
  form: FormView;
  entry: Entry;
  filled: number;
  bad: number;
  onSend: () => void;
  onReturn: () => void;
  onApproveWithin: () => void;
  onApprove: () => void;
}) {
  return (
    <footer className="form-foot">
      <div className="form-progress">
        <span className="small">{t("form.filled", { filled, asked: form.rows.length })}</span>
        <Progress value={form.rows.length ? filled / form.rows.length : 0} label={t("form.progress")} tone={filled === form.rows.length ? "ok" : "accent"} />
      </div>
      {form.editable && <Saving entry={entry} bad={bad} />}
      <span className="grow" />
      {form.editable && entry.state.kind !== "failed" && <span className="form-keys muted small"><Kbd>Enter</Kbd> {t("form.keys.down")} <Kbd>F2</Kbd> {t("form.keys.edit")} <Kbd>Ctrl Z</Kbd> {t("form.keys.undo")}</span>}
      {form.editable && entry.pressed && <Button icon="undo" onClick={() => void entry.unsend()}>{t("form.unsend")}</Button>}
      {form.editable && !entry.pressed && <Button look="primary" icon="sent" onClick={onSend}>{t("form.send")}</Button>}
      {form.reviewable && <Button icon="returned" onClick={onReturn}>{t("form.return")}</Button>}
      {form.unit_approvable && <Button look="primary" icon="approved" onClick={onApproveWithin}>{t("form.approveWithin")}</Button>}
      {form.approvable && <Button look="primary" icon="approved" onClick={onApprove}>{t("form.approve")}</Button>}
    </footer>
  );
}

function Saving({ entry: { state, drafts, save }, bad }: { entry: Entry; bad: number }) {
  return (
    <span className="form-saving small" aria-live="polite">
      {state.kind === "saving" || state.kind === "waiting" ? <><span className="spinner" aria-hidden="true" /> {t("save.saving")}</> : null}
      {state.kind === "saved" && <><Icon name="check" size={16} /> {t("save.saved", { time: clock(state.at) })}</>}
      {state.kind === "failed" && (
        <span className="form-unsaved"><Icon name="warning" size={16} /> {t("save.failed")}{state.error.status > 0 && ` ${state.error.message}`} {t("form.waitingCells", { count: drafts.size })} <Button small onClick={save}>{t("save.now")}</Button></span>
      )}
      {bad > 0 && <Badge tone="error" icon="error">{t("save.bad", { count: bad })}</Badge>}
    </span>
  );
}
