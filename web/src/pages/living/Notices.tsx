import { useState } from "react";
import type { Notice, NoticeKind, Severity } from "../../api/types";
import { t } from "../../messages";
import { Empty, Icon, type IconName } from "../../ui";
import { noticeDetail } from "./words";

const ICON: Record<Severity, IconName> = { error: "error", warning: "warning", info: "info" };

/** Places that want a look, as the server ranks them; each is a way into the document. */
export function Notices({ notices, onJump }: { notices: readonly Notice[]; onJump: (notice: Notice) => void }) {
  const [kind, setKind] = useState<NoticeKind | "all">("all");
  const kinds = [...new Set(notices.map((n) => n.kind))];
  const shown = notices.filter((n) => kind === "all" || !kinds.includes(kind) || n.kind === kind);
  if (notices.length === 0) return <Empty icon="approved" title={t("living.notices.none")} />;
  return (
    <>
      <div className="notice-kinds" role="group" aria-label={t("living.notices")}>
        <Kind chosen={kind === "all"} onChoose={() => setKind("all")} label={t("living.notices.all")} count={notices.length} />
        {kinds.map((key) => <Kind key={key} chosen={kind === key} onChoose={() => setKind(key)} label={t(`living.notice.${key}`)} count={notices.filter((n) => n.kind === key).length} />)}
      </div>
      <ul className="notice-list">
        {shown.map((notice, at) => (
          <li key={at}>
            <button type="button" className="notice-item" data-severity={notice.severity} onClick={() => onJump(notice)}>
              <Icon name={ICON[notice.severity]} size={16} />
              <span className="grow">
                <span className="small muted">{t(`living.notice.${notice.kind}`)}</span>
                <strong>{notice.subject}</strong>
                <span className="small">{noticeDetail(notice)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Kind({ chosen, onChoose, label, count }: { chosen: boolean; onChoose: () => void; label: string; count: number }) {
  return (
    <button type="button" className="notice-kind" aria-pressed={chosen} onClick={onChoose}>
      {label} <strong>{count}</strong>
    </button>
  );
}
