import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { AlignedCell, AlignedSeries, RulingInput } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, Loaded, Panel, SearchBox } from "../../ui";
import { filtered, keyOf } from "./series";

/** Most series offered to be joined with. */
const OFFERED = 8;

/** The sentence behind each figure of a series, and what a person may say about them. */
export function Sentences({ series, all, office, busy, onRule }: {
  series: AlignedSeries;
  all: readonly AlignedSeries[];
  office: boolean;
  busy: boolean;
  onRule: (input: RulingInput) => void;
}) {
  const newest = series.cells.at(-1);
  const sentences = useQuery({
    queryKey: ["aligned", newest?.report, newest?.fact],
    queryFn: () => api.alignedSentences(newest?.report ?? "", newest?.fact ?? ""),
    enabled: newest !== undefined,
  });
  return (
    <Panel title={series.subject || t("alignment.nameless")}>
      <div className="stack-s">
        {series.indicator && (
          <p className="small">{t("alignment.is")} <Link href={`/figures/${encodeURIComponent(series.indicator.code)}`}>{series.indicator.code} {series.indicator.name}</Link></p>
        )}
        <Loaded query={sentences}>
          {({ cells }) => (
            <ol className="alignment-sentences">
              {cells.map((cell, i) => {
                const joint = series.cells.find((c) => c.report === cell.report && c.fact === cell.fact);
                const before = cells[i - 1];
                return (
                  <li key={`${cell.report} ${cell.fact}`}>
                    <p className="row small">
                      <strong>{cell.period ? periodName(cell.period) : ""}</strong>
                      {joint?.joined && <Joint cell={joint} />}
                    </p>
                    <p>{cell.before}<mark>{cell.surface}</mark>{cell.after}</p>
                    <p className="row small">
                      <Link href={`/reports/read/${encodeURIComponent(cell.report)}?fact=${encodeURIComponent(cell.fact)}`}>{t("alignment.open")}</Link>
                      {office && before && joint && (
                        <>
                          {joint.joined === "ruled" ? (
                            <Button small disabled={busy} onClick={() => onRule(pair(cell, before, null))}>{t("alignment.takeBack")}</Button>
                          ) : (
                            <>
                              {joint.doubtful && <Button small disabled={busy} onClick={() => onRule(pair(cell, before, true))}>{t("alignment.same")}</Button>}
                              {joint.joined === "alike_wording" && <Button small disabled={busy} onClick={() => onRule(pair(cell, before, false))}>{t("alignment.other")}</Button>}
                            </>
                          )}
                        </>
                      )}
                    </p>
                  </li>
                );
              })}
            </ol>
          )}
        </Loaded>
        {office && <JoinWith series={series} all={all} busy={busy} onRule={onRule} />}
      </div>
    </Panel>
  );
}

type Named = { report: string; fact: string };

function pair(cell: Named, other: Named, same: boolean | null): RulingInput {
  return { cell: { report: cell.report, fact: cell.fact }, with: { report: other.report, fact: other.fact }, same };
}

function Joint({ cell }: { cell: AlignedCell }) {
  const sure = Math.round(cell.confidence * 100);
  return (
    <Badge tone={cell.joined === "ruled" ? "ok" : cell.doubtful ? "warn" : "neutral"} icon={cell.joined === "ruled" ? "approved" : cell.doubtful ? "warning" : "check"}>
      {t(`alignment.joint.${cell.joined ?? "same_wording"}`)}{cell.joined !== "ruled" && ` · ${sure}%`}
    </Badge>
  );
}

/** Series of other reports that say the same in other words: a person finds and joins them. */
function JoinWith({ series, all, busy, onRule }: {
  series: AlignedSeries;
  all: readonly AlignedSeries[];
  busy: boolean;
  onRule: (input: RulingInput) => void;
}) {
  const [search, setSearch] = useState("");
  const taken = new Set(series.cells.map((cell) => cell.report_index));
  const offers = useMemo(
    () => (search === "" ? [] : filtered(all, "all", search).filter((other) => other !== series && other.cells.every((cell) => !taken.has(cell.report_index))).slice(0, OFFERED)),
    [all, search, series],
  );
  const own = series.cells.at(-1);
  return (
    <details className="alignment-join">
      <summary>{t("alignment.joinWith")}</summary>
      <div className="stack-s">
        <SearchBox label={t("alignment.search")} value={search} onSearch={setSearch} />
        {search !== "" && offers.length === 0 && <p className="muted small">{t("alignment.noOffer")}</p>}
        <ul className="alignment-offers">
          {offers.map((other) => {
            const cell = other.cells.at(-1);
            return (
              <li key={keyOf(other)}>
                <span>{other.subject} <span className="muted small">{[other.unit, cell?.printed].filter(Boolean).join(" · ")}</span></span>
                {own && cell && <Button small disabled={busy} onClick={() => onRule(pair(own, cell, true))}>{t("alignment.join")}</Button>}
              </li>
            );
          })}
        </ul>
      </div>
    </details>
  );
}
