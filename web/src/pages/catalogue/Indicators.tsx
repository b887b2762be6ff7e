import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, files } from "../../api";
import type { Indicator, IndicatorView, Timing } from "../../api/types";
import { useMay } from "../../app/session";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { UnitSelect, useUnits } from "../../parts/UnitSelect";
import { CatalogueDialog } from "../indicator/CatalogueDialog";
import { FormulaField } from "../rule/FormulaField";
import { useDraft } from "../rule/useDraft";
import { Badge, Button, Checkbox, Empty, Loaded, Menu, Pager, Panel, SearchBox, SelectField, Table, TextField, toast, type Column } from "../../ui";

const TIMINGS: readonly Timing[] = ["flow", "cumulative", "stock", "ratio"];

export function Indicators() {
  const mayEdit = useMay("edit_catalogue");
  const units = useUnits();
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const [editing, setEditing] = useState<IndicatorView>();
  const [taking, setTaking] = useState(false);
  const indicators = useQuery({ queryKey: ["indicators", filter], queryFn: () => api.indicators(filter), placeholderData: keepPreviousData });
  const collector = (i: Indicator) => {
    if (i.collector.by === "communes") return t("catalogue.communes");
    const id = i.collector.unit;
    return units.data?.find((u) => u.id === id)?.name ?? id;
  };
  const columns: Column<IndicatorView>[] = [
    { key: "code", title: t("catalogue.code"), cell: (i) => <Link href={`/figures/${encodeURIComponent(i.code)}`} className="nowrap">{i.code}</Link>, sort: (i) => i.code },
    {
      key: "name",
      title: t("catalogue.name"),
      cell: (i) => (
        <>
          {i.name} <Link className="small" href={`/catalogue/indicators/${encodeURIComponent(i.code)}`}>{t("life.page")}</Link> {i.restricted && <Badge tone="warn" icon="lock">{t("catalogue.restrictedShort")}</Badge>}
          <p className="muted small">{i.group}</p>
        </>
      ),
      sort: (i) => i.name,
    },
    { key: "unit", title: t("catalogue.measureUnit"), cell: (i) => i.measure_unit, wide: true },
    { key: "timing", title: t("catalogue.timing"), cell: (i) => t(`timing.${i.timing}`), sort: (i) => i.timing, wide: true },
    { key: "collector", title: t("catalogue.collector"), cell: collector, wide: true },
    { key: "owner", title: t("catalogue.owner"), cell: (i) => i.owner_unit.name, sort: (i) => i.owner_unit.name, wide: true },
    ...(mayEdit ? [{ key: "do", title: "", cell: (i: IndicatorView) => <Button small icon="edit" onClick={() => setEditing(i)}>{t("ui.edit")}</Button> }] : []),
  ];
  return (
    <>
      <div className="filters"><SearchBox label={t("catalogue.searchIndicators")} value={filter.search} onSearch={(search) => setFilter({ search, page: 1 })} />
        <Menu
          label={t("life.exchange")}
          icon="down"
          items={[
            { key: "get", label: t("life.download"), onSelect: () => window.location.assign(files.catalogue()) },
            ...(mayEdit ? [{ key: "give", label: t("life.upload"), onSelect: () => setTaking(true) }] : []),
          ]}
        />
      </div>
      <Loaded query={indicators}>
        {({ rows, total }) => (
          <>
            <Table
              caption={t("catalogue.indicators")}
              columns={columns}
              rows={rows}
              rowKey={(i) => i.code}
              empty={<Panel><Empty icon="catalogue" title={t(filter.search ? "ui.noMatch" : "catalogue.empty")}>{t(filter.search ? "ui.noMatchHint" : "catalogue.emptyHint")}</Empty></Panel>}
            />
            {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
          </>
        )}
      </Loaded>
      {taking && <CatalogueDialog onClose={() => setTaking(false)} />}
      {editing && <EditDialog indicator={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

/** The indicator alone, without what the list adds to it. */
function plain({ owner_unit: _owner, latest: _latest, formula_in_names: _names, ...indicator }: IndicatorView): Indicator {
  return indicator;
}

const COMMUNES = "*communes";

function EditDialog({ indicator, onClose }: { indicator: IndicatorView; onClose: () => void }) {
  const client = useQueryClient();
  const units = useUnits();
  const [draft, setDraft] = useState<Indicator>(() => plain(indicator));
  const set = (part: Partial<Indicator>) => setDraft({ ...draft, ...part });
  const formula = useDraft(indicator.formula_in_names ?? "", { measure_unit: draft.measure_unit });
  const written = formula.typed.text.trim();
  const amount = written ? formula.draft?.tried?.units[0] : undefined;
  return (
    <ActionDialog
      title={t("catalogue.editIndicator", { code: indicator.code })}
      action={t("ui.save")}
      disabled={!draft.name.trim() || (written !== "" && !formula.draft?.tried)}
      run={() => api.setIndicator({ ...draft, formula: written || null })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["indicators"] });
        toast(t("ui.saved"));
        onClose();
      }}
    >
      <TextField label={t("catalogue.name")} value={draft.name} onChange={(name) => set({ name })} />
      <TextField label={t("catalogue.measureUnit")} value={draft.measure_unit} onChange={(measure_unit) => set({ measure_unit })} />
      <SelectField
        label={t("catalogue.timing")}
        value={draft.timing}
        onChange={(value) => set({ timing: TIMINGS.find((x) => x === value) ?? draft.timing })}
        options={TIMINGS.map((value) => ({ value, label: t(`timing.${value}`) }))}
      />
      <SelectField
        label={t("catalogue.collector")}
        value={draft.collector.by === "communes" ? COMMUNES : draft.collector.unit}
        onChange={(value) => set({ collector: value === COMMUNES ? { by: "communes" } : { by: "unit", unit: value } })}
        options={[{ value: COMMUNES, label: t("catalogue.communes") }, ...(units.data ?? []).map((u) => ({ value: u.id, label: u.name }))]}
      />
      <FormulaField label={t("catalogue.formula")} hint={t("catalogue.formulaHint")} typed={formula.typed} draft={written ? formula.draft : undefined} fresh={formula.fresh} onChange={formula.setTyped} />
      {amount && <p className="small">{amount.computation || t("rule.missing", { names: amount.missing.join(", ") })}</p>}
      <UnitSelect label={t("catalogue.owner")} value={draft.owner} onChange={(owner) => set({ owner })} />
      <Checkbox label={t("catalogue.planned")} checked={draft.planned} onChange={(planned) => set({ planned })} />
      <Checkbox label={t("life.less")} checked={draft.less_is_better ?? false} onChange={(less_is_better) => set({ less_is_better })} />
      <Checkbox label={t("catalogue.restricted")} checked={draft.restricted} onChange={(restricted) => set({ restricted })} />
    </ActionDialog>
  );
}
