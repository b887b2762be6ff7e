import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { ProgressRow, ProgressView } from "../../api/types";
import { matches } from "../../format/fold";
import { day } from "../../format/date";
import { formatNumber } from "../../format/number";
import { periodShort, periodWithin } from "../../format/period";
import { t, type Key } from "../../messages";
import { useAddress } from "../figures/useAddress";
import { Badge, Button, Empty, FilterSelect, Loaded, SearchBox, Table, type Column, type IconName, type Tone } from "../../ui";

const LOOKS: Record<ProgressRow["light"], [Tone, IconName]> = { done: ["ok", "approved"], green: ["ok", "check"], amber: ["warn", "warning"], red: ["error", "error"], later: ["neutral", "clock"], unknown: ["neutral", "info"] };
const ORDER = ["red", "amber", "green", "done", "later", "unknown"] as const;

/** The word for a colour; where less is better it speaks of a limit. */
function lightWord(row: Pick<ProgressRow, "light" | "less_is_better">): string {
  const less: Key | undefined = row.less_is_better && (row.light === "done" || row.light === "green" || row.light === "amber" || row.light === "red") ? `plans.less.${row.light}` : undefined;
  return t(less ?? `plans.light.${row.light}`);
}

function Light({ row }: { row: ProgressRow }) {
  const [tone, icon] = LOOKS[row.light];
  return <Badge tone={tone} icon={icon}>{lightWord(row)}</Badge>;
}

/** How the targets of a period stand: those of one unit, or of one indicator over all units. */
export function Progress({ period }: { period: string }) {
  const [address, setAddress] = useAddress();
  const indicator = address.get("indicator") ?? "";
  const [chosen, setChosen] = useState<{ at?: string; unit?: string }>({});
  const ask = indicator ? { ...(chosen.at ? { at: chosen.at } : {}), indicator } : chosen;
  const [search, setSearch] = useState("");
  const [light, setLight] = useState("");
  const progress = useQuery({ queryKey: ["plan-progress", period, ask], queryFn: () => api.planProgress({ period, ...ask }), placeholderData: keepPreviousData });
  return (
    <Loaded query={progress}>
      {(view) => {
        const rows = view.rows.filter((r) => (light === "" || r.light === light) && (search === "" || matches(search, r.name, r.indicator, r.unit.name)));
        const whole = view.units.find((u) => u.whole);
        return (
          <div className="stack">
            <div className="filters">
              <SearchBox label={t("plans.search")} value={search} onSearch={setSearch} />
              {!indicator && view.units.length > 0 && (
                <FilterSelect label={t("plans.ofUnit")} value={chosen.unit ?? whole?.id ?? ""} onChange={(unit) => setChosen({ ...chosen, unit })} options={[...(whole || !view.units[0] ? [] : [{ value: "", label: "–" }]), ...view.units.map((u) => ({ value: u.id, label: u.name }))]} />
              )}
              {indicator && <Button icon="left" onClick={() => setAddress({ indicator: "" })}>{t("plans.oneUnit")}</Button>}
              <FilterSelect label={t("plans.at")} value={view.at} onChange={(at) => setChosen({ ...chosen, at })} options={[...new Set([view.at, ...view.ats])].map((p) => ({ value: p, label: `${t("plans.at")} ${periodWithin(p)}` }))} />
            </div>
            <Counts view={view} light={light} onLight={setLight} />
            <Table
              paged
              caption={t("plans.progress")}
              columns={columns(indicator !== "", (code) => setAddress({ indicator: code }))}
              rows={rows}
              rowKey={(r) => `${r.indicator} ${r.unit.id}`}
              empty={<Empty icon="plans" title={t(view.rows.length === 0 ? "plans.noProgress" : "ui.noMatch")}>{t(view.rows.length === 0 ? "plans.noProgressHint" : "ui.noMatchHint")}</Empty>}
            />
            <p className="muted small">{t("plans.ruleSays", { green: view.signal.green, amber: view.signal.amber })} {view.signal.basis ? `${view.signal.basis}, ${t("plans.ruleFrom").toLowerCase()} ${day(view.signal.from)}.` : `${t("plans.ruleStanding")}.`}</p>
          </div>
        );
      }}
    </Loaded>
  );
}

