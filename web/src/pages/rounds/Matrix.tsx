import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { MatrixCell, Submission } from "../../api/types";
import { useChanges } from "../../app/useChanges";
import { periodName, periodShort } from "../../format/period";
import { t } from "../../messages";
import { PunctualBadge } from "../../parts/PunctualBadge";
import { SUBMISSION_STATES, SubmissionBadge } from "../../parts/states";
import { Empty, Loaded, PageHead, Pager, SearchBox } from "../../ui";

const GATHER_MS = 500;

/** Every unit in the newest rounds, beside each other. */
export default function Matrix() {
  const client = useQueryClient();
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const matrix = useQuery({ queryKey: ["board", "all", filter], queryFn: () => api.matrix(filter), placeholderData: keepPreviousData });
  const timer = useRef<number>(undefined);
  useChanges(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void client.invalidateQueries({ queryKey: ["board", "all"] }), GATHER_MS);
  });
  return (
    <>
      <PageHead above={<Link href="/rounds">{t("menu.rounds")}</Link>} title={t("board.matrix")} note={t("board.matrixNote")} />
      <div className="filters"><SearchBox label={t("board.search")} value={filter.search} onSearch={(search) => setFilter({ search, page: 1 })} /></div>
      <Loaded query={matrix}>
        {({ rounds, rows, total }) =>
          rows.length === 0 ? (
            <Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>
          ) : (
            <>
              <div className="table-wrap" tabIndex={0} role="region" aria-label={t("board.matrix")}>
                <table className="table">
                  <caption className="visually-hidden">{t("board.matrix")}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t("board.unit")}</th>
                      <th scope="col" className="wide-only">{t("board.phone")}</th>
                      {rounds.map((round) => <th key={round.round} scope="col"><Link href={`/rounds/${round.round}`} title={periodName(round.round)}>{periodShort(round.round)}</Link></th>)}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.unit.id}>
                        <td>{row.unit.name}</td>
                        <td className="wide-only nowrap">{row.phone && <a href={`tel:${row.phone.replace(/[^\d+]/g, "")}`}>{row.phone}</a>}</td>
                        {row.cells.map((cell, i) => <td key={rounds[i]?.round}>{cell && <Cell cell={cell} />}</td>)}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Cell({ cell }: { cell: MatrixCell }) {
  const state: Submission["state"] = SUBMISSION_STATES.find((one) => one === cell.state) ?? "draft";
  return (
    <div className="stack-s">
      <span><SubmissionBadge state={state} /></span>
      {cell.punctual.is !== "open" && <PunctualBadge punctual={cell.punctual} days={cell.days_late} />}
    </div>
  );
}
