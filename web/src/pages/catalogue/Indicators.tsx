import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, files } from "../../api";
import type { Indicator, IndicatorView } from "../../api/types";
import { useMay } from "../../app/session";
import { t } from "../../messages";
import { useUnits } from "../../parts/UnitSelect";
import { CatalogueDialog } from "../indicator/CatalogueDialog";
import { Badge, Button, Empty, Loaded, Menu, Pager, Panel, SearchBox, Table, type Column } from "../../ui";
import { IndicatorDialog } from "./IndicatorDialog";

export function Indicators() {
  const mayEdit = useMay("edit_catalogue");
  const units = useUnits();
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const [editing, setEditing] = useState<IndicatorView>();
  const [taking, setTaking] = useState(false);
  const indicators = useQuery({ queryKey: ["indicators", filter], queryFn: () => api.indicators(filter), placeholderData: keepPreviousData });
  const collector = (i: Indicator) => {
    if (i.collector.by === "communes") return t("catalogue.communes");
    const id = i.collector.unit;
    return units.data?.find((u) => u.id === id)?.name ?? id;
  };
  const columns: Column<IndicatorView>[] = [
    { key: "code", title: t("catalogue.code"), cell: (i) => <Link href={`/figures/${encodeURIComponent(i.code)}`} className="nowrap">{i.code}</Link>, sort: (i) => i.code },
    {
      key: "name",
      title: t("catalogue.name"),
      cell: (i) => (
        <>
          <Link href={`/catalogue/indicators/${encodeURIComponent(i.code)}`}>{i.name}</Link> {i.restricted && <Badge tone="warn" icon="lock">{t("catalogue.restrictedShort")}</Badge>}
          <p className="muted small">{i.group}</p>
        </>
      ),
      sort: (i) => i.name,
    },
    { key: "unit", title: t("catalogue.measureUnit"), cell: (i) => i.measure_unit, wide: true },
    { key: "timing", title: t("catalogue.timing"), cell: (i) => t(`timing.${i.timing}`), sort: (i) => i.timing, wide: true },
    { key: "collector", title: t("catalogue.collector"), cell: collector, wide: true },
    { key: "owner", title: t("catalogue.owner"), cell: (i) => i.owner_unit.name, sort: (i) => i.owner_unit.name, wide: true },
    ...(mayEdit ? [{ key: "do", title: "", cell: (i: IndicatorView) => <Button small icon="edit" onClick={() => setEditing(i)}>{t("ui.edit")}</Button> }] : []),
  ];
  return (
    <>
      <div className="filters"><SearchBox label={t("catalogue.searchIndicators")} value={filter.search} onSearch={(search) => setFilter({ search, page: 1 })} />
        <Menu
          label={t("life.exchange")}
          icon="down"
          items={[
            { key: "get", label: t("life.download"), onSelect: () => window.location.assign(files.catalogue()) },
            ...(mayEdit ? [{ key: "give", label: t("life.upload"), onSelect: () => setTaking(true) }] : []),
          ]}
        />
      </div>
      <Loaded query={indicators}>
        {({ rows, total }) => (
          <>
            <Table
              caption={t("catalogue.indicators")}
              columns={columns}
              rows={rows}
              rowKey={(i) => i.code}
              empty={<Panel><Empty icon="catalogue" title={t(filter.search ? "ui.noMatch" : "catalogue.empty")}>{t(filter.search ? "ui.noMatchHint" : "catalogue.emptyHint")}</Empty></Panel>}
            />
            {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
          </>
        )}
      </Loaded>
      {taking && <CatalogueDialog onClose={() => setTaking(false)} />}
      {editing && <IndicatorDialog indicator={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}
