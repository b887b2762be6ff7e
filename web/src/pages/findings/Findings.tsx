import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { api } from "../../api";
import type { Severity } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { FindingCard } from "../../parts/FindingCard";
import { SEVERITIES } from "../../parts/states";
import { Empty, FilterSelect, Loaded, PageHead, Pager, Panel, SearchBox } from "../../ui";
import "./findings.css";

type Filter = { search: string; severity: Severity | ""; period: string; page: number };

export default function Findings() {
  const client = useQueryClient();
  const asked = new URLSearchParams(useSearch());
  const [filter, setFilter] = useState<Filter>({ search: "", severity: "", period: asked.get("period") ?? "", page: 1 });
  const rounds = useQuery({ queryKey: ["rounds"], queryFn: api.rounds });
  const findings = useQuery({ queryKey: ["findings", filter], queryFn: () => api.findings(filter), placeholderData: keepPreviousData });
  const narrow = (part: Partial<typeof filter>) => setFilter({ ...filter, page: 1, ...part });
  const filtered = filter.search !== "" || filter.severity !== "" || filter.period !== "";
  return (
    <>
      <PageHead title={t("findings.title")} note={t("findings.note")} />
      <div className="filters">
        <SearchBox label={t("findings.search")} value={filter.search} onSearch={(search) => narrow({ search })} />
        <FilterSelect
          label={t("findings.severity")}
          value={filter.severity}
          onChange={(value) => narrow({ severity: SEVERITIES.find((s) => s === value) ?? "" })}
          options={[{ value: "", label: t("findings.anySeverity") }, ...SEVERITIES.map((s) => ({ value: s, label: t(`severity.${s}`) }))]}
        />
        <FilterSelect
          label={t("findings.period")}
          value={filter.period}
          onChange={(period) => narrow({ period })}
          options={[{ value: "", label: t("findings.anyPeriod") }, ...(rounds.data?.rounds ?? []).map((r) => ({ value: r.period, label: periodName(r.period) }))]}
        />
      </div>
      <Loaded query={findings}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <Panel>
              <Empty icon={filtered ? "search" : "approved"} title={t(filtered ? "ui.noMatch" : "findings.empty")}>{t(filtered ? "ui.noMatchHint" : "findings.emptyHint")}</Empty>
            </Panel>
          ) : (
            <>
              <div className="findings">
                {rows.map((f) => (
                  <div key={f.key} className="findings-item">
                    <FindingCard finding={f} where onAnswered={() => void client.invalidateQueries({ queryKey: ["findings"] })} />
                    <Link className="small" href={`/rounds/${f.period}/forms/${encodeURIComponent(f.ask_unit.id)}`}>{t("findings.toForm")}</Link>
                  </div>
                ))}
              </div>
              <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
