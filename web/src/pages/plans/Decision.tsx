import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { api, files } from "../../api";
import type { DecisionView, TargetRow, TypedTarget } from "../../api/types";
import { useMay } from "../../app/session";
import { day } from "../../format/date";
import { matches } from "../../format/fold";
import { periodName, periodShort } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { useKept } from "../../parts/useKept";
import { Button, Empty, FilterSelect, Loaded, Menu, Notice, PageHead, Panel, SearchBox, toast, toastError } from "../../ui";
import { AnnexDialog } from "./AnnexDialog";
import { cellId, isTarget, type Drafts } from "./cells";
import { DecisionDialog, reachText } from "./DecisionDialog";
import { Matrix } from "./Matrix";
import { Offers } from "./Offers";
import { OwnMilestones } from "./OwnMilestones";
import "./plans.css";

/** A decision with its table of targets. */
export default function Decision({ id }: { id: string }) {
  const asked = new URLSearchParams(useSearch()).get("period") ?? "";
  const [period, setPeriod] = useState(asked);
  const decision = useQuery({ queryKey: ["plans", "decision", id, period], queryFn: () => api.decision(id, period) });
  return <Loaded query={decision}>{(view) => <Table key={view.period} view={view} onPeriod={setPeriod} />}</Loaded>;
}

