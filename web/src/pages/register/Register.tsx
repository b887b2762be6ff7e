import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, files, type RegisterFilter } from "../../api";
import type { RegisterRow, RegisterView, TakenNumber } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Badge, Button, FilterSelect, Icon, Loaded, PageHead, Pager, Panel, SearchBox, toast, toastError } from "../../ui";
import { SignatureBadge } from "../issued/Signed";
import { NumberDialog } from "./NumberDialog";
import { Signers } from "./Signers";
import { WordTemplate } from "./WordTemplate";
import "../issued/issued.css";
import "./register.css";

/** The register of numbers: what went out, what is reserved, what was left out. */
export default function Register() {
  const [filter, setFilter] = useState<RegisterFilter>({});
  const query = useQuery({ queryKey: ["register", filter], queryFn: () => api.register(filter), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead title={t("register.title")} above={<Link href="/reports">{t("menu.reports")}</Link>} note={t("register.note")} />
      <Loaded query={query}>{(view) => <Shown view={view} filter={filter} onFilter={setFilter} />}</Loaded>
    </>
  );
}

const SORTED = ["number", "date", "subject", "signer"] as const;

function Shown({ view, filter, onFilter }: { view: RegisterView; filter: RegisterFilter; onFilter: (next: RegisterFilter) => void }) {
  const [entering, setEntering] = useState<Partial<TakenNumber> | null>(null);
  const { symbols, year, years } = view;
  const shownYears = years.includes(year) ? years : [year, ...years];
  const narrow = (more: RegisterFilter) => onFilter({ ...filter, page: 1, ...more });
  const sort = (key: string) => narrow({ sort: key, down: filter.sort === key && !filter.down });
  return (
    <div className="stack">
      <Panel flush>
        <div className="row panel-note register-bar">
          <SearchBox label={t("register.search")} value={filter.search ?? ""} onSearch={(search) => narrow({ search })} />
          <FilterSelect label={t("register.year")} value={String(year)} onChange={(y) => narrow({ year: Number(y) })} options={shownYears.map((y) => ({ value: String(y), label: t("register.yearOf", { year: y }) }))} />
          <FilterSelect label={t("issue.notation")} value={filter.notation ?? ""} onChange={(notation) => narrow({ notation })} options={[{ value: "", label: t("register.allSymbols") }, ...symbols.map((s) => ({ value: s.notation, label: s.notation }))]} />
          {view.editable && <Button icon="edit" look="primary" onClick={() => setEntering({ place: { year, notation: filter.notation || (symbols[0]?.notation ?? ""), number: symbols.find((s) => s.notation === (filter.notation || symbols[0]?.notation))?.next ?? 1 } })}>{t("register.enter")}</Button>}
        </div>
        <ul className="register-symbols small panel-note">
          {symbols.map((s) => (
            <li key={s.notation}>
              <strong>{s.notation}</strong>: {t("register.next", { number: s.next })}
              {s.gaps.length > 0 && <> · {t("issue.gaps", { numbers: s.gaps.join(", ") })}</>}
              {s.reserved.length > 0 && <> · {t("issue.reserved", { numbers: s.reserved.join(", ") })}</>}
            </li>
          ))}
        </ul>
        {view.rows.total === 0 ? (
          <p className="muted panel-note">{t("register.empty")}</p>
        ) : (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={t("register.title")}>
            <table className="table">
              <caption className="visually-hidden">{t("register.title")}</caption>
              <thead>
                <tr>
                  {SORTED.map((key) => (
                    <th key={key} scope="col" className={key === "signer" ? "wide-only" : undefined} aria-sort={filter.sort === key ? (filter.down ? "descending" : "ascending") : undefined}>
                      <button type="button" className="table-sort" onClick={() => sort(key)}>
                        {t(`register.${key}`)}
                        <Icon name={filter.sort === key && filter.down ? "down" : "up"} size={14} />
                      </button>
                    </th>
                  ))}
                  <th scope="col" className="wide-only">{t("issue.recipients")}</th>
                  <th scope="col">{t("register.state")}</th>
                  <th scope="col" className="wide-only">{t("register.files")}</th>
                </tr>
              </thead>
              <tbody>{view.rows.rows.map((row) => <Row key={row.printed} row={row} editable={view.editable} onChange={setEntering} />)}</tbody>
            </table>
          </div>
        )}
        <Pager page={filter.page ?? 1} total={view.rows.total} onPage={(page) => onFilter({ ...filter, page })} />
      </Panel>
      <Signers editable={view.editable} />
      <WordTemplate />
      {entering && <NumberDialog start={entering} symbols={symbols} onClose={() => setEntering(null)} />}
    </div>
  );
}

function Row({ row, editable, onChange }: { row: RegisterRow; editable: boolean; onChange: (taken: TakenNumber) => void }) {
  const { report, taken } = row;
  const link = report && `/reports/issued/${report.period}?issue=${report.issue}`;
  return (
    <tr>
      <td className="nowrap"><strong>{link ? <Link href={link}>{row.printed}</Link> : row.printed}</strong></td>
      <td className="nowrap">{row.date ? day(row.date) : <Badge icon="lock">{t("register.reserved")}</Badge>}</td>
      <td>
        {row.kind && <span className="muted">{row.kind}: </span>}{row.subject}
        {report && <p className="small muted wide-only"><code className="issued-hash">{report.hash}</code></p>}
      </td>
      <td className="wide-only">{row.signer}</td>
      <td className="wide-only small">{row.recipients.join("; ")}</td>
      <td className="small">
        {report && <SignatureBadge state={report.signature} />}
        {report?.corrects && <p>{t("register.corrects", { number: report.corrects })}</p>}
        {report?.corrected_by && <p>{t("register.correctedBy", { number: report.corrected_by })}</p>}
        {taken && <p className="muted">{t(row.date ? "register.byHand" : "register.kept")}</p>}
      </td>
      <td className="wide-only nowrap">
        {report && (
          <div className="row">
            <a href={files.issued(report.period, "docx", report.issue)} download>Word</a>
            <a href={files.issued(report.period, "pdf", report.issue)} download>PDF</a>
            {report.signature !== "none" && <a href={files.signed(report.period, report.issue)} download>{t("register.signedFile")}</a>}
          </div>
        )}
        {taken && editable && <Own taken={taken} onChange={onChange} />}
      </td>
    </tr>
  );
}

/** What may be done with a number that was entered by hand. */
function Own({ taken, onChange }: { taken: TakenNumber; onChange: (taken: TakenNumber) => void }) {
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: ["register"] });
  const back = useMutation({ mutationFn: () => api.takeNumber(taken), onSuccess: again, onError: toastError });
  const free = useMutation({
    mutationFn: () => api.freeNumber(taken.place),
    onSuccess: () => {
      again();
      toast(t("register.freed"), "ok", { label: t("register.undo"), run: () => back.mutate() });
    },
    onError: toastError,
  });
  return (
    <div className="row">
      <Button small onClick={() => onChange(taken)}>{t("register.change")}</Button>
      <Button small look="quiet" busy={free.isPending} onClick={() => free.mutate()}>{t("register.free")}</Button>
    </div>
  );
}
