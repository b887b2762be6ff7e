import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { BoardRow, BoardView } from "../../api/types";
import { useSession } from "../../app/session";
import { day } from "../../format/date";
import { matches } from "../../format/fold";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { SUBMISSION_STATES, SubmissionBadge } from "../../parts/states";
import { DownloadAll } from "../excel/DownloadAll";
import { Badge, Empty, FilterSelect, Loaded, PageHead, Progress, SearchBox, Stat, Table, type Column } from "../../ui";

export default function Board({ round }: { round: string }) {
  const session = useSession();
  const board = useQuery({ queryKey: ["board", round], queryFn: () => api.board(round), refetchInterval: 15_000 });
  return (
    <>
      <PageHead
        above={<Link href="/rounds">{t("menu.rounds")}</Link>}
        title={periodName(round)}
        note={board.data && t("board.note", { from: day(board.data.window.from), to: day(board.data.window.to), due: day(board.data.round.due) })}
      >
        <DownloadAll round={round} />
        <Link className="button button-secondary" href={`/rounds/${round}/excel`}>{t("excel.sendMany")}</Link>
        {session.menu.includes("reports") && <Link className="button button-secondary" href={`/reports/living/${round}`}>{t("board.living")}</Link>}
      </PageHead>
      <Loaded query={board}>{(view) => <Units board={view} />}</Loaded>
    </>
  );
}

const LATE = "late";

function Units({ board }: { board: BoardView }) {
  const { round } = board;
  const [search, setSearch] = useState("");
  const [state, setState] = useState("");
  const rows = useMemo(
    () => board.rows.filter((r) => matches(search, r.unit.name) && (state === "" || (state === LATE ? r.days_late > 0 : r.submission.state === state))),
    [board.rows, search, state],
  );
  const notSent = round.units - round.sent - round.approved - round.returned;
  const columns: Column<BoardRow>[] = [
    { key: "unit", title: t("board.unit"), cell: (r) => <Link href={`/rounds/${round.round}/forms/${encodeURIComponent(r.unit.id)}`}>{r.unit.name}</Link>, sort: (r) => r.unit.name },
    { key: "state", title: t("board.state"), cell: (r) => <SubmissionBadge state={r.submission.state} />, sort: (r) => SUBMISSION_STATES.indexOf(r.submission.state) },
    {
      key: "filled",
      title: t("board.filled"),
      cell: (r) => (
        <div className="stack-s">
          <span>{r.filled}/{r.asked}</span>
          <Progress value={r.asked ? r.filled / r.asked : 0} label={t("board.filled")} tone={r.filled === r.asked ? "ok" : "accent"} />
        </div>
      ),
      sort: (r) => (r.asked ? r.filled / r.asked : 0),
    },
    { key: "errors", title: t("board.errors"), cell: (r) => (r.errors ? <Badge tone="error" icon="error">{r.errors}</Badge> : <span className="muted">0</span>), sort: (r) => r.errors, numeric: true },
    { key: "warnings", title: t("board.warnings"), cell: (r) => (r.warnings ? <Badge tone="warn" icon="warning">{r.warnings}</Badge> : <span className="muted">0</span>), sort: (r) => r.warnings, numeric: true, wide: true },
    { key: "late", title: t("board.late"), cell: (r) => (r.days_late > 0 ? <Badge tone="error" icon="clock">{t("board.days", { days: r.days_late })}</Badge> : ""), sort: (r) => r.days_late, wide: true },
    { key: "phone", title: t("board.phone"), cell: (r) => r.phone && <a href={`tel:${r.phone.replace(/[^\d+]/g, "")}`} className="nowrap">{r.phone}</a>, wide: true },
  ];
  return (
    <div className="stack">
      <div className="stats">
        <Stat value={round.units} label={t("board.units")} />
        <Stat value={notSent} label={t("board.notSent")} />
        <Stat value={round.sent} label={t("rounds.sent")} tone="info" />
        <Stat value={round.returned} label={t("rounds.returned")} tone={round.returned ? "warn" : "neutral"} />
        <Stat value={round.approved} label={t("rounds.progress")} tone="ok" />
        <Stat value={round.late} label={t("rounds.late")} tone={round.late ? "error" : "neutral"} />
      </div>
      <div>
        <div className="filters">
          <SearchBox label={t("board.search")} value={search} onSearch={setSearch} />
          <FilterSelect
            label={t("board.filterState")}
            value={state}
            onChange={setState}
            options={[
              { value: "", label: t("ui.all") },
              ...SUBMISSION_STATES.map((s) => ({ value: s, label: t(`submission.${s}`) })),
              { value: LATE, label: t("board.lateOnly") },
            ]}
          />
        </div>
        <Table caption={periodName(round.round)} columns={columns} rows={rows} rowKey={(r) => r.unit.id} empty={<Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>} />
      </div>
    </div>
  );
}