function Table({ view, onPeriod }: { view: DecisionView; onPeriod: (period: string) => void }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const mayEdit = useMay("edit_catalogue");
  const plans = useQuery({ queryKey: ["plans", view.period], queryFn: () => api.plans(view.period) });
  const { row, period } = view;
  const [drafts, setDrafts] = useKept<Drafts>(`plan-targets ${row.id} ${period}`, {});
  const [search, setSearch] = useState("");
  const [columns, setColumns] = useState("all");
  const [extra, setExtra] = useState<readonly Picked[]>([]);
  const [dialog, setDialog] = useState<"edit" | "drop" | "annex" | "pick" | "discard">();
  const [own, setOwn] = useState<TargetRow>();
  const [saving, setSaving] = useState(false);
  const paper = useRef<HTMLInputElement>(null);
  const count = Object.keys(drafts).length;
  const bad = Object.values(drafts).filter((text) => !isTarget(text)).length;

  const known = new Set(view.rows.map((r) => r.indicator));
  const rows = useMemo(() => {
    const empty = extra.filter((p) => !known.has(p.id)).map((p): TargetRow => ({ indicator: p.id, name: p.name, measure_unit: "", less_is_better: false, cells: view.units.map(() => ({ text: "", before: null, milestones: [], change: null })), distribution: [] }));
    return [...view.rows, ...empty].filter((r) => search === "" || matches(search, r.name, r.indicator));
  }, [view, extra, search]);
  const shown = view.units.map((unit, at) => ({ unit, at })).filter(({ unit, at }) => {
    const used = view.rows.some((r) => r.cells[at]?.text || r.cells[at]?.before || drafts[cellId(r.indicator, unit.id)] !== undefined);
    return columns === "all" ? !unit.ended || used : columns === "whole" ? unit.whole : unit.whole || used;
  });

  const took = (next: DecisionView) => {
    client.setQueryData(["plans", "decision", row.id, period], next);
    void client.invalidateQueries({ queryKey: ["plans"] });
    void client.invalidateQueries({ queryKey: ["plan-progress"] });
  };
  const undo = (step: number | null | undefined) => step == null ? undefined : {
    label: t("plans.undo"),
    run: () => void api.switchPlanStep(step, true).then(() => {
      void client.invalidateQueries({ queryKey: ["plans"] });
      void client.invalidateQueries({ queryKey: ["plan-progress"] });
      toast(t("plans.undone"));
    }, toastError),
  };
  const save = (targets: TypedTarget[], file?: string) => {
    setSaving(true);
    return api.setTargets(row.id, { targets, ...(file ? { file } : {}) }).then((next) => {
      took(next);
      toast(t("plans.targetsSaved", { count: targets.length }), "ok", undo(next.step));
      return true;
    }, (error: Error) => {
      toastError(error);
      return false;
    }).finally(() => setSaving(false));
  };
  const saveDrafts = () => {
    const targets = Object.entries(drafts).map(([id, text]) => {
      const [indicator = "", unit = ""] = id.split(" ");
      return { indicator, unit, period, text };
    });
    void save(targets).then((done) => done && setDrafts({}));
  };

  return (
    <>
      <PageHead
        title={row.number}
        above={<Link href="/plans">{t("plans.back")}</Link>}
        note={<>{row.issuer}, {day(row.date)}{row.title && <>. {row.title}</>}</>}
      >
        <FilterSelect label={t("plans.period")} value={period} onChange={onPeriod} options={[...new Set([period, ...row.periods, ...(plans.data?.periods ?? [])])].map((p) => ({ value: p, label: periodName(p) }))} />
        <Menu
          label={t("plans.excel")}
          icon="down"
          items={[
            { key: "get", label: t("plans.excelGet"), onSelect: () => window.location.assign(files.planTable(row.id, period)) },
            ...(mayEdit ? [{ key: "give", label: t("plans.excelGive"), onSelect: () => setDialog("annex") }] : []),
          ]}
        />
        {mayEdit && <Button icon="edit" onClick={() => setDialog("edit")}>{t("plans.edit")}</Button>}
        {mayEdit && <Button look="quiet" onClick={() => setDialog("drop")}>{t("plans.drop")}</Button>}
      </PageHead>
      <div className="stack">
        <p className="plan-facts">
          <span><span className="muted">{t("plans.from")}</span> <strong>{day(row.from)}</strong></span>
          {row.replaces.length > 0 && <span>{t("plans.replacesThose", { numbers: row.replaces.map((id) => [...(plans.data?.decisions ?? []), ...(plans.data?.others ?? [])].find((d) => d.id === id)?.number ?? id).join(", ") })}</span>}
          {row.replaced_by && <span>{t("plans.replacedBy", { by: row.replaced_by })}</span>}
          {row.milestones.length > 0 && <span><span className="muted">{t("plans.milestones")}</span> {row.milestones.map((m) => t("plans.milestoneSays", { by: periodShort(m.by), reach: reachText(m.reach) })).join("; ")}</span>}
          {row.file ? <a href={files.planPaper(row.id)} target="_blank" rel="noreferrer">{row.file}</a> : mayEdit && <Button small icon="clip" onClick={() => paper.current?.click()}>{t("plans.fileAdd")}</Button>}
          <input
            ref={paper} type="file" hidden aria-label={t("plans.fileAdd")}
            onChange={(e) => {
              const file = e.target.files?.[0];
              e.target.value = "";
              if (file) void api.keepPlanFile(row.id, file).then((next) => {
                void client.invalidateQueries({ queryKey: ["plans"] });
                toast(t("plans.fileKept", { name: file.name }), "ok", undo(next.step));
              }, toastError);
            }}
          />
        </p>
        <Offers
          view={view}
          drafts={drafts}
          mayFill={mayEdit}
          onFill={(more) => {
            setDrafts({ ...drafts, ...more });
            toast(t("plans.offerFilled", { count: Object.keys(more).length }));
          }}
        />
        <div className="filters">
          <SearchBox label={t("plans.search")} value={search} onSearch={setSearch} />
          <FilterSelect label={t("plans.columns")} value={columns} onChange={setColumns} options={[{ value: "all", label: t("plans.columnsAll") }, { value: "with", label: t("plans.columnsWith") }, { value: "whole", label: t("plans.columnsWhole", { place: view.units.find((u) => u.whole)?.name ?? "" }) }]} />
          {mayEdit && <Button icon="plus" onClick={() => setDialog("pick")}>{t("plans.addIndicators")}</Button>}
        </div>
        {rows.length === 0 ? (
          <Panel><Empty icon="plans" title={t(search ? "ui.noMatch" : "plans.noRows")}>{t(search ? "ui.noMatchHint" : "plans.noRowsHint")}</Empty></Panel>
        ) : (
          <>
            {mayEdit && <p className="muted small">{t("plans.tableHint")}</p>}
            <Matrix rows={rows} units={shown} drafts={drafts} editable={mayEdit} onDrafts={setDrafts} onMilestones={mayEdit ? setOwn : undefined} />
          </>
        )}
        {count > 0 && (
          <div className="plan-save" role="region" aria-label={t("plans.unsaved", { count })}>
            <strong>{t("plans.unsaved", { count })}</strong>
            <span className="grow" />
            <Button onClick={() => setDialog("discard")}>{t("plans.discard")}</Button>
            <Button look="primary" busy={saving} disabled={bad > 0} onClick={saveDrafts}>{t("plans.save")}</Button>
          </div>
        )}
        {bad > 0 && <Notice tone="error">{t("plans.badCell", { text: Object.values(drafts).find((text) => !isTarget(text)) ?? "" })}</Notice>}
      </div>
      {dialog === "edit" && <DecisionDialog row={row} known={[...(plans.data?.decisions ?? []), ...(plans.data?.others ?? [])]} period={period} onClose={() => setDialog(undefined)} onDone={() => undefined} />}
      {dialog === "annex" && <AnnexDialog view={view} onClose={() => setDialog(undefined)} onTake={(targets, file) => void save(targets, file).then((done) => done && setDialog(undefined))} />}
      {dialog === "pick" && (
        <ActionDialog title={t("plans.addIndicators")} action={t("plans.addIndicators")} wide run={() => Promise.resolve()} onClose={() => setDialog(undefined)} onDone={() => setDialog(undefined)}>
          <PickIndicators label={t("plans.indicator")} hint={t("plans.addIndicatorsHint")} chosen={extra} onChange={setExtra} />
        </ActionDialog>
      )}
      {dialog === "discard" && (
        <ActionDialog danger title={t("plans.discard")} action={t("plans.discard")} run={() => Promise.resolve()} onClose={() => setDialog(undefined)} onDone={() => { setDrafts({}); setDialog(undefined); }}>
          <p>{t("plans.discardAsk", { count })}</p>
        </ActionDialog>
      )}
      {dialog === "drop" && (
        <ActionDialog
          danger title={t("plans.drop")} action={t("plans.drop")}
          run={() => api.dropDecision(row.id)}
          onClose={() => setDialog(undefined)}
          onDone={(step) => {
            void client.invalidateQueries({ queryKey: ["plans"], refetchType: "none" });
            void client.invalidateQueries({ queryKey: ["plan-progress"] });
            toast(t("plans.dropped", { number: row.number }), "ok", undo(step));
            go("/plans");
          }}
        >
          <p>{t("plans.dropAsk", { number: row.number, count: row.all_targets })}</p>
        </ActionDialog>
      )}
      {own && (
        <OwnMilestones
          row={own} period={period}
          onClose={() => setOwn(undefined)}
          onSave={(milestones) => {
            const targets = view.units.flatMap((unit, at) => {
              const text = own.cells[at]?.text;
              return text ? [{ indicator: own.indicator, unit: unit.id, period, text, milestones }] : [];
            });
            void save(targets).then((done) => done && setOwn(undefined));
          }}
        />
      )}
    </>
  );
}
