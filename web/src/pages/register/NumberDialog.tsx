import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { SymbolView, TakenNumber } from "../../api/types";
import { t } from "../../messages";
import { AreaField, Button, Checkbox, DateField, Dialog, Notice, TextField, toast } from "../../ui";
import { nfc } from "../issued/lines";

/** A number that was given on paper, or is kept for a document to come. */
export function NumberDialog({ start, symbols, onClose }: { start: Partial<TakenNumber>; symbols: readonly SymbolView[]; onClose: () => void }) {
  const client = useQueryClient();
  const [number, setNumber] = useState(String(start.place?.number ?? 1));
  const [notation, setNotation] = useState(start.place?.notation ?? "");
  const [reserve, setReserve] = useState(start.subject !== undefined && !start.date);
  const [date, setDate] = useState<string | null>(start.date ?? "");
  const [kind, setKind] = useState(start.kind ?? "Báo cáo");
  const [subject, setSubject] = useState(start.subject ?? "");
  const [signer, setSigner] = useState(start.signer ?? "");
  const [recipients, setRecipients] = useState(start.recipients ?? "");
  const [tried, setTried] = useState(false);
  const badNumber = !/^[1-9]\d{0,5}$/.test(number.trim());
  const noDate = !reserve && !date;
  const year = !reserve && date ? Number(date.slice(0, 4)) : (start.place?.year ?? 0);
  const save = useMutation({
    mutationFn: () =>
      api.takeNumber({
        place: { year, notation: nfc(notation), number: Number(number) },
        date: reserve ? null : date,
        kind: nfc(kind),
        subject: nfc(subject),
        signer: nfc(signer),
        recipients: nfc(recipients),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["register", "proposal"].includes(String(queryKey[0])) });
      toast(t("register.entered"));
      onClose();
    },
  });
  const ready = !badNumber && !noDate && subject.trim() !== "" && notation.trim() !== "";
  return (
    <Dialog
      open
      title={t("register.enter")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" busy={save.isPending} onClick={() => (ready ? save.mutate() : setTried(true))}>{t("register.save")}</Button>
        </>
      }
    >
      <Notice tone="neutral">{t("register.noSecrets")}</Notice>
      <div className="issue-row">
        <TextField label={t("register.number")} inputMode="numeric" value={number} onChange={setNumber} error={tried && badNumber ? t("issue.numberBad") : null} />
        <TextField label={t("issue.notation")} list="register-symbols" value={notation} onChange={setNotation} />
        <datalist id="register-symbols">{symbols.map((s) => <option key={s.notation} value={s.notation} />)}</datalist>
      </div>
      <Checkbox label={t("register.reserve")} checked={reserve} onChange={setReserve} />
      {!reserve && <DateField label={t("register.date")} value={date} onChange={setDate} />}
      {tried && noDate && <Notice tone="error">{t("register.dateMissing")}</Notice>}
      <TextField label={t("register.kind")} value={kind} onChange={setKind} />
      <AreaField label={t(reserve ? "register.reservedFor" : "register.subject")} value={subject} onChange={setSubject} error={tried && !subject.trim() ? t("register.subjectMissing") : null} />
      {!reserve && (
        <>
          <TextField label={t("register.signer")} value={signer} onChange={setSigner} />
          <TextField label={t("issue.recipients")} value={recipients} onChange={setRecipients} />
        </>
      )}
      {save.error && <Notice tone="error">{save.error.message}</Notice>}
    </Dialog>
  );
}
