import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../../api";
import type { FactorProposal, MeView } from "../../api/types";
import { SESSION } from "../../app/session";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Button, Dialog, Notice, TextField, toast } from "../../ui";
import { ME } from "./Me";
import "./me.css";

/** The second step of signing in: set up, renewed, taken away. */
export function Factor({ me }: { me: MeView }) {
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const [asking, setAsking] = useState<"renew" | "remove">();
  const propose = useMutation({ mutationFn: api.proposeFactor });
  const again = () => {
    void client.invalidateQueries({ queryKey: ME });
    void client.invalidateQueries({ queryKey: SESSION });
  };
  const got = (answer: { codes: string[] }) => {
    propose.reset();
    setAsking(undefined);
    setCodes(answer.codes);
    again();
  };
  return (
    <div className="stack">
      <p>{me.second_factor ? t("me.factorOn", { n: me.recovery_codes }) : t("me.factorOff")}</p>
      {propose.error && <Notice tone="error">{propose.error.message}</Notice>}
      {propose.data && !me.second_factor && <SetUp proposal={propose.data} onDone={got} />}
      <div className="row">
        {!me.second_factor && !propose.data && <Button look="primary" icon="lock" busy={propose.isPending} onClick={() => propose.mutate()}>{t("me.setUp")}</Button>}
        {me.second_factor && <Button onClick={() => setAsking("renew")}>{t("me.renew")}</Button>}
        {me.second_factor && !me.second_factor_required && <Button look="quiet" onClick={() => setAsking("remove")}>{t("me.remove")}</Button>}
      </div>
      {asking === "renew" && <Prove title={t("me.renew")} run={(password) => api.renewRecoveryCodes({ password })} onDone={got} onClose={() => setAsking(undefined)} />}
      {asking === "remove" && (
        <Prove
          title={t("me.remove")}
          danger
          run={(password) => api.removeFactor({ password })}
          onDone={() => {
            setAsking(undefined);
            toast(t("me.removed"));
            again();
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {codes && (
        <Dialog open title={t("me.codes")} onClose={() => setCodes(undefined)} actions={<Button look="primary" onClick={() => setCodes(undefined)}>{t("me.codesKept")}</Button>}>
          <p>{t("me.codesNote")}</p>
          <ol className="me-codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ol>
        </Dialog>
      )}
    </div>
  );
}

function SetUp({ proposal, onDone }: { proposal: FactorProposal; onDone: (answer: { codes: string[] }) => void }) {
  const [code, setCode] = useState("");
  const confirm = useMutation({ mutationFn: () => api.confirmFactor({ code }), onSuccess: onDone });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (code.trim()) confirm.mutate();
  };
  return (
    <form className="stack me-form" onSubmit={submit} noValidate>
      <p>{t("me.scan")}</p>
      <img className="me-picture" alt={t("me.picture")} src={`data:image/svg+xml,${encodeURIComponent(proposal.picture)}`} width="200" height="200" />
      <p className="small">{t("me.secret")}: <code className="me-secret">{proposal.secret.replace(/.{4}/g, "$& ").trim()}</code></p>
      {confirm.error && <Notice tone="error">{confirm.error.message}</Notice>}
      <TextField label={t("me.code")} value={code} onChange={setCode} inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
      <div className="row"><Button look="primary" type="submit" busy={confirm.isPending} disabled={!code.trim()}>{t("me.confirm")}</Button></div>
    </form>
  );
}

/** Asks for the password once more. */
function Prove<T>({ title, danger, run, onDone, onClose }: { title: string; danger?: boolean; run: (password: string) => Promise<T>; onDone: (answer: T) => void; onClose: () => void }) {
  const [password, setPassword] = useState("");
  return (
    <ActionDialog title={title} action={title} danger={danger ?? false} disabled={!password} run={() => run(password)} onDone={onDone} onClose={onClose}>
      <p>{t("me.removeAsk")}</p>
      <TextField label={t("me.old")} type="password" autoComplete="current-password" value={password} onChange={setPassword} />
    </ActionDialog>
  );
}
