import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { ListedIndicator } from "../../api/types";
import { t, tCode } from "../../messages";
import { Button, Checkbox, Dialog, DropZone, Notice, toast, toastError } from "../../ui";
import { fieldSays } from "./words";
import "./indicator.css";

/** A catalogue from a file: compared, chosen, taken as one step that can be taken back. */
export function CatalogueDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const read = useMutation({
    mutationFn: (given: File) => api.previewCatalogue(given),
    onMutate: (given) => {
      setFile(given);
      setChosen(new Set());
    },
  });
  const done = () => {
    void client.invalidateQueries({ queryKey: ["indicators"] });
    void client.invalidateQueries({ queryKey: ["life"] });
  };
  const take = useMutation({
    mutationFn: (given: File) => api.takeCatalogue(given, [...chosen]),
    onSuccess: ({ count, step }) => {
      done();
      toast(t("life.taken", { count }), "ok", { label: t("life.undo"), run: () => void api.switchLifeStep(step, true).then(() => { done(); toast(t("life.undone")); }, toastError) });
      onClose();
    },
  });
  const found = read.data;
  const open = found ? [...found.new, ...found.changed] : [];
  const turn = (code: string, on: boolean) => setChosen(new Set(on ? [...chosen, code] : [...chosen].filter((c) => c !== code)));
  const list = (title: string, rows: readonly ListedIndicator[], choose: boolean) => rows.length > 0 && (
    <details className="life-list" open={choose}>
      <summary>{title}</summary>
      <ul>
        {rows.map((r) => {
          const words = <>{r.code} · {r.name} <span className="muted small">{r.measure_unit}</span>{r.fields.map((f) => <p key={f.field} className="small">{t("life.fieldSays", { field: tCode("life.field", f.field), before: fieldSays(f.field, f.before), after: fieldSays(f.field, f.after) })}</p>)}</>;
          return <li key={r.code}>{choose ? <Checkbox label={words} checked={chosen.has(r.code)} onChange={(on) => turn(r.code, on)} /> : words}</li>;
        })}
      </ul>
    </details>
  );
  return (
    <Dialog
      open wide
      title={t("life.upload")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          {found && open.length > 0 && <Button look="primary" busy={take.isPending} disabled={chosen.size === 0 || !file} onClick={() => file && take.mutate(file)}>{t("life.takeChosen", { count: chosen.size })}</Button>}
        </>
      }
    >
      <DropZone accept=".csv,.txt,.tsv" hint={t("life.uploadHint")} disabled={read.isPending} onFiles={(files) => files[0] && read.mutate(files[0])} />
      {read.isPending && <p role="status">{t("life.reading", { name: file?.name ?? "" })}</p>}
      {(read.error ?? take.error) && <Notice tone="error">{(read.error ?? take.error)?.message}</Notice>}
      {found && (
        <div className="stack">
          <p className="muted">{t("life.same", { count: found.same })}</p>
          {open.length > 0 && (
            <div className="row">
              <Button small onClick={() => setChosen(new Set(open.map((r) => r.code)))}>{t("life.all")}</Button>
              <Button small look="quiet" onClick={() => setChosen(new Set())}>{t("life.none")}</Button>
            </div>
          )}
          {list(t("life.new", { count: found.new.length }), found.new, true)}
          {list(t("life.changed", { count: found.changed.length }), found.changed, true)}
          {list(t("life.gone", { count: found.gone.length }), found.gone, false)}
        </div>
      )}
    </Dialog>
  );
}
