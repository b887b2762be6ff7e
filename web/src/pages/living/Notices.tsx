import { useState } from "react";
import type { LivingView, Notice, NoticeKind, Severity } from "../../api/types";
import { t } from "../../messages";
import { fold } from "../../format/fold";
import { Button, Empty, SearchBox } from "../../ui";
import { Many, OneReason } from "./truth/Many";
import { NoticeRow } from "./truth/NoticeRow";
import { useTruth } from "./truth/useTruth";
import "./truth/truth.css";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Places that want a look, as the server ranks them: each a way into the document, to be bound, explained or mended. */
export function Notices({ view, onJump }: { view: LivingView; onJump: (notice: Notice) => void }) {
  const { notices } = view;
  const [kind, setKind] = useState<NoticeKind | "all">("all");
  const [search, setSearch] = useState("");
  /** The places that one reason is being given for; none = no choice is being made. */
  const [many, setMany] = useState<ReadonlySet<string> | null>(null);
  const truth = useTruth(view.report.period);
  if (notices.length === 0) return <Empty icon="approved" title={t("living.notices.none")} />;
  const waiting = notices.filter((n) => n.reason == null);
  const kinds = [...new Set(waiting.map((n) => n.kind))];
  const wanted = fold(search);
  const fits = (n: Notice) => (kind === "all" || !kinds.includes(kind) || n.kind === kind) && fold(`${n.subject} ${n.says}`).includes(wanted);
  const shown = waiting.filter(fits);
  const done = notices.filter((n) => n.reason != null && fold(`${n.subject} ${n.says}`).includes(wanted));
  // Findings are answered one by one.
  const alike = kind === "all" || kind === "finding" ? [] : shown.filter((n) => n.takes_reason);
  const choosing = view.editable && many !== null && alike.length > 1;
  const choose = (notice: Notice, on: boolean) => setMany((was) => new Set([...(was ?? [])].filter((key) => key !== notice.key).concat(on ? notice.key : [])));
  const row = (notice: Notice) => (
    <NoticeRow
      key={notice.key}
      period={view.report.period}
      notice={notice}
      truth={truth}
      editable={view.editable}
      chosen={choosing && alike.includes(notice) ? many.has(notice.key) : undefined}
      onChoose={choose}
      onJump={onJump}
    />
  );
  const look = (next: NoticeKind | "all") => {
    setKind(next);
    setMany(null);
  };
  return (
    <div className="truth">
      <p className="small" role="status">{view.report.notices > 0 ? t("truth.blocks", { n: view.report.notices }) : t("truth.free")}</p>
      {notices.length > 8 && <SearchBox label={t("truth.search")} value={search} onSearch={setSearch} />}
      <div className="notice-kinds" role="group" aria-label={t("living.notices")}>
        <Kind chosen={kind === "all"} onChoose={() => look("all")} label={t("living.notices.all")} count={waiting.length} />
        {kinds.map((key) => <Kind key={key} chosen={kind === key} onChoose={() => look(key)} label={t(`living.notice.${key}`)} count={waiting.filter((n) => n.kind === key).length} />)}
      </div>
      {view.editable && kind === "all" && waiting.length > 8 && <p className="small muted">{t("truth.many.hint")}</p>}
      {view.editable && alike.length > 1 && (choosing
        ? <Many period={view.report.period} notices={alike} chosen={many} truth={truth} onChosen={setMany} onClose={() => setMany(null)} />
        : <div><Button small onClick={() => setMany(new Set(alike.map((n) => n.key)))}>{t("truth.many.start")}</Button></div>)}
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
          {givenAtOnce(done).map((group) => (
            <section key={group[0]?.key}>
              {group.length > 1 && <OneReason notices={group} truth={truth} editable={view.editable} />}
              <ul className="notice-list">{group.map(row)}</ul>
            </section>
          ))}
        </details>
      )}
    </div>
  );
}

/** Places by the act that gave their reason, in the order of the list. */
function givenAtOnce(done: readonly Notice[]): Notice[][] {
  const groups = new Map<string, Notice[]>();
  for (const notice of done) {
    const act = JSON.stringify([notice.reason?.at, notice.reason?.by, notice.reason?.text]);
    groups.set(act, [...(groups.get(act) ?? []), notice]);
  }
  return [...groups.values()];
}

function Kind({ chosen, onChoose, label, count }: { chosen: boolean; onChoose: () => void; label: string; count: number }) {
  return (
    <button type="button" className="notice-kind" aria-pressed={chosen} onClick={onChoose}>
      {label} <strong>{count}</strong>
    </button>
  );
}
