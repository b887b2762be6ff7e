import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../../api";
import type { MeView } from "../../api/types";
import { useSession } from "../../app/session";
import { t } from "../../messages";
import { Sessions } from "../../parts/Sessions";
import { Button, Loaded, Notice, PageHead, Panel, TextField, toast } from "../../ui";
import { Factor } from "./Factor";

export const ME = ["me"] as const;

/** The own account: password, second step, sessions. */
export default function Me() {
  const session = useSession();
  const me = useQuery({ queryKey: ME, queryFn: api.me });
  return (
    <>
      <PageHead title={t("me.title")} note={t("me.note")} />
      <div className="stack">
        {session.second_factor_wanted && <Notice tone="warn">{t("me.wanted")}</Notice>}
        <Loaded query={me}>
          {(view) => (
            <>
              <Panel title={t("me.who")}><About me={view} /></Panel>
              <Panel title={t("me.password")}><Password me={view} /></Panel>
              <Panel title={t("me.factor")}><Factor me={view} /></Panel>
            </>
          )}
        </Loaded>
        <Panel title={t("people.sessions")} flush>
          <Sessions of="me" list={api.mySessions} end={api.endMySessions} all={t("people.endOthers")} />
        </Panel>
      </div>
    </>
  );
}

function About({ me }: { me: MeView }) {
  const contact = [me.unit.name, me.email, me.phone].filter(Boolean).join(" · ");
  return (
    <div className="stack-s">
      <p><strong>{me.display_name}</strong> ({me.name})</p>
      <p>{contact}</p>
      <ul>
        {me.grants.map((g, i) => <li key={i}>{t("me.covers", { role: t(`role.${g.role}`), unit: g.unit?.name ?? t("people.everywhere") })}</li>)}
      </ul>
    </div>
  );
}

function Password({ me }: { me: MeView }) {
  const client = useQueryClient();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const change = useMutation({
    mutationFn: () => api.changePassword({ old, new: next }),
    onSuccess: () => {
      setOld("");
      setNext("");
      setAgain("");
      toast(t("me.changed"));
      void client.invalidateQueries({ queryKey: ["sessions", "me"] });
    },
  });
  const differ = again !== "" && again !== next;
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (old && next && next === again) change.mutate();
  };
  return (
    <form className="stack me-form" onSubmit={submit} noValidate>
      {change.error && <Notice tone="error">{change.error.message}</Notice>}
      <input type="text" name="username" autoComplete="username" value={me.name} readOnly hidden />
      <TextField label={t("me.old")} type="password" autoComplete="current-password" value={old} onChange={setOld} />
      <TextField label={t("me.new")} hint={t("me.least", { n: me.least })} type="password" autoComplete="new-password" value={next} onChange={setNext} />
      <TextField label={t("me.again")} error={differ ? t("me.differ") : null} type="password" autoComplete="new-password" value={again} onChange={setAgain} />
      <div className="row"><Button look="primary" type="submit" busy={change.isPending} disabled={!old || !next || next !== again}>{t("me.change")}</Button></div>
    </form>
  );
}
