import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { HistoryPreview, HistoryTaken, IndicatorChoice, SayHistory, Timing, UnknownIndicator } from "../../api/types";
import { moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Badge, Button, DropZone, Empty, Loaded, Notice, PageHead, Panel, Progress, SelectField, Table, TextField, toast, type Column, type Tone } from "../../ui";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { useUnits } from "../../parts/UnitSelect";
import { lived } from "./Area";
import "./figures.css";

const TONES: Record<string, Tone> = { taken: "ok", replaces: "accent", same: "neutral", differs: "warn" };
const NOTHING: SayHistory = { units: {}, indicators: {}, measure: null, statistical: false, replace: [] };

/** Figures of earlier periods from a file: looked at row by row, taken in one act, taken back as one. */
export default function History() {
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [says, setSays] = useState<SayHistory>(NOTHING);
  const [sent, setSent] = useState(0);
  const [seen, setSeen] = useState<HistoryPreview>();
  const preview = useMutation({ mutationFn: (next: { file: File; says: SayHistory }) => api.previewHistory(next.file, next.says, setSent), onSuccess: setSeen });
  const begin = (next: File | undefined) => {
    setFile(next);
    setSays(NOTHING);
    setSeen(undefined);
    preview.reset();
  };
  const take = useMutation({
    mutationFn: (next: { file: File; says: SayHistory }) => api.takeHistory(next.file, next.says, setSent),
    onSuccess: (taken) => {
      toast(t("history.taken", { count: taken.figures }));
      begin(undefined);
      for (const key of ["history", "indicators", "series", "profile"]) void client.invalidateQueries({ queryKey: [key] });
    },
  });
  const look = preview.mutate;
  // What is said of a file is held against it at once.
  useEffect(() => {
    if (file) look({ file, says });
  }, [file, says, look]);
  return (
    <>
      <PageHead title={t("history.title")} note={t("history.note")} above={<Link href="/figures">{t("figures.title")}</Link>} />
      <div className="stack">
        {file ? (
          <Panel title={file.name} actions={<Button small onClick={() => { begin(undefined); take.reset(); }}>{t("history.another")}</Button>}>
            {preview.error && <Notice tone="error">{preview.error.message}</Notice>}
            {take.error && <Notice tone="error">{take.error.message}</Notice>}
            {seen ? (
              <Looked preview={seen} says={says} busy={take.isPending || preview.isPending} onSay={(part) => setSays({ ...says, ...part })} onTake={() => take.mutate({ file, says })} />
            ) : (
              preview.isPending && <Progress value={sent} label={t("history.reading", { file: file.name })} />
            )}
          </Panel>
        ) : (
          <DropZone accept=".xlsx,.csv,.txt" hint={t("history.drop")} onFiles={([first]) => begin(first)} />
        )}
        <Done />
      </div>
    </>
  );
}

