import { useState } from "react";
import type { LivingView, Notice, NoticeKind, Severity } from "../../api/types";
import { t } from "../../messages";
import { fold } from "../../format/fold";
import { Empty, SearchBox } from "../../ui";
import { NoticeRow } from "./truth/NoticeRow";
import { useTruth } from "./truth/useTruth";
import "./truth/truth.css";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Places that want a look, as the server ranks them: each a way into the document, to be bound, explained or mended. */
export function Notices({ view, onJump }: { view: LivingView; onJump: (notice: Notice) => void }) {
  const { notices } = view;
  const [kind, setKind] = useState<NoticeKind | "all">("all");
  const [search, setSearch] = useState("");
  const truth = useTruth(view.report.period);
  if (notices.length === 0) return <Empty icon="approved" title={t("living.notices.none")} />;
  const waiting = notices.filter((n) => n.reason == null);
  const kinds = [...new Set(waiting.map((n) => n.kind))];
  const wanted = fold(search);
  const fits = (n: Notice) => (kind === "all" || !kinds.includes(kind) || n.kind === kind) && fold(`${n.subject} ${n.says}`).includes(wanted);
  const shown = waiting.filter(fits);
  const done = notices.filter((n) => n.reason != null && fold(`${n.subject} ${n.says}`).includes(wanted));
  const row = (notice: Notice) => <NoticeRow key={notice.key} period={view.report.period} notice={notice} truth={truth} editable={view.editable} onJump={onJump} />;
  return (
    <div className="truth">
      <p className="small" role="status">{view.report.notices > 0 ? t("truth.blocks", { n: view.report.notices }) : t("truth.free")}</p>
      {notices.length > 8 && <SearchBox label={t("truth.search")} value={search} onSearch={setSearch} />}
      <div className="notice-kinds" role="group" aria-label={t("living.notices")}>
        <Kind chosen={kind === "all"} onChoose={() => setKind("all")} label={t("living.notices.all")} count={waiting.length} />
        {kinds.map((key) => <Kind key={key} chosen={kind === key} onChoose={() => setKind(key)} label={t(`living.notice.${key}`)} count={waiting.filter((n) => n.kind === key).length} />)}
      </div>
      {SEVERITIES.map((severity) => {
        const group = shown.filter((n) => n.severity === severity);
        return group.length > 0 && (
          <section key={severity} aria-label={t(`truth.severity.${severity}`)}>
            <h3 className="truth-group">{t(`truth.severity.${severity}`)} <span className="muted">{group.length}</span></h3>
            <ul className="notice-list">{group.map(row)}</ul>
          </section>
        );
      })}
      {shown.length === 0 && done.length === 0 && <p className="muted">{t("truth.none")}</p>}
      {done.length > 0 && (
        <details className="truth-done">
          <summary>{t("truth.done", { n: done.length })}</summary>
          <ul className="notice-list">{done.map(row)}</ul>
        </details>
      )}
    </div>
  );
}

function Kind({ chosen, onChoose, label, count }: { chosen: boolean; onChoose: () => void; label: string; count: number }) {
  return (
    <button type="button" className="notice-kind" aria-pressed={chosen} onClick={onChoose}>
      {label} <strong>{count}</strong>
    </button>
  );
}
