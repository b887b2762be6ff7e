import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { AlignedCell, AlignedSeries, AlignmentView, RulingInput } from "../../api/types";
import { useMay } from "../../app/session";
import { periodShort } from "../../format/period";
import { t } from "../../messages";
import { ChooseDialog } from "../../parts/ChooseDialog";
import { useKeys } from "../../parts/useKeys";
import { Badge, Button, Empty, Kbd, Loaded, PAGE_SIZE, PageHead, Pager, Panel, SearchBox, Split, toast, toastError } from "../../ui";
import { Sentences } from "./Sentences";
import { FILTERS, filtered, keyOf, offers, type Filter } from "./series";
import "./alignment.css";

/** Keys that speak of what is chosen when the ruling before them is kept. */
const RULING: ReadonlySet<string> = new Set(["c", "x"]);

/** Series through the reports that were read: each row an indicator, each column a report. */
export default function Alignment() {
  const view = useQuery({ queryKey: ["alignment"], queryFn: api.alignment });
  return (
    <>
      <PageHead title={t("alignment.title")} note={t("alignment.note")} above={<Link href="/reports">{t("menu.reports")}</Link>} />
      <Loaded query={view}>
        {(data) =>
          data.reports.length < 2 ? (
            <Panel><Empty icon="reports" title={t("alignment.few")}>{t("alignment.fewHint")}</Empty></Panel>
          ) : (
            <Board view={data} />
          )
        }
      </Loaded>
    </>
  );
}

function Board({ view }: { view: AlignmentView }) {
  const client = useQueryClient();
  const office = useMay("adopt");
  const [filter, setFilter] = useState<Filter>(view.doubtful > 0 ? "doubtful" : "all");
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(1);
  const [chosen, setChosen] = useState<string>();
  const [joining, setJoining] = useState(false);
  const done = useRef<RulingInput[]>([]);
  const rows = useMemo(() => filtered(view.series, filter, search), [view.series, filter, search]);
  const shown = rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const series = rows.find((row) => keyOf(row) === chosen) ?? shown[0];
  const rule = useMutation({
    // One after the other, so that what was ruled last is what is taken back first.
    scope: { id: "rulings" },
    mutationFn: api.ruleWordings,
    onMutate: (input) => { if (input.same !== null) done.current.push(input); },
    onSuccess: (next, input) => {
      client.setQueryData(["alignment"], next);
      void client.invalidateQueries({ queryKey: ["aligned"] });
      void client.invalidateQueries({ queryKey: ["reading"] });
      toast(t(input.same === null ? "alignment.takenBack" : input.same ? "alignment.joined" : "alignment.parted"));
    },
    onError: (error, input) => {
      done.current = done.current.filter((other) => other !== input);
      toastError(error);
    },
  });
  const undo = () => {
    const last = done.current.pop();
    if (last) rule.mutate({ ...last, same: null });
  };
  const move = (step: number) => {
    const at = rows.findIndex((row) => row === series);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (!next) return;
    setChosen(keyOf(next));
    setPage(Math.floor(rows.indexOf(next) / PAGE_SIZE) + 1);
  };
  const choose = (next: Filter) => {
    setFilter(next);
    setPage(1);
    setChosen(undefined);
  };
  const say = (same: boolean) => {
    const pair = series && doubtfulPair(series);
    if (pair && office) rule.mutate({ ...pair, same });
  };
  const join = (key: string) => {
    setJoining(false);
    const other = view.series.find((one) => keyOf(one) === key)?.cells.at(-1);
    const own = series?.cells.at(-1);
    if (own && other) rule.mutate({ cell: name(own), with: name(other), same: true });
  };
  useKeys({
    j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), PageDown: () => move(10), PageUp: () => move(-10),
    c: () => say(true), x: () => say(false), u: undo,
    m: () => office && series && setJoining(true),
    "/": () => document.querySelector<HTMLElement>(".filters input")?.focus(),
    ...Object.fromEntries(FILTERS.map((name, i) => [String(i + 1), () => choose(name)])),
  }, RULING, rule.isPending);
  return (
    <Split
      sideWidth="400px"
      main={
        <div className="stack">
          <div className="filters">
            <SearchBox label={t("alignment.search")} value={search} onSearch={(text) => { setSearch(text); setPage(1); }} />
            <div className="row" role="group" aria-label={t("alignment.filter")}>
              {FILTERS.map((name) => (
                <Button key={name} small aria-pressed={filter === name} onClick={() => choose(name)}>
                  {t(`alignment.filter.${name}`)} ({filtered(view.series, name, "").length})
                </Button>
              ))}
            </div>
          </div>
          {rows.length === 0 ? (
            <Panel><Empty icon={search ? "search" : "approved"} title={t(search ? "ui.noMatch" : "alignment.noneLeft")} /></Panel>
          ) : (
            <>
              <SeriesTable view={view} rows={shown} chosen={series} onChoose={(row) => setChosen(keyOf(row))} />
              <Pager page={page} total={rows.length} onPage={setPage} />
            </>
          )}
        </div>
      }
      side={
        series && (
          <div className="stack">
            <Sentences key={keyOf(series)} series={series} office={office} busy={rule.isPending} onRule={(input) => rule.mutate(input)} onJoin={() => setJoining(true)} />
            {joining && (
              <ChooseDialog
                title={t("alignment.joinWith")}
                note={t("alignment.joinNote", { name: series.subject })}
                label={t("alignment.search")}
                action={t("alignment.join")}
                find={(search) => offers(series, view.series, search).map((other) => ({ id: keyOf(other), name: other.subject || t("alignment.nameless"), printed: [other.cells.at(-1)?.printed, other.unit].filter(Boolean).join(" ") }))}
                onChoose={join}
                onClose={() => setJoining(false)}
              />
            )}
            {office && (
              <p className="muted small row alignment-keys">
                <span><Kbd>j</Kbd> <Kbd>k</Kbd> {t("alignment.keys.move")}</span>
                <span><Kbd>c</Kbd> {t("alignment.same")}</span>
                <span><Kbd>x</Kbd> {t("alignment.other")}</span>
                <span><Kbd>m</Kbd> {t("alignment.joinWith")}</span>
                <span><Kbd>u</Kbd> {t("alignment.undo")}</span>
                <span><Kbd>1 … 4</Kbd> {t("alignment.filter")}</span>
                <span><Kbd>/</Kbd> {t("alignment.search")}</span>
              </p>
            )}
          </div>
        )
      }
    />
  );
}