function Looked({ preview, says, busy, onSay, onTake }: { preview: HistoryPreview; says: SayHistory; busy: boolean; onSay: (part: Partial<SayHistory>) => void; onTake: () => void }) {
  const many = (verdicts: readonly string[]) => preview.counts.filter((c) => verdicts.includes(c.verdict)).reduce((sum, c) => sum + c.rows, 0);
  const taken = many(["taken", "replaces"]);
  const differing = preview.rows.filter((r) => r.verdict === "differs").map((r) => r.at);
  const replace = new Set(says.replace ?? []);
  // What was asked about stays in sight once it is answered, so that the answer can be changed.
  const names = useKept(preview.indicators);
  const doubts = useKept(preview.units);
  const units = useUnits(true);
  const others = (proposed: readonly string[]) =>
    (units.data ?? []).filter((u) => u.kind !== "department" && !proposed.includes(u.id)).map((u) => ({ value: u.id, label: [u.name, lived(u)].filter(Boolean).join(", ") }));
  return (
    <div className="stack">
      <p className="row">
        <span className="muted">{t(preview.long ? "history.long" : "history.wide", { count: preview.figures })}</span>
        {preview.counts.map((c) => <Badge key={c.verdict} tone={TONES[c.verdict] ?? "error"}>{t(`history.verdict.${c.verdict}` as "history.verdict.taken")}: {c.rows}</Badge>)}
      </p>
      <div className="series-controls history-how">
        <SelectField
          label={t("history.window")}
          value={says.statistical ? "1" : ""}
          options={[{ value: "", label: t("history.window.legal") }, { value: "1", label: t("history.window.statistical") }]}
          onChange={(value) => onSay({ statistical: value === "1" })}
        />
        <SelectField label={t("history.measure")} value={says.measure ?? "actual"} options={(["actual", "plan", "estimate"] as const).map((m) => ({ value: m, label: t(`measure.${m}`) }))} onChange={(m) => onSay({ measure: m as "actual" })} />
      </div>
      {names.length > 0 && (
        <fieldset className="history-unknown">
          <legend>{t("history.indicatorsUnknown")}</legend>
          {names.map((unknown) => <IndicatorIs key={unknown.name} unknown={unknown} onIs={(choice) => onSay({ indicators: { ...says.indicators, [unknown.name]: choice } })} />)}
        </fieldset>
      )}
      {doubts.length > 0 && (
        <fieldset className="history-unknown">
          <legend>{t("history.unitsUnknown")}</legend>
          <p className="field-hint">{t("history.unitsUnknownHint")}</p>
          {doubts.map((unknown) => (
            <SelectField
              key={unknown.name}
              label={t("history.unitIs", { name: unknown.name, rows: unknown.rows, period: unknown.period ? periodName(unknown.period) : "" })}
              value={says.units?.[unknown.name] ?? ""}
              options={[{ value: "", label: t("history.leave") }, ...unknown.proposals.map((u) => ({ value: u.id, label: u.name })), ...others(unknown.proposals.map((u) => u.id))]}
              onChange={(unit) => onSay({ units: { ...says.units, [unknown.name]: unit } })}
            />
          ))}
        </fieldset>
      )}
      <Rows preview={preview} replace={replace} onReplace={(rows) => onSay({ replace: [...rows] })} />
      <div className="row">
        {differing.length > 1 && <Button onClick={() => onSay({ replace: [...replace, ...differing] })}>{t("history.replaceAll")}</Button>}
        <span className="grow muted">{taken === 0 && t("history.nothing")}</span>
        <Button look="primary" busy={busy} disabled={taken === 0} onClick={onTake}>{t("history.take", { count: taken })}</Button>
      </div>
    </div>
  );
}

/** Everything of this name that was ever in a list, as it was last. */
function useKept<R extends { name: string }>(rows: readonly R[]): R[] {
  const [kept, setKept] = useState(new Map<string, R>());
  const fresh = rows.filter((row) => !kept.has(row.name));
  if (fresh.length > 0) setKept(new Map([...kept, ...fresh.map((row) => [row.name, row] as const)]));
  return [...kept.values()];
}

const TIMINGS: readonly Timing[] = ["flow", "cumulative", "stock", "ratio"];

