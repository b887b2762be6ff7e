import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { ProfileRow, ProfileView } from "../../api/types";
import { matches } from "../../format/fold";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Button, Empty, Loaded, PageHead, Panel, SearchBox, SelectField, Table, type Column } from "../../ui";
import { AsOfButton, AsOfNotice } from "./AsOf";
import { Basis } from "./Basis";
import { BoundariesField, ShareField } from "./Controls";
import { copyRows } from "./copy";
import { Marks } from "./Marks";
import { Spark } from "./Spark";
import { boundariesSaid, changed, complete, livedSaid, said, whys } from "./words";
import { useAddress } from "./useAddress";
import "./figures.css";

/** All figures of one unit at a period: beside what they were, against plan, among its peers. */
export default function Profile({ unit }: { unit: string }) {
  const [address, set] = useAddress();
  const ask = Object.fromEntries(address);
  const profile = useQuery({ queryKey: ["profile", unit, ask], queryFn: () => api.profile(unit, ask), placeholderData: keepPreviousData });
  return <Loaded query={profile}>{(view) => <Shown view={view} asOf={ask["as_of"] ?? ""} set={set} />}</Loaded>;
}

function Shown({ view, asOf, set }: { view: ProfileView; asOf: string; set: (changed: Record<string, string>) => void }) {
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState<ProfileRow>();
  const groups = useMemo(() => {
    const shown = view.rows.filter((row) => search === "" || matches(search, row.name, row.code, row.group));
    const groups = new Map<string, ProfileRow[]>();
    for (const row of shown) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
    return [...groups];
  }, [view.rows, search]);
  const periods = [...new Set([view.period, ...view.periods])];
  return (
    <>
      <PageHead title={t("series.profileOf", { unit: view.unit.name })} note={[view.parent?.name, livedSaid(view.lived), boundariesSaid(view)].filter(Boolean).join(" · ")} above={<Link href="/figures">{t("figures.title")}</Link>}>
        <span className="row no-print">
          <Link className="button button-secondary button-small" href={`/figures/units/${encodeURIComponent(view.unit.id)}/outliers?period=${view.period}${asOf && `&as_of=${encodeURIComponent(asOf)}`}`}>{t("outliers.link")}</Link>
          <AsOfButton onChange={(as_of) => set({ as_of })} />
          <Button small icon="clip" onClick={() => void copyRows(rowsOf(view))}>{t("series.copy")}</Button>
          <Button small onClick={() => window.print()}>{t("series.print")}</Button>
        </span>
      </PageHead>
      <div className="stack">
        <AsOfNotice asOf={asOf} onChange={(as_of) => set({ as_of })} />
        <div className="series-controls">
          <SelectField label={t("series.period")} value={view.period} options={periods.map((p) => ({ value: p, label: periodName(p) }))} onChange={(period) => set({ period })} />
          <BoundariesField value={view.boundaries} onChange={(boundaries) => set({ boundaries })} />
          {view.boundaries !== "then" && <ShareField value={new URLSearchParams(location.search).get("share") ?? ""} onChange={(share) => set({ share })} />}
        </div>
        <Marks marks={view.marks} />
        <div className="filters no-print"><SearchBox label={t("series.profileSearch")} value={search} onSearch={setSearch} /></div>
        {view.peers.length > 1 && <p className="muted small">{t("series.profilePeers", { count: view.peers.length })}</p>}
        {groups.length === 0 && <Panel><Empty icon="figures" title={t(search ? "ui.noMatch" : "series.profileNone")} /></Panel>}
        {groups.map(([group, rows]) => (
          <section key={group}>
            {group && <h2 className="series-head">{group}</h2>}
            <Table caption={group || t("series.profileIndicator")} columns={columns(view, asOf, setAsked)} rows={rows} rowKey={(r) => r.code} />
          </section>
        ))}
      </div>
      {asked && <Basis code={asked.code} name={asked.name} ask={{ area: view.unit.id, boundaries: view.boundaries, period: view.period, ...(asOf && { as_of: asOf }) }} onClose={() => setAsked(undefined)} />}
    </>
  );
}

const sortable = (value: string | null | undefined) => Number(value ?? Number.NEGATIVE_INFINITY);

function columns(view: ProfileView, asOf: string, onAsk: (row: ProfileRow) => void): Column<ProfileRow>[] {
  const ratio = (row: ProfileRow) => row.measure_unit === "%";
  return [
    {
      key: "name",
      title: t("series.profileIndicator"),
      width: "32%",
      sort: (r) => r.name,
      cell: (r) => (
        <>
          <Link href={`/figures/${encodeURIComponent(r.code)}?area=${encodeURIComponent(view.unit.id)}&boundaries=${view.boundaries}${asOf && `&as_of=${encodeURIComponent(asOf)}`}`}>{r.name}</Link>
          <p className="muted small">{r.code} · {r.measure_unit}</p>
        </>
      ),
    },
    {
      key: "value",
      title: t("series.value"),
      width: "15%",
      numeric: true,
      sort: (r) => sortable(r.point.value),
      cell: (r) => (
        <>
          <button type="button" className={`series-number series-${r.point.sureness}`} title={whys(r.point).join(" ")} aria-label={t("series.whence", { period: r.name, value: said(r.point) })} onClick={() => onAsk(r)}>{said(r.point)}</button>
          {r.point.due > 1 && <p className="muted small">{complete(r.point)}</p>}
        </>
      ),
    },
    { key: "previous", title: t("series.previous"), width: "14%", numeric: true, cell: (r) => changed(r.beside.previous, ratio(r)) },
    { key: "year", title: t("series.yearBefore"), width: "12%", numeric: true, cell: (r) => changed(r.beside.year_before, ratio(r)), wide: true },
    { key: "plan", title: t("series.ofPlan"), width: "9%", numeric: true, cell: (r) => r.beside.of_plan && `${r.beside.of_plan}%`, wide: true },
    { key: "rank", title: t("series.profileRank"), width: "8%", numeric: true, sort: (r) => r.rank?.place ?? 9999, cell: (r) => r.rank && t("series.profileRankOf", { rank: r.rank.place, of: r.rank.of }) },
    { key: "spark", title: t("series.profileSpark"), width: "10%", cell: (r) => <Spark values={r.spark} label={`${t("series.profileSpark")}: ${r.name}`} />, wide: true },
  ];
}

function rowsOf(view: ProfileView): string[][] {
  const head = [t("series.profileIndicator"), t("history.measureUnit"), t("series.value"), t("series.complete"), t("series.previous"), t("series.yearBefore"), t("series.plan"), t("series.ofPlan"), t("series.profileRank")];
  const row = (r: ProfileRow) => [
    r.name, r.measure_unit, r.point.printed ?? said(r.point), complete(r.point), r.beside.previous?.by ?? "", r.beside.year_before?.by ?? "", r.beside.plan ?? "", r.beside.of_plan ?? "",
    r.rank ? t("series.profileRankOf", { rank: r.rank.place, of: r.rank.of }) : "",
  ];
  return [[`${view.unit.name}, ${periodName(view.period)}`], head, ...view.rows.map(row), [boundariesSaid(view)]];
}
