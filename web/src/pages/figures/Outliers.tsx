import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api } from "../../api";
import type { OutlierPage, OutlierRow } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, Empty, Loaded, PAGE_SIZE, PageHead, Pager, Panel, SearchBox, SelectField, Table, toastError, type Column } from "../../ui";
import { AsOfButton, AsOfNotice } from "./AsOf";
import { copyRows } from "./copy";
import { Spark } from "./Spark";
import { useAddress } from "./useAddress";
import "./figures.css";

const SORTS = ["", "unit", "indicator"] as const;

/** The figures of a place that do not fit their own past, the farthest first. */
export default function Outliers({ unit }: { unit: string }) {
  const [address, set] = useAddress();
  const ask = Object.fromEntries(address);
  const outliers = useQuery({ queryKey: ["outliers", unit, ask], queryFn: () => api.outliers(unit, ask), placeholderData: keepPreviousData });
  return <Loaded query={outliers}>{(view) => <Shown view={view} ask={ask} set={(changed) => set({ page: "", ...changed })} />}</Loaded>;
}

function Shown({ view, ask, set }: { view: OutlierPage; ask: Record<string, string>; set: (changed: Record<string, string>) => void }) {
  const periods = [...new Set([view.period, ...view.periods])];
  const name = view.unit.name;
  const asOf = ask["as_of"] ?? "";
  const chooseDay = (as_of: string) => set({ as_of });
  const copy = () => all(view, ask).then((rows) => copyRows(rowsOf(view, rows))).catch(toastError);
  return (
    <>
      <PageHead
        title={t("outliers.title", { unit: name })}
        note={t("outliers.note")}
        above={<><Link href="/figures">{t("figures.title")}</Link> › <Link href={profile(view.unit.id, view.period, asOf)}>{t("series.profileOf", { unit: name })}</Link></>}
      >
        <span className="row no-print">
          <AsOfButton onChange={chooseDay} />
          <Button small icon="clip" disabled={view.total === 0} onClick={() => void copy()}>{t("series.copy")}</Button>
          <Button small onClick={() => window.print()}>{t("series.print")}</Button>
        </span>
      </PageHead>
      <div className="stack">
        <AsOfNotice asOf={asOf} onChange={chooseDay} />
        <div className="series-controls">
          <SelectField label={t("series.period")} value={view.period} options={periods.map((p) => ({ value: p, label: periodName(p) }))} onChange={(period) => set({ period })} />
          <SelectField label={t("outliers.sort")} value={ask["sort"] ?? ""} options={SORTS.map((sort) => ({ value: sort, label: t(`outliers.sort.${sort || "far"}`) }))} onChange={(sort) => set({ sort })} />
        </div>
        <div className="filters no-print"><SearchBox label={t("outliers.search")} value={ask["search"] ?? ""} onSearch={(search) => set({ search })} /></div>
        <p className="muted small">
          {t("outliers.judged", { period: periodName(view.period), judged: view.judged, units: view.units, found: view.found })} {view.few > 0 && t("outliers.few", { count: view.few })}
        </p>
        {view.total === 0 ? <Panel><Nothing view={view} /></Panel> : <Table caption={t("outliers.title", { unit: name })} columns={columns(view, asOf)} rows={view.rows} rowKey={(r) => `${r.unit.id} ${r.code}`} />}
        <Pager page={Number(ask["page"]) || 1} total={view.total} onPage={(page) => set({ page: String(page) })} />
      </div>
    </>
  );
}

/** Why nothing is shown. */
function Nothing({ view }: { view: OutlierPage }) {
  if (view.found > 0) return <Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>;
  if (view.judged > 0) return <Empty icon="check" title={t("outliers.none")}>{t("outliers.noneHint")}</Empty>;
  if (view.few > 0) return <Empty icon="clock" title={t("outliers.tooFew")}>{t("outliers.tooFewHint")}</Empty>;
  return <Empty icon="figures" title={t("outliers.noFigures")}>{t("outliers.noFiguresHint")}</Empty>;
}

const then = (asOf: string) => (asOf ? `&as_of=${encodeURIComponent(asOf)}` : "");
const profile = (unit: string, period: string, asOf: string) => `/figures/units/${encodeURIComponent(unit)}?period=${period}${then(asOf)}`;
const series = (row: OutlierRow, asOf: string) => `/figures/${encodeURIComponent(row.code)}?area=${encodeURIComponent(row.unit.id)}${then(asOf)}`;
const far = (row: OutlierRow) => t(row.above ? "outliers.above" : "outliers.below", { far: row.far });

/** What the number may have slipped by; "" = nothing. */
function slip({ factor, meant_unit, measure_unit }: OutlierRow): string {
  if (!factor) return "";
  const times = t("outliers.times", { factor });
  return meant_unit ? `${times} ${t("outliers.meantUnit", { meant: meant_unit, asked: measure_unit })}` : times;
}

function columns(view: OutlierPage, asOf: string): Column<OutlierRow>[] {
  return [
    {
      key: "what",
      title: t("outliers.what"),
      width: "34%",
      cell: (r) => (
        <>
          <Link href={series(r, asOf)}>{r.name}</Link>
          <p className="muted small">{r.code} · {r.measure_unit}</p>
          {r.unit.id === view.unit.id ? <p><strong>{r.unit.name}</strong></p> : <p><Link href={profile(r.unit.id, view.period, asOf)}>{r.unit.name}</Link></p>}
        </>
      ),
    },
    {
      key: "value",
      title: t("series.value"),
      width: "14%",
      numeric: true,
      cell: (r) => <><strong>{r.value}</strong><p className="narrow-only small muted">{t("outliers.range", { low: r.low, high: r.high })}</p></>,
    },
    {
      key: "usual",
      title: t("outliers.usual"),
      width: "24%",
      wide: true,
      cell: (r) => <>{t("outliers.range", { low: r.low, high: r.high })}<p className="muted small">{t(`outliers.way.${r.way}`, { count: r.seen })}</p></>,
    },
    { key: "far", title: t("outliers.far"), width: "18%", cell: (r) => <>{far(r)}{slip(r) && <p className="small outlier-slip"><Badge tone="warn" icon="warning">{slip(r)}</Badge></p>}</> },
    { key: "spark", title: t("series.profileSpark"), width: "10%", cell: (r) => <Link href={series(r, asOf)}><Spark values={r.spark} label={t("outliers.open", { name: r.name, unit: r.unit.name })} /></Link>, wide: true },
  ];
}

/** Every row of the list, page by page. */
async function all(view: OutlierPage, ask: Record<string, string>): Promise<OutlierRow[]> {
  const rows: OutlierRow[] = [];
  for (let page = 1; page <= Math.ceil(view.total / PAGE_SIZE); page++) rows.push(...(await api.outliers(view.unit.id, { ...ask, period: view.period, page: String(page) })).rows);
  return rows;
}

function rowsOf(view: OutlierPage, rows: readonly OutlierRow[]): string[][] {
  const head = [t("series.unit"), t("series.profileIndicator"), t("history.measureUnit"), t("series.value"), t("outliers.from"), t("outliers.to"), t("outliers.far"), t("outliers.how"), t("outliers.slip")];
  return [
    [`${t("outliers.title", { unit: view.unit.name })}, ${periodName(view.period)}`],
    head,
    ...rows.map((r) => [r.unit.name, r.name, r.measure_unit, r.value, r.low, r.high, far(r), t(`outliers.way.${r.way}`, { count: r.seen }), slip(r)]),
  ];
}
