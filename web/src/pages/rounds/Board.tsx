import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { api, files } from "../../api";
import type { BoardRow, BoardView, UnitRef } from "../../api/types";
import { useMay } from "../../app/session";
import { useChanges } from "../../app/useChanges";
import { day, moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { PunctualBadge } from "../../parts/PunctualBadge";
import { SUBMISSION_STATES, SubmissionBadge } from "../../parts/states";
import { DownloadAll } from "../excel/DownloadAll";
import { Badge, Button, Empty, FilterSelect, Loaded, Menu, Notice, PageHead, Pager, Progress, SearchBox, Stat } from "../../ui";
import { CallDialog, ContactDialog, ReturnsDialog } from "./ContactDialogs";
import { RemindDialog } from "./RemindDialog";
import { CloseDialog, Excluded, ExcludeDialog, ExtendDialog } from "./UnitDialogs";
import "./board.css";

/** Changes that come together are one look. */
const GATHER_MS = 300;
/** While errors are still being counted. */
const COUNTING_MS = 2_000;
/** How long a row that changed stays marked. */
const MARKED_MS = 4_000;

const SORTS = ["unit", "state", "filled", "errors", "late", "touched", "reminded"] as const;
type Sort = (typeof SORTS)[number];
type Filter = { search: string; state: string; sort?: Sort | undefined; down: boolean; page: number };

export default function Board({ round }: { round: string }) {
  const client = useQueryClient();
  const readsReports = useMay("see_texts");
  const [filter, setFilter] = useState<Filter>({ search: "", state: "", down: false, page: 1 });
  const board = useQuery({
    queryKey: ["board", round, filter],
    queryFn: () => api.board(round, filter),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.counting ? COUNTING_MS : false),
  });
  const timer = useRef<number>(undefined);
  useChanges((changed) => {
    if (changed.act !== "many" && changed.round !== round && changed.act !== "contact_set") return;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void client.invalidateQueries({ queryKey: ["board", round] }), GATHER_MS);
  });
  return (
    <>
      <PageHead
        above={<Link href="/rounds">{t("menu.rounds")}</Link>}
        title={periodName(round)}
        note={board.data && t("board.note", { from: day(board.data.window.from), to: day(board.data.window.to), due: day(board.data.round.due) })}
      >
        <DownloadAll round={round} />
        <Link className="button button-secondary" href={`/rounds/${round}/excel`}>{t("excel.sendMany")}</Link>
        <Link className="button button-secondary" href="/rounds/all">{t("board.matrix")}</Link>
        <Link className="button button-secondary" href="/rounds/league">{t("league.title")}</Link>
        {readsReports && board.data?.round.period === round && <Link className="button button-secondary" href={`/reports/living/${round}`}>{t("board.living")}</Link>}
      </PageHead>
      <Loaded query={board}>{(view) => <Units round={round} board={view} filter={filter} setFilter={setFilter} />}</Loaded>
    </>
  );
}

type Ask = "close" | { exclude: UnitRef[] } | { extend: UnitRef[] } | { remind: string[] } | { call: BoardRow } | { contact: BoardRow } | { returns: BoardRow };

