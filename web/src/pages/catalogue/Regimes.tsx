import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { Deadline, Regime, RegimeView } from "../../api/types";
import { useMay } from "../../app/session";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { PickUnits } from "../../parts/PickUnits";
import { AreaField, Badge, Button, Checkbox, DateField, Empty, Loaded, SelectField, Table, TextField, toast, type Column } from "../../ui";

const KINDS = ["periodic", "thematic", "ad_hoc"] as const;
const CHANNELS = ["system", "electronic_document", "email", "paper"] as const;
const EVERY = ["week", "month", "quarter", "half_year", "nine_months", "year", "days"] as const;
const WINDOWS = ["legal", "statistical", "own"] as const;

const EMPTY: Regime = {
  id: "", kind: "ad_hoc", name: "", content: "", units: null, receiver: "", channels: ["system"],
  deadlines: [{ whom: { for: "everyone" }, rule: { by: "working_days", days: 1 } }],
  every: "month", window: { by: "legal" }, outline: "", cells: { from: "listed", cells: [] }, guidance: "",
  legal_basis: "", valid_from: null, valid_to: null, unit_approval: false,
};

/** Reporting regimes: who reports what, how often and by when. */
export function Regimes() {
  const regimes = useQuery({ queryKey: ["regimes"], queryFn: api.regimes });
  const mayEdit = useMay("edit_catalogue");
  const [editing, setEditing] = useState<Start>();
  const columns: Column<RegimeView>[] = [
    { key: "id", title: t("regime.id"), cell: (r) => r.regime.id, sort: (r) => r.regime.id },
    { key: "name", title: t("regime.name"), cell: (r) => r.regime.name || "–", sort: (r) => r.regime.name },
    { key: "kind", title: t("regime.kind"), cell: (r) => t(`regime.kind.${r.regime.kind}`), sort: (r) => r.regime.kind, wide: true },
    { key: "every", title: t("regime.every"), cell: (r) => t(`regime.every.${r.regime.every}`), wide: true },
    {
      key: "missing",
      title: t("reports.state"),
      cell: (r) => r.missing.length === 0 ? <Badge tone="ok" icon="check">{t("regime.complete")}</Badge> : <Badge tone="warn" icon="warning">{t("regime.missing", { fields: r.missing.join(", ") })}</Badge>,
      sort: (r) => r.missing.length,
    },
    { key: "rounds", title: t("regime.rounds"), cell: (r) => r.rounds, numeric: true, wide: true },
    { key: "edit", title: "", cell: (r) => mayEdit && <Button small onClick={() => setEditing(r)}>{t("regime.edit")}</Button> },
  ];
  return (
    <>
      {mayEdit && <div className="filters"><Button look="primary" icon="plus" onClick={() => setEditing({ regime: EMPTY, names: [] })}>{t("regime.new")}</Button></div>}
      <Loaded query={regimes}>
        {(rows) => <Table caption={t("catalogue.regimes")} columns={columns} rows={rows} rowKey={(r) => r.regime.id} empty={<Empty icon="catalogue" title={t("regime.empty")}>{t("regime.emptyHint")}</Empty>} />}
      </Loaded>
      {editing && <EditRegime start={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

type Start = Pick<RegimeView, "regime" | "names">;

function EditRegime({ start: { regime: start, names }, onClose }: { start: Start; onClose: () => void }) {
  const client = useQueryClient();
  const [regime, setRegime] = useState(start);
  const set = (part: Partial<Regime>) => setRegime({ ...regime, ...part });
  const isNew = start.id === "";
  const isMain = start.id === "BC";
  const named = (id: string): Picked => ({ id, name: names.find((n) => n.id === id)?.name ?? id });
  const before = start.cells.from === "listed" ? start.cells.cells : [];
  const [indicators, setIndicators] = useState<readonly Picked[]>(() => [...new Set(before.map((c) => c.indicator))].map(named));
  const [units, setUnits] = useState<readonly Picked[] | null>(() => start.units?.map(named) ?? null);
  const own = regime.window.by === "own" ? regime.window : { by: "own" as const, from: { months: -1, day: 15 }, to: { months: 0, day: 14 } };
  // What was listed of an indicator stays; a new one is asked for its level.
  const listed = indicators.flatMap(({ id }) => {
    const known = before.filter((c) => c.indicator === id);
    return known.length > 0 ? known : [{ indicator: id, measure: "actual" as const }];
  });
  const bad = regime.valid_from === undefined || regime.valid_to === undefined || !regime.id.trim();
  const send = () => api.setRegime({
    ...regime,
    id: regime.id.trim(),
    units: units?.map((u) => u.id) ?? null,
    cells: regime.cells.from === "listed" ? { from: "listed", cells: listed } : regime.cells,
    valid_from: regime.valid_from || null,
    valid_to: regime.valid_to || null,
  });
  return (
    <ActionDialog
      wide
      title={isNew ? t("regime.titleNew") : t("regime.title", { id: start.id })}
      action={t("regime.save")}
      disabled={bad}
      run={send}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries();
        toast(t("regime.saved"));
        onClose();
      }}
    >
      {isNew && <TextField label={t("regime.id")} hint={t("regime.idHint")} value={regime.id} onChange={(id) => set({ id: id.toUpperCase() })} autoFocus />}
      <TextField label={t("regime.name")} value={regime.name} onChange={(name) => set({ name })} />
      <SelectField label={t("regime.kind")} value={regime.kind} disabled={isMain} options={KINDS.map((value) => ({ value, label: t(`regime.kind.${value}`) }))} onChange={(v) => set({ kind: KINDS.find((k) => k === v) ?? regime.kind })} />
      <AreaField label={t("regime.content")} value={regime.content} onChange={(content) => set({ content })} />
      <fieldset className="stack-s">
        <legend>{t("regime.units")}</legend>
        <Checkbox label={t("regime.unitsAll")} checked={units === null} onChange={(all) => setUnits(all ? null : [])} />
        {units !== null && <PickUnits label={t("regime.unitsOnly")} chosen={units} onChange={setUnits} />}
      </fieldset>
      <TextField label={t("regime.receiver")} value={regime.receiver} onChange={(receiver) => set({ receiver })} />
      <fieldset className="stack-s">
        <legend>{t("regime.channels")}</legend>
        {CHANNELS.map((c) => (
          <Checkbox key={c} label={t(`regime.channel.${c}`)} checked={regime.channels.includes(c)} onChange={(on) => set({ channels: CHANNELS.filter((k) => (k === c ? on : regime.channels.includes(k))) })} />
        ))}
      </fieldset>
      <SelectField label={t("regime.every")} value={regime.every} options={EVERY.map((value) => ({ value, label: t(`regime.every.${value}`) }))} onChange={(v) => set({ every: EVERY.find((k) => k === v) ?? regime.every })} />
      <SelectField
        label={t("regime.window")}
        value={regime.window.by}
        options={WINDOWS.map((value) => ({ value, label: t(`regime.window.${value}`) }))}
        onChange={(v) => set({ window: v === "own" ? own : { by: v === "statistical" ? "statistical" : "legal" } })}
      />
      {regime.window.by === "own" && (
        <div className="row">
          <TextField label={t("regime.fromDay")} inputMode="numeric" value={String(own.from.day)} onChange={(v) => set({ window: { ...own, from: { ...own.from, day: Number(v) || 1 } } })} />
          <TextField label={t("regime.toDay")} inputMode="numeric" value={String(own.to.day)} onChange={(v) => set({ window: { ...own, to: { ...own.to, day: Number(v) || 1 } } })} />
        </div>
      )}
      <Deadlines deadlines={regime.deadlines} onChange={(deadlines) => set({ deadlines })} />
      <TextField label={t("regime.outline")} value={regime.outline} onChange={(outline) => set({ outline })} />
      {!isMain && (
        <PickIndicators label={t("regime.cells")} chosen={indicators} onChange={setIndicators} />
      )}
      <AreaField label={t("regime.guidance")} value={regime.guidance} onChange={(guidance) => set({ guidance })} />
      <TextField label={t("regime.legalBasis")} value={regime.legal_basis} onChange={(legal_basis) => set({ legal_basis })} />
      <div className="row">
        <DateField label={t("regime.validFrom")} value={regime.valid_from ?? ""} onChange={(day) => set({ valid_from: day })} />
        <DateField label={t("regime.validTo")} value={regime.valid_to ?? ""} onChange={(day) => set({ valid_to: day })} />
      </div>
      <Checkbox label={t("regime.unitApproval")} checked={regime.unit_approval ?? false} onChange={(unit_approval) => set({ unit_approval })} />
    </ActionDialog>
  );
}

const RULES = ["working_days", "on_day", "on_day_after"] as const;
const LEVELS = ["everyone", "commune", "department"] as const;

function Deadlines({ deadlines, onChange }: { deadlines: Deadline[]; onChange: (next: Deadline[]) => void }) {
  const put = (at: number, deadline: Deadline) => onChange(deadlines.map((d, i) => (i === at ? deadline : d)));
  return (
    <fieldset className="stack-s">
      <legend>{t("regime.deadlines")}</legend>
      {deadlines.map((d, at) => {
        const by = d.rule.by === "working_days" ? "working_days" : d.rule.day.months > 0 ? "on_day_after" : "on_day";
        const number = d.rule.by === "working_days" ? d.rule.days : d.rule.day.day;
        const rule = (kind: string, n: number): Deadline["rule"] => kind === "working_days" ? { by: "working_days", days: n } : { by: "on_day", day: { months: kind === "on_day_after" ? 1 : 0, day: n } };
        const level = d.whom.for === "level" ? d.whom.of : d.whom.for === "unit" ? d.whom.of : "everyone";
        const levels = LEVELS.map((value) => ({ value: value as string, label: value === "everyone" ? t("regime.everyone") : t(`regime.level.${value}`) }));
        const options = levels.some((l) => l.value === level) ? levels : [...levels, { value: level, label: level }];
        return (
          <div className="row" key={at}>
            <SelectField label={t("regime.deadlineFor")} value={level} options={options} onChange={(v) => put(at, { ...d, whom: v === "commune" || v === "department" ? { for: "level", of: v } : { for: "everyone" } })} />
            <SelectField label={t("regime.deadlines")} value={by} options={[{ value: RULES[0], label: t("regime.workingDays") }, { value: RULES[1], label: t("regime.onDay") }, { value: RULES[2], label: t("regime.onDayAfter") }]} onChange={(v) => put(at, { ...d, rule: rule(v, number) })} />
            <TextField label={t("regime.number")} inputMode="numeric" value={String(number)} onChange={(v) => put(at, { ...d, rule: rule(by, Number(v) || 0) })} />
            {deadlines.length > 1 && <Button small onClick={() => onChange(deadlines.filter((_, i) => i !== at))}>{t("regime.remove")}</Button>}
          </div>
        );
      })}
      <div><Button small icon="plus" onClick={() => onChange([...deadlines, { whom: { for: "level", of: "commune" }, rule: { by: "working_days", days: 1 } }])}>{t("regime.addDeadline")}</Button></div>
    </fieldset>
  );
}
