import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, files } from "../../api";
import type { LivingPassage, OutlineFigure, OutlineIndicator, OutlineView } from "../../api/types";
import type { PeriodKind } from "../../format/period";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, FilterSelect, Loaded, Menu, Notice, PageHead, Panel, Table, toast, toastError, type Column } from "../../ui";
import HandIn from "./HandIn";
import StartReport from "./StartReport";
import "./outline.css";

/** An outline as formatted prose with its figures, and the indicators that it needs. */
export default function Outline({ id }: { id: string }) {
  const [kind, setKind] = useState<PeriodKind>();
  const outline = useQuery({ queryKey: ["outline", id, kind], queryFn: () => api.outline(id, kind), placeholderData: keepPreviousData });
  return <Loaded query={outline}>{(view) => <Shown view={view} onKind={setKind} />}</Loaded>;
}

function Shown({ view, onKind }: { view: OutlineView; onKind: (kind: PeriodKind) => void }) {
  const { row } = view;
  const [doing, setDoing] = useState<"start" | "hand" | null>(null);
  const remove = useRemoval(view);
  const names = new Map(view.figures.map((figure) => [figure.id, figure]));
  const download = { key: "text", label: t("outline.download"), onSelect: () => window.location.assign(files.outline(row.id)) };
  const own = [
    { key: "hand", label: t("outline.rewrite"), onSelect: () => setDoing("hand") },
    { key: "remove", label: t(row.removed ? "outline.putBack" : "outline.remove"), onSelect: () => remove.mutate(!row.removed) },
  ];
  return (
    <>
      <PageHead title={row.name} above={<Link href="/catalogue/outlines">{t("catalogue.outlines")}</Link>} note={`${t(`outline.level.${row.level}`)} · ${t(row.own ? "outline.own" : "outline.shipped")}`}>
        <FilterSelect label={t("outline.kind")} value={view.kind} onChange={(kind) => onKind(row.kinds.find((k) => k === kind) ?? view.kind)} options={row.kinds.map((value) => ({ value, label: t(`regime.every.${value}`) }))} />
        {view.editable && <Menu label={t("outline.text")} icon="download" items={[download, ...(row.own ? own : [])]} />}
        {view.editable && <Button look="primary" icon="plus" onClick={() => setDoing("start")}>{t("outline.start")}</Button>}
      </PageHead>
      <div className="stack">
        {row.removed && <Notice tone="warn">{t("outline.removed")}</Notice>}
        <Panel title={t("outline.preview")}>
          <p className="muted small">{t("outline.previewNote", { period: periodName(view.period) })}</p>
          <article className="outline-paper" lang="vi" aria-label={row.name}>
            {view.passages.map((passage) => <Passage key={passage.id} passage={passage} names={names} kind={view.kind} />)}
          </article>
        </Panel>
        <Panel title={t("outline.indicators", { n: view.indicators.length })} flush>
          <p className="muted panel-note">{view.lacking > 0 ? t("outline.lacking", { n: view.lacking }) : t("outline.allHeld")}</p>
          <Table caption={t("outline.indicators", { n: view.indicators.length })} columns={indicatorColumns()} rows={view.indicators} rowKey={(i) => i.indicator.code} />
        </Panel>
      </div>
      {doing === "start" && <StartReport outline={row.id} period={view.period} onClose={() => setDoing(null)} />}
      {doing === "hand" && <HandIn outline={row.id} onClose={() => setDoing(null)} onKept={() => setDoing(null)} />}
    </>
  );
}

/** Takes an outline out of the list, with a way back at once. */
function useRemoval({ row }: OutlineView) {
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: (removed: boolean) => api.removeOutline(row.id, removed),
    onSuccess: (now) => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["outlines", "outline"].includes(String(queryKey[0])) });
      toast(t(now.removed ? "outline.removedNow" : "outline.backNow"));
    },
    onError: toastError,
  });
  return removal;
}

function indicatorColumns(): Column<OutlineIndicator>[] {
  return [
    { key: "code", title: t("outline.code"), cell: (i) => <span className="nowrap">{i.indicator.code}</span>, sort: (i) => i.indicator.code },
    { key: "name", title: t("outline.indicator"), cell: (i) => i.indicator.name, sort: (i) => i.indicator.name },
    { key: "unit", title: t("outline.unit"), cell: (i) => i.indicator.measure_unit, wide: true },
    { key: "owner", title: t("outline.owner"), cell: (i) => i.owner, sort: (i) => i.owner, wide: true },
    { key: "held", title: t("reports.state"), cell: (i) => (i.held ? <Badge tone="ok" icon="check">{t("outline.held")}</Badge> : <Badge tone="info" icon="plus">{t("outline.new")}</Badge>), sort: (i) => Number(i.held) },
  ];
}

type Names = ReadonlyMap<string, OutlineFigure>;
/** Periods of a kind in a year: so far back lies the same period of the year before. */
const PER_YEAR: Record<PeriodKind, number> = { week: 52, month: 12, quarter: 4, half_year: 2, nine_months: 1, year: 1, days: 1 };

function Passage({ passage, names, kind }: { passage: LivingPassage; names: Names; kind: PeriodKind }) {
  const number = passage.number ?? (passage.note ? String(passage.note) : "");
  return (
    <div data-kind={passage.kind} className="outline-passage">
      <p>
        {number && <span className="outline-number">{number} </span>}
        <Inlines inlines={passage.inlines} names={names} kind={kind} />
      </p>
      {passage.owner && ["section", "clause", "subclause", "point", "item"].includes(passage.kind) && <span className="outline-owner">{passage.owner.name}</span>}
      {passage.table && (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t("kind.passage.table")}>
          <table className="table">
            <tbody>
              {passage.table.rows.map((cells, at) => (
                <tr key={at}>
                  {cells.map((cell, nth) => {
                    const Cell = at < (passage.table?.heads ?? 0) ? "th" : "td";
                    return <Cell key={nth} colSpan={cell.columns} className={cell.right ? "numeric" : undefined}><Inlines inlines={cell.inlines} names={names} kind={kind} /></Cell>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Inlines({ inlines, names, kind }: { inlines: LivingPassage["inlines"]; names: Names; kind: PeriodKind }) {
  return inlines.map((inline, at) => {
    switch (inline.type) {
      case "text": return <span key={at} className={[inline.bold && "outline-bold", inline.italic && "outline-italic"].filter(Boolean).join(" ") || undefined}>{inline.text}</span>;
      case "period": return <span key={at}>{inline.text}</span>;
      case "note": return <sup key={at}>{inline.number}</sup>;
      case "figure": {
        const figure = names.get(inline.figure.id);
        const { measure, shift, formula, indicator } = inline.figure;
        const marks = [measure !== "actual" && t(`measure.${measure}`), shift !== 0 && t(shift === -PER_YEAR[kind] ? "outline.yearBefore" : shift > 0 ? "outline.after" : "outline.before")].filter(Boolean).map((mark) => ` · ${String(mark)}`).join("");
        return <span key={at} className="outline-figure" title={`${figure?.name ?? ""}${marks}`}>{formula ?? indicator}{marks}</span>;
      }
    }
  });
}
