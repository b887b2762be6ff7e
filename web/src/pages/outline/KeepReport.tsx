import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { LivingView } from "../../api/types";
import { PERIOD_KINDS, partsOf, type PeriodKind } from "../../format/period";
import { t } from "../../messages";
import { Button, Checkbox, Dialog, Notice, TextField } from "../../ui";

/** Keeps the living report as an outline of the office. */
export default function KeepReport({ view, onClose }: { view: LivingView; onClose: () => void }) {
  const client = useQueryClient();
  const { period } = view.report;
  const [name, setName] = useState("");
  const [kinds, setKinds] = useState<readonly PeriodKind[]>([partsOf(period).kind]);
  const keep = useMutation({
    mutationFn: () => api.keepReport(period, { name, kinds: [...kinds] }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["outlines"] }),
  });
  const kept = keep.data?.kept;
  const faults = keep.data?.faults ?? [];
  const toggle = (kind: PeriodKind, on: boolean) => setKinds(PERIOD_KINDS.filter((k) => (k === kind ? on : kinds.includes(k))));
  return (
    <Dialog
      open
      title={t("outline.keepReport")}
      onClose={onClose}
      actions={kept ? <Link className="button button-primary" href={`/catalogue/outlines/${kept.id}`}>{t("outline.see")}</Link> : (
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={!name.trim() || kinds.length === 0} busy={keep.isPending} onClick={() => keep.mutate()}>{t("outline.keep")}</Button>
        </>
      )}
    >
      {keep.error && <Notice tone="error">{keep.error.message}</Notice>}
      {faults.length > 0 && <Notice tone="error">{faults.map((fault, at) => <p key={at}>{t("outline.fault", { line: fault.line, says: fault.says })}</p>)}</Notice>}
      {kept ? <Notice tone="ok">{t("outline.kept", { name: kept.name })}</Notice> : (
        <>
          <p className="muted">{t("outline.keepReportSays")}</p>
          <TextField label={t("outline.name")} value={name} onChange={setName} />
          <fieldset className="stack-s">
            <legend>{t("outline.forKinds")}</legend>
            {PERIOD_KINDS.map((kind) => <Checkbox key={kind} label={t(`regime.every.${kind}`)} checked={kinds.includes(kind)} onChange={(on) => toggle(kind, on)} />)}
          </fieldset>
        </>
      )}
    </Dialog>
  );
}
