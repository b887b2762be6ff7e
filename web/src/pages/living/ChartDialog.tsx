import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { Beside, Chart, Measure } from "../../api/types";
import { t } from "../../messages";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { Button, Checkbox, Dialog, Notice, SelectField } from "../../ui";

const SHAPES = ["columns", "lines", "bars", "map"] as const satisfies readonly Chart["shape"][];
const BESIDE: readonly Beside[] = ["plan", "year_before", "period_before"];
const MEASURES: readonly Measure[] = ["actual", "plan", "pct_of_plan", "estimate"];
const PERIODS = ["4", "5", "6", "8", "12", "16"];

/** What the dialog holds while it is filled in. */
type Draft = { shape: Chart["shape"]; picked: readonly Picked[]; beside: readonly Beside[]; periods: number; measure: Measure };

const draftOf = (chart: Chart | null): Draft => ({
  shape: chart?.shape ?? "columns",
  picked: (chart ? (chart.shape === "columns" ? chart.indicators : [chart.indicator]) : []).map((code) => ({ id: code, name: code })),
  beside: chart?.shape === "columns" ? chart.beside : ["plan"],
  periods: chart?.shape === "lines" ? chart.periods : 6,
  measure: chart && "measure" in chart ? chart.measure : "actual",
});

/** The chart that is wanted; none while no indicator is chosen. */
function chartOf({ shape, picked, beside, periods, measure }: Draft): Chart | null {
  const first = picked[0]?.id;
  if (!first) return null;
  if (shape === "columns") return { shape, indicators: picked.map((p) => p.id), beside: [...beside] };
  return shape === "lines" ? { shape, indicator: first, periods } : { shape, indicator: first, measure };
}

/** The choice of a chart, with its picture as of now. */
export function ChartDialog({ period, first, onDone, onClose }: { period: string; first: Chart | null; onDone: (chart: Chart) => void; onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(first));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const codes = draft.picked.map((p) => p.id);
  // An indicator that a chart brings along is known by its code until its name is here.
  const named = useQuery({ queryKey: ["chart-names", codes], enabled: draft.picked.some((p) => p.id === p.name), queryFn: () => Promise.all(codes.map((code) => api.indicators({ search: code, page: 1 }))) });
  const nameOf = (code: string) => named.data?.flatMap((page) => page.rows).find((row) => row.code === code)?.name;
  const picked = draft.picked.map((p) => ({ id: p.id, name: p.name === p.id ? (nameOf(p.id) ?? p.id) : p.name }));
  const chart = chartOf(draft);
  const tried = useQuery({ queryKey: ["chart-try", period, chart], enabled: !!chart, queryFn: () => (chart ? api.tryChart(period, chart) : Promise.reject(new Error())), placeholderData: keepPreviousData, retry: false });
  const columns = draft.shape === "columns";
  return (
    <Dialog
      open
      wide
      title={t("chart.title")}
      onClose={onClose}
      actions={<Button look="primary" disabled={!chart || !!tried.error || tried.isPending} onClick={() => chart && onDone(chart)}>{t(first ? "chart.redo" : "chart.do")}</Button>}
    >
      <SelectField label={t("chart.shape")} value={draft.shape} options={SHAPES.map((value) => ({ value, label: t(`chart.shape.${value}`) }))} onChange={(shape) => set({ shape: shape as Chart["shape"], picked: shape === "columns" ? draft.picked : draft.picked.slice(0, 1) })} />
      <PickIndicators label={t("chart.indicators")} {...(columns && { hint: t("chart.indicatorsHint") })} chosen={picked} one={!columns} onChange={(chosen) => set({ picked: chosen })} />
      {columns && (
        <fieldset className="row wrap">
          <legend className="label">{t("chart.beside")}</legend>
          {BESIDE.map((what) => {
            const checked = draft.beside.includes(what);
            return <Checkbox key={what} label={t(`chart.beside.${what}`)} checked={checked} disabled={!checked && draft.beside.length > 1} onChange={(on) => set({ beside: BESIDE.filter((b) => (b === what ? on : draft.beside.includes(b))) })} />;
          })}
        </fieldset>
      )}
      {draft.shape === "lines" && <SelectField label={t("chart.periods")} value={String(draft.periods)} options={[...new Set([...PERIODS, String(draft.periods)])].map((value) => ({ value, label: value }))} onChange={(periods) => set({ periods: Number(periods) })} />}
      {(draft.shape === "bars" || draft.shape === "map") && <SelectField label={t("chart.measure")} value={draft.measure} options={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))} onChange={(measure) => set({ measure: measure as Measure })} />}
      {tried.error ? <Notice tone="warn">{tried.error.message}</Notice> : chart && tried.data ? <img className="chart-try" src={`data:image/svg+xml,${encodeURIComponent(tried.data.svg)}`} alt={`${t("chart.preview")}. ${tried.data.alt}`} /> : <p className="muted">{t("chart.pickFirst")}</p>}
    </Dialog>
  );
}
