import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, files } from "../../api";
import type { IssuedView, SignatureState } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { AreaField, Badge, Button, Dialog, DropZone, Notice, Panel, Progress, toast, toastError, type IconName, type Tone } from "../../ui";
import { nfc } from "./lines";

const LOOK: Record<SignatureState, { tone: Tone; icon: IconName }> = {
  none: { tone: "neutral", icon: "draft" },
  received: { tone: "warn", icon: "clock" },
  verified: { tone: "ok", icon: "approved" },
  differs: { tone: "error", icon: "error" },
};

/** Where a signature stands, in words. */
export function SignatureBadge({ state }: { state: SignatureState }) {
  const { tone, icon } = LOOK[state];
  return <Badge tone={tone} icon={icon}>{t(`signed.${state}`)}</Badge>;
}

/** The official signature: file out, signed file in, and a person's word on it. */
export function Signed({ view }: { view: IssuedView }) {
  const client = useQueryClient();
  const { period } = view.report;
  const { signed, issue } = view;
  const [share, setShare] = useState<number>();
  const [verifying, setVerifying] = useState(false);
  const show = (next: IssuedView) => {
    client.setQueryData(["issued", period, issue], next);
    void client.invalidateQueries({ predicate: ({ queryKey }) => ["issued", "register"].includes(String(queryKey[0])) });
  };
  const keep = useMutation({
    mutationFn: (file: File) => api.keepSigned(period, issue, file, setShare),
    onSuccess: show,
    onSettled: () => setShare(undefined),
  });
  const withdraw = useMutation({
    mutationFn: () => api.withdrawSigned(period, issue),
    onSuccess: (next) => {
      show(next);
      toast(t("signed.withdrawn"));
    },
    onError: toastError,
  });
  const doubt = useMutation({ mutationFn: () => api.verifySigned(period, issue, null), onSuccess: show, onError: toastError });
  return (
    <Panel title={t("signed.title")}>
      <div className="stack-s">
        <SignatureBadge state={signed.state} />
        {signed.state === "none" && <p className="small muted">{t("signed.noneHint")}</p>}
        {signed.name && (
          <>
            <p><a href={files.signed(period, issue)} download>{signed.name}</a></p>
            <p className="small muted">{t(`signed.like.${signed.likeness ?? "unknowable"}`)}</p>
            {signed.signatures.map((s, at) => (
              <div key={at} className="signed-claim small">
                <p>{t("signed.subject")}: <strong>{s.subject ?? t("signed.unnamed")}</strong>{s.issuer && <> · {t("signed.issuer", { issuer: s.issuer })}</>}</p>
                <p className="muted">{t("signed.claim")}</p>
                {!s.to_the_end && <p className="muted">{t("signed.added")}</p>}
              </div>
            ))}
            {signed.likeness !== "unknowable" && signed.signatures.length === 0 && <p className="small muted">{t("signed.nothingRead")}</p>}
            <p className="small muted">{t("issued.hash")}: <code className="issued-hash">{signed.hash}</code></p>
          </>
        )}
        {signed.verified_by && <Notice tone="ok">{t("signed.verifiedBy", { by: signed.verified_by, at: moment(signed.verified_at ?? "") })}<br />{signed.evidence}</Notice>}
        {view.handles && (
          <>
            <div className="row">
              {signed.state === "received" && <Button small look="primary" onClick={() => setVerifying(true)}>{t("signed.verify")}</Button>}
              {signed.state === "verified" && <Button small busy={doubt.isPending} onClick={() => doubt.mutate()}>{t("signed.doubt")}</Button>}
              {signed.state !== "none" && <Button small look="quiet" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>{t("signed.withdraw")}</Button>}
            </div>
            {signed.state !== "verified" && <DropZone accept=".pdf,.docx" hint={t("signed.hint")} disabled={keep.isPending} onFiles={([first]) => first && keep.mutate(first)} />}
            {share !== undefined && <Progress value={share} label={t("signed.sending")} />}
            {keep.error && <Notice tone="error">{keep.error.message}</Notice>}
          </>
        )}
      </div>
      {verifying && <VerifyDialog view={view} onDone={show} onClose={() => setVerifying(false)} />}
    </Panel>
  );
}

function VerifyDialog({ view, onDone, onClose }: { view: IssuedView; onDone: (next: IssuedView) => void; onClose: () => void }) {
  const [evidence, setEvidence] = useState("");
  const [missing, setMissing] = useState(false);
  const verify = useMutation({
    mutationFn: () => api.verifySigned(view.report.period, view.issue, nfc(evidence)),
    onSuccess: (next) => {
      onDone(next);
      onClose();
    },
  });
  return (
    <Dialog
      open
      title={t("signed.verify")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" busy={verify.isPending} onClick={() => (evidence.trim() ? verify.mutate() : setMissing(true))}>{t("signed.verify")}</Button>
        </>
      }
    >
      <p>{t("signed.verify.says")}</p>
      <AreaField label={t("signed.evidence")} hint={t("signed.evidenceHint")} value={evidence} onChange={setEvidence} error={missing && !evidence.trim() ? t("signed.evidenceMissing") : null} />
      {verify.error && <Notice tone="error">{verify.error.message}</Notice>}
    </Dialog>
  );
}