/** How many of each colour; a press shows those alone. */
function Counts({ view, light, onLight }: { view: ProgressView; light: string; onLight: (light: string) => void }) {
  return (
    <div className="plan-counts">
      <span className="plan-time"><strong>{t("plans.elapsed", { percent: view.elapsed })}</strong></span>
      {ORDER.map((name) => {
        const count = view.rows.filter((r) => r.light === name).length;
        const [tone] = LOOKS[name];
        return count > 0 && (
          <button key={name} type="button" className={`plan-count plan-count-${tone}`} aria-pressed={light === name} onClick={() => onLight(light === name ? "" : name)}>
            <strong>{formatNumber(String(count))}</strong> {t(`plans.light.${name}`)}
          </button>
        );
      })}
    </div>
  );
}

function columns(byUnit: boolean, onIndicator: (code: string) => void): Column<ProgressRow>[] {
  return [
    byUnit
      ? { key: "unit", title: t("plans.unit"), cell: (r) => <>{r.unit.name}{r.unit.ended && <p className="muted small">{t("plans.ended", { day: day(r.unit.ended) })}</p>}</>, sort: (r) => r.unit.name }
      : {
          key: "name",
          title: t("plans.indicator"),
          cell: (r) => (
            <>
              <button type="button" className="plan-link" title={t("plans.allUnits")} onClick={() => onIndicator(r.indicator)}>{r.name}</button> <span className="muted small">{r.measure_unit}</span>
              {r.unit.ended && <p className="small"><Badge tone="warn" icon="warning">{t("plans.ended", { day: day(r.unit.ended) })}</Badge></p>}
            </>
          ),
          sort: (r) => r.name,
        },
    // Beside the name, with what it says in words, so that all is seen on a phone.
    {
      key: "percent",
      title: t("plans.percent"),
      cell: (r) => (
        <>
          {r.percent && <div className="plan-percent"><span>{r.percent}%</span><span className={`plan-bar plan-bar-${LOOKS[r.light][0]}`} aria-hidden="true"><span style={{ width: `${r.share * 100}%` }} /></span></div>}
          <div className="narrow-only small">
            {r.reached && <p className="muted">{t("plans.reachedSays", { reached: r.reached })}</p>}
            <p>{lightWord(r)}</p>
          </div>
        </>
      ),
      sort: (r) => r.share,
    },
    { key: "target", title: t("plans.target"), cell: (r) => <Target row={r} />, numeric: true },
    { key: "reached", wide: true, title: t("plans.reached"), cell: (r) => <>{r.reached ?? "–"}{r.missing.length > 0 && <p className="small" title={r.missing.join(", ")}>{t("plans.missing", { count: r.missing.length })}</p>}</>, numeric: true },
    { key: "due", title: t("plans.due"), cell: (r) => r.due && <>{r.due}<p className="muted small">{r.due_by ? t("plans.dueMilestone", { by: periodShort(r.due_by) }) : t("plans.dueElapsed")}</p></>, numeric: true, wide: true },
    {
      key: "need",
      title: t("plans.need"),
      cell: (r) => r.rest && (r.less_is_better ? t("plans.allowance", { rest: r.rest, monthly: r.monthly ?? "" }) : <>{r.rest}<p className="muted small">{t("plans.needSays", { monthly: r.monthly ?? "", months: r.months })}</p></>),
      numeric: true,
      wide: true,
    },
    { key: "light", wide: true, title: t("plans.state"), cell: (r) => <Light row={r} />, sort: (r) => ORDER.indexOf(r.light) },
  ];
}

/** A target with the decision that gives it; earlier and later versions unfold. */
function Target({ row }: { row: ProgressRow }) {
  const held = row.versions.find((v) => v.holds);
  const named = (v: NonNullable<typeof held>) => (v.plan ? <Link href={`/plans/decisions/${encodeURIComponent(v.plan)}`}>{v.named}</Link> : t("plans.stated"));
  return (
    <>
      <strong>{row.target}</strong>
      {row.versions.length > 1 ? (
        <details className="plan-versions">
          <summary>{t("plans.versions", { count: row.versions.length })}</summary>
          <ul>
            {row.versions.map((v) => (
              <li key={v.number} aria-current={v.holds ? "true" : undefined}>
                <strong>{v.amount}</strong> {named(v)} <span className="nowrap">({t("plans.versionSpan", { from: v.from ? day(v.from) : t("plans.versionStart"), until: v.until ? day(v.until) : t("plans.versionNow") })})</span>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        held && <p className="muted small plan-named">{named(held)}</p>
      )}
    </>
  );
}
