import { memo, useState, type FormEvent } from "react";
import type { Notice, Severity } from "../../../api/types";
import { moment } from "../../../format/date";
import { t } from "../../../messages";
import { useKept } from "../../../parts/useKept";
import { Button, Icon, Menu, TextField, type IconName } from "../../../ui";
import type { Truth } from "./useTruth";

const ICON: Record<Severity, IconName> = { error: "error", warning: "warning", info: "info" };

/** One place: what is the matter, and what can be done about it here. */
export const NoticeRow = memo(function NoticeRow({ period, notice, truth, editable, chosen, onChoose, onJump }: {
  period: string;
  notice: Notice;
  truth: Truth;
  editable: boolean;
  /** Whether it is among those that one reason is being given for; none = no choice is being made. */
  chosen?: boolean | undefined;
  onChoose?: (notice: Notice, on: boolean) => void;
  onJump: (notice: Notice) => void;
}) {
  const [explaining, setExplaining] = useState(false);
  const { reason } = notice;
  const [best, ...others] = notice.candidates;
  return (
    <li className="truth-row" data-kind={notice.kind}>
      {chosen !== undefined && <input type="checkbox" className="truth-choose" aria-label={t("truth.many.choose", { says: notice.says })} checked={chosen} onChange={(e) => onChoose?.(notice, e.target.checked)} />}
      <button type="button" className="notice-item" data-severity={notice.severity} title={t("truth.jump")} onClick={() => onJump(notice)}>
        <Icon name={reason ? "approved" : ICON[notice.severity]} size={16} />
        <span className="grow">
          <span className="small muted">{t(`living.notice.${notice.kind}`)}</span>
          <strong>{notice.says}</strong>
          {!reason && <span className="small muted">{notice.hint}</span>}
        </span>
      </button>
      {reason && (
        <div className="truth-do">
          <span className="small grow">{t("truth.given", { by: reason.by, at: moment(reason.at), text: reason.text })}</span>
          {editable && reason.withdrawable && <Button small look="quiet" disabled={truth.busy} onClick={() => truth.withdraw([notice])}>{t("truth.withdraw")}</Button>}
        </div>
      )}
      {editable && !reason && !explaining && chosen === undefined && (best || notice.takes_reason) && (
        <div className="truth-do">
          {best && (
            <Button small look="primary" disabled={truth.busy} title={t("truth.bindTo", { name: best.name })} onClick={() => truth.bind(notice, best)}>
              {t("truth.bind")}
            </Button>
          )}
          {best && <span className="small grow">{best.printed} · {best.name}</span>}
          {others.length > 0 && (
            <Menu
              small
              look="quiet"
              icon="down"
              disabled={truth.busy}
              label={t("truth.others", { n: others.length })}
              items={others.map((to) => ({ key: JSON.stringify(to.choice), label: `${to.printed} · ${to.name}`, onSelect: () => truth.bind(notice, to) }))}
            />
          )}
          {notice.takes_reason && <Button small disabled={truth.busy} onClick={() => setExplaining(true)}>{t("truth.explain")}</Button>}
        </div>
      )}
      {editable && !reason && explaining && chosen === undefined && <Explain period={period} notice={notice} truth={truth} onClose={() => setExplaining(false)} />}
    </li>
  );
});

/** The reason, kept while it is typed. */
function Explain({ period, notice, truth, onClose }: { period: string; notice: Notice; truth: Truth; onClose: () => void }) {
  const [text, setText, forget] = useKept(`truth.${period}.${notice.key}`, "");
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reason = text.trim().normalize("NFC");
    if (!reason) return setMissing(true);
    truth.explain([notice], reason, forget);
  };
  return (
    <form className="truth-explain" onSubmit={submit} onKeyDown={(e) => e.key === "Escape" && onClose()}>
      <TextField label={t("truth.reason")} hint={t("truth.reasonHint")} value={text} onChange={setText} autoFocus error={missing && !text.trim() ? t("truth.reason.missing") : null} />
      <div className="row">
        <Button small look="primary" type="submit" busy={truth.busy}>{t("truth.keep")}</Button>
        <Button small look="quiet" onClick={onClose}>{t("ui.cancel")}</Button>
      </div>
    </form>
  );
}
