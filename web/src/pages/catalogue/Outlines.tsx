import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api";
import type { OutlineRow } from "../../api/types";
import { useMay } from "../../app/session";
import { moment } from "../../format/date";
import { PERIOD_KINDS } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, Empty, FilterSelect, Loaded, SearchBox, Table, type Column } from "../../ui";

const HandIn = lazy(() => import("../outline/HandIn"));
const StartReport = lazy(() => import("../outline/StartReport"));

const LEVELS = ["commune", "district", "province"] as const;

/** Outlines of reports: those of the office, and those that come with the program. */
export function Outlines() {
  const [, go] = useLocation();
  const mayEdit = useMay("edit_report");
  const [filter, setFilter] = useState({ search: "", level: "", kind: "" });
  const [doing, setDoing] = useState<"start" | "hand" | null>(null);
  const outlines = useQuery({ queryKey: ["outlines", filter], queryFn: () => api.outlines(filter), placeholderData: keepPreviousData });
  const columns: Column<OutlineRow>[] = [
    { key: "name", title: t("outline.name"), cell: (o) => <Link href={`/catalogue/outlines/${o.id}`}>{o.name}</Link>, sort: (o) => o.name },
    { key: "level", title: t("outline.level"), cell: (o) => t(`outline.level.${o.level}`), sort: (o) => o.level, wide: true },
    { key: "kinds", title: t("outline.kind"), cell: (o) => o.kinds.map((kind) => t(`regime.every.${kind}`)).join(", "), wide: true },
    {
      key: "source",
      title: t("outline.source"),
      cell: (o) => (
        <>
          {o.own ? <Badge tone="accent" icon="edit">{t("outline.own")}</Badge> : <Badge icon="catalogue">{t("outline.shipped")}</Badge>} {o.removed && <Badge tone="warn" icon="warning">{t("outline.removed")}</Badge>}
          {o.own && <p className="muted small">{t("outline.ownBy", { by: o.by ?? "", at: moment(o.at ?? "") })}</p>}
        </>
      ),
      sort: (o) => Number(o.own),
    },
  ];
  return (
    <>
      <p className="muted">{t("outline.note")}</p>
      <div className="filters">
        <SearchBox label={t("outline.search")} value={filter.search} onSearch={(search) => setFilter({ ...filter, search })} />
        <FilterSelect label={t("outline.level")} value={filter.level} onChange={(level) => setFilter({ ...filter, level })} options={[{ value: "", label: t("outline.anyLevel") }, ...LEVELS.map((value) => ({ value, label: t(`outline.level.${value}`) }))]} />
        <FilterSelect label={t("outline.kind")} value={filter.kind} onChange={(kind) => setFilter({ ...filter, kind })} options={[{ value: "", label: t("outline.anyKind") }, ...PERIOD_KINDS.map((value) => ({ value, label: t(`regime.every.${value}`) }))]} />
        {mayEdit && <Button look="primary" icon="plus" onClick={() => setDoing("start")}>{t("start.heading")}</Button>}
        {mayEdit && <Button icon="upload" onClick={() => setDoing("hand")}>{t("outline.upload")}</Button>}
      </div>
      <Loaded query={outlines}>
        {(rows) => <Table caption={t("catalogue.outlines")} columns={columns} rows={rows} rowKey={(o) => o.id} empty={<Empty icon="catalogue" title={t("outline.empty")}>{t("outline.emptyHint")}</Empty>} />}
      </Loaded>
      <Suspense fallback={null}>
        {doing === "start" && <StartReport onClose={() => setDoing(null)} />}
        {doing === "hand" && <HandIn onClose={() => setDoing(null)} onKept={(row) => go(`/catalogue/outlines/${row.id}`)} />}
      </Suspense>
    </>
  );
}
