import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api";
import type { KinView, LifeView, LinkedUnit, MapView } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Badge, Button, Loaded, Notice, PageHead, Panel, Table, toast, type Column } from "../../ui";
import { UnitLink, times } from "./UnitLink";

/** A unit's life: names, places, forebears and heirs, on a map of then and of now. */
export default function Unit({ id }: { id: string }) {
  const life = useQuery({ queryKey: ["units", "life", id], queryFn: () => api.unitLife(id) });
  return <Loaded query={life}>{(view) => <Life view={view} />}</Loaded>;
}

function Life({ view }: { view: LifeView }) {
  const { head } = view;
  const [removing, setRemoving] = useState(false);
  const note = [t(`kind.${head.unit.kind}`), head.unit.code, times(head.from, head.to)].filter(Boolean).join(" · ");
  return (
    <>
      <PageHead title={head.unit.name} above={<Link href="/catalogue/units">{t("catalogue.units")}</Link>} note={note}>
        {head.unit.listed && <Badge tone="neutral">{t("units.listed")}</Badge>}
        {!head.unit.listed && <Link className="button button-secondary" href={`/figures/units/${head.unit.id}`}>{t("life.figures")}</Link>}
        {view.removable && <Button onClick={() => setRemoving(true)}>{t("units.remove")}</Button>}
      </PageHead>
      <div className="stack">
        {head.unit.listed && <Notice>{t("units.listedHint")}</Notice>}
        {view.aliases.length > 0 && <p className="muted">{t("life.aliases", { names: view.aliases.join(", ") })}</p>}
        <Panel title={t("life.from")} flush={view.forebears.length > 0}>
          {view.forebears.length > 0 ? <Kin caption={t("life.from")} rows={view.forebears} /> : <p className="muted">{t("life.nothingBefore")}</p>}
        </Panel>
        <Panel title={t("life.into")} flush={view.heirs.length > 0}>
          {view.heirs.length > 0 ? <Kin caption={t("life.into")} rows={view.heirs} /> : <p className="muted">{t(head.to ? "life.noHeir" : "life.goesOn")}</p>}
        </Panel>
        <div>
          <div className="unit-maps">{view.maps.map((map) => <Map key={map.day} map={map} />)}</div>
          {view.maps.some((map) => map.svg) && <p className="muted small">{t("life.mapNote")}</p>}
        </div>
        <Panel title={t("life.names")} flush>
          <Table caption={t("life.names")} columns={nameColumns()} rows={view.names} rowKey={(n) => `${n.name} ${n.from ?? ""}`} />
        </Panel>
        <Panel title={t("life.stays")} flush>
          <Table caption={t("life.stays")} columns={stayColumns()} rows={view.stays} rowKey={(s) => `${s.parent?.id ?? ""} ${s.from ?? ""}`} />
        </Panel>
        {view.below > 0 && <p className="muted">{t("life.below", { n: view.below })}</p>}
      </div>
      {removing && <Remove unit={head.unit} onClose={() => setRemoving(false)} />}
    </>
  );
}

function nameColumns(): Column<LifeView["names"][number]>[] {
  return [
    { key: "name", title: t("units.name"), cell: (n) => n.name },
    { key: "code", title: t("units.code"), cell: (n) => n.code ?? "–" },
    { key: "time", title: t("units.time"), cell: (n) => times(n.from, n.to) },
  ];
}

function stayColumns(): Column<LifeView["stays"][number]>[] {
  return [
    { key: "parent", title: t("units.under"), cell: (s) => (s.parent ? <UnitLink unit={s.parent} /> : t("life.top")) },
    { key: "time", title: t("units.time"), cell: (s) => times(s.from, s.to) },
  ];
}

function Kin({ caption, rows }: { caption: string; rows: readonly KinView[] }) {
  const columns: Column<KinView>[] = [
    { key: "who", title: t("life.who"), cell: (k) => <><UnitLink unit={k.unit} /> <span className="muted small">{k.unit.code}</span></>, sort: (k) => k.unit.name },
    { key: "on", title: t("life.on"), cell: (k) => day(k.on), sort: (k) => k.on },
    { key: "part", title: t("life.part"), cell: (k) => <Part kin={k} /> },
    { key: "basis", title: t("life.basis"), cell: (k) => <>{k.legal_basis || <span className="muted">{t("life.noBasis")}</span>}{k.attested !== "resolution" && <> <Badge tone="warn">{t(`life.attested.${k.attested}`)}</Badge></>}</> },
    { key: "beside", title: t("life.beside"), cell: (k) => k.beside.map((unit: LinkedUnit, at) => <span key={unit.id}>{at > 0 && ", "}<Link href={`/catalogue/units/${unit.id}`}>{unit.name}</Link></span>), wide: true },
  ];
  return <Table caption={caption} columns={columns} rows={rows} rowKey={(k) => `${k.unit.id} ${k.on}`} />;
}

/** What shares are counted in, in words; what somebody declared is its own word. */
export const keyName = (key: string): string => (key === "people" || key === "area" || key === "whole" ? t(`life.share.${key}`) : key);

function Part({ kin }: { kin: KinView }) {
  if (kin.whole) return <>{t("life.whole")}</>;
  if (kin.shares.length === 0) return <span className="muted">{t("life.unknownPart")}</span>;
  return kin.shares.map((share) => (
    <span key={share.key} className="unit-found">
      {t("life.percent", { percent: share.percent, key: keyName(share.key) })}
      {share.estimated && <> <Badge tone="warn">{t("life.estimated")}</Badge></>}
    </span>
  ));
}

function Map({ map }: { map: MapView }) {
  const names = map.names.join(", ");
  if (!map.svg) return <Notice>{t("life.noMap", { names, day: day(map.day) })}</Notice>;
  return (
    <figure className="unit-map">
      <img src={`data:image/svg+xml,${encodeURIComponent(map.svg)}`} alt={t("life.mapOf", { names, day: day(map.day) })} />
      <figcaption className="small">{t("life.mapOf", { names, day: day(map.day) })}</figcaption>
    </figure>
  );
}

function Remove({ unit, onClose }: { unit: LinkedUnit; onClose: () => void }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  return (
    <ActionDialog
      danger
      title={t("units.remove")}
      action={t("units.remove")}
      run={() => api.removeUnit(unit.id)}
      onClose={onClose}
      onDone={() => {
        toast(t("units.removed", { name: unit.name }));
        go("/catalogue/units");
        void client.invalidateQueries({ queryKey: ["units"] });
      }}
    >
      <p>{t("units.removeNote", { name: unit.name })}</p>
    </ActionDialog>
  );
}
