import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api, files } from "../../api";
import type { DecisionRow, PlansView, PlanStepView } from "../../api/types";
import { useMay } from "../../app/session";
import { day, moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t, tCode } from "../../messages";
import { Badge, Button, Empty, FilterSelect, Loaded, PageHead, Panel, Table, Tabs, toast, toastError, type Column } from "../../ui";
import { DecisionDialog } from "./DecisionDialog";
import { FitBadge, fitSays } from "./fit";
import { Progress } from "./Progress";
import { Signals } from "./Signals";
import "./plans.css";

const TABS = ["progress", "decisions", "rule"] as const;
type Tab = (typeof TABS)[number];

/** Plans of a period: how they go, who gave them, by which rule they are coloured. */
export default function Plans() {
  const mayEdit = useMay("edit_catalogue");
  const [, go] = useLocation();
  const [period, setPeriod] = useState("");
  const [tab, setTab] = useState<Tab>("progress");
  const [adding, setAdding] = useState(false);
  const plans = useQuery({ queryKey: ["plans", period], queryFn: () => api.plans(period) });
  const view = plans.data;
  return (
    <>
      <PageHead title={t("plans.title")} note={t("plans.note")}>
        {view && <FilterSelect label={t("plans.period")} value={view.period} onChange={setPeriod} options={[...new Set([view.period, ...view.periods])].map((p) => ({ value: p, label: periodName(p) }))} />}
        {mayEdit && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t("plans.add")}</Button>}
      </PageHead>
      <Tabs label={t("plans.title")} current={tab} onChange={(key) => setTab(TABS.find((name) => name === key) ?? tab)} tabs={TABS.map((key) => ({ key, title: t(`plans.${key}`) }))}>
        <Loaded query={plans}>
          {(data) => (tab === "progress" ? <Progress key={data.period} period={data.period} /> : tab === "decisions" ? <Decisions view={data} mayEdit={mayEdit} /> : <Signals view={data} mayEdit={mayEdit} />)}
        </Loaded>
      </Tabs>
      {adding && view && (
        <DecisionDialog
          known={[...view.decisions, ...view.others]}
          period={view.period}
          onClose={() => setAdding(false)}
          onDone={(made) => go(`/plans/decisions/${encodeURIComponent(made.row.id)}?period=${encodeURIComponent(view.period)}`)}
        />
      )}
    </>
  );
}

function Decisions({ view, mayEdit }: { view: PlansView; mayEdit: boolean }) {
  return (
    <div className="stack">
      <DecisionTable title={t("plans.decisions")} rows={view.decisions} all={[...view.decisions, ...view.others]} period={view.period} />
      <Panel title={t("plans.distributionTitle")} flush={view.distribution.length > 0}>
        {view.distribution.length === 0 ? (
          <p className="muted">{t("plans.distributionNone")}</p>
        ) : (
          <Table
            caption={t("plans.distributionTitle")}
            rows={view.distribution}
            rowKey={(d) => `${d.indicator} ${d.unit.id} ${d.kind}`}
            columns={[
              { key: "name", title: t("plans.indicator"), cell: (d) => <>{d.name} <span className="muted small">{d.measure_unit}</span></>, sort: (d) => d.name },
              { key: "says", title: t("plans.distribution"), cell: (d) => <>{fitSays(d)}{d.without.length > 0 && <p className="muted small">{t("plans.without", { names: d.without.join(", ") })}</p>}</> },
              { key: "fit", title: t("plans.state"), cell: (d) => <FitBadge fit={d.fit} />, sort: (d) => d.fit },
            ]}
          />
        )}
      </Panel>
      {view.others.length > 0 && <DecisionTable title={t("plans.others")} rows={view.others} all={[...view.decisions, ...view.others]} period={view.period} />}
      <Steps steps={view.steps} mayEdit={mayEdit} />
    </div>
  );
}

function DecisionTable({ title, rows, all, period }: { title: string; rows: readonly DecisionRow[]; all: readonly DecisionRow[]; period: string }) {
  const numbers = (ids: readonly string[]) => ids.map((id) => all.find((d) => d.id === id)?.number ?? id).join(", ");
  const columns: Column<DecisionRow>[] = [
    {
      key: "number",
      title: t("plans.number"),
      cell: (d) => (
        <>
          <Link href={`/plans/decisions/${encodeURIComponent(d.id)}?period=${encodeURIComponent(d.targets > 0 ? period : (d.periods[0] ?? period))}`}>{d.number}</Link>
          {d.title && <p className="muted small">{d.title}</p>}
          {d.replaces.length > 0 && <p className="muted small">{t("plans.replacesThose", { numbers: numbers(d.replaces) })}</p>}
          {d.replaced_by && <Badge>{t("plans.replacedBy", { by: d.replaced_by })}</Badge>}
        </>
      ),
      sort: (d) => d.number,
    },
    { key: "issuer", title: t("plans.issuer"), cell: (d) => d.issuer, sort: (d) => d.issuer, wide: true },
    { key: "date", title: t("plans.date"), cell: (d) => day(d.date), sort: (d) => d.date, wide: true },
    { key: "from", title: t("plans.from"), cell: (d) => day(d.from), sort: (d) => d.from },
    { key: "targets", title: t("plans.targets"), cell: (d) => (d.targets > 0 ? d.targets : d.all_targets), numeric: true, sort: (d) => d.targets },
    { key: "file", title: t("plans.file"), cell: (d) => d.file && <a href={files.planPaper(d.id)} target="_blank" rel="noreferrer">{d.file}</a>, wide: true },
  ];
  return (
    <Panel title={title} flush={rows.length > 0}>
      <Table caption={title} columns={columns} rows={rows} rowKey={(d) => d.id} empty={<Empty icon="plans" title={t("plans.noDecision")}>{t("plans.noDecisionHint")}</Empty>} />
    </Panel>
  );
}

/** What was done lately, each to be taken back or done again. */
function Steps({ steps, mayEdit }: { steps: readonly PlanStepView[]; mayEdit: boolean }) {
  const client = useQueryClient();
  const turn = (step: PlanStepView) =>
    api.switchPlanStep(step.cut, !step.undone).then(() => {
      void client.invalidateQueries({ queryKey: ["plans"] });
      void client.invalidateQueries({ queryKey: ["plan-progress"] });
      toast(t(step.undone ? "plans.redone" : "plans.undone"));
    }, toastError);
  const columns: Column<PlanStepView>[] = [
    {
      key: "what",
      title: t("plans.what"),
      cell: (s) => (
        <>
          {tCode("plans.step", s.did)} {s.plan} {s.targets > 0 && <span className="muted">({t("plans.targetsOf", { count: s.targets })}{s.file && `, ${t("plans.fromFile", { file: s.file })}`})</span>}{" "}
          {s.undone && <Badge>{t("plans.stepUndone")}</Badge>}
        </>
      ),
    },
    { key: "who", title: t("plans.who"), cell: (s) => s.by, wide: true },
    { key: "when", title: t("plans.when"), cell: (s) => moment(s.at), wide: true },
    { key: "do", title: "", cell: (s) => mayEdit && <Button small look="quiet" icon={s.undone ? "check" : "undo"} onClick={() => void turn(s)}>{t(s.undone ? "plans.redo" : "plans.undo")}</Button> },
  ];
  return (
    <Panel title={t("plans.steps")} flush={steps.length > 0}>
      <Table caption={t("plans.steps")} columns={columns} rows={steps} rowKey={(s) => String(s.cut)} empty={<p className="muted">{t("plans.stepsEmpty")}</p>} />
    </Panel>
  );
}
