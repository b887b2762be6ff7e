import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { api, ApiError } from "../../api";
import { SESSION } from "../../app/session";
import { t, tCode } from "../../messages";
import { Button, Notice, TextField } from "../../ui";
import { Card } from "./Card";

/** Why the sign-in service brought nobody, as the server's redirect says. */
function turnedBack(): string | null {
  const asked = new URLSearchParams(window.location.search);
  const no = asked.get("no");
  return no && tCode("signin.no", no, { about: asked.get("about") ?? "" });
}

/** Sign-in stands in the place of whatever page was asked for, so that the address is kept. */
export default function SignIn() {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [second, setSecond] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  const [refused] = useState(turnedBack);
  const ways = useQuery({ queryKey: ["sign-in"], queryFn: api.signInWays, staleTime: Infinity });
  const signIn = useMutation({
    mutationKey: SESSION,
    mutationFn: api.signIn,
    onSuccess: (session) => {
      if (refused) window.history.replaceState(null, "", window.location.pathname);
      client.setQueryData(SESSION, session);
    },
    onError: (error) => {
      setCode("");
      if (error instanceof ApiError && error.code === "code-wanted") return setSecond(true);
      if (!(error instanceof ApiError && error.code === "wrong-code")) {
        setSecond(false);
        setPassword("");
      }
    },
  });
  const forgot = useMutation({ mutationFn: () => api.forgot({ name: name.trim() }) });
  useEffect(() => {
    document.title = `${t("signin.title")} · ${t("app.name")}`;
  });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    const complete = name.trim() !== "" && password !== "" && (!second || code.trim() !== "");
    setMissing(complete ? null : t(second ? "signin.codeHint" : "signin.missing"));
    if (complete) signIn.mutate({ name: name.trim(), password, code: second ? code.trim() : null });
  };
  const asksCode = signIn.error instanceof ApiError && signIn.error.code === "code-wanted";
  const error = missing ?? (signIn.error && !asksCode ? signIn.error.message : null) ?? (signIn.isIdle ? refused : null);
  const deep = window.location.pathname !== "/";
  const here = window.location.pathname;
  if (second) {
    return (
      <Card title={t("signin.codeTitle")}>
        {error && <Notice tone="error">{error}</Notice>}
        <form onSubmit={submit} noValidate className="stack">
          <TextField label={t("signin.code")} hint={t("signin.codeHint")} value={code} onChange={setCode} autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} autoFocus />
          <Button look="primary" type="submit" busy={signIn.isPending}>{t("signin.submit")}</Button>
          <Button look="quiet" onClick={() => { setSecond(false); signIn.reset(); }}>{t("signin.back")}</Button>
        </form>
      </Card>
    );
  }
  return (
    <Card title={t("signin.title")}>
      {error && <Notice tone="error">{error}</Notice>}
      {!error && forgot.isSuccess && <Notice tone="ok">{t("signin.forgotSent")}</Notice>}
      {!error && !forgot.isSuccess && deep && <Notice>{t("signin.first")}</Notice>}
      <form onSubmit={submit} noValidate className="stack">
        <TextField label={t("signin.name")} value={name} onChange={setName} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
        <TextField label={t("signin.password")} value={password} onChange={setPassword} type="password" autoComplete="current-password" />
        <Button look="primary" type="submit" busy={signIn.isPending}>{t("signin.submit")}</Button>
        {ways.data?.service && <a className="button button-secondary" href={`/api/oidc/begin?to=${encodeURIComponent(here)}`}>{ways.data.service}</a>}
      </form>
      {ways.data?.mails ? (
        <Button look="quiet" busy={forgot.isPending} onClick={() => (name.trim() ? forgot.mutate() : setMissing(t("signin.forgotName")))}>{t("signin.forgot")}</Button>
      ) : (
        <p className="muted small">{t("signin.help")}</p>
      )}
    </Card>
  );
}
