import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { IndicatorView, SeriesView } from "../../api/types";
import { useMay } from "../../app/session";
import { parseNumber } from "../../format/number";
import { periodShort } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Button, Empty, Loaded, PageHead, Pager, Panel, SearchBox, Table, TextField, toast, type Column } from "../../ui";
import { Chart } from "./Chart";
import "./figures.css";

export default function Figures({ code }: { code?: string }) {
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const indicators = useQuery({ queryKey: ["indicators", filter], queryFn: () => api.indicators(filter), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead title={t("figures.title")} note={t("figures.note")} />
      <div className="figures">
        <div className={code ? "figures-list figures-list-back" : "figures-list"}>
          <SearchBox label={t("figures.search")} value={filter.search} onSearch={(search) => setFilter({ search, page: 1 })} />
          <Loaded query={indicators}>
            {({ rows, total }) =>
              rows.length === 0 ? (
                <Empty icon="search" title={t("ui.noMatch")}>{t(filter.search ? "ui.noMatchHint" : "catalogue.emptyHint")}</Empty>
              ) : (
                <>
                  <ul className="figures-names">
                    {rows.map((row) => (
                      <li key={row.code}>
                        <Link href={`/figures/${encodeURIComponent(row.code)}`} aria-current={row.code === code ? "true" : undefined}>
                          <span>{row.name}</span>
                          <span className="muted small">{[row.code, row.measure_unit, row.latest && t("figures.latest", { value: row.latest })].filter(Boolean).join(" · ")}</span>
                        </Link>
                      </li>
                    ))}
                  </ul>
                  <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />
                </>
              )
            }
          </Loaded>
        </div>
        {code ? <Series key={code} code={code} /> : <Panel><Empty icon="figures" title={t("figures.choose")} /></Panel>}
      </div>
    </>
  );
}

function Series({ code }: { code: string }) {
  const mayPlan = useMay("edit_catalogue");
  const series = useQuery({ queryKey: ["series", code], queryFn: () => api.series(code) });
  const [planning, setPlanning] = useState(false);
  return (
    <Loaded query={series}>
      {(view) => (
        <div className="stack">
          <Panel
            title={view.indicator.name}
            actions={mayPlan && view.indicator.timing !== "ratio" && <Button small onClick={() => setPlanning(true)}>{t("figures.plan")}</Button>}
          >
            <p className="muted small">
              {view.indicator.code} · {view.indicator.measure_unit} · {t(`timing.${view.indicator.timing}`)} · {t("figures.owner", { owner: view.indicator.owner_unit.name })}
            </p>
            {view.rows[0] && view.periods.length > 0 ? <Chart view={view} /> : <Empty title={t("figures.none")} />}
          </Panel>
          {view.rows.length > 0 && <SeriesTable view={view} />}
          {planning && <PlanDialog indicator={view.indicator} onClose={() => setPlanning(false)} />}
        </div>
      )}
    </Loaded>
  );
}

function SeriesTable({ view }: { view: SeriesView }) {
  const columns: Column<SeriesView["rows"][number]>[] = [
    { key: "unit", title: t("figures.unit"), cell: (r) => (r === view.rows[0] ? <strong>{r.unit.name}</strong> : r.unit.name), sort: (r) => r.unit.name },
    ...view.periods.map((period, i): Column<SeriesView["rows"][number]> => ({
      key: period,
      title: periodShort(period),
      cell: (r) => r.values[i] ?? <span className="muted">–</span>,
      sort: (r) => Number(parseNumber(r.values[i] ?? "") ?? Number.NEGATIVE_INFINITY),
      numeric: true,
    })),
  ];
  return <Table caption={view.indicator.name} columns={columns} rows={view.rows} rowKey={(r) => r.unit.id} />;
}

function PlanDialog({ indicator, onClose }: { indicator: IndicatorView; onClose: () => void }) {
  const client = useQueryClient();
  const [year, setYear] = useState("");
  const [text, setText] = useState("");
  const [basis, setBasis] = useState("");
  const bad = text.trim() !== "" && parseNumber(text) === null;
  return (
    <ActionDialog
      title={t("figures.planTitle", { name: indicator.name })}
      action={t("ui.save")}
      disabled={bad || !/^\d{4}$/.test(year) || !text.trim() || !basis.trim()}
      run={() => api.setPlan(indicator.code, { period: year, text: text.trim(), basis: basis.trim() })}
      onClose={onClose}
      onDone={(view) => {
        client.setQueryData(["series", indicator.code], view);
        toast(t("figures.planSet"));
        onClose();
      }}
    >
      <TextField label={t("figures.planYear")} value={year} onChange={setYear} inputMode="numeric" maxLength={4} autoFocus />
      <TextField label={t("figures.planValue", { unit: indicator.measure_unit })} value={text} onChange={setText} inputMode="decimal" error={bad ? t("form.bad", { text: text.trim() }) : null} />
      <TextField label={t("figures.planBasis")} hint={t("figures.planHint")} value={basis} onChange={setBasis} />
    </ActionDialog>
  );
}
