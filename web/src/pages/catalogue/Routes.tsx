import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { RoutesView } from "../../api/types";
import { useMay } from "../../app/session";
import { day } from "../../format/date";
import { matches } from "../../format/fold";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { UnitSelect, useUnits } from "../../parts/UnitSelect";
import { Button, DateField, Empty, IconButton, Loaded, Notice, PAGE_SIZE, Pager, SearchBox, Table, toast, toastError, type Column } from "../../ui";

type Route = RoutesView["routes"][number];

/** Whom each unit reports to, and since when, where it is not whom it stands below. */
export function Routes() {
  const client = useQueryClient();
  const routes = useQuery({ queryKey: ["routes"], queryFn: api.routes });
  const units = useUnits();
  const mayEdit = useMay("edit_catalogue");
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(1);
  const [editing, setEditing] = useState<RoutesView>();
  const name = (id: string) => units.data?.find((u) => u.id === id)?.name ?? id;
  const span = (r: Route) => `${r.from ? day(r.from) : t("routes.always")} – ${r.to ? day(r.to) : t("routes.now")}`;
  const columns: Column<RoutesView>[] = [
    { key: "unit", title: t("routes.unit"), cell: (r) => r.unit.name, sort: (r) => r.unit.name },
    { key: "kind", title: t("catalogue.unitKind"), cell: (r) => t(`kind.${r.unit.kind}`), sort: (r) => r.unit.kind, wide: true },
    { key: "receiver", title: t("routes.receiver"), cell: (r) => r.receiver?.name ?? "–", sort: (r) => r.receiver?.name ?? "" },
    {
      key: "routes",
      title: t("routes.own"),
      cell: (r) => (r.routes.length === 0 ? <span className="muted">{t("routes.byPlace")}</span> : <ul className="stack-s">{r.routes.map((one) => <li key={one.from ?? ""}>{name(one.receiver)} <span className="muted small nowrap">{span(one)}</span></li>)}</ul>),
      sort: (r) => r.routes.length,
    },
    { key: "edit", title: "", cell: (r) => mayEdit && <Button small icon="edit" onClick={() => setEditing(r)}>{t("ui.edit")}</Button> },
  ];
  const again = () => void client.invalidateQueries({ queryKey: ["routes"] });
  const undo = (former: RoutesView) => void api.setRoutes(former.unit.id, { routes: former.routes }).then(again, toastError);
  return (
    <>
      <div className="filters">
        <SearchBox
          label={t("catalogue.searchUnits")}
          value={search}
          onSearch={(text) => {
            setSearch(text);
            setPage(1);
          }}
        />
      </div>
      <p className="muted">{t("routes.note")}</p>
      <Loaded query={routes}>
        {(all) => {
          const found = all.filter((r) => search === "" || matches(search, r.unit.name, r.receiver?.name ?? "", ...r.routes.map((one) => name(one.receiver))));
          return (
            <>
              <Table caption={t("catalogue.routes")} columns={columns} rows={found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)} rowKey={(r) => r.unit.id} empty={<Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>} />
              {found.length > 0 && <Pager page={page} total={found.length} onPage={setPage} />}
            </>
          );
        }}
      </Loaded>
      {editing && (
        <EditRoutes
          start={editing}
          onClose={() => setEditing(undefined)}
          onDone={() => {
            setEditing(undefined);
            again();
            toast(t("routes.saved", { unit: editing.unit.name }), "ok", { label: t("routes.undo"), run: () => undo(editing) });
          }}
        />
      )}
    </>
  );
}

type Draft = { receiver: string; from: string | null; to: string | null };

function EditRoutes({ start, onClose, onDone }: { start: RoutesView; onClose: () => void; onDone: () => void }) {
  const [drafts, setDrafts] = useState<Draft[]>(() => start.routes.map((r) => ({ receiver: r.receiver, from: r.from ?? "", to: r.to ?? "" })));
  const put = (at: number, part: Partial<Draft>) => setDrafts(drafts.map((d, i) => (i === at ? { ...d, ...part } : d)));
  const bad = drafts.some((d) => !d.receiver || d.from === null || d.to === null);
  const routes = drafts.map((d) => ({ unit: start.unit.id, receiver: d.receiver, from: d.from || null, to: d.to || null }));
  return (
    <ActionDialog wide title={t("routes.title", { unit: start.unit.name })} action={t("ui.save")} disabled={bad} run={() => api.setRoutes(start.unit.id, { routes })} onClose={onClose} onDone={onDone}>
      {drafts.length === 0 && <Notice>{t("routes.none")}</Notice>}
      {drafts.map((d, at) => (
        <fieldset className="period-pick" key={at}>
          <legend>{t("routes.one", { number: at + 1 })}</legend>
          <UnitSelect label={t("routes.receiver")} value={d.receiver} none="–" onChange={(receiver) => put(at, { receiver })} />
          <DateField label={t("routes.from")} hint={t("routes.fromHint")} value={d.from} onChange={(from) => put(at, { from })} />
          <DateField label={t("routes.to")} hint={t("routes.toHint")} value={d.to} onChange={(to) => put(at, { to })} />
          <IconButton icon="close" label={t("routes.remove", { number: at + 1 })} onClick={() => setDrafts(drafts.filter((_, i) => i !== at))} />
        </fieldset>
      ))}
      <div><Button small icon="plus" onClick={() => setDrafts([...drafts, { receiver: "", from: "", to: "" }])}>{t("routes.add")}</Button></div>
    </ActionDialog>
  );
}
