import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { FormRow, FormView } from "../../api/types";
import { useMay, useSession, useSessionLost } from "../../app/session";
import { clock, day } from "../../format/date";
import { periodName } from "../../format/period";
import { t, tCode } from "../../messages";
import { FindingCard } from "../../parts/FindingCard";
import { blocking, SubmissionBadge } from "../../parts/states";
import { Badge, Button, Empty, Icon, Kbd, Loaded, Notice, PageHead, Progress, Split, Tabs, toast } from "../../ui";
import { cellId, read, shown, type PastePlan } from "./cells";
import { ApproveDialog, ApproveWithinDialog, CorrectDialog, PasteDialog, ReturnDialog, SendDialog } from "./dialogs";
import { ExcelMenu } from "../excel/ExcelMenu";
import { Grid, type GridHandle } from "./Grid";
import { Versions } from "./Versions";
import { useDrafts, type SaveState } from "./useDrafts";
import "./form.css";

export default function Form({ round, unit }: { round: string; unit: string }) {
  const form = useQuery({ queryKey: ["form", round, unit], queryFn: () => api.form(round, unit) });
  return <Loaded query={form}>{(view) => <Entry form={view} />}</Loaded>;
}

type Ask = "send" | "return" | "approve" | "within" | { correct: FormRow } | { paste: { start: number; rows: string[][] } };

