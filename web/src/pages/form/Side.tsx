import type { FormEvent, FormView } from "../../api/types";
import { moment } from "../../format/date";
import { lang, t, tCode } from "../../messages";
import type { Typed } from "../../offline/db";
import { FindingCard } from "../../parts/FindingCard";
import { blocking } from "../../parts/states";
import { Button, Empty, Notice, Tabs } from "../../ui";
import { cellId } from "./cells";
import type { Entry } from "./useEntry";
import { Versions } from "./Versions";

const nameOf = (form: FormView, cell: { indicator: string; measure: string }) => form.rows.find((r) => r.indicator === cell.indicator && r.measure === cell.measure)?.name ?? cell.indicator;

const sentence = (form: FormView, passage: string) => form.passages.find((p) => p.id === passage)?.text ?? t("return.sentence");

/** What the state of the form, the line and the store mean for whoever looks at it. */
export function Standing({ form, entry, conflicts, onSeeConflicts }: { form: FormView & { kept?: string }; entry: Entry; conflicts: number; onSeeConflicts: () => void }) {
  const s = form.submission;
  const stop = blocking(form).length;
  const by = form.history.findLast((e) => e.what === s.state)?.by ?? ("by" in s ? s.by : "");
  return (
    <div className="stack-s form-standing">
      {form.hidden > 0 && <Notice>{t("form.hidden", { count: form.hidden })}</Notice>}
      {form.kept && <Notice tone="warn">{t("form.asKept", { at: moment(form.kept) })}</Notice>}
      {entry.full && <Notice tone="error">{t("form.full")}</Notice>}
      {entry.pressed && <Notice tone="warn">{t("form.waitingSendNote", { at: moment(entry.pressed.entered_at) })}</Notice>}
      {entry.turned && <Notice tone="error"><strong>{t("form.turned")}</strong> {entry.turned[lang()]}</Notice>}
      {conflicts > 0 && <Notice tone="warn">{t("form.conflicts", { count: conflicts })} <Button small onClick={onSeeConflicts}>{t("form.seeCell")}</Button></Notice>}
      {s.state === "returned" && <Notice tone="warn"><strong>{t("form.returnedBy", { by })}</strong> {s.reason}{(s.parts ?? []).length > 0 && <ul>{(s.parts ?? []).map((p, i) => <li key={i}>{"cell" in p.place ? nameOf(form, p.place.cell) : <q>{p.sentence ?? sentence(form, p.place.passage)}</q>}: <strong>{p.reason}</strong></li>)}</ul>}</Notice>}
      {form.editable && form.on_behalf && <Notice>{t("form.onBehalf")}</Notice>}
      {!form.editable && s.state === "sent" && <Notice>{t("form.lockedSent")}</Notice>}
      {!form.editable && s.state === "approved" && <Notice tone="ok">{t("form.lockedApproved", { by })}</Notice>}
      {form.editable && stop > 0 && <Notice tone="error">{t("form.stop", { count: stop })}</Notice>}
    </div>
  );
}

/** Beside the grid: findings, conflicts, what happened, what was sent each time. */
export function Side({ form, tab, onTab, looked, conflicts, onChoose, onAnswered, onCell, onPlace }: {
  form: FormView;
  tab: string;
  onTab: (tab: string) => void;
  looked: string | undefined;
  conflicts: readonly Typed[];
  onChoose: (ids: readonly string[], side: "mine" | "theirs") => void;
  onAnswered: () => void;
  onCell: (id: string) => void;
  onPlace: (finding: string, id: string) => void;
}) {
  const tabs = [
    ...(conflicts.length > 0 ? [{ key: "conflicts", title: t("form.conflictsTab", { count: conflicts.length }) }] : []),
    { key: "findings", title: t("form.findingsTab", { count: form.findings.length }) },
    { key: "history", title: t("form.historyTab") },
    { key: "versions", title: t("form.versionsTab") },
  ];
  const current = tabs.some(({ key }) => key === tab) ? tab : "findings";
  return (
    <Tabs label={t("form.side")} current={current} onChange={onTab} tabs={tabs}>
      {current === "versions" && <Versions form={form} />}
      {current === "history" && <History events={form.history} />}
      {current === "conflicts" && <Conflicts form={form} conflicts={conflicts} onChoose={onChoose} onCell={onCell} />}
      {current === "findings" && (form.findings.length === 0 ? (
        <Empty icon="approved" title={t("form.noFindings")}>{t("form.noFindingsHint")}</Empty>
      ) : (
        <div className="stack-s">
          {form.findings.map((f) => <FindingCard key={f.key} finding={f} active={f.key === looked} onPlace={(e) => onPlace(f.key, cellId(e.key))} onAnswered={onAnswered} />)}
        </div>
      ))}
    </Tabs>
  );
}

function Conflicts({ form, conflicts, onChoose, onCell }: { form: FormView; conflicts: readonly Typed[]; onChoose: (ids: readonly string[], side: "mine" | "theirs") => void; onCell: (id: string) => void }) {
  const all = conflicts.map((cell) => cell.id);
  const names = new Map(form.rows.map((row) => [cellId(row), row.name]));
  return (
    <div className="stack-s">
      <div className="row">
        <Button small onClick={() => onChoose(all, "mine")}>{t("form.allMine")}</Button>
        <Button small onClick={() => onChoose(all, "theirs")}>{t("form.allTheirs")}</Button>
      </div>
      {conflicts.map((cell) => cell.conflict && (
        <section key={cell.id} className="conflict" aria-label={names.get(cell.id)}>
          <button type="button" className="conflict-name" onClick={() => onCell(cell.id)}>{names.get(cell.id)}</button>
          <p className="small">{t("form.conflictLine", { by: cell.conflict.by, at: moment(cell.conflict.entered_at ?? cell.conflict.at), theirs: cell.conflict.theirs || "–", mine: cell.text || "–" })}</p>
          <div className="row">
            <Button small onClick={() => onChoose([cell.id], "mine")}>{t("form.mine")}</Button>
            <Button small onClick={() => onChoose([cell.id], "theirs")}>{t("form.theirs")}</Button>
          </div>
        </section>
      ))}
    </div>
  );
}

function History({ events }: { events: readonly FormEvent[] }) {
  if (events.length === 0) return <Empty title={t("form.noHistory")} />;
  return (
    <ol className="history">
      {[...events].reverse().map((e, i) => (
        <li key={`${e.at} ${i}`}>
          <strong>{tCode("event", e.what)}</strong>
          <span className="muted small">
            {e.by} · {e.entered_at ? t(e.what === "sent" ? "form.pressedAt" : "form.entered", { at: moment(e.entered_at), arrived: moment(e.at) }) : moment(e.at)}
          </span>
          {e.reason && <p className="small">{e.reason}</p>}
        </li>
      ))}
    </ol>
  );
}
