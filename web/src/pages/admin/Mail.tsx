import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { MailTls, MailView, PostedView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { MailBadge } from "../../parts/MailBadge";
import { Button, Checkbox, Empty, Loaded, Notice, Pager, Panel, SelectField, Table, TextField, toast, toastError, type Column } from "../../ui";

const TLS: readonly MailTls[] = ["tls", "starttls", "none"];
const SUBMISSION_PORT = 465;

/** The mail server, and what became of the letters. */
export function Mail() {
  const mail = useQuery({ queryKey: ["mail"], queryFn: api.mail });
  return (
    <div className="stack">
      <Loaded query={mail}>{(view) => <Settings view={view} />}</Loaded>
      <Outbox />
    </div>
  );
}

function Settings({ view }: { view: MailView }) {
  const client = useQueryClient();
  const [settings, setSettings] = useState({ ...view.settings, port: view.settings.port || SUBMISSION_PORT });
  const [password, setPassword] = useState("");
  const [testing, setTesting] = useState(false);
  const set = (part: Partial<typeof settings>) => setSettings({ ...settings, ...part });
  const save = useMutation({
    mutationFn: () => api.setMail({ settings, password: password || null }),
    onSuccess: (saved) => {
      client.setQueryData(["mail"], saved);
      setSettings(saved.settings);
      setPassword("");
      toast(t("ui.saved"));
    },
  });
  return (
    <Panel title={t("mail.title")}>
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault();
          save.mutate();
        }}
      >
        <p className="muted">{t("mail.note")}</p>
        {save.error && <Notice tone="error">{save.error.message}</Notice>}
        <Checkbox label={t("mail.active")} checked={settings.active} onChange={(active) => set({ active })} />
        <div className="field-grid">
          <TextField label={t("mail.server")} hint={t("mail.serverHint")} value={settings.server} onChange={(server) => set({ server })} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          <TextField label={t("mail.port")} hint={t("mail.portHint")} inputMode="numeric" value={String(settings.port)} onChange={(port) => set({ port: Number(port.replace(/\D/g, "").slice(0, 5)) })} />
          <SelectField label={t("mail.tls")} value={settings.tls} onChange={(tls) => set({ tls: TLS.find((one) => one === tls) ?? "tls" })} options={TLS.map((value) => ({ value, label: t(`mail.tls.${value}`) }))} />
          <TextField label={t("mail.user")} hint={t("mail.userHint")} value={settings.user} onChange={(user) => set({ user })} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          <TextField label={t("mail.password")} hint={t(view.has_password ? "mail.passwordKept" : "mail.passwordNone")} type="password" value={password} onChange={setPassword} autoComplete="new-password" />
          <TextField label={t("mail.sender")} type="email" value={settings.sender} onChange={(sender) => set({ sender })} autoComplete="off" />
          <TextField label={t("mail.senderName")} value={settings.sender_name} onChange={(sender_name) => set({ sender_name })} autoComplete="off" />
          <TextField label={t("mail.address")} hint={t("mail.addressHint")} value={settings.address} onChange={(address) => set({ address })} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </div>
        <div className="row">
          <Button look="primary" type="submit" busy={save.isPending}>{t("mail.save")}</Button>
          <Button disabled={!view.settings.server} onClick={() => setTesting(true)}>{t("mail.test")}</Button>
        </div>
      </form>
      {testing && <TestDialog onClose={() => setTesting(false)} />}
    </Panel>
  );
}

function TestDialog({ onClose }: { onClose: () => void }) {
  const [to, setTo] = useState("");
  return (
    <ActionDialog
      title={t("mail.test")}
      action={t("mail.test")}
      disabled={!to.trim()}
      run={() => api.testMail({ to })}
      onClose={onClose}
      onDone={() => {
        toast(t("mail.tested", { to: to.trim() }));
        onClose();
      }}
    >
      <TextField label={t("mail.testTo")} type="email" value={to} onChange={setTo} />
    </ActionDialog>
  );
}

const LOOK_AGAIN_MS = 5_000;

function Outbox() {
  const client = useQueryClient();
  const [page, setPage] = useState(1);
  const outbox = useQuery({ queryKey: ["outbox", page], queryFn: () => api.outbox(page), placeholderData: keepPreviousData, refetchInterval: LOOK_AGAIN_MS });
  const retry = useMutation({
    mutationFn: api.retryMail,
    onError: toastError,
    onSuccess: () => {
      toast(t("mail.retried"));
      void client.invalidateQueries({ queryKey: ["outbox"] });
    },
  });
  const columns: Column<PostedView>[] = [
    { key: "to", title: t("mail.to"), cell: (m) => m.to },
    { key: "subject", title: t("mail.subject"), cell: (m) => m.subject, wide: true },
    { key: "state", title: t("mail.state"), cell: (m) => <MailBadge mail={m} /> },
    { key: "made", title: t("mail.madeAt"), cell: (m) => <span className="nowrap">{moment(m.made_at)}</span>, wide: true },
    { key: "do", title: "", cell: (m) => m.state !== "sent" && <Button small icon="undo" busy={retry.isPending && retry.variables === m.id} onClick={() => retry.mutate(m.id)}>{t("mail.retry")}</Button> },
  ];
  return (
    <Panel title={t("mail.outbox")} flush>
      <Loaded query={outbox}>
        {({ rows, total }) => (
          <>
            <Table caption={t("mail.outbox")} columns={columns} rows={rows} rowKey={(m) => m.id} empty={<Empty icon="sent" title={t("mail.none")}>{t("mail.noneHint")}</Empty>} />
            {rows.length > 0 && <Pager page={page} total={total} onPage={setPage} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