function Entry({ form }: { form: FormView }) {
  const session = useSession();
  const judges = useMay("judge_form");
  const seesBoard = useMay("see_all") || judges;
  const client = useQueryClient();
  const grid = useRef<GridHandle>(null);
  const accept = useCallback((view: FormView) => client.setQueryData(["form", view.round, view.unit.id], view), [client]);
  const lost = useSessionLost();
  const typed = useDrafts(form, session.name, accept, lost);
  const [ask, setAsk] = useState<Ask>();
  const [looked, setLooked] = useState<string>();
  const [tab, setTab] = useState("findings");

  const moved = (view: FormView, words: string) => {
    accept(view);
    setAsk(undefined);
    toast(words);
    void client.invalidateQueries({ queryKey: ["board"] });
    void client.invalidateQueries({ queryKey: ["rounds"] });
    void client.invalidateQueries({ queryKey: ["work"] });
  };
  const lit = useMemo(() => {
    const finding = form.findings.find((f) => f.key === looked);
    return new Set(finding?.evidence.filter((e) => e.key.period === form.period).map((e) => cellId(e.key)));
  }, [form, looked]);
  const look = (key: string) => {
    setTab("findings");
    setLooked(key);
    requestAnimationFrame(() => document.getElementById(`finding-${key}`)?.scrollIntoView({ block: "nearest" }));
  };
  const texts = form.rows.map((row) => shown(row, typed.drafts).text);
  const bad = texts.filter((text) => read(text).kind === "bad").length + typed.refused.size;
  const filled = texts.filter((text) => !["empty", "bad"].includes(read(text).kind)).length;
  const canCorrect = form.correctable;

  return (
    <div className="form-page">
      <PageHead
        above={<><Link href="/rounds">{t("menu.rounds")}</Link> › {seesBoard ? <Link href={`/rounds/${form.round}`}>{periodName(form.round)}</Link> : periodName(form.round)}</>}
        title={form.unit.name}
        note={t("form.head", { period: periodName(form.period), from: day(form.window.from), to: day(form.window.to), due: day(form.due) })}
      >
        <SubmissionBadge state={form.submission.state} />
        <ExcelMenu form={form} />
      </PageHead>
      <Standing form={form} />
      <Split
        sideWidth="312px"
        main={
          <Grid
            ref={grid}
            form={form}
            drafts={typed.drafts}
            refused={typed.refused}
            lit={lit}
            onChange={(row, draft) => typed.change([{ row, draft }], false)}
            onCommitted={typed.remember}
            onUndo={() => {
              const id = typed.undo();
              if (id) grid.current?.focusCell(id);
            }}
            onPaste={(start, rows) => {
              const only = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined;
              const row = form.rows[start];
              if (only === undefined || !row) return setAsk({ paste: { start, rows } });
              typed.change([{ row, draft: { ...shown(row, typed.drafts), text: only } }], true);
            }}
            onFinding={look}
            onCorrect={canCorrect ? (row) => setAsk({ correct: row }) : undefined}
          />
        }
        side={
          <Tabs
            label={t("form.side")}
            current={tab}
            onChange={setTab}
            tabs={[{ key: "findings", title: t("form.findingsTab", { count: form.findings.length }) }, { key: "history", title: t("form.historyTab") }, { key: "versions", title: t("form.versionsTab") }]}
          >
            {tab === "versions" ? (
              <Versions form={form} />
            ) : tab === "history" ? (
              <History form={form} />
            ) : form.findings.length === 0 ? (
              <Empty icon="approved" title={t("form.noFindings")}>{t("form.noFindingsHint")}</Empty>
            ) : (
              <div className="stack-s">
                {form.findings.map((f) => (
                  <FindingCard
                    key={f.key}
                    finding={f}
                    active={f.key === looked}
                    onPlace={(e) => {
                      setLooked(f.key);
                      grid.current?.focusCell(cellId(e.key));
                    }}
                    onAnswered={() => void client.invalidateQueries({ queryKey: ["form", form.round, form.unit.id] })}
                  />
                ))}
              </div>
            )}
          </Tabs>
        }
      />
      <div className="form-foot-room" />
      <footer className="form-foot">
        <div className="form-progress">
          <span className="small">{t("form.filled", { filled, asked: form.rows.length })}</span>
          <Progress value={form.rows.length ? filled / form.rows.length : 0} label={t("form.progress")} tone={filled === form.rows.length ? "ok" : "accent"} />
        </div>
        {form.editable && <Saving state={typed.state} bad={bad} onRetry={() => void typed.save()} />}
        <span className="grow" />
        {form.editable && typed.state.kind !== "failed" && <span className="form-keys muted small"><Kbd>Enter</Kbd> {t("form.keys.down")} <Kbd>F2</Kbd> {t("form.keys.edit")} <Kbd>Ctrl Z</Kbd> {t("form.keys.undo")}</span>}
        {form.editable && <Button look="primary" icon="sent" onClick={() => setAsk("send")}>{t("form.send")}</Button>}
        {form.reviewable && <Button icon="returned" onClick={() => setAsk("return")}>{t("form.return")}</Button>}
        {form.unit_approvable && <Button look="primary" icon="approved" onClick={() => setAsk("within")}>{t("form.approveWithin")}</Button>}
        {form.approvable && <Button look="primary" icon="approved" onClick={() => setAsk("approve")}>{t("form.approve")}</Button>}
      </footer>

      {ask === "send" && (
        <SendDialog
          form={form}
          bad={bad}
          empty={form.rows.length - filled - bad}
          unsaved={typed.drafts.size - bad > 0}
          onClose={() => setAsk(undefined)}
          onSent={(view) => moved(view, t("form.sent"))}
        />
      )}
      {ask === "return" && <ReturnDialog form={form} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.returned"))} />}
      {ask === "within" && <ApproveWithinDialog form={form} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.approvedWithin"))} />}
      {ask === "approve" && <ApproveDialog form={form} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.approved"))} />}
      {typeof ask === "object" && "correct" in ask && (
        <CorrectDialog form={form} row={ask.correct} onClose={() => setAsk(undefined)} onDone={(view) => moved(view, t("form.corrected"))} />
      )}
      {typeof ask === "object" && "paste" in ask && (
        <PasteDialog
          form={form}
          drafts={typed.drafts}
          {...ask.paste}
          onClose={() => setAsk(undefined)}
          onFill={(plan: PastePlan) => {
            typed.change(plan.fills.map((f) => ({ row: f.row, draft: { ...shown(f.row, typed.drafts), text: f.after } })), true);
            setAsk(undefined);
            toast(t("form.pasted", { count: plan.fills.length }));
          }}
        />
      )}
    </div>
  );
}

const nameOf = (form: FormView, cell: { indicator: string; measure: string }) => form.rows.find((r) => r.indicator === cell.indicator && r.measure === cell.measure)?.name ?? cell.indicator;

/** What the state of the form means for whoever looks at it. */
function Standing({ form }: { form: FormView }) {
  const s = form.submission;
  const stop = blocking(form).length;
  const by = form.history.findLast((e) => e.what === s.state)?.by ?? ("by" in s ? s.by : "");
  return (
    <div className="stack-s form-standing">
      {s.state === "returned" && <Notice tone="warn"><strong>{t("form.returnedBy", { by })}</strong> {s.reason}{(s.parts ?? []).length > 0 && <ul>{(s.parts ?? []).map((p, i) => <li key={i}>{"cell" in p.place ? nameOf(form, p.place.cell) : t("return.parts")}: {p.reason}</li>)}</ul>}</Notice>}
      {form.editable && form.on_behalf && <Notice>{t("form.onBehalf")}</Notice>}
      {!form.editable && s.state === "sent" && <Notice>{t("form.lockedSent")}</Notice>}
      {!form.editable && s.state === "approved" && <Notice tone="ok">{t("form.lockedApproved", { by })}</Notice>}
      {form.editable && stop > 0 && <Notice tone="error">{t("form.stop", { count: stop })}</Notice>}
    </div>
  );
}

function Saving({ state, bad, onRetry }: { state: SaveState; bad: number; onRetry: () => void }) {
  return (
    <span className="form-saving small" aria-live="polite">
      {state.kind === "saving" || state.kind === "waiting" ? <><span className="spinner" aria-hidden="true" /> {t("save.saving")}</> : null}
      {state.kind === "saved" && <><Icon name="check" size={16} /> {t("save.saved", { time: clock(state.at) })}</>}
      {state.kind === "failed" && (
        <span className="form-unsaved"><Icon name="warning" size={16} /> {t("save.failed")}{state.error.status > 0 && ` ${state.error.message}`} <Button small onClick={onRetry}>{t("save.now")}</Button></span>
      )}
      {bad > 0 && <Badge tone="error" icon="error">{t("save.bad", { count: bad })}</Badge>}
    </span>
  );
}

function History({ form }: { form: FormView }) {
  if (form.history.length === 0) return <Empty title={t("form.noHistory")} />;
  return (
    <ol className="history">
      {[...form.history].reverse().map((e, i) => (
        <li key={`${e.at} ${i}`}>
          <strong>{tCode("event", e.what)}</strong>
          <span className="muted small">{e.by} · {day(e.at)} {clock(new Date(e.at))}</span>
          {e.reason && <p className="small">{e.reason}</p>}
        </li>
      ))}
    </ol>
  );
}

