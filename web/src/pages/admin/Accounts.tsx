import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { AccountState, AccountView, LinkView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Sessions } from "../../parts/Sessions";
import { Badge, Button, Dialog, Empty, FilterSelect, Loaded, Menu, Notice, Pager, SearchBox, Table, toast, type Column, type IconName, type Tone } from "../../ui";
import { AccountDialog, LinkDialog } from "./AccountDialog";
import { ROLES } from "./roles";
import "./admin.css";

const STATES: readonly AccountState[] = ["open", "invited", "waiting", "idle", "closed"];
const LOOK: Record<AccountState, [Tone, IconName]> = {
  open: ["ok", "check"],
  invited: ["info", "clock"],
  waiting: ["warn", "lock"],
  idle: ["warn", "lock"],
  closed: ["neutral", "lock"],
};
const SORTS = ["name", "unit", "seen"] as const;

type Open = { edit?: AccountView; sessions?: AccountView; factor?: AccountView; link?: { name: string; link: LinkView }; fresh?: true };

const rolesOf = (account: AccountView) => ROLES.filter((role) => account.grants.some((grant) => grant.role === role)).map((role) => t(`role.${role}`)).join(", ");

export function Accounts() {
  const client = useQueryClient();
  const [filter, setFilter] = useState({ search: "", state: "", sort: "name", page: 1 });
  const accounts = useQuery({ queryKey: ["accounts", filter], queryFn: () => api.accounts(filter), placeholderData: keepPreviousData });
  const [open, setOpen] = useState<Open>({});
  const again = () => void client.invalidateQueries({ queryKey: ["accounts"] });
  const close = () => setOpen({});
  const invite = useMutation({ mutationFn: (a: AccountView) => api.invite(a.name), onSuccess: (link, a) => setOpen({ link: { name: a.display_name, link } }) });
  const unlock = useMutation({
    mutationFn: (a: AccountView) => api.unlock(a.name),
    onSuccess: (a) => {
      toast(t("people.unlocked", { name: a.display_name }));
      again();
    },
  });
  const more = (a: AccountView) => [
    ...(a.state !== "closed" ? [{ key: "link", label: t("people.invite"), onSelect: () => invite.mutate(a) }] : []),
    ...(a.state === "idle" || a.state === "waiting" ? [{ key: "unlock", label: t("people.unlock"), onSelect: () => unlock.mutate(a) }] : []),
    { key: "sessions", label: t("people.sessions"), onSelect: () => setOpen({ sessions: a }) },
    ...(a.second_factor ? [{ key: "factor", label: t("people.dropFactor"), onSelect: () => setOpen({ factor: a }) }] : []),
  ];
  const columns: Column<AccountView>[] = [
    { key: "display", title: t("admin.display"), cell: (a) => <><strong>{a.display_name}</strong><p className="muted small">{a.name}</p></> },
    { key: "role", title: t("admin.role"), cell: rolesOf, wide: true },
    { key: "unit", title: t("admin.unit"), cell: (a) => a.unit.name, wide: true },
    {
      key: "state",
      title: t("people.state"),
      cell: (a) => (
        <div className="stack-s">
          <Badge tone={LOOK[a.state][0]} icon={LOOK[a.state][1]}>{t(`people.state.${a.state}`)}</Badge>
          {a.second_factor && <span className="muted small">{t("people.factor")}</span>}
        </div>
      ),
    },
    { key: "seen", title: t("people.seen"), cell: (a) => <span className="nowrap">{a.seen_at ? moment(a.seen_at) : t("people.never")}</span>, wide: true },
    {
      key: "do",
      title: "",
      cell: (a) => (
        <div className="row row-end">
          <Button small icon="edit" onClick={() => setOpen({ edit: a })}>{t("ui.edit")}</Button>
          <Menu small look="quiet" label={t("people.do")} aria-label={t("people.doFor", { name: a.name })} items={more(a)} />
        </div>
      ),
    },
  ];
  const failed = invite.error ?? unlock.error;
  return (
    <>
      <div className="filters">
        <SearchBox label={t("admin.search")} value={filter.search} onSearch={(search) => setFilter({ ...filter, search, page: 1 })} />
        <FilterSelect label={t("people.state")} value={filter.state} onChange={(state) => setFilter({ ...filter, state, page: 1 })} options={[{ value: "", label: t("people.anyState") }, ...STATES.map((s) => ({ value: s, label: t(`people.state.${s}`) }))]} />
        <FilterSelect label={t("people.sort")} value={filter.sort} onChange={(sort) => setFilter({ ...filter, sort, page: 1 })} options={SORTS.map((s) => ({ value: s, label: t(`people.sort.${s}`) }))} />
        <span className="grow" />
        <Button look="primary" icon="plus" onClick={() => setOpen({ fresh: true })}>{t("admin.add")}</Button>
      </div>
      {failed && <Notice tone="error">{failed.message}</Notice>}
      <Loaded query={accounts}>
        {({ rows, total }) => (
          <>
            <Table caption={t("admin.accounts")} columns={columns} rows={rows} rowKey={(a) => a.name} empty={<Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>} />
            {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
          </>
        )}
      </Loaded>
      {(open.edit || open.fresh) && (
        <AccountDialog
          account={open.edit}
          onClose={close}
          onSaved={(account, link) => {
            again();
            setOpen(link ? { link: { name: account.display_name, link } } : {});
          }}
        />
      )}
      {open.link && <LinkDialog {...open.link} onClose={close} />}
      {open.sessions && (
        <Dialog open wide title={t("people.sessionsOf", { name: open.sessions.display_name })} onClose={close}>
          <SessionsOf name={open.sessions.name} />
        </Dialog>
      )}
      {open.factor && <DropFactor account={open.factor} onClose={close} onDone={() => { toast(t("people.dropped")); again(); close(); }} />}
    </>
  );
}

const SessionsOf = ({ name }: { name: string }) => (
  <Sessions of={name} list={() => api.sessionsOf(name)} end={(id) => api.endSessionsOf(name, id)} all={t("people.endAll")} />
);

const DropFactor = ({ account, onClose, onDone }: { account: AccountView; onClose: () => void; onDone: () => void }) => (
  <ActionDialog title={t("people.dropFactor")} action={t("people.dropFactor")} danger run={() => api.dropFactor(account.name)} onClose={onClose} onDone={onDone}>
    <p>{t("people.dropFactorAsk", { name: account.display_name })}</p>
  </ActionDialog>
);
