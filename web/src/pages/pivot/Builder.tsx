import { useState } from "react";
import type { Dimension, Pivot, PivotBoundaries } from "../../api/types";
import { codeOf, partsOf, periodShort, type PeriodParts } from "../../format/period";
import { t } from "../../messages";
import { PeriodPick } from "../../parts/PeriodPick";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { PickUnits } from "../../parts/PickUnits";
import { UnitSelect } from "../../parts/UnitSelect";
import { Button, Checkbox, SelectField, TextField } from "../../ui";
import { BoundariesField, ShareField } from "../figures/Controls";
import { DIMENSIONS, MEASURES, STANDS, stand, standOf, type Stand } from "./layout";

const GRAINS = ["month", "quarter", "half_year", "nine_months", "year"] as const;

/** Names of what was picked, kept beside the codes. */
export type Names = Record<string, string>;

const boundariesOf = (value: string): PivotBoundaries => (value === "then" || value === "today" ? { as_of: value } : { as_of: "day", day: value });
const boundariesText = (b: PivotBoundaries): string => (b.as_of === "day" ? b.day : b.as_of);

/** Chooses what a table shows and how it is laid out. */
export function Builder({ pivot, names, share, today, onChange, onNames, onShare }: {
  pivot: Pivot;
  names: Names;
  share: string;
  today: string;
  onChange: (pivot: Pivot) => void;
  onNames: (names: Names) => void;
  onShare: (share: string) => void;
}) {
  const picked = (ids: readonly string[]): Picked[] => ids.map((id) => ({ id, name: names[id] ?? id }));
  const keep = (chosen: readonly Picked[]) => onNames({ ...names, ...Object.fromEntries(chosen.map((one) => [one.id, one.name])) });
  const { units, periods } = pivot;
  return (
    <div className="stack">
      <PickIndicators label={t("pivot.indicators")} chosen={picked(pivot.indicators)} onChange={(chosen) => { keep(chosen); onChange({ ...pivot, indicators: chosen.map((one) => one.id) }); }} />
      <fieldset className="pivot-measures">
        <legend>{t("pivot.measures")}</legend>
        {MEASURES.map((measure) => (
          <Checkbox key={measure} label={t(`pivot.measure.${measure}`)} checked={pivot.measures.includes(measure)} onChange={(on) => onChange({ ...pivot, measures: MEASURES.filter((m) => (m === measure ? on : pivot.measures.includes(m))) })} />
        ))}
      </fieldset>
      <SelectField
        label={t("pivot.units")}
        value={units.which}
        options={[{ value: "below", label: t("pivot.units.below") }, { value: "listed", label: t("pivot.units.listed") }]}
        onChange={(which) => onChange({ ...pivot, units: which === "listed" ? { which: "listed", units: [] } : { which: "below", unit: units.which === "below" ? units.unit : (units.units[0] ?? "") } })}
      />
      {units.which === "below" ? (
        <UnitSelect ever label={t("pivot.units.of")} value={units.unit} onChange={(unit) => onChange({ ...pivot, units: { which: "below", unit } })} />
      ) : (
        <PickUnits ever label={t("pivot.units.chosen")} chosen={picked(units.units)} onChange={(chosen) => { keep(chosen); onChange({ ...pivot, units: { which: "listed", units: chosen.map((one) => one.id) } }); }} />
      )}
      <Checkbox label={t("pivot.total")} checked={pivot.total} onChange={(total) => onChange({ ...pivot, total })} />
      <SelectField
        label={t("pivot.periods")}
        value={periods.which}
        options={[{ value: "last", label: t("pivot.periods.last") }, { value: "listed", label: t("pivot.periods.listed") }]}
        onChange={(which) => onChange({ ...pivot, periods: which === "listed" ? { which: "listed", periods: [] } : { which: "last", kind: "quarter", many: 4 } })}
      />
      {periods.which === "last" ? (
        <div className="pivot-layout">
          <TextField label={t("pivot.periods.many")} value={String(periods.many)} inputMode="numeric" maxLength={3} onChange={(text) => /^\d{1,3}$/.test(text) && onChange({ ...pivot, periods: { ...periods, many: Math.min(120, Math.max(1, Number(text))) } })} />
          <SelectField label={t("pivot.periods.kind")} value={periods.kind} options={GRAINS.map((g) => ({ value: g, label: t(`series.grain.${g}`) }))} onChange={(kind) => onChange({ ...pivot, periods: { ...periods, kind: GRAINS.find((g) => g === kind) ?? "quarter" } })} />
        </div>
      ) : (
        <Periods chosen={periods.periods} today={today} onChange={(chosen) => onChange({ ...pivot, periods: { which: "listed", periods: chosen } })} />
      )}
      <fieldset className="pivot-layout">
        <legend>{t("pivot.layout")}</legend>
        {DIMENSIONS.map((dimension: Dimension) => (
          <SelectField key={dimension} label={t(`pivot.dimension.${dimension}`)} value={standOf(pivot, dimension)} options={STANDS.map((at) => ({ value: at, label: t(`pivot.stand.${at}`) }))} onChange={(at) => onChange(stand(pivot, dimension, at as Stand))} />
        ))}
      </fieldset>
      <BoundariesField value={boundariesText(pivot.boundaries)} onChange={(value) => onChange({ ...pivot, boundaries: boundariesOf(value) })} />
      {pivot.boundaries.as_of !== "then" && <ShareField value={share} onChange={onShare} />}
    </div>
  );
}

function Periods({ chosen, today, onChange }: { chosen: readonly string[]; today: string; onChange: (chosen: string[]) => void }) {
  const [next, setNext] = useState<PeriodParts>(() => partsOf(`${today.slice(0, 4)}-Q1`));
  const code = codeOf(next);
  return (
    <div className="stack-s">
      <ul className="pivot-periods">
        {chosen.map((period) => (
          <li key={period}><Button small icon="cross" aria-label={t("pivot.periods.drop", { period: periodShort(period) })} onClick={() => onChange(chosen.filter((p) => p !== period))}>{periodShort(period)}</Button></li>
        ))}
      </ul>
      <PeriodPick value={next} onChange={setNext} />
      <Button small icon="plus" disabled={code === "" || chosen.includes(code)} onClick={() => onChange([...chosen, code])}>{t("pivot.periods.add")}</Button>
    </div>
  );
}
