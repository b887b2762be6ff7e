import { useState } from "react";
import { api } from "../../api";
import type { FormRow, FormView, ReturnedPart } from "../../api/types";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { blocking } from "../../parts/states";
import { AreaField, Button, Checkbox, Icon, Notice, SelectField, TextField } from "../../ui";
import { keptText, read } from "./cells";

type Common = { form: FormView; onClose: () => void };

/** "Send" is pressed here; the outbox sends, now or when the line is back. */
export function SendDialog({ form, bad, conflicts, empty, onClose, onSend }: Common & { bad: number; conflicts: number; empty: number; onSend: () => Promise<void> }) {
  const online = navigator.onLine;
  const errors = blocking(form).length;
  const reasons = [
    bad > 0 && t("send.bad", { count: bad }),
    conflicts > 0 && t("form.conflicts", { count: conflicts }),
    // Without a line nobody knows what the numbers of today break.
    online && errors > 0 && t("send.errors", { count: errors }),
  ].filter((r) => r !== false);
  const send = async () => {
    void onSend().catch(() => undefined);
    return null;
  };
  return (
    <ActionDialog title={t("send.title")} action={t("form.send")} disabled={reasons.length > 0} run={send} onClose={onClose} onDone={onClose}>
      {reasons.length > 0 ? (
        <>
          <p>{t("send.blocked")}</p>
          <ul className="stack-s">{reasons.map((r) => <li key={r} className="row"><Icon name="error" /> {r}</li>)}</ul>
        </>
      ) : (
        <>
          {empty > 0 && <Notice tone="warn">{t("send.empty", { count: empty })}</Notice>}
          <p>{t(online ? "send.after" : "send.offline")}</p>
        </>
      )}
    </ActionDialog>
  );
}

export function ReturnDialog({ form, onClose, onDone }: Common & { onDone: (view: FormView) => void }) {
  const [reason, setReason] = useState("");
  const [parts, setParts] = useState<{ row: number; reason: string }[]>([]);
  const [why, setWhy] = useState<Record<string, string>>({});
  const put = (at: number, part: { row: number; reason: string }) => setParts(parts.map((p, i) => (i === at ? part : p)));
  const sentences = form.passages.flatMap(({ id, sentences }) => sentences.map((sentence, at) => ({ key: `${id} ${at}`, passage: id, sentence })));
  const ticked = sentences.flatMap(({ key, ...rest }) => (key in why ? [{ ...rest, reason: (why[key] ?? "").trim() }] : []));
  const wordless = ticked.some(({ reason }) => !reason);
  const cells: ReturnedPart[] = parts.flatMap(({ row, reason }) => {
    const cell = form.rows[row];
    return cell && reason.trim() ? [{ place: { cell: { indicator: cell.indicator, measure: cell.measure } }, reason: reason.trim() }] : [];
  });
  const named: ReturnedPart[] = [...cells, ...ticked.map(({ passage, ...rest }): ReturnedPart => ({ place: { passage }, ...rest }))];
  return (
    <ActionDialog wide={form.passages.length > 0} title={t("return.title", { unit: form.unit.name })} action={t("form.return")} disabled={wordless || (!reason.trim() && named.length === 0)} run={() => api.returnForm(form.round, form.unit.id, reason.trim(), named)} onClose={onClose} onDone={onDone}>
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
      {form.passages.length > 0 && (
        <fieldset className="return-sentences">
          <legend>{t("return.sentences")}</legend>
          <ul className="plan-list">
            {sentences.map(({ key, sentence }) => (
              <li key={key}>
                <Checkbox label={sentence} checked={key in why} onChange={(on) => setWhy(on ? { ...why, [key]: "" } : Object.fromEntries(Object.entries(why).filter(([other]) => other !== key)))} />
                {key in why && <TextField label={t("return.partReason")} value={why[key]} onChange={(words) => setWhy({ ...why, [key]: words })} />}
              </li>
            ))}
          </ul>
        </fieldset>
      )}
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
