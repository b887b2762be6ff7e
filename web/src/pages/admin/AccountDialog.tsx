import { useState } from "react";
import { api } from "../../api";
import type { AccountView, Grant, LinkView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { UnitSelect, useUnits } from "../../parts/UnitSelect";
import { Button, Checkbox, Dialog, Notice, TextField, toast } from "../../ui";
import { Grants } from "./Grants";

/** Makes or changes an account; a new one ends with the link for its first password. */
export function AccountDialog({ account, onClose, onSaved }: { account: AccountView | undefined; onClose: () => void; onSaved: (account: AccountView, link: LinkView | undefined) => void }) {
  const units = useUnits();
  const [name, setName] = useState(account?.name ?? "");
  const [display, setDisplay] = useState(account?.display_name ?? "");
  const [email, setEmail] = useState(account?.email ?? "");
  const [phone, setPhone] = useState(account?.phone ?? "");
  const [subject, setSubject] = useState(account?.subject ?? "");
  const [chosen, setUnit] = useState(account?.unit.id ?? "");
  const [active, setActive] = useState(account ? account.state !== "closed" : true);
  const unit = chosen || (units.data?.[0]?.id ?? "");
  const first: Grant[] = [{ role: "entry", scope: unit, sectors: [], restricted: false }];
  const [edited, setGrants] = useState<Grant[] | undefined>(account?.grants.map(({ role, scope, sectors, restricted }) => ({ role, scope: scope ?? null, sectors, restricted })));
  const grants = edited ?? first;
  const save = async () => {
    const saved = await api.setAccount(name.trim(), { display_name: display.trim(), unit, grants, email: email || null, phone: phone || null, subject: subject || null, active });
    return { saved, link: account || subject ? undefined : await api.invite(saved.name) };
  };
  return (
    <ActionDialog
      title={account ? t("admin.editTitle", { name: account.name }) : t("admin.addTitle")}
      action={account || subject ? t("ui.save") : t("people.saveInvite")}
      disabled={!name.trim() || !display.trim() || !unit}
      run={save}
      onClose={onClose}
      onDone={({ saved, link }) => {
        toast(t("ui.saved"));
        onSaved(saved, link);
      }}
    >
      <TextField label={t("admin.name")} value={name} onChange={setName} disabled={!!account} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <TextField label={t("admin.display")} value={display} onChange={setDisplay} autoComplete="off" />
      <UnitSelect label={t("admin.unit")} value={unit} onChange={setUnit} />
      <Grants grants={grants} unit={unit} onChange={setGrants} />
      <TextField label={t("people.email")} type="email" value={email} onChange={setEmail} autoComplete="off" />
      <TextField label={t("people.phone")} type="tel" value={phone} onChange={setPhone} autoComplete="off" />
      <TextField label={t("people.subject")} hint={t("people.subjectHint")} value={subject} onChange={setSubject} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <Checkbox label={t("admin.active")} checked={active} onChange={setActive} />
    </ActionDialog>
  );
}

/** A one-time link, to be handed over. */
export function LinkDialog({ name, link, onClose }: { name: string; link: LinkView; onClose: () => void }) {
  const address = `${window.location.origin}/start#${link.token}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    toast(t("people.copied"));
  };
  return (
    <Dialog open title={t("people.linkTitle", { name })} onClose={onClose} actions={<><Button onClick={() => void copy()}>{t("people.copy")}</Button><Button look="primary" onClick={onClose}>{t("ui.close")}</Button></>}>
      <p>{t("people.linkNote", { name, until: moment(link.expires_at) })}</p>
      {link.mailed && <Notice tone="ok">{t("people.linkMailed")}</Notice>}
      <TextField label={t("people.link")} value={address} readOnly onChange={() => undefined} onFocus={(e) => e.target.select()} />
    </Dialog>
  );
}
