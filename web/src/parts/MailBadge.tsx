import type { PostedView } from "../api/types";
import { moment } from "../format/date";
import { t } from "../messages";
import { Badge } from "../ui";

/** What became of a letter: in words, with the reason where it failed. */
export function MailBadge({ mail }: { mail: PostedView }) {
  const at = mail.at ? moment(mail.at) : "";
  if (mail.state === "sent") return <Says badge={<Badge tone="ok" icon="sent">{t("mail.state.sent")}</Badge>} line={t("mail.sentAt", { at })} />;
  if (mail.state === "failed") return <Says badge={<Badge tone="error" icon="error">{t("mail.state.failed")}</Badge>} line={`${mail.error} ${t("mail.triedTimes", { tries: mail.tries })}`} />;
  return <Says badge={<Badge tone="warn" icon="clock">{t("mail.state.waiting")}</Badge>} line={mail.error && `${mail.error} ${t("mail.nextAt", { at, tries: mail.tries })}`} />;
}

function Says({ badge, line }: { badge: React.ReactNode; line: string }) {
  return (
    <div className="stack-s">
      <span>{badge}</span>
      {line && <span className="muted small">{line}</span>}
    </div>
  );
}
