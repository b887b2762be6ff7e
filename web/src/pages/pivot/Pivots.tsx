import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api";
import type { Pivot, PivotRow } from "../../api/types";
import { useSession } from "../../app/session";
import { moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { useKept } from "../../parts/useKept";
import { Button, Checkbox, DateField, Empty, Loaded, Notice, PageHead, Panel, SearchBox, SelectField, TextField, toast, toastError } from "../../ui";
import { Builder, type Names } from "./Builder";
import { Grid } from "./Grid";
import { begin } from "./layout";
import { MapView } from "./MapView";
import "./pivot.css";

type Draft = { id: string | null; name: string; pivot: Pivot; names: Names; share: string; asOf: string | null; bars: boolean; map: boolean };

/** Tables that people lay out themselves: looked at, compared, kept, copied, put into a report. */
export default function Pivots() {
  const { place, today } = useSession();
  const fresh: Draft = { id: null, name: "", pivot: begin(place.id), names: {}, share: "", asOf: "", bars: false, map: false };
  const [draft, setDraft] = useKept<Draft>("pivot", fresh);
  const [open, setOpen] = useState<"keep" | "report" | null>(null);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const ready = draft.pivot.indicators.length > 0 && draft.pivot.measures.length > 0;
  const ask = { pivot: draft.pivot, share: draft.share || null, as_of: draft.asOf || null };
  const table = useQuery({ queryKey: ["pivot", ask], queryFn: () => api.pivot(ask), enabled: ready, placeholderData: keepPreviousData, retry: false });
  return (
    <>
      <PageHead above={<Link href="/figures">{t("menu.figures")}</Link>} title={draft.name || t("pivot.title")} note={t("pivot.note")}>
        <span className="row no-print">
          <Button icon="plus" onClick={() => setDraft(fresh)}>{t("pivot.new")}</Button>
          <Button disabled={!ready} onClick={() => window.print()}>{t("pivot.print")}</Button>
          <Button disabled={!ready} onClick={() => setOpen("report")}>{t("pivot.report")}</Button>
          <Button look="primary" disabled={!ready} onClick={() => setOpen("keep")}>{t("pivot.keep")}</Button>
        </span>
      </PageHead>
      <div className="pivot-page">
        <aside className="stack no-print">
          <Kept chosen={draft.id} onChoose={(row) => setDraft({ ...fresh, id: row.id, name: row.name, pivot: row.pivot })} />
          <Panel title={t("pivot.choose")}>
            <Builder pivot={draft.pivot} names={draft.names} share={draft.share} today={today} onChange={(pivot) => change({ pivot })} onNames={(names) => change({ names })} onShare={(share) => change({ share })} />
          </Panel>
        </aside>
        <Panel>
          <div className="filters no-print">
            <DateField label={t("pivot.asOf")} hint={t("pivot.asOfHint")} value={draft.asOf} onChange={(asOf) => change({ asOf })} />
            <Checkbox label={t("pivot.bars")} checked={draft.bars} onChange={(bars) => change({ bars })} />
            <Checkbox label={t("pivot.map")} checked={draft.map} onChange={(map) => change({ map })} />
          </div>
          {!ready ? (
            <Empty icon="figures" title={t("pivot.empty")}>{t("pivot.emptyHint")}</Empty>
          ) : (
            <Loaded query={table}>
              {(view) => (
                <>
                  {view.hidden > 0 && <Notice tone="info">{t("pivot.hidden", { count: view.hidden })}</Notice>}
                  {view.rows.length === 0 || view.columns.length === 0 ? <Empty icon="figures" title={t("pivot.nothing")}>{t("pivot.nothingHint")}</Empty> : <Grid view={view} bars={draft.bars} />}
                  {draft.map && view.columns.length > 0 && <MapView ask={ask} view={view} />}
                </>
              )}
            </Loaded>
          )}
        </Panel>
      </div>
      {open === "keep" && <Keep draft={draft} onClose={() => setOpen(null)} onKept={(name, id) => change({ name, id })} />}
      {open === "report" && <IntoReport draft={draft} onClose={() => setOpen(null)} />}
    </>
  );
}

function Kept({ chosen, onChoose }: { chosen: string | null; onChoose: (row: PivotRow) => void }) {
  const client = useQueryClient();
  const [search, setSearch] = useState("");
  const kept = useQuery({ queryKey: ["pivots", search], queryFn: () => api.pivots(search), placeholderData: keepPreviousData });
  const remove = useMutation({
    mutationFn: ({ id, removed }: { id: string; removed: boolean }) => api.switchPivot(id, removed),
    onSuccess: (_, { id, removed }) => {
      void client.invalidateQueries({ queryKey: ["pivots"] });
      if (removed) toast(t("pivot.removed"), "ok", { label: t("pivot.undo"), run: () => remove.mutate({ id, removed: false }) });
    },
    onError: toastError,
  });
  return (
    <Panel title={t("pivot.kept")}>
      <SearchBox label={t("pivot.search")} value={search} onSearch={setSearch} />
      <Loaded query={kept}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted small">{t(search ? "ui.noMatch" : "pivot.noneKept")}</p>
          ) : (
            <ul className="pivot-kept">
              {rows.map((row) => (
                <li key={row.id} className="spread">
                  <button type="button" className="link" aria-current={row.id === chosen ? "true" : undefined} onClick={() => onChoose(row)}>
                    {row.name}
                    <span className="muted small">{row.by}, {moment(row.at)}</span>
                  </button>
                  {row.own && <Button small look="quiet" icon="cross" aria-label={t("pivot.remove", { name: row.name })} onClick={() => remove.mutate({ id: row.id, removed: true })} />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Keep({ draft, onClose, onKept }: { draft: Draft; onClose: () => void; onKept: (name: string, id: string | null) => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(draft.name);
  const [anew, setAnew] = useState(draft.id !== null);
  return (
    <ActionDialog
      title={t("pivot.keep")}
      action={t("ui.save")}
      disabled={!name.trim()}
      run={() => api.keepPivot(anew ? draft.id : null, { name: name.trim(), pivot: draft.pivot })}
      onClose={onClose}
      onDone={(rows) => {
        void client.invalidateQueries({ queryKey: ["pivots"] });
        onKept(name.trim(), rows.find((row) => row.name === name.trim())?.id ?? null);
        toast(t("pivot.keptNow"));
        onClose();
      }}
    >
      <TextField label={t("pivot.name")} value={name} onChange={setName} maxLength={200} autoFocus />
      {draft.id && <Checkbox label={t("pivot.anew", { name: draft.name })} checked={anew} onChange={setAnew} />}
    </ActionDialog>
  );
}

function IntoReport({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const [, go] = useLocation();
  const livings = useQuery({ queryKey: ["livings"], queryFn: api.livings });
  const open = (livings.data ?? []).filter((report) => !report.issued);
  const [period, setPeriod] = useState("");
  const [caption, setCaption] = useState(draft.name);
  const chosen = period || (open[0]?.period ?? "");
  return (
    <ActionDialog
      title={t("pivot.report")}
      action={t("pivot.reportDo")}
      disabled={!chosen}
      run={() => api.placePivot({ period: chosen, pivot: draft.pivot, caption: caption.trim() || null })}
      onClose={onClose}
      onDone={() => {
        toast(t("pivot.reported"));
        go(`/reports/living/${chosen}`);
      }}
    >
      <p>{t("pivot.reportSays")}</p>
      <SelectField label={t("pivot.reportOf")} value={chosen} options={open.map((report) => ({ value: report.period, label: periodName(report.period) }))} onChange={setPeriod} />
      <TextField label={t("pivot.caption")} value={caption} onChange={setCaption} maxLength={200} />
    </ActionDialog>
  );
}
