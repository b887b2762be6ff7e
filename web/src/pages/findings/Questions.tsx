import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api";
import type { FindingCount, FindingState, FindingView, RuleKind } from "../../api/types";
import { periodShort } from "../../format/period";
import { t, tCode } from "../../messages";
import { SEVERITIES, SeverityBadge } from "../../parts/states";
import { useKeys } from "../../parts/useKeys";
import { Badge, Empty, FilterSelect, Loaded, Pager, Panel, SearchBox, Split, toast } from "../../ui";
import { Explain } from "./Explain";
import { moved, nextOpen } from "./list";

const STATES: readonly FindingState[] = ["open", "explained", "accepted"];
const SORTS = ["worst", "oldest", "unit", "rule", "sector"] as const;
const NONE = { search: "", severity: "", state: "", unit: "", kind: "", sector: "", sort: "worst", page: 1 };
const NOTHING: ReadonlySet<string> = new Set();

/** The questions as a list, the chosen one explained and answered beside it; all of it by keyboard. */
export function Questions({ period }: { period: string }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [filter, setFilter] = useState(NONE);
  const [chosen, setChosen] = useState<string>();
  const [writing, setWriting] = useState(false);
  const { page, ...narrowed } = filter;
  const findings = useQuery({ queryKey: ["findings", period, filter], queryFn: () => api.findings({ ...filter, period }), placeholderData: keepPreviousData });
  const counts = useQuery({ queryKey: ["findings", "counts", period, narrowed], queryFn: () => api.findingCounts({ ...narrowed, period }), placeholderData: keepPreviousData });
  const rows = findings.data?.rows ?? [];
  const current = rows.find((row) => row.key === chosen) ?? rows[0];
  const narrow = (part: Partial<typeof NONE>) => setFilter({ ...filter, page: 1, ...part });
  const choose = (row: FindingView | undefined, write = false) => {
    setChosen(row?.key);
    setWriting(write && row?.state === "open");
    if (row) document.getElementById(`question-${row.key}`)?.scrollIntoView({ block: "nearest" });
  };
  const form = (row: FindingView) => row.form && `/rounds/${row.form.round}/forms/${encodeURIComponent(row.form.unit)}`;
  const move = (step: number) => choose(moved(rows, current?.key, step));
  const answered = () => {
    toast(t("findings.answered"));
    const next = nextOpen(rows, current?.key);
    void client.invalidateQueries({ queryKey: ["findings"] });
    choose(next, true);
  };
  useKeys({
    j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
    a: () => current?.state === "open" && setWriting(true),
    n: () => choose(nextOpen(rows, current?.key)),
    o: () => {
      const place = current && form(current);
      if (place) go(place);
    },
    "/": () => document.querySelector<HTMLElement>(".filters input")?.focus(),
  }, NOTHING, false);
  const counted = (all: FindingCount[] | undefined, name: (one: FindingCount) => string) =>
    (all ?? []).map((one) => ({ value: one.value, label: t("findings.count", { name: name(one), open: one.open, all: one.all }) }));
  const filtered = Object.entries(narrowed).some(([key, value]) => key !== "sort" && value !== "");
  return (
    <div className="stack">
      <div className="filters">
        <SearchBox label={t("findings.search")} value={filter.search} onSearch={(search) => narrow({ search })} />
        <FilterSelect label={t("findings.state")} value={filter.state} onChange={(state) => narrow({ state })} options={[{ value: "", label: t("findings.anyState") }, ...STATES.map((s) => ({ value: s, label: t(`findings.state.${s}`) }))]} />
        <FilterSelect label={t("findings.severity")} value={filter.severity} onChange={(severity) => narrow({ severity })} options={[{ value: "", label: t("findings.anySeverity") }, ...SEVERITIES.map((s) => ({ value: s, label: t(`severity.${s}`) }))]} />
        <FilterSelect label={t("findings.unit")} value={filter.unit} onChange={(unit) => narrow({ unit })} options={[{ value: "", label: t("findings.anyUnit") }, ...counted(counts.data?.units, (u) => u.name)]} />
        <FilterSelect label={t("findings.sector")} value={filter.sector} onChange={(sector) => narrow({ sector })} options={[{ value: "", label: t("findings.anySector") }, ...counted(counts.data?.sectors.filter((s) => s.value), (s) => s.name)]} />
        <FilterSelect label={t("findings.kind")} value={filter.kind} onChange={(kind) => narrow({ kind })} options={[{ value: "", label: t("findings.anyKind") }, ...counted(counts.data?.kinds, (k) => tCode("rule", k.value as RuleKind))]} />
        <FilterSelect label={t("findings.sort")} value={filter.sort} onChange={(sort) => narrow({ sort })} options={SORTS.map((s) => ({ value: s, label: t(`findings.sort.${s}`) }))} />
      </div>
      <Loaded query={findings}>
        {({ total }) =>
          rows.length === 0 || !current ? (
            <Panel>
              <Empty icon={filtered ? "search" : "approved"} title={t(filtered ? "ui.noMatch" : "findings.empty")}>{t(filtered ? "ui.noMatchHint" : "findings.emptyHint")}</Empty>
            </Panel>
          ) : (
            <Split
              sideWidth="460px"
              main={
                <div className="stack">
                  <ul className="question-list" aria-label={t("findings.list")}>
                    {rows.map((row) => <li key={row.key}><Row row={row} current={row.key === current.key} onChoose={() => choose(row)} /></li>)}
                  </ul>
                  <Pager page={page} total={total} onPage={(next) => setFilter({ ...filter, page: next })} />
                  <p className="muted small">{t("findings.keys")}</p>
                </div>
              }
              side={<Explain key={current.key} finding={current} form={form(current)} writing={writing} onWrite={setWriting} onAnswered={answered} />}
            />
          )
        }
      </Loaded>
    </div>
  );
}

function Row({ row, current, onChoose }: { row: FindingView; current: boolean; onChoose: () => void }) {
  return (
    <button type="button" className="question-row" id={`question-${row.key}`} aria-current={current} onClick={onChoose}>
      <span className="row">
        <SeverityBadge severity={row.severity} />
        {row.state !== "open" && <Badge tone="ok" icon="check">{t(`findings.state.${row.state}`)}</Badge>}
        <span className="muted small">{row.ask_unit.name} · {periodShort(row.period)} · {row.days > 0 ? t("findings.days", { days: row.days }) : t("findings.today")}</span>
      </span>
      <span>{row.says}</span>
    </button>
  );
}