/** The doubtful joint of a series: the figure in question and the one before it. */
function doubtfulPair(series: AlignedSeries): Omit<RulingInput, "same"> | undefined {
  const at = series.cells.findIndex((cell) => cell.doubtful);
  const cell = series.cells[at];
  const before = series.cells[at - 1];
  return cell && before ? { cell: name(cell), with: name(before) } : undefined;
}

const name = ({ report, fact }: AlignedCell) => ({ report, fact });

function SeriesTable({ view, rows, chosen, onChoose }: {
  view: AlignmentView;
  rows: readonly AlignedSeries[];
  chosen: AlignedSeries | undefined;
  onChoose: (row: AlignedSeries) => void;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const at = chosen && keyOf(chosen);
  const pointed = useRef(false);
  useEffect(() => {
    // Who points at a row sees it, and wants its sentences; on a phone they stand below the table.
    const target = pointed.current ? document.querySelector(".split-side") : body.current?.querySelector("[aria-selected=true]");
    pointed.current = false;
    target?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const choose = (row: AlignedSeries) => {
    pointed.current = row !== chosen;
    onChoose(row);
  };
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t("alignment.title")}>
      <table className="table alignment">
        <caption className="visually-hidden">{t("alignment.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("alignment.indicator")}</th>
            {view.reports.map((report) => (
              <th key={report.id} scope="col" className="num" title={report.file_name}>
                {report.period ? periodShort(report.period) : report.file_name}
                {view.reports.some((other) => other !== report && other.period && other.period === report.period) && <span className="alignment-file">{report.file_name}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={keyOf(row)} aria-selected={row === chosen} onClick={() => choose(row)}>
              <th scope="row">
                <button type="button" className="alignment-name" aria-pressed={row === chosen} >{row.subject || t("alignment.nameless")}</button>
                <span className="muted small">{[row.unit, t(`review.kind.${row.kind}`), row.place].filter(Boolean).join(" · ")}</span>
              </th>
              {view.reports.map((report, i) => {
                const cell = row.cells.find((c) => c.report_index === i);
                return (
                  <td key={report.id} className="num">
                    {cell ? (cell.doubtful ? <Badge tone="warn" icon="warning" title={t("alignment.doubtful")}>{cell.printed}</Badge> : cell.printed) : <span className="muted">–</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
