import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { api } from "../../api";
import { LangSwitch } from "../../app/LangSwitch";
import { SESSION } from "../../app/session";
import { t } from "../../messages";
import { Button, Notice, TextField } from "../../ui";
import "./signin.css";

/** Sign-in stands in the place of whatever page was asked for, so that the address is kept. */
export default function SignIn() {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const signIn = useMutation({
    mutationKey: SESSION,
    mutationFn: api.signIn,
    onSuccess: (session) => client.setQueryData(SESSION, session),
    onError: () => setPassword(""),
  });
  useEffect(() => {
    document.title = `${t("signin.title")} · ${t("app.name")}`;
  });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    const complete = name.trim() !== "" && password !== "";
    setMissing(!complete);
    if (complete) signIn.mutate({ name: name.trim(), password });
  };
  const deep = window.location.pathname !== "/";
  return (
    <div className="signin">
      <main className="signin-card">
        <div className="signin-brand">
          <img src="/favicon.svg" alt="" width="44" height="44" />
          <div>
            <p className="signin-name">{t("app.name")}</p>
            <p className="muted">{t("app.line")}</p>
          </div>
        </div>
        <h1>{t("signin.title")}</h1>
        {missing && <Notice tone="error">{t("signin.missing")}</Notice>}
        {!missing && signIn.error && <Notice tone="error">{signIn.error.message}</Notice>}
        {!missing && !signIn.error && deep && <Notice>{t("signin.first")}</Notice>}
        <form onSubmit={submit} noValidate className="stack">
          <TextField label={t("signin.name")} value={name} onChange={setName} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
          <TextField label={t("signin.password")} value={password} onChange={setPassword} type="password" autoComplete="current-password" />
          <Button look="primary" type="submit" busy={signIn.isPending}>{t("signin.submit")}</Button>
        </form>
        <p className="muted small">{t("signin.help")}</p>
      </main>
      <footer className="signin-foot">
        <LangSwitch />
      </footer>
    </div>
  );
}
