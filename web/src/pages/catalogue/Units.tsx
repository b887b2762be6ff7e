import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { UnitHit, UnitKind } from "../../api/types";
import { useMay } from "../../app/session";
import { day } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Badge, Button, Empty, FilterSelect, Loaded, Pager, SearchBox, Table, toast, type Column } from "../../ui";
import { EnterUnit } from "../unit/EnterUnit";
import { UnitLink, times } from "../unit/UnitLink";

const SORTS = ["fit", "name", "code", "newest"] as const;
const KINDS: readonly UnitKind[] = ["province", "district", "commune", "department", "village", "station", "school"];

/** Units of the place; with words, of the whole country and of any time. */
export function Units() {
  const may = useMay("keep_units");
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState("");
  const [sort, setSort] = useState("fit");
  const [page, setPage] = useState(1);
  const [doing, setDoing] = useState<"enter" | "load" | null>(null);
  const units = useQuery({ queryKey: ["units", "found", search, kind, sort, page], queryFn: () => api.findUnits({ search, kind, sort, page }), placeholderData: keepPreviousData });
  return (
    <>
      <div className="filters">
        <SearchBox label={t("catalogue.unitSearch")} value={search} onSearch={(text) => { setSearch(text); setPage(1); }} />
        <FilterSelect label={t("units.kind")} value={kind} onChange={(next) => { setKind(next); setPage(1); }} options={[{ value: "", label: t("units.anyKind") }, ...KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))]} />
        <FilterSelect label={t("units.sort")} value={sort} onChange={(next) => { setSort(next); setPage(1); }} options={SORTS.map((value) => ({ value, label: t(`units.sort.${value}`) }))} />
        {may && (
          <>
            <Button onClick={() => setDoing("load")}>{t("units.load")}</Button>
            <Button icon="plus" onClick={() => setDoing("enter")}>{t("units.enter")}</Button>
            <Link className="button button-primary" href="/catalogue/units/reorganise">{t("units.reorganise")}</Link>
          </>
        )}
      </div>
      <p className="muted">{t("units.note")}</p>
      <Loaded query={units}>
        {({ rows, total }) => (
          <>
            <Table caption={t("catalogue.units")} columns={columns()} rows={rows} rowKey={(u) => u.unit.id} empty={<Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>} />
            <Pager page={page} total={total} onPage={setPage} />
          </>
        )}
      </Loaded>
      {doing === "enter" && <EnterUnit onClose={() => setDoing(null)} />}
      {doing === "load" && <LoadCountry onClose={() => setDoing(null)} />}
    </>
  );
}

function columns(): Column<UnitHit>[] {
  return [
    { key: "name", title: t("units.name"), cell: (u) => <><UnitLink unit={u.unit} /><Found hit={u} /></> },
    { key: "code", title: t("units.code"), cell: (u) => <span className="nowrap">{u.unit.code ?? "–"}</span>, wide: true },
    { key: "kind", title: t("units.kind"), cell: (u) => t(`kind.${u.unit.kind}`), wide: true },
    { key: "under", title: t("units.under"), cell: (u) => u.parent?.name ?? "–" },
    { key: "time", title: t("units.time"), cell: (u) => <span className="nowrap">{times(u.from, u.to)}</span>, wide: true },
    { key: "became", title: t("units.became"), cell: (u) => <Became hit={u} /> },
    { key: "phone", title: t("board.phone"), cell: (u) => u.phone && <a className="nowrap" href={`tel:${u.phone.replace(/[^\d+]/g, "")}`}>{u.phone}</a>, wide: true },
  ];
}

/** By which name of another time it was found. */
function Found({ hit: { was, until } }: { hit: UnitHit }) {
  if (was.by === "name") return null;
  const text = was.by === "former" ? t("units.wasCalled", { text: was.text, until: day(until) }) : t(was.by === "alias" ? "units.alias" : "units.byCode", { text: was.text });
  return <span className="muted small unit-found">{text}</span>;
}

function Became({ hit }: { hit: UnitHit }) {
  if (!hit.to) return <Badge tone="ok">{t("units.stillThere")}</Badge>;
  if (hit.heirs.length === 0) return <Badge tone="neutral">{t("units.noHeir")}</Badge>;
  return hit.heirs.map((heir, at) => <span key={heir.id}>{at > 0 && ", "}<Link href={`/catalogue/units/${heir.id}`}>{heir.name}</Link></span>);
}

function LoadCountry({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const country = useQuery({ queryKey: ["units", "country"], queryFn: api.country });
  const lacking = (country.data?.listed ?? 0) - (country.data?.held ?? 0);
  return (
    <ActionDialog
      title={t("units.loadTitle")}
      action={t("units.loadDo", { n: lacking })}
      disabled={lacking === 0}
      run={api.loadCountry}
      onClose={onClose}
      onDone={({ held }) => {
        void client.invalidateQueries({ queryKey: ["units"] });
        toast(t("units.loaded", { n: held }));
        onClose();
      }}
    >
      <Loaded query={country}>{({ held, listed }) => <p>{lacking === 0 ? t("units.loaded", { n: listed }) : t("units.loadNote", { held, listed })}</p>}</Loaded>
    </ActionDialog>
  );
}
