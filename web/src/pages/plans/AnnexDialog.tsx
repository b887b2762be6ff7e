import { useMutation } from "@tanstack/react-query";
import { api } from "../../api";
import type { DecisionView, TypedTarget } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, DropZone, Notice, Table } from "../../ui";

/** A decision's annex from Excel: read, shown cell by cell, then taken as one step. */
export function AnnexDialog({ view, onClose, onTake }: { view: DecisionView; onClose: () => void; onTake: (targets: TypedTarget[], file: string) => void }) {
  const read = useMutation({ mutationFn: (file: File) => api.previewAnnex(view.row.id, view.period, file) });
  const found = read.data;
  const take = () => found && onTake(found.changes.map((c) => ({ indicator: c.indicator, unit: c.unit.id, period: view.period, text: c.after })), found.file);
  return (
    <Dialog
      open wide
      title={t("plans.annexTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          {found && found.changes.length > 0 && <Button look="primary" onClick={take}>{t("plans.annexTake", { count: found.changes.length })}</Button>}
        </>
      }
    >
      <DropZone accept=".xlsx" hint={t("plans.annexHint")} disabled={read.isPending} onFiles={(files) => files[0] && read.mutate(files[0])} />
      {read.isPending && <p role="status">{t("plans.annexReading", { name: read.variables?.name ?? "" })}</p>}
      {read.error && <Notice tone="error">{read.error.message}</Notice>}
      {found && (
        <div className="stack">
          {found.messages.length > 0 && <Notice tone="warn"><strong>{t("plans.annexMessages")}</strong><ul>{found.messages.map((m) => <li key={m}>{m}</li>)}</ul></Notice>}
          {found.same > 0 && <p className="muted">{t("plans.annexSame", { count: found.same })}</p>}
          {found.changes.length === 0 ? <p>{t("plans.annexNothing")}</p> : (
            <Table
              caption={t("plans.annexTitle")}
              rows={found.changes}
              rowKey={(c) => `${c.indicator} ${c.unit.id}`}
              columns={[
                { key: "row", title: t("plans.annexRow"), cell: (c) => c.row, numeric: true, sort: (c) => c.row },
                { key: "name", title: t("plans.indicator"), cell: (c) => c.name, sort: (c) => c.name },
                { key: "unit", title: t("plans.unit"), cell: (c) => c.unit.name, sort: (c) => c.unit.name },
                { key: "before", title: t("plans.annexBefore"), cell: (c) => c.before || "–", numeric: true },
                { key: "after", title: t("plans.annexAfter"), cell: (c) => <strong>{c.after}</strong>, numeric: true },
              ]}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}
