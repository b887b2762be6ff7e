import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api";
import type { BroughtCell, FormView, SheetMapping, TakenView, WorkbookPreview } from "../../api/types";
import { periodName } from "../../format/period";
import { lang, t } from "../../messages";
import { Button, DropZone, Empty, Loaded, Notice, PageHead, Panel, toast } from "../../ui";
import { Changes, Counts } from "./Changes";
import { Messages } from "./Messages";
import { OwnSheet } from "./OwnSheet";
import "./excel.css";

export default function FormExcel({ round, unit }: { round: string; unit: string }) {
  const form = useQuery({ queryKey: ["form", round, unit], queryFn: () => api.form(round, unit) });
  return <Loaded query={form}>{(view) => <Bring form={view} />}</Loaded>;
}

const cellKey = (cell: Pick<BroughtCell, "indicator" | "measure">) => `${cell.indicator}|${cell.measure}`;
/** Cells that may simply be taken. */
const plain = (preview: WorkbookPreview) => new Set(preview.cells.filter((c) => !c.newer_by).map(cellKey));

/** A workbook for one form: read, looked at, taken. */
function Bring({ form }: { form: FormView }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [file, setFile] = useState<File>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [taken, setTaken] = useState<TakenView>();
  const at = `/rounds/${form.round}/forms/${encodeURIComponent(form.unit.id)}`;
  const look = useMutation({
    mutationFn: ({ file, mapping }: { file: File; mapping?: SheetMapping }) => api.previewWorkbook(form.round, form.unit.id, file, mapping),
    onSuccess: (preview) => setChosen(plain(preview)),
  });
  const preview = look.data;
  const take = useMutation({
    mutationFn: (preview: WorkbookPreview) => {
      const cells = preview.cells.filter((c) => chosen.has(cellKey(c))).map(({ indicator, measure, base }) => ({ indicator, measure, base: base ?? null }));
      return api.takeWorkbook(form.round, form.unit.id, file!, { cells, mapping: preview.reading?.mapping ?? null });
    },
    onSuccess: (answer) => {
      for (const key of ["form", "board", "rounds", "work"]) void client.invalidateQueries({ queryKey: [key] });
      if (answer.taken > 0) toast(t("excel.taken", { count: answer.taken, name: file!.name }));
      setTaken(answer);
      if (answer.conflicts.length + answer.refused.length === 0) return go(at);
      look.mutate({ file: file!, ...(preview?.reading && { mapping: preview.reading.mapping }) });
    },
  });
  const forget = useMutation({
    mutationFn: (mapping: SheetMapping) => api.forgetMapping(form.unit.id, mapping.shape),
    onSuccess: () => {
      toast(t("excel.forgotten"));
      look.mutate({ file: file! });
    },
  });
  const open = (next: File | undefined) => {
    setTaken(undefined);
    take.reset();
    look.reset();
    setFile(next);
    if (next) look.mutate({ file: next });
  };
  const error = look.error ?? take.error ?? forget.error;
  const name = (cell: { indicator: string }) => form.rows.find((r) => r.indicator === cell.indicator)?.name ?? cell.indicator;

  return (
    <div className="excel-page">
      <PageHead
        above={<><Link href="/rounds">{t("menu.rounds")}</Link> › <Link href={at}>{form.unit.name}</Link></>}
        title={t("excel.title", { unit: form.unit.name })}
        note={t("excel.note", { period: periodName(form.period) })}
      >
        {file && <Button icon="upload" onClick={() => open(undefined)}>{t("excel.other")}</Button>}
      </PageHead>
      {!form.editable && <Notice tone="warn">{t("form.lockedSent")}</Notice>}
      {error && <Notice tone="error">{error.message}</Notice>}
      {taken && taken.conflicts.length > 0 && <Notice tone="warn">{t("excel.conflicts", { count: taken.conflicts.length })}</Notice>}
      {taken?.refused.map((r) => <Notice key={cellKey(r)} tone="error">{t("excel.refused", { name: name(r), why: lang() === "vi" ? r.vi : r.en })}</Notice>)}
      {!file && (
        <Panel title={t("excel.choose")}>
          <DropZone accept=".xlsx" hint={t("excel.hint")} disabled={!form.editable} onFiles={([first]) => first && open(first)} />
        </Panel>
      )}
      {file && look.isPending && !preview && <p className="row" role="status"><span className="spinner" aria-hidden="true" /> {t("excel.reading", { name: file.name })}</p>}
      {preview && (
        <>
          {preview.reading && (
            <OwnSheet
              form={form}
              reading={preview.reading}
              busy={look.isPending || forget.isPending}
              onChange={(mapping) => look.mutate({ file: file!, mapping })}
              onForget={(mapping) => forget.mutate(mapping)}
            />
          )}
          <Panel title={file?.name} actions={<Counts preview={preview} />} flush={preview.cells.length > 0}>
            {preview.cells.length === 0 ? (
              <Empty icon="check" title={t("excel.nothing")}>{t("excel.nothingHint")}</Empty>
            ) : (
              <Changes cells={preview.cells} idOf={cellKey} chosen={chosen} onChoose={setChosen} />
            )}
          </Panel>
          <Messages messages={preview.messages} />
          <div className="excel-room" />
          <footer className="excel-foot">
            <span className="grow" />
            <Link className="button button-secondary" href={at}>{t("ui.cancel")}</Link>
            <Button look="primary" icon="check" busy={take.isPending} disabled={chosen.size === 0 || !form.editable || look.isPending} onClick={() => take.mutate(preview)}>
              {t("excel.take", { count: chosen.size })}
            </Button>
          </footer>
        </>
      )}
    </div>
  );
}
