import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import type { ClosedView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { SeverityBadge } from "../../parts/states";
import { Empty, Loaded, Panel } from "../../ui";

/** Questions that a changed number closed, with the trace of the change. */
export function Closed({ period }: { period: string }) {
  const closed = useQuery({ queryKey: ["findings", "closed", period], queryFn: () => api.closed(period) });
  return (
    <Loaded query={closed}>
      {(rows) =>
        rows.length === 0 ? (
          <Panel><Empty icon="approved" title={t("closed.empty")}>{t("closed.emptyHint")}</Empty></Panel>
        ) : (
          <div className="stack">{rows.map((row) => <Trace key={`${row.finding.key} ${row.cut}`} row={row} />)}</div>
        )
      }
    </Loaded>
  );
}

/** One closed question. */
export function Trace({ row }: { row: ClosedView }) {
  return (
    <article className="finding">
      <header className="row"><SeverityBadge severity={row.finding.severity} /><span className="muted small">{row.finding.ask_unit.name}</span></header>
      <p>{row.finding.says}</p>
      <p className="finding-sum">{row.finding.computation}</p>
      <ul>{row.changes.map((change) => <li key={change.name}>{t("closed.change", { name: change.name, from: change.from, to: change.to || t("explain.withdrawn") })}</li>)}</ul>
      {row.finding.answer && <blockquote className="finding-answer">{row.finding.answer.text}</blockquote>}
      <p className="muted small">{t("closed.by", { by: row.by, at: moment(row.at) })}</p>
    </article>
  );
}
