import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api } from "../../api";
import type { AlignedCell, AlignedSeries, RulingInput } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, Kbd, Loaded, Panel } from "../../ui";

/** The sentence behind each figure of a series, and what a person may say about them. */
export function Sentences({ series, office, busy, onRule, onJoin }: {
  series: AlignedSeries;
  office: boolean;
  busy: boolean;
  onRule: (input: RulingInput) => void;
  /** Asks which other series says the same. */
  onJoin: () => void;
}) {
  const newest = series.cells.at(-1);
  const sentences = useQuery({
    queryKey: ["aligned", newest?.report, newest?.fact],
    queryFn: () => api.alignedSentences(newest?.report ?? "", newest?.fact ?? ""),
    enabled: newest !== undefined,
  });
  const jointOf = (at: Named) => series.cells.find((cell) => cell.report === at.report && cell.fact === at.fact);
  return (
    <Panel title={series.subject || t("alignment.nameless")}>
      <div className="stack-s">
        {series.indicator && (
          <p className="small">{t("alignment.is")} <Link href={`/figures/${encodeURIComponent(series.indicator.code)}`}>{series.indicator.code} {series.indicator.name}</Link></p>
        )}
        <Loaded query={sentences}>
          {({ cells }) => {
            // The one that the keys speak of.
            const asked = cells.find((cell, i) => i > 0 && jointOf(cell)?.doubtful);
            return (
            <ol className="alignment-sentences">
              {cells.map((cell, i) => {
                const joint = jointOf(cell);
                const before = cells[i - 1];
                return (
                  <li key={`${cell.report} ${cell.fact}`}>
                    <p className="row small">
                      <strong>{cell.period ? periodName(cell.period) : ""}</strong>
                      {joint?.joined && <Joint cell={joint} />}
                    </p>
                    <p>{cell.before}<mark>{cell.surface}</mark>{cell.after}</p>
                    <p className="row small">
                      {office && before && joint && joint.joined === "ruled" && <Button small disabled={busy} onClick={() => onRule(pair(cell, before, null))}>{t("alignment.takeBack")}</Button>}
                      {office && before && joint?.doubtful && <Button small look="primary" disabled={busy} onClick={() => onRule(pair(cell, before, true))}>{t("alignment.same")}{cell === asked && <> <Kbd>c</Kbd></>}</Button>}
                      {office && before && joint?.joined === "alike_wording" && <Button small disabled={busy} onClick={() => onRule(pair(cell, before, false))}>{t("alignment.other")}{cell === asked && <> <Kbd>x</Kbd></>}</Button>}
                      <Link href={`/reports/read/${encodeURIComponent(cell.report)}?fact=${encodeURIComponent(cell.fact)}`}>{t("alignment.open")}</Link>
                    </p>
                  </li>
                );
              })}
            </ol>
            );
          }}
        </Loaded>
        {office && <div><Button small onClick={onJoin}>{t("alignment.joinWith")} <Kbd>m</Kbd></Button></div>}
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
