import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { AccountView, Grant, Role } from "../../api/types";
import { matches } from "../../format/fold";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { UnitSelect, useUnits } from "../../parts/UnitSelect";
import { Badge, Button, Checkbox, Empty, Loaded, SearchBox, SelectField, Table, TextField, toast, type Column } from "../../ui";

const ROLES: readonly Role[] = ["entry", "unit_approver", "compiler", "leader", "inspector", "administrator"];

const rolesOf = (account: AccountView) => ROLES.filter((role) => account.grants.some((grant) => grant.role === role)).map((role) => t(`role.${role}`)).join(", ");

export function Accounts() {
  const accounts = useQuery({ queryKey: ["accounts"], queryFn: api.accounts });
  const [search, setSearch] = useState("");
  const [editing, setEditing] = useState<AccountView | "new">();
  const columns: Column<AccountView>[] = [
    { key: "display", title: t("admin.display"), cell: (a) => a.display_name, sort: (a) => a.display_name },
    { key: "name", title: t("admin.name"), cell: (a) => a.name, sort: (a) => a.name },
    { key: "role", title: t("admin.role"), cell: rolesOf, sort: rolesOf, wide: true },
    { key: "unit", title: t("admin.unit"), cell: (a) => a.unit.name, sort: (a) => a.unit.name, wide: true },
    { key: "active", title: t("reports.state"), cell: (a) => (a.active ? <Badge tone="ok" icon="check">{t("admin.open")}</Badge> : <Badge icon="lock">{t("admin.closed")}</Badge>), sort: (a) => Number(a.active) },
    { key: "do", title: "", cell: (a) => <Button small icon="edit" onClick={() => setEditing(a)}>{t("ui.edit")}</Button> },
  ];
  return (
    <>
      <div className="filters">
        <SearchBox label={t("admin.search")} value={search} onSearch={setSearch} />
        <span className="grow" />
        <Button look="primary" icon="plus" onClick={() => setEditing("new")}>{t("admin.add")}</Button>
      </div>
      <Loaded query={accounts}>
        {(all) => (
          <Table
            caption={t("admin.accounts")}
            columns={columns}
            rows={all.filter((a) => matches(search, a.display_name, a.name, a.unit.name))}
            rowKey={(a) => a.name}
            empty={<Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>}
          />
        )}
      </Loaded>
      {editing && <AccountDialog account={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

const SHORTEST_PASSWORD = 14;

function AccountDialog({ account, onClose }: { account: AccountView | undefined; onClose: () => void }) {
  const client = useQueryClient();
  const units = useUnits();
  const [name, setName] = useState(account?.name ?? "");
  const [display, setDisplay] = useState(account?.display_name ?? "");
  const [role, setRole] = useState<Role>(account?.grants[0]?.role ?? "entry");
  const [chosen, setUnit] = useState(account?.unit.id ?? "");
  const [active, setActive] = useState(account?.active ?? true);
  const [password, setPassword] = useState("");
  const unit = chosen || (units.data?.[0]?.id ?? "");
  const grant: Grant = { role, scope: role === "entry" || role === "unit_approver" ? unit : null, sectors: [], restricted: true };
  const grants = account?.grants[0]?.role === role ? account.grants : [grant];
  const passwordMissing = account ? password !== "" && password.length < SHORTEST_PASSWORD : password.length < SHORTEST_PASSWORD;
  return (
    <ActionDialog
      title={account ? t("admin.editTitle", { name: account.name }) : t("admin.addTitle")}
      action={t("ui.save")}
      disabled={!name.trim() || !display.trim() || passwordMissing}
      run={() => api.setAccount({ name: name.trim(), display_name: display.trim(), grants, unit, active, password: password || null })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["accounts"] });
        toast(t("ui.saved"));
        onClose();
      }}
    >
      <TextField label={t("admin.name")} value={name} onChange={setName} disabled={!!account} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <TextField label={t("admin.display")} value={display} onChange={setDisplay} autoComplete="off" />
      <SelectField label={t("admin.role")} value={role} onChange={(value) => setRole(ROLES.find((r) => r === value) ?? role)} options={ROLES.map((r) => ({ value: r, label: t(`role.${r}`) }))} />
      <UnitSelect label={t("admin.unit")} value={unit} onChange={setUnit} />
      <TextField
        label={t(account ? "admin.newPassword" : "admin.password")}
        hint={t(account ? "admin.passwordHint" : "admin.passwordFirst")}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
      />
      <Checkbox label={t("admin.active")} checked={active} onChange={setActive} />
    </ActionDialog>
  );
}
