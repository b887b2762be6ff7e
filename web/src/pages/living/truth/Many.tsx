import { useState, type FormEvent } from "react";
import type { Notice } from "../../../api/types";
import { moment } from "../../../format/date";
import { t } from "../../../messages";
import { useKept } from "../../../parts/useKept";
import { Button, Checkbox, TextField } from "../../../ui";
import type { Truth } from "./useTruth";

/** One reason for many places of one kind: all of them, or those that are ticked. */
export function Many({ period, notices, chosen, truth, onChosen, onClose }: {
  period: string;
  /** All that the list shows of the kind. */
  notices: readonly Notice[];
  chosen: ReadonlySet<string>;
  truth: Truth;
  onChosen: (keys: ReadonlySet<string>) => void;
  onClose: () => void;
}) {
  const [text, setText, forget] = useKept(`truth.${period}.many`, "");
  const [missing, setMissing] = useState(false);
  const these = notices.filter((n) => chosen.has(n.key));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reason = text.trim().normalize("NFC");
    if (!reason || these.length === 0) return setMissing(true);
    truth.explain(these, reason, () => {
      forget();
      onClose();
    });
  };
  return (
    <form className="truth-many" onSubmit={submit} onKeyDown={(e) => e.key === "Escape" && onClose()}>
      <Checkbox label={t("truth.many.all", { n: notices.length })} checked={these.length === notices.length} onChange={(on) => onChosen(new Set(on ? notices.map((n) => n.key) : []))} />
      <TextField label={t("truth.many.reason")} hint={t("truth.reasonHint")} value={text} onChange={setText} error={missing && !text.trim() ? t("truth.reason.missing") : null} />
      {missing && these.length === 0 && <p className="small" role="alert">{t("truth.many.none")}</p>}
      <div className="row">
        <Button small look="primary" type="submit" busy={truth.busy}>{t("truth.many.keep", { n: these.length })}</Button>
        <Button small look="quiet" onClick={onClose}>{t("ui.cancel")}</Button>
      </div>
    </form>
  );
}

/** Places that one reason was given for in one act, with one way to take it back. */
export function OneReason({ notices, truth, editable }: { notices: readonly Notice[]; truth: Truth; editable: boolean }) {
  const reason = notices[0]?.reason;
  return reason && (
    <div className="truth-one">
      <span className="small grow">{t("truth.many.given", { n: notices.length })} {t("truth.given", { by: reason.by, at: moment(reason.at), text: reason.text })}</span>
      {editable && reason.withdrawable && <Button small look="quiet" disabled={truth.busy} onClick={() => truth.withdraw(notices)}>{t("truth.many.withdraw")}</Button>}
    </div>
  );
}
