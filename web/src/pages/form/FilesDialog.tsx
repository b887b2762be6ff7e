import { useState } from "react";
import { api, files as addresses } from "../../api";
import type { FormChanges, FormRow, FormView } from "../../api/types";
import { day } from "../../format/date";
import { fileSize } from "../../format/file";
import { t } from "../../messages";
import { Button, Dialog, DropZone, Empty, IconButton, Notice, Progress, toast } from "../../ui";

/** The files beside a figure: fetch, add, take away and put back. */
export function FilesDialog({ form, row, onChanges, onClose }: { form: FormView; row: FormRow; onChanges: (changes: FormChanges) => void; onClose: () => void }) {
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<string>();
  const cell = { indicator: row.indicator, measure: row.measure };
  const tried = async (step: Promise<FormChanges>) => {
    setError(undefined);
    try {
      onChanges(await step);
      return true;
    } catch (failed) {
      setError((failed as Error).message);
      return false;
    } finally {
      setShare(undefined);
    }
  };
  const turn = (file: string, removed: boolean) => tried(api.switchFile(form.round, form.unit.id, file, { ...cell, removed }));
  const remove = async (file: string, name: string) => {
    if (await turn(file, true)) toast(t("form.fileGone", { name }), "ok", { label: t("form.fileBack"), run: () => void turn(file, false) });
  };
  return (
    <Dialog open title={t("form.filesTitle", { name: row.name })} onClose={onClose} actions={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      {error && <Notice tone="error">{error}</Notice>}
      {row.files.length === 0 && <Empty icon="clip" title={t("form.noFiles")} />}
      <ul className="file-list">
        {row.files.map((file) => (
          <li key={file.file} className="row">
            <a href={addresses.attached(form.round, form.unit.id, file.file)} target="_blank" rel="noreferrer">{file.name}</a>
            <span className="muted small">{fileSize(file.size)} · {file.by} · {day(file.at)}</span>
            <span className="grow" />
            {form.editable && <IconButton small icon="close" label={t("form.fileRemove", { name: file.name })} onClick={() => void remove(file.file, file.name)} />}
          </li>
        ))}
      </ul>
      {form.editable && share === undefined && (
        <DropZone
          accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff,.doc,.docx,.xls,.xlsx,.odt,.ods"
          hint={t("form.filesHint")}
          onFiles={([file]) => {
            if (!file) return;
            setShare(0);
            void tried(api.attach(form.round, form.unit.id, cell, file, setShare));
          }}
        />
      )}
      {share !== undefined && <Progress value={share} label={t("form.attaching")} />}
    </Dialog>
  );
}