/** Says what an indicator of a file is: one of the starter catalogue, or a new one. */
function IndicatorIs({ unknown, onIs }: { unknown: UnknownIndicator; onIs: (choice: IndicatorChoice) => void }) {
  const [is, setIs] = useState("");
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [draft, setDraft] = useState({ code: unknown.free, name: unknown.name, measure_unit: "", timing: "flow" as Timing, decimals: 0, level: "" });
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const choose = (next: string) => {
    setIs(next);
    if (next === "starter" && unknown.starter) onIs({ is: "starter", what: unknown.starter });
  };
  return (
    <div className="stack" role="group" aria-label={unknown.name || t("history.indicator")}>
      <SelectField
        label={unknown.name ? t("history.indicatorIs", { name: unknown.name, rows: unknown.rows }) : t("history.indicatorOfTable", { rows: unknown.rows })}
        value={is}
        options={[
          { value: "", label: t("history.leave") },
          ...(unknown.starter ? [{ value: "starter", label: t("history.starter", { code: unknown.starter }) }] : []),
          { value: "known", label: t("history.known") },
          { value: "new", label: t("history.new") },
        ]}
        onChange={choose}
      />
      {is === "known" && (
        <PickIndicators
          one
          label={t("history.known")}
          chosen={picked}
          onChange={(chosen) => {
            setPicked(chosen);
            if (chosen[0]) onIs({ is: "known", what: chosen[0].id });
          }}
        />
      )}
      {is === "new" && (
        <div className="series-controls">
          <TextField label={t("history.code")} value={draft.code} onChange={(code) => set({ code })} maxLength={12} />
          <TextField label={t("history.name")} value={draft.name} onChange={(name) => set({ name })} />
          <TextField label={t("history.measureUnit")} value={draft.measure_unit} onChange={(measure_unit) => set({ measure_unit })} />
          <SelectField label={t("history.timing")} value={draft.timing} options={TIMINGS.map((x) => ({ value: x, label: t(`timing.${x}`) }))} onChange={(x) => set({ timing: x as Timing })} />
          <SelectField
            label={t("history.level")}
            value={draft.level}
            options={[{ value: "", label: t("history.levelNone") }, ...(["province", "district", "commune"] as const).map((k) => ({ value: k, label: t(`kind.${k}`) }))]}
            onChange={(level) => set({ level })}
          />
          <Button
            disabled={!draft.code.trim() || !draft.name.trim() || !draft.measure_unit.trim()}
            onClick={() => onIs({ is: "new", what: { ...draft, level: (draft.level || null) as "district" | null } })}
          >
            {t("history.apply")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Rows({ preview, replace, onReplace }: { preview: HistoryPreview; replace: ReadonlySet<number>; onReplace: (rows: ReadonlySet<number>) => void }) {
  const put = (at: number, on: boolean) => {
    const next = new Set(replace);
    if (on) next.add(at); else next.delete(at);
    onReplace(next);
  };
  return (
    <div className="table-wrap history-rows" tabIndex={0} role="region" aria-label={t("history.rows")}>
      <table className="table">
        <caption className="visually-hidden">{t("history.rows")}</caption>
        <thead>
          <tr>
            <th scope="col" className="num">{t("history.row")}</th>
            <th scope="col">{t("history.unit")}</th>
            <th scope="col">{t("history.period")}</th>
            <th scope="col">{t("history.indicator")}</th>
            <th scope="col" className="num">{t("history.value")}</th>
            <th scope="col">{t("history.becomes")}</th>
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((r) => (
            <tr key={r.at}>
              <td className="num muted">{r.row}</td>
              <td>{r.unit}{r.means && r.means.unit !== r.unit && <p className="muted small">{r.means.unit}</p>}</td>
              <td className="nowrap">{r.means ? periodName(r.means.period) : r.period}</td>
              <td>{[r.indicator || r.means?.indicator, r.means && r.means.measure !== "actual" && t(`measure.${r.means.measure}`)].filter(Boolean).join(" · ")}</td>
              <td className="num">{r.value}</td>
              <td>
                <Badge tone={TONES[r.verdict] ?? "error"}>{t(`history.verdict.${r.verdict}` as "history.verdict.taken")}</Badge>
                {["differs", "unit", "period", "measure", "value", "twice", "asked"].includes(r.verdict) && (
                  <p className="muted small">{t(`history.say.${r.verdict}` as "history.say.differs", { kept: r.kept ?? "", row: r.twice ?? 0 })}</p>
                )}
                {(r.verdict === "differs" || r.verdict === "replaces") && (
                  <label className="checkbox"><input type="checkbox" checked={replace.has(r.at)} onChange={(e) => put(r.at, e.target.checked)} /><span>{t("history.replace")}</span></label>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.rows.length < preview.figures && <p className="muted small series-note">{t("history.rowsShown", { shown: preview.rows.length, count: preview.figures })}</p>}
    </div>
  );
}

/** What was brought in, each to be taken back. */
function Done() {
  const client = useQueryClient();
  const taken = useQuery({ queryKey: ["history"], queryFn: api.history });
  const [backing, setBacking] = useState<HistoryTaken>();
  const columns: Column<HistoryTaken>[] = [
    { key: "file", title: t("history.file"), cell: (h) => h.file, sort: (h) => h.file },
    { key: "figures", title: t("history.figures"), numeric: true, cell: (h) => h.figures, sort: (h) => h.figures },
    { key: "codes", title: t("history.indicator"), cell: (h) => h.codes.slice(0, 6).map((code) => <Link key={code} className="series-code" href={`/figures/${encodeURIComponent(code)}`}>{code}</Link>) },
    { key: "by", title: t("history.by"), cell: (h) => <>{h.by}<p className="muted small">{moment(h.at)}</p></>, wide: true },
    { key: "do", title: "", cell: (h) => (h.taken_back ? <Badge>{t("history.gone")}</Badge> : <Button small icon="undo" onClick={() => setBacking(h)}>{t("history.back")}</Button>) },
  ];
  return (
    <section>
      <h2 className="series-head">{t("history.done")}</h2>
      <Loaded query={taken}>
        {(rows) => <Table caption={t("history.done")} columns={columns} rows={rows} rowKey={(h) => String(h.cut)} empty={<Panel><Empty title={t("history.doneNone")} /></Panel>} />}
      </Loaded>
      {backing && (
        <ActionDialog
          title={t("history.backTitle", { file: backing.file })}
          action={t("history.back")}
          danger
          run={() => api.takeHistoryBack(backing.cut)}
          onClose={() => setBacking(undefined)}
          onDone={(rows) => {
            client.setQueryData(["history"], rows);
            for (const key of ["indicators", "series", "profile"]) void client.invalidateQueries({ queryKey: [key] });
            setBacking(undefined);
          }}
        >
          <p>{t("history.backHint", { count: backing.figures })}</p>
        </ActionDialog>
      )}
    </section>
  );
}
