import { useMemo, useState } from "react";
import { api } from "../../api";
import type { FormRow, FormView, ReturnedPart } from "../../api/types";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { blocking } from "../../parts/states";
import { AreaField, Badge, Button, Dialog, Icon, Notice, SelectField, TextField } from "../../ui";
import { keptText, likelyColumn, planPaste, read, type Drafts, type PastePlan } from "./cells";

type Common = { form: FormView; onClose: () => void };

export function SendDialog({ form, bad, empty, unsaved, onClose, onSent }: Common & { bad: number; empty: number; unsaved: boolean; onSent: (view: FormView) => void }) {
  const errors = blocking(form).length;
  const reasons = [
    bad > 0 && t("send.bad", { count: bad }),
    errors > 0 && t("send.errors", { count: errors }),
    unsaved && t("send.unsaved"),
  ].filter((r) => r !== false);
  return (
    <ActionDialog title={t("send.title")} action={t("form.send")} disabled={reasons.length > 0} run={() => api.sendForm(form.round, form.unit.id, { times: "times" in form.submission ? form.submission.times : 0 })} onClose={onClose} onDone={onSent}>
      {reasons.length > 0 ? (
        <>
          <p>{t("send.blocked")}</p>
          <ul className="stack-s">{reasons.map((r) => <li key={r} className="row"><Icon name="error" /> {r}</li>)}</ul>
        </>
      ) : (
        <>
          {empty > 0 && <Notice tone="warn">{t("send.empty", { count: empty })}</Notice>}
          <p>{t("send.after")}</p>
        </>
      )}
    </ActionDialog>
  );
}

export function ReturnDialog({ form, onClose, onDone }: Common & { onDone: (view: FormView) => void }) {
  const [reason, setReason] = useState("");
  const [parts, setParts] = useState<{ row: number; reason: string }[]>([]);
  const put = (at: number, part: { row: number; reason: string }) => setParts(parts.map((p, i) => (i === at ? part : p)));
  const named: ReturnedPart[] = parts.flatMap(({ row, reason }) => {
    const cell = form.rows[row];
    return cell && reason.trim() ? [{ place: { cell: { indicator: cell.indicator, measure: cell.measure } }, reason: reason.trim() }] : [];
  });
  return (
    <ActionDialog title={t("return.title", { unit: form.unit.name })} action={t("form.return")} disabled={!reason.trim() && named.length === 0} run={() => api.returnForm(form.round, form.unit.id, reason.trim(), named)} onClose={onClose} onDone={onDone}>
      <AreaField label={t("return.reason")} hint={t("return.hint")} value={reason} onChange={setReason} autoFocus />
      <fieldset className="stack-s">
        <legend>{t("return.parts")}</legend>
        {parts.map((part, at) => (
          <div className="stack-s" key={at}>
            <SelectField label={t("return.part")} value={String(part.row)} options={form.rows.map((r, i) => ({ value: String(i), label: r.name }))} onChange={(v) => put(at, { ...part, row: Number(v) })} />
            <TextField label={t("return.partReason")} value={part.reason} onChange={(text) => put(at, { ...part, reason: text })} />
          </div>
        ))}
        <div><Button small icon="plus" onClick={() => setParts([...parts, { row: 0, reason: "" }])}>{t("return.addPart")}</Button></div>
      </fieldset>
    </ActionDialog>
  );
}

export function ApproveWithinDialog({ form, onClose, onDone }: Common & { onDone: (view: FormView) => void }) {
  return (
    <ActionDialog title={t("approve.title", { unit: form.unit.name })} action={t("form.approveWithin")} run={() => api.approveWithin(form.round, form.unit.id)} onClose={onClose} onDone={onDone}>
      <p>{t("form.approveWithinAfter")}</p>
    </ActionDialog>
  );
}

export function ApproveDialog({ form, onClose, onDone }: Common & { onDone: (view: FormView) => void }) {
  const open = form.findings.filter((f) => !f.answer).length;
  return (
    <ActionDialog title={t("approve.title", { unit: form.unit.name })} action={t("form.approve")} run={() => api.approveForm(form.round, form.unit.id)} onClose={onClose} onDone={onDone}>
      {open > 0 && <Notice tone="warn">{t("approve.open", { count: open })}</Notice>}
      <p>{t("approve.after")}</p>
    </ActionDialog>
  );
}

export function CorrectDialog({ form, row, onClose, onDone }: Common & { row: FormRow; onDone: (view: FormView) => void }) {
  const [text, setText] = useState(keptText(row));
  const [reason, setReason] = useState("");
  const bad = read(text).kind === "bad";
  const cell = { indicator: row.indicator, measure: row.measure, text: text.trim(), note: row.note ?? null };
  return (
    <ActionDialog
      title={t("correct.title")}
      action={t("correct.do")}
      disabled={bad || !reason.trim() || text.trim() === keptText(row)}
      run={() => api.correct(form.round, form.unit.id, { cell, reason: reason.trim() })}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{row.name} ({row.measure_unit}): <strong>{row.printed || "–"}</strong></p>
      <TextField label={t("correct.value")} value={text} onChange={setText} inputMode="decimal" error={bad ? t("form.bad", { text: text.trim() }) : null} autoFocus />
      <AreaField label={t("correct.reason")} hint={t("correct.hint")} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

const PREVIEW = 12;

/** Shows what a paste will do before it is done. */
export function PasteDialog({ form, drafts, start, rows, onClose, onFill }: Common & { drafts: Drafts; start: number; rows: string[][]; onFill: (plan: PastePlan) => void }) {
  const [column, setColumn] = useState(() => likelyColumn(rows));
  const plan = useMemo(() => planPaste(form.rows, drafts, start, rows, column), [form.rows, drafts, start, rows, column]);
  const width = Math.max(...rows.map((r) => r.length));
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
      {width > 1 && (
        <SelectField
          label={t("paste.column")}
          value={String(column)}
          onChange={(value) => setColumn(Number(value))}
          options={Array.from({ length: width }, (_, i) => ({ value: String(i), label: t("paste.columnN", { number: i + 1, sample: rows.find((r) => r[i])?.[i] ?? "" }) }))}
        />
      )}
      <p className="row">
        <Badge tone="accent" icon="check">{t("paste.fills", { count: plan.fills.length })}</Badge>
        {plan.bad > 0 && <Badge tone="error" icon="error">{t("paste.bad", { count: plan.bad })}</Badge>}
        {plan.beyond > 0 && <Badge tone="warn" icon="warning">{t("paste.beyond", { count: plan.beyond })}</Badge>}
      </p>
      <table className="table paste-table">
        <thead>
          <tr><th scope="col">{t("form.indicator")}</th><th scope="col" className="num">{t("paste.before")}</th><th scope="col" className="num">{t("paste.after")}</th></tr>
        </thead>
        <tbody>
          {plan.fills.slice(0, PREVIEW).map((f) => (
            <tr key={`${f.row.indicator} ${f.row.measure}`}>
              <td>{f.row.name}</td>
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
