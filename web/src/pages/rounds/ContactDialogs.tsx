import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { BoardRow, ExcuseInput } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { AreaField, Button, Checkbox, Dialog, Loaded, TextField, toast, toastError } from "../../ui";

/** After a call: what was agreed is remembered as a reminder. */
export function CallDialog({ round, row, onClose }: { round: string; row: BoardRow; onClose: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const { phone, name } = row.contact;
  return (
    <ActionDialog
      title={t("remind.calledTitle", { unit: row.unit.name })}
      action={t("remind.calledDo")}
      disabled={!text.trim()}
      run={() => api.remind(round, { units: [row.unit.id], how: "phone", subject: "", text })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["board", round] });
        toast(t("ui.saved"));
        onClose();
      }}
    >
      {phone && <p>{name && `${name}: `}<a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a></p>}
      <AreaField label={t("remind.calledWord")} hint={t("remind.calledHint")} value={text} onChange={setText} />
    </ActionDialog>
  );
}

/** Whom to write to or phone at a unit. */
export function ContactDialog({ row, onClose }: { row: BoardRow; onClose: () => void }) {
  const client = useQueryClient();
  const [contact, setContact] = useState({ name: row.contact.name ?? "", phone: row.contact.phone ?? "", email: row.contact.email ?? "" });
  const set = (part: Partial<typeof contact>) => setContact({ ...contact, ...part });
  return (
    <ActionDialog
      title={t("contact.title", { unit: row.unit.name })}
      action={t("ui.save")}
      run={() => api.setContact(row.unit.id, contact)}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["board"] });
        toast(t("ui.saved"));
        onClose();
      }}
    >
      <TextField label={t("contact.name")} value={contact.name} onChange={(name) => set({ name })} autoComplete="off" />
      <TextField label={t("contact.phone")} type="tel" value={contact.phone} onChange={(phone) => set({ phone })} autoComplete="off" />
      <TextField label={t("contact.email")} type="email" value={contact.email} onChange={(email) => set({ email })} autoComplete="off" />
    </ActionDialog>
  );
}

/** Which returns of a form the office caused: they do not count against the unit. */
export function ReturnsDialog({ round, row, onClose }: { round: string; row: BoardRow; onClose: () => void }) {
  const client = useQueryClient();
  const key = ["returns", round, row.unit.id];
  const returns = useQuery({ queryKey: key, queryFn: () => api.returns(round, row.unit.id) });
  const excuse = useMutation({
    mutationFn: (body: ExcuseInput) => api.excuseReturn(round, row.unit.id, body),
    onError: toastError,
    onSuccess: (all) => client.setQueryData(key, all),
  });
  return (
    <Dialog open title={t("returns.title", { unit: row.unit.name })} onClose={onClose} actions={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      <p className="muted">{t("returns.note")}</p>
      <Loaded query={returns}>
        {(all) => (
          <ul className="stack">
            {all.map((one) => (
              <li key={one.cut} className="stack-s">
                <span><strong className="nowrap">{moment(one.at)}</strong> {one.reason}</span>
                <Checkbox label={t("league.isExcused")} checked={one.excused} disabled={excuse.isPending} onChange={(excused) => excuse.mutate({ returned: one.cut, excused })} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Dialog>
  );
}
