import type { Proposal } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, Notice } from "../../ui";
import { effective } from "./proposals";

/** Names shown; the rest is counted. */
const SHOWN = 12;

/** Asks before all that is beyond doubt is confirmed in one step. */
export function AcceptDialog({ proposals, recognised, onAccept, onClose }: {
  proposals: readonly Proposal[];
  /** Whether the letters were recognised in a scan. */
  recognised: boolean;
  onAccept: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      title={t("review.accept")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={proposals.length === 0} data-first onClick={onAccept}>{t("review.accept.do", { n: proposals.length })}</Button>
        </>
      }
    >
      <p>{t(proposals.length > 0 ? "review.accept.says" : "review.accept.none", { n: proposals.length })}</p>
      {recognised && proposals.length > 0 && <Notice tone="warn">{t("review.accept.recognised")}</Notice>}
      <ul className="review-places">
        {proposals.slice(0, SHOWN).map((p) => <li key={p.id}>{effective(p).name} <span className="muted">{p.printed}</span></li>)}
      </ul>
      {proposals.length > SHOWN && <p className="muted">{t("review.accept.more", { n: proposals.length - SHOWN })}</p>}
    </Dialog>
  );
}
