import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, files } from "../../api";
import type { LeagueView } from "../../api/types";
import { periodName, periodShort } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { PunctualBadge } from "../../parts/PunctualBadge";
import { Button, Empty, Loaded, PageHead, Pager, Panel, SearchBox, SelectField, TextField, toast } from "../../ui";
import "./board.css";

type Filter = { search: string; from: string; to: string; page: number };

/** Who sends on time, period after period, by a formula that stands on the page. */
export default function League() {
  const [filter, setFilter] = useState<Filter>({ search: "", from: "", to: "", page: 1 });
  const league = useQuery({ queryKey: ["league", filter], queryFn: () => api.league(filter), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead above={<Link href="/rounds">{t("menu.rounds")}</Link>} title={t("league.title")} note={t("league.note")}>
        <span className="row no-print">
          <Button onClick={() => window.print()}>{t("league.print")}</Button>
          <a className="button button-secondary" href={files.league(filter)} download>{t("board.csv")}</a>
        </span>
      </PageHead>
      <Loaded query={league}>{(view) => <Lines view={view} filter={filter} setFilter={setFilter} />}</Loaded>
    </>
  );
}

function Lines({ view, filter, setFilter }: { view: LeagueView; filter: Filter; setFilter: (filter: Filter) => void }) {
  const [editing, setEditing] = useState(false);
  const all = view.all.map((round) => ({ value: round, label: periodName(round) }));
  const { rows, total } = view.rows;
  return (
    <div className="stack">
      <Panel title={t("league.formula")} actions={view.editable && <Button small icon="edit" className="no-print" onClick={() => setEditing(true)}>{t("ui.edit")}</Button>}>
        <p><strong>{t("league.score")} = {view.formula}</strong></p>
        <p className="muted small">{view.fields.map((field) => `${field.name}: ${field.means}`).join(" · ")}</p>
      </Panel>
      <div className="filters">
        <SearchBox label={t("board.search")} value={filter.search} onSearch={(search) => setFilter({ ...filter, search, page: 1 })} />
        <SelectField label={t("league.from")} value={filter.from || (view.rounds[0] ?? "")} onChange={(from) => setFilter({ ...filter, from, page: 1 })} options={all} />
        <SelectField label={t("league.to")} value={filter.to || (view.rounds.at(-1) ?? "")} onChange={(to) => setFilter({ ...filter, to, page: 1 })} options={all} />
      </div>
      {rows.length === 0 ? (
        <Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>
      ) : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t("league.title")}>
          <table className="table">
            <caption className="visually-hidden">{t("league.title")}</caption>
            <thead>
              <tr>
                <th scope="col" className="num">{t("league.rank")}</th>
                <th scope="col">{t("board.unit")}</th>
                <th scope="col" className="num">{t("league.score")}</th>
                <th scope="col" className="num">{t("league.trend")}</th>
                {view.fields.map((field) => <th key={field.name} scope="col" className="num" title={field.means}>{field.name}</th>)}
                {view.rounds.map((round) => <th key={round} scope="col">{periodShort(round)}</th>)}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.unit.id}>
                  <td className="num">{row.rank ?? "–"}</td>
                  <td>{row.unit.name}</td>
                  <td className="num"><strong>{row.score ?? "–"}</strong></td>
                  <td className="num">{row.trend ?? "–"}</td>
                  {row.values.map((value, i) => <td key={view.fields[i]?.name} className="num">{value}</td>)}
                  {row.marks.map((mark, i) => (
                    <td key={view.rounds[i]} className="league-mark">
                      {mark && (
                        <div className="stack-s">
                          <PunctualBadge punctual={mark.punctual} days={mark.days_late} />
                          {mark.returned > 0 && <span className="muted small">{t("board.returnedTimes", { count: mark.returned })}</span>}
                          {mark.excused > 0 && <span className="muted small">{t("league.excused", { count: mark.excused })}</span>}
                        </div>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
      {editing && <FormulaDialog view={view} onClose={() => setEditing(false)} />}
    </div>
  );
}

function FormulaDialog({ view, onClose }: { view: LeagueView; onClose: () => void }) {
  const client = useQueryClient();
  const [formula, setFormula] = useState(view.formula);
  return (
    <ActionDialog
      title={t("league.formula")}
      action={t("ui.save")}
      disabled={!formula.trim()}
      run={() => api.setScoring({ formula })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["league"] });
        toast(t("ui.saved"));
        onClose();
      }}
    >
      <TextField label={t("league.formula")} hint={t("league.formulaHint")} value={formula} onChange={setFormula} spellCheck={false} autoComplete="off" />
      <ul className="small">{view.fields.map((field) => <li key={field.name}><strong>{field.name}</strong>: {field.means}</li>)}</ul>
    </ActionDialog>
  );
}
