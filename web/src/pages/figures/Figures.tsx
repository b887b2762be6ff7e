import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import { useMay } from "../../app/session";
import { t } from "../../messages";
import { Empty, Loaded, PageHead, Pager, Panel, SearchBox } from "../../ui";
import { Series } from "./Series";
import "./figures.css";

/** Figures over time: the indicators, and the series of the chosen one. */
export default function Figures({ code }: { code?: string }) {
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const mayBring = useMay("edit_catalogue");
  const indicators = useQuery({ queryKey: ["indicators", filter], queryFn: () => api.indicators(filter), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead title={t("figures.title")} note={t("figures.note")}>
        <Link className="button button-secondary" href="/figures/tables">{t("pivot.link")}</Link>
        <Link className="button button-secondary" href="/figures/restated">{t("restated.link")}</Link>
        {mayBring && <Link className="button button-secondary" href="/figures/history">{t("history.open")}</Link>}
      </PageHead>
      <div className="figures">
        <div className={code ? "figures-list figures-list-back no-print" : "figures-list no-print"}>
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
