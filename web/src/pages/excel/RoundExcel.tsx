import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { FileProblem, WorkbookPreview, WorkbooksTaken } from "../../api/types";
import { periodName } from "../../format/period";
import { lang, t } from "../../messages";
import { Badge, Button, DropZone, Empty, Icon, Notice, PageHead, Panel, Progress, Table, type Column } from "../../ui";
import { Counts } from "./Changes";
import { Messages } from "./Messages";
import "./excel.css";

/** Workbooks of many units of a round: read, looked at, taken, with a report of what was not. */
export default function RoundExcel({ round }: { round: string }) {
  const client = useQueryClient();
  const [files, setFiles] = useState<File[]>([]);
  const [share, setShare] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const free = (form: WorkbookPreview) => (form.editable ? form.cells.filter((c) => !c.newer_by).length : 0);
  const look = useMutation({
    mutationFn: (files: File[]) => api.previewWorkbooks(round, files, setShare),
    onSuccess: (preview) => setChosen(new Set(preview.forms.filter((f) => free(f) > 0).map((f) => f.unit.id))),
  });
  const take = useMutation({
    mutationFn: (units: string[]) => api.takeWorkbooks(round, files, { units }, setShare),
    onSuccess: () => {
      for (const key of ["form", "board", "rounds", "work"]) void client.invalidateQueries({ queryKey: [key] });
    },
  });
  const open = (next: File[]) => {
    setFiles(next);
    setShare(0);
    take.reset();
    look.reset();
    if (next.length > 0) look.mutate(next);
  };
  const error = look.error ?? take.error;
  const busy = look.isPending || take.isPending;
  const preview = look.data;
  const picked = preview?.forms.filter((f) => chosen.has(f.unit.id)) ?? [];
  const words = t("excel.reading", { name: files.length === 1 ? (files[0]?.name ?? "") : `${files.length} × .xlsx` });
  const columns: Column<WorkbookPreview>[] = [
    {
      key: "chosen",
      title: t("excel.chosen"),
      cell: (f) => (
        <input
          type="checkbox"
          aria-label={t("excel.choose.one", { name: f.unit.name })}
          checked={chosen.has(f.unit.id)}
          disabled={free(f) === 0}
          onChange={(e) => {
            const next = new Set(chosen);
            if (e.target.checked) next.add(f.unit.id); else next.delete(f.unit.id);
            setChosen(next);
          }}
        />
      ),
    },
    { key: "unit", title: t("excel.unit"), cell: (f) => <Link href={`/rounds/${round}/forms/${encodeURIComponent(f.unit.id)}`}>{f.unit.name}</Link>, sort: (f) => f.unit.name },
    { key: "file", title: t("excel.file"), cell: (f) => f.file_name, sort: (f) => f.file_name, wide: true },
    { key: "state", title: t("excel.state"), cell: (f) => <Counts preview={f} />, sort: (f) => f.cells.length },
  ];
  return (
    <div className="excel-page">
      <PageHead
        above={<><Link href="/rounds">{t("menu.rounds")}</Link> › <Link href={`/rounds/${round}`}>{periodName(round)}</Link></>}
        title={t("excel.many")}
        note={t("excel.manyNote", { period: periodName(round) })}
      >
        {files.length > 0 && !busy && <Button icon="upload" onClick={() => open([])}>{t("excel.other")}</Button>}
      </PageHead>
      {error && <Notice tone="error">{error.message}</Notice>}
      {files.length === 0 && <Panel title={t("excel.choose")}><DropZone accept=".xlsx,.zip" hint={t("excel.manyHint")} onFiles={open} /></Panel>}
      {busy && (
        <div className="stack-s" aria-live="polite">
          <span className="row small">{share >= 1 && <span className="spinner" aria-hidden="true" />}{words}</span>
          <Progress value={share} label={words} />
        </div>
      )}
      {take.data ? (
        <Report taken={take.data} round={round} />
      ) : (
        preview && (
          <>
            <Panel flush>
              <Table caption={t("excel.many")} columns={columns} rows={preview.forms} rowKey={(f) => f.unit.id} startSort={{ key: "state", down: true }} empty={<Empty icon="info" title={t("excel.nothing")}>{t("excel.manyHint")}</Empty>} />
            </Panel>
            <Messages messages={preview.forms.flatMap((f) => f.messages.map((m) => ({ ...m, vi: `${f.unit.name}: ${m.vi}`, en: `${f.unit.name}: ${m.en}` })))} />
            <Problems problems={preview.problems} />
            <div className="excel-room" />
            <footer className="excel-foot">
              <span className="grow" />
              <Link className="button button-secondary" href={`/rounds/${round}`}>{t("ui.cancel")}</Link>
              <Button look="primary" icon="check" busy={busy} disabled={picked.length === 0} onClick={() => take.mutate(picked.map((f) => f.unit.id))}>
                {t("excel.takeUnits", { cells: picked.reduce((sum, f) => sum + free(f), 0), units: picked.length })}
              </Button>
            </footer>
          </>
        )
      )}
    </div>
  );
}

function Report({ taken, round }: { taken: WorkbooksTaken; round: string }) {
  const columns: Column<WorkbooksTaken["forms"][number]>[] = [
    { key: "unit", title: t("excel.unit"), cell: (f) => <Link href={`/rounds/${round}/forms/${encodeURIComponent(f.unit.id)}`}>{f.unit.name}</Link>, sort: (f) => f.unit.name },
    { key: "taken", title: t("excel.takenCells"), cell: (f) => f.taken, sort: (f) => f.taken, numeric: true },
    { key: "left", title: t("excel.leftCells"), cell: (f) => (f.left > 0 ? <Badge tone="warn" icon="warning">{f.left}</Badge> : 0), sort: (f) => f.left, numeric: true },
  ];
  const cells = taken.forms.reduce((sum, f) => sum + f.taken, 0);
  return (
    <>
      <Notice tone={cells > 0 ? "ok" : "warn"}>{t("excel.reportOf", { cells, units: taken.forms.filter((f) => f.taken > 0).length })}</Notice>
      {taken.forms.length > 0 && (
        <Panel title={t("excel.report")} flush>
          <Table caption={t("excel.report")} columns={columns} rows={taken.forms} rowKey={(f) => f.unit.id} />
        </Panel>
      )}
      {taken.forms.some((f) => f.left > 0) && <p className="muted small">{t("excel.leftHint")}</p>}
      <Messages messages={taken.forms.flatMap((f) => f.messages.map((m) => ({ ...m, vi: `${f.unit.name}: ${m.vi}`, en: `${f.unit.name}: ${m.en}` })))} />
      <Problems problems={taken.problems} />
    </>
  );
}

function Problems({ problems }: { problems: readonly FileProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <Panel title={t("excel.problems")}>
      <ul className="excel-messages">
        {problems.map((p, i) => (
          <li key={i} className="excel-lost"><Icon name="error" size={17} /> <span><strong>{p.file_name}</strong>: {lang() === "vi" ? p.vi : p.en}</span></li>
        ))}
      </ul>
    </Panel>
  );
}
