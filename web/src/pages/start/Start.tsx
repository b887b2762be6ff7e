import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { api } from "../../api";
import { Card } from "../signin/Card";
import { SESSION } from "../../app/session";
import { t } from "../../messages";
import { Button, Loaded, Notice, TextField } from "../../ui";

/** Where a one-time link leads: the person chooses a password. The link's secret stands behind the #, so no log has it. */
export default function Start() {
  const [token] = useState(() => window.location.hash.slice(1));
  const holder = useQuery({ queryKey: ["link", token], queryFn: () => api.lookAtLink({ token }), retry: false, staleTime: Infinity });
  useEffect(() => {
    document.title = `${t("start.title")} · ${t("app.name")}`;
  });
  return (
    <Card title={t("start.title")}>
      {holder.error ? (
        <>
          <Notice tone="error">{holder.error.message}</Notice>
          <a className="button button-secondary" href="/">{t("start.toSignIn")}</a>
        </>
      ) : (
        <Loaded query={holder}>{(view) => <Choose token={token} {...view} />}</Loaded>
      )}
    </Card>
  );
}

function Choose({ token, name, display_name, least, code_wanted }: { token: string; name: string; display_name: string; least: number; code_wanted: boolean }) {
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [code, setCode] = useState("");
  const choose = useMutation({
    mutationKey: SESSION,
    mutationFn: () => api.choosePassword({ token, password, code: code || null }),
    onSuccess: (session) => {
      window.history.replaceState(null, "", "/");
      client.setQueryData(SESSION, session);
    },
  });
  const ready = password !== "" && password === again && (!code_wanted || code.trim() !== "");
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (ready) choose.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="stack">
      <p>{t("start.hello", { name: display_name, account: name })}</p>
      {choose.error && <Notice tone="error">{choose.error.message}</Notice>}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <TextField label={t("me.new")} hint={t("me.least", { n: least })} type="password" autoComplete="new-password" value={password} onChange={setPassword} autoFocus />
      <TextField label={t("me.again")} error={again !== "" && again !== password ? t("me.differ") : null} type="password" autoComplete="new-password" value={again} onChange={setAgain} />
      {code_wanted && <TextField label={t("signin.code")} hint={t("signin.codeHint")} value={code} onChange={setCode} autoComplete="one-time-code" />}
      <Button look="primary" type="submit" busy={choose.isPending} disabled={!ready}>{t("start.submit")}</Button>
    </form>
  );
}
