import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { api } from "../../api";
import type { RestatedHow, RestatedPage, RestatedRow, StatementView } from "../../api/types";
import { moment } from "../../format/date";
import { periodShort } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, DateField, Empty, Loaded, PageHead, Pager, SearchBox, type Tone } from "../../ui";
import { useDay } from "./useDay";
import "./asof.css";

const HOW: Record<RestatedHow, Tone> = { changed: "warn", withdrawn: "error", added: "info" };
const KINDS = Object.keys(HOW) as RestatedHow[];

/** Figures that say something else than they did at the end of a day. */
export default function Restated() {
  const [asked, setAsked] = useSearchParams();
  const asOf = useDay(asked.get("as_of"));
  const filter = { search: asked.get("search") ?? "", how: KINDS.find((how) => how === asked.get("how")), page: Number(asked.get("page")) || 1 };
  const ask = (change: Record<string, string | undefined>) =>
    setAsked((now) => {
      const next = new URLSearchParams(now);
      next.delete("page");
      for (const [key, value] of Object.entries(change)) value ? next.set(key, value) : next.delete(key);
      return next;
    }, { replace: true });
  const list = useQuery({ queryKey: ["restated", asOf, filter], queryFn: () => api.restated(asOf, filter), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead above={<Link href="/figures">{t("menu.figures")}</Link>} title={t("restated.title")} note={t("restated.note")} />
      <div className="filters">
        <DateField label={t("restated.asOf")} value={asOf} onChange={(iso) => iso && ask({ as_of: iso })} />
        <SearchBox label={t("restated.search")} value={filter.search} onSearch={(search) => ask({ search })} />
      </div>
      <Loaded query={list}>
        {(view) => (
          <>
            <Kinds view={view} how={filter.how} onHow={(how) => ask({ how })} />
            {view.rows.length === 0 ? (
              filter.search || filter.how ? <Empty icon="search" title={t("ui.noMatch")}>{t("restated.noMatchHint")}</Empty> : <Empty icon="check" title={t("restated.none")}>{t("restated.noneHint")}</Empty>
            ) : (
              <Rows rows={view.rows} />
            )}
            <Pager page={filter.page} total={view.total} onPage={(page) => ask({ page: String(page) })} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Kinds({ view, how, onHow }: { view: RestatedPage; how: RestatedHow | undefined; onHow: (how: RestatedHow | undefined) => void }) {
  const all = view.changed + view.withdrawn + view.added;
  const kind = (key: RestatedHow | undefined, name: string, count: number) => (
    <Button key={name} small aria-pressed={how === key} onClick={() => onHow(key)}>{name} <strong>{count}</strong></Button>
  );
  return (
    <div className="spread asof-kinds" role="group" aria-label={t("restated.how")}>
      <span className="row">{kind(undefined, t("restated.all"), all)}{KINDS.map((key) => kind(key, t(`restated.${key}`), view[key]))}</span>
      <Badge>{t("restated.cut", { cut: view.cut })}</Badge>
    </div>
  );
}

function Rows({ rows }: { rows: RestatedRow[] }) {
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t("restated.title")}>
      <table className="table restated">
        <caption className="visually-hidden">{t("restated.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("restated.indicator")}</th>
            <th scope="col">{t("restated.unit")}</th>
            <th scope="col">{t("restated.period")}</th>
            <th scope="col" className="num">{t("restated.then")}</th>
            <th scope="col" className="num">{t("restated.now")}</th>
            <th scope="col">{t("restated.how")}</th>
            <th scope="col">{t("restated.who")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <Row key={`${row.code} ${row.unit.id} ${row.period} ${row.measure}`} row={row} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: RestatedRow }) {
  const last = row.statements.at(-1);
  return (
    <tr>
      <td>
        <Link href={`/figures/${encodeURIComponent(row.code)}`}>{row.name}</Link>
        <span className="muted small"> {[row.measure_unit, row.measure !== "actual" && t(`measure.${row.measure}`)].filter(Boolean).join(" · ")}</span>
        {row.printed_in.length > 0 && <p className="small"><Badge tone="warn" icon="warning">{t("restated.printed", { numbers: row.printed_in.join(", ") })}</Badge></p>}
      </td>
      <td>{row.unit.name}</td>
      <td>{periodShort(row.period)}</td>
      <td className="num">{row.then ?? <span className="muted">{t("restated.before")}</span>}</td>
      <td className="num"><strong>{row.now ?? t("restated.gone")}</strong></td>
      <td><Badge tone={HOW[row.how]}>{t(`restated.${row.how}`)}</Badge></td>
      <td>
        {last && <Said said={last} />}
        {row.statements.length > 1 && (
          <details className="small">
            <summary>{t("restated.steps", { count: row.statements.length })}</summary>
            <ol className="asof-steps">
              {row.statements.map((said) => <li key={said.cut} className={said.known ? "asof-known" : undefined}><strong>{said.printed ?? t("restated.gone")}</strong> <Said said={said} /></li>)}
            </ol>
          </details>
        )}
      </td>
    </tr>
  );
}

function Said({ said }: { said: StatementView }) {
  return (
    <span className="small">
      {said.by}, {moment(said.at)}
      {said.file && <span className="muted"> · {said.file}</span>}
      {said.note && <span className="muted"> · {said.note}</span>}
    </span>
  );
}
