import { useMemo, useState } from "react";
import type { FormRow } from "../../api/types";
import { t } from "../../messages";
import { Badge, Button, Dialog, SelectField } from "../../ui";
import { cellId, type Drafts } from "./cells";
import { likelyColumn, nameColumn, planPaste, width, type PastePlan } from "./paste";

const PREVIEW = 12;
const NAMES = 5;

/** Shows what a paste will do before it is done. */
export function PasteDialog({ form, drafts, start, rows, onClose, onFill }: {
  form: readonly FormRow[];
  drafts: Drafts;
  start: number;
  rows: string[][];
  onClose: () => void;
  onFill: (plan: PastePlan) => void;
}) {
  const [figures, setFigures] = useState(() => likelyColumn(rows));
  const [names, setNames] = useState(() => nameColumn(form, rows));
  const [notes, setNotes] = useState<number | null>(null);
  const plan = useMemo(() => planPaste(form, drafts, start, rows, { figures, names, notes }), [form, drafts, start, rows, figures, names, notes]);
  const columns = Array.from({ length: width(rows) }, (_, i) => ({ value: String(i), label: t("paste.columnN", { number: i + 1, sample: rows.find((r) => r[i])?.[i] ?? "" }) }));
  const chosen = (value: string) => (value === "" ? null : Number(value));
  return (
    <Dialog
      open
      wide
      title={t("paste.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={plan.fills.length === 0} onClick={() => onFill(plan)}>{t("paste.do", { count: plan.fills.length })}</Button>
        </>
      }
    >
      {columns.length > 1 && (
        <div className="paste-choices">
          <SelectField label={t("paste.column")} value={String(figures)} onChange={(value) => setFigures(Number(value))} options={columns} />
          <SelectField label={t("paste.by")} value={names === null ? "" : String(names)} onChange={(value) => setNames(chosen(value))} options={[{ value: "", label: t("paste.byPlace") }, ...columns.map((c) => ({ value: c.value, label: t("paste.byName", { number: Number(c.value) + 1 }) }))]} />
          <SelectField label={t("paste.notes")} value={notes === null ? "" : String(notes)} onChange={(value) => setNotes(chosen(value))} options={[{ value: "", label: t("paste.noNotes") }, ...columns]} />
        </div>
      )}
      <p className="row">
        <Badge tone="accent" icon="check">{t("paste.fills", { count: plan.fills.length })}</Badge>
        {plan.bad > 0 && <Badge tone="error" icon="error">{t("paste.bad", { count: plan.bad })}</Badge>}
        {plan.beyond > 0 && <Badge tone="warn" icon="warning">{t("paste.beyond", { count: plan.beyond })}</Badge>}
      </p>
      {plan.unknown.length > 0 && <p className="small">{t("paste.unknown", { count: plan.unknown.length, names: plan.unknown.slice(0, NAMES).join("; ") })}</p>}
      <table className="table paste-table">
        <thead>
          <tr><th scope="col">{t("form.indicator")}</th><th scope="col" className="num">{t("paste.before")}</th><th scope="col" className="num">{t("paste.after")}</th></tr>
        </thead>
        <tbody>
          {plan.fills.slice(0, PREVIEW).map((f) => (
            <tr key={cellId(f.row)}>
              <td>{f.row.name}{notes !== null && f.draft.note && <span className="muted small"> – {f.draft.note}</span>}</td>
              <td className="num muted">{f.before || "–"}</td>
              <td className={f.bad ? "num paste-bad" : "num"}>{f.after}{f.bad && <span className="small"> ({t("paste.notNumber")})</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {plan.fills.length > PREVIEW && <p className="muted small">{t("paste.more", { count: plan.fills.length - PREVIEW })}</p>}
      {plan.bad > 0 && <p className="muted small">{t("paste.badHint")}</p>}
    </Dialog>
  );
}
