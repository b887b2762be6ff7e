import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api";
import type { IssuedView, LivingView } from "../../api/types";
import { t } from "../../messages";
import { AreaField, Badge, Button, Dialog, Notice } from "../../ui";
import { nfc } from "./lines";

const STALE = ["livings", "living", "issued", "work", "register"];

/** Opens a correction: the report may be written again, and goes out under a new number. */
export function OpenCorrection({ view }: { view: IssuedView }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const { period } = view.report;
  const open = useMutation({
    mutationFn: () => api.openCorrection(period, nfc(reason)),
    onSuccess: () => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => STALE.includes(String(queryKey[0])) });
      go(`/reports/living/${period}`);
    },
  });
  const submit = () => (reason.trim() ? open.mutate() : setMissing(true));
  return (
    <>
      <Button icon="edit" onClick={() => setAsking(true)}>{t("issued.correct")}</Button>
      <Dialog
        open={asking}
        title={t("issued.correct.title", { number: view.shown.number })}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t("ui.cancel")}</Button>
            <Button look="primary" busy={open.isPending} onClick={submit}>{t("issued.correct.open")}</Button>
          </>
        }
      >
        <p>{t("issued.correct.says")}</p>
        <AreaField label={t("issued.reason")} value={reason} onChange={setReason} error={missing && !reason.trim() ? t("issued.correct.missing") : null} />
        {open.error && <Notice tone="error">{open.error.message}</Notice>}
      </Dialog>
    </>
  );
}

/** Says that a correction is under way, and lets it be given up. */
export function CorrectionState({ view }: { view: LivingView }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { period, issued, correcting } = view.report;
  const drop = useMutation({
    mutationFn: () => api.giveUpCorrection(period),
    onSuccess: (next) => {
      client.setQueryData(["living", period], next);
      void client.invalidateQueries({ predicate: ({ queryKey }) => STALE.includes(String(queryKey[0])) });
      setAsking(false);
    },
  });
  return (
    <>
      <Badge tone="warn" icon="edit" {...(correcting ? { title: correcting } : {})}>{t("issued.correctingOf", { number: issued?.number ?? "" })}</Badge>
      {view.editable && <Button small look="quiet" onClick={() => setAsking(true)}>{t("issued.giveUp")}</Button>}
      <Dialog
        open={asking}
        title={t("issued.giveUp")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t("ui.cancel")}</Button>
            <Button look="danger" busy={drop.isPending} onClick={() => drop.mutate()}>{t("issued.giveUp")}</Button>
          </>
        }
      >
        <p>{t("issued.giveUp.says", { number: issued?.number ?? "" })}</p>
        {drop.error && <Notice tone="error">{drop.error.message}</Notice>}
      </Dialog>
    </>
  );
}