function Units({ round: id, board, filter, setFilter }: { round: string; board: BoardView; filter: Filter; setFilter: (filter: Filter) => void }) {
  const { round, rows } = board;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [ask, setAsk] = useState<Ask>();
  const marked = useMarked(rows);
  const notSent = round.units - round.sent - round.approved - round.returned;
  const choose = (units: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const unit of units) if (on) next.add(unit); else next.delete(unit);
    setChosen(next);
  };
  const open = rows.filter(isOpen).map((r) => r.unit.id);
  // What is shown on another page stays chosen for reminding; here it has no name.
  const picked = rows.filter((r) => chosen.has(r.unit.id) && isOpen(r)).map((r) => r.unit);
  const allOpen = open.length > 0 && open.every((unit) => chosen.has(unit));
  const sortBy = (sort: Sort) => setFilter({ ...filter, sort, down: filter.sort === sort && !filter.down, page: 1 });
  const head = (sort: Sort, title: string, className?: string) => (
    <th scope="col" className={className} aria-sort={filter.sort === sort ? (filter.down ? "descending" : "ascending") : undefined}>
      <button type="button" className="table-sort" onClick={() => sortBy(sort)}>
        {title}
        <span aria-hidden="true">{filter.sort === sort ? (filter.down ? "↓" : "↑") : "↕"}</span>
      </button>
    </th>
  );
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
      {board.closed && <Notice>{t("units.isClosed")}</Notice>}
      {board.counting && <Notice tone="info">{t("board.counting")}</Notice>}
      <div>
        <div className="filters">
          <SearchBox label={t("board.search")} value={filter.search} onSearch={(search) => setFilter({ ...filter, search, page: 1 })} />
          <FilterSelect
            label={t("board.filterState")}
            value={filter.state}
            onChange={(state) => setFilter({ ...filter, state, page: 1 })}
            options={[
              { value: "", label: t("ui.all") },
              { value: "unsent", label: t("board.unsent") },
              ...SUBMISSION_STATES.map((s) => ({ value: s, label: t(`submission.${s}`) })),
              { value: "late", label: t("board.lateOnly") },
              { value: "errors", label: t("board.errorsOnly") },
            ]}
          />
          <span className="grow" />
          {board.closable && <Button icon="lock" onClick={() => setAsk("close")}>{t("units.close")}</Button>}
          {board.may_judge && picked.length > 0 && (
            <>
              <Button onClick={() => setAsk({ extend: picked })}>{t("units.extendMany", { count: picked.length })}</Button>
              <Button onClick={() => setAsk({ exclude: picked })}>{t("units.excludeMany", { count: picked.length })}</Button>
            </>
          )}
          {board.may_remind && (
            <>
              <Link className="button button-secondary" href={`/rounds/reminders?round=${encodeURIComponent(id)}`}>{t("remind.list")}</Link>
              <Button look="primary" icon="clock" onClick={() => setAsk({ remind: [...chosen] })}>
                {chosen.size ? t("remind.chosen", { count: chosen.size }) : t("remind.all")}
              </Button>
            </>
          )}
          <a className="button button-secondary" href={files.board(id, filter)} download>{t("board.csv")}</a>
        </div>
        {rows.length === 0 ? (
          <Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>
        ) : (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={periodName(id)}>
            <table className="table board">
              <caption className="visually-hidden">{periodName(id)}</caption>
              <thead>
                <tr>
                  {board.may_remind && (
                    <th scope="col">
                      <input type="checkbox" aria-label={t("board.chooseOpen")} checked={allOpen} disabled={open.length === 0} onChange={(e) => choose(open, e.target.checked)} />
                    </th>
                  )}
                  {head("unit", t("board.unit"))}
                  {head("state", t("board.state"))}
                  {head("late", t("board.late"))}
                  {head("filled", t("board.filled"))}
                  {head("errors", t("board.errors"))}
                  {head("touched", t("board.touched"), "wide-only")}
                  {head("reminded", t("board.reminded"), "wide-only")}
                  <th scope="col">{t("board.phone")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((r) => (
                  <tr key={r.unit.id} className={marked.has(r.unit.id) ? "board-changed" : undefined} data-unit={r.unit.id}>
                    {board.may_remind && (
                      <td>
                        <input type="checkbox" aria-label={t("board.choose", { unit: r.unit.name })} checked={chosen.has(r.unit.id)} onChange={(e) => choose([r.unit.id], e.target.checked)} />
                      </td>
                    )}
                    <td>
                      <Link href={`/rounds/${id}/forms/${encodeURIComponent(r.unit.id)}`}>{r.unit.name}</Link>
                      {marked.has(r.unit.id) && <span className="small board-new">{t("board.justChanged")}</span>}
                    </td>
                    <td>
                      <div className="stack-s">
                        <span><SubmissionBadge state={r.submission.state} /></span>
                        {r.returned > 0 && <span className="muted small">{t("board.returnedTimes", { count: r.returned })}</span>}
                      </div>
                    </td>
                    <td>
                      <div className="stack-s">
                        <PunctualBadge punctual={r.punctual} days={r.days_late} />
                        {r.due !== round.due && <span className="muted small nowrap">{t("units.ownDue", { due: day(r.due) })}</span>}
                      </div>
                    </td>
                    <td>
                      <div className="stack-s">
                        <span>{r.filled}/{r.asked}</span>
                        <Progress value={r.asked ? r.filled / r.asked : 0} label={t("board.filled")} tone={r.filled === r.asked ? "ok" : "accent"} />
                      </div>
                    </td>
                    <td>
                      <div className="row board-counts">
                        {r.errors > 0 && <Badge tone="error" icon="error">{r.errors}</Badge>}
                        {r.warnings > 0 && <Badge tone="warn" icon="warning">{r.warnings}</Badge>}
                        {r.errors + r.warnings === 0 && <span className="muted">0</span>}
                      </div>
                    </td>
                    <td className="wide-only small nowrap">{r.touched_at ? moment(r.touched_at) : <span className="muted">{t("board.untouched")}</span>}</td>
                    <td className="wide-only small">
                      {r.reminded && (
                        <div className="stack-s">
                          <span className="nowrap">{moment(r.reminded.at)}</span>
                          <span className="muted">{t(`remind.how.${r.reminded.how}`)}{r.reminded.by_rule && ` · ${t("remind.byRule")}`}{r.reminded.seen && ` · ${t("remind.seen")}`}</span>
                        </div>
                      )}
                    </td>
                    <td>
                      <div className="row board-contact">
                        {r.contact.phone && <a href={`tel:${r.contact.phone.replace(/[^\d+]/g, "")}`} className="nowrap">{r.contact.phone}</a>}
                        {board.may_remind && (
                          <Menu
                            small
                            icon="more"
                            label={<span className="visually-hidden">{t("board.do", { unit: r.unit.name })}</span>}
                            items={[
                              { key: "remind", label: t("remind.one"), onSelect: () => setAsk({ remind: [r.unit.id] }) },
                              { key: "call", label: t("remind.called"), onSelect: () => setAsk({ call: r }) },
                              ...(board.may_judge && isOpen(r) ? [
                                { key: "extend", label: t("units.extend"), onSelect: () => setAsk({ extend: [r.unit] }) },
                                { key: "exclude", label: t("units.exclude"), onSelect: () => setAsk({ exclude: [r.unit] }) },
                              ] : []),
                              { key: "contact", label: t("contact.edit"), onSelect: () => setAsk({ contact: r }) },
                              ...(r.returned > 0 ? [{ key: "returns", label: t("returns.do"), onSelect: () => setAsk({ returns: r }) }] : []),
                            ]}
                          />
                        )}
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {rows.length > 0 && <Pager page={filter.page} total={board.total} onPage={(page) => setFilter({ ...filter, page })} />}
      </div>
      <Excluded board={board} />
      {ask === "close" && <CloseDialog board={board} name={periodName(id)} onClose={() => setAsk(undefined)} />}
      {typeof ask === "object" && "exclude" in ask && <ExcludeDialog round={id} units={ask.exclude} onClose={() => setAsk(undefined)} onDone={() => setChosen(new Set())} />}
      {typeof ask === "object" && "extend" in ask && <ExtendDialog round={id} units={ask.extend} onClose={() => setAsk(undefined)} onDone={() => setChosen(new Set())} />}
      {typeof ask === "object" && "remind" in ask && (
        <RemindDialog
          round={id}
          units={ask.remind}
          name={ask.remind.length === 1 ? rows.find((r) => r.unit.id === ask.remind[0])?.unit.name : undefined}
          returned={ask.remind.length === 1 && rows.some((r) => r.unit.id === ask.remind[0] && r.submission.state === "returned")}
          mail={board.mail}
          onClose={() => setAsk(undefined)}
          onDone={() => setChosen(new Set())}
        />
      )}
      {typeof ask === "object" && "call" in ask && <CallDialog round={id} row={ask.call} onClose={() => setAsk(undefined)} />}
      {typeof ask === "object" && "returns" in ask && <ReturnsDialog round={id} row={ask.returns} onClose={() => setAsk(undefined)} />}
      {typeof ask === "object" && "contact" in ask && <ContactDialog row={ask.contact} onClose={() => setAsk(undefined)} />}
    </div>
  );
}

/** Whether a form still waits for its unit. */
const isOpen = (r: BoardRow) => r.submission.state === "draft" || r.submission.state === "returned";

/** Units whose form changed under the eyes of who looks, marked for a moment. */
function useMarked(rows: readonly BoardRow[]): ReadonlySet<string> {
  const known = useRef(new Map<string, number>());
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const changed = rows.filter((r) => {
      const before = known.current.get(r.unit.id);
      return before !== undefined && before < r.touched;
    });
    for (const r of rows) known.current.set(r.unit.id, r.touched);
    if (changed.length === 0) return;
    const units = changed.map((r) => r.unit.id);
    setMarked((before) => new Set([...before, ...units]));
    window.setTimeout(() => setMarked((before) => new Set([...before].filter((unit) => !units.includes(unit)))), MARKED_MS);
  }, [rows]);
  return marked;
}
