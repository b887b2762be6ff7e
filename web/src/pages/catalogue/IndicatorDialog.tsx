import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { Indicator, IndicatorView, Joining, Timing } from "../../api/types";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { UnitSelect, useUnits } from "../../parts/UnitSelect";
import { Checkbox, SelectField, TextField, toast } from "../../ui";
import { FormulaField } from "../rule/FormulaField";
import { useDraft } from "../rule/useDraft";

const TIMINGS: readonly Timing[] = ["flow", "cumulative", "stock", "ratio"];
const LEVELS = ["province", "district", "commune"] as const;
const WAYS = ["timing", "greatest", "weighted"] as const;
const COMMUNES = "*communes";

/** The indicator alone, without what the list adds to it. */
function plain({ owner_unit: _owner, latest: _latest, formula_in_names: _names, has_figures: _has, weight_name: _weight, ...indicator }: IndicatorView): Indicator {
  return indicator;
}

/** Changes what an indicator is: who states and answers for it, how its figures join, what it is computed from. */
export function IndicatorDialog({ indicator, onClose }: { indicator: IndicatorView; onClose: () => void }) {
  const client = useQueryClient();
  const units = useUnits();
  const [draft, setDraft] = useState<Indicator>(() => plain(indicator));
  const set = (part: Partial<Indicator>) => setDraft({ ...draft, ...part });
  const formula = useDraft(indicator.formula_in_names ?? "", { measure_unit: draft.measure_unit });
  const written = formula.typed.text.trim();
  const amount = written ? formula.draft?.tried?.units[0] : undefined;
  const unweighted = draft.joining?.by?.by === "weighted" && draft.joining.by.weight === "";
  return (
    <ActionDialog
      wide
      title={t("catalogue.editIndicator", { code: indicator.code })}
      action={t("ui.save")}
      disabled={!draft.name.trim() || unweighted || (written !== "" && !formula.draft?.tried)}
      run={() => api.setIndicator({ ...draft, formula: written || null })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["indicators"] });
        void client.invalidateQueries({ queryKey: ["series", indicator.code] });
        toast(t("ui.saved"));
        onClose();
      }}
    >
      <TextField label={t("catalogue.name")} value={draft.name} onChange={(name) => set({ name })} />
      <div className="field-grid">
        <TextField
          label={t("catalogue.measureUnit")}
          hint={indicator.has_figures && <>{t("catalogue.unitKept")} <Link href={`/catalogue/indicators/${encodeURIComponent(indicator.code)}?note=measure_unit`}>{t("catalogue.unitNote")}</Link></>}
          readOnly={indicator.has_figures}
          value={draft.measure_unit}
          onChange={(measure_unit) => set({ measure_unit })}
        />
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
        <UnitSelect label={t("catalogue.owner")} value={draft.owner} onChange={(owner) => set({ owner })} />
      </div>
      <JoiningFields joining={draft.joining ?? {}} weightName={indicator.weight_name ?? ""} onChange={(joining) => set({ joining })} />
      <FormulaField label={t("catalogue.formula")} hint={t("catalogue.formulaHint")} typed={formula.typed} draft={written ? formula.draft : undefined} fresh={formula.fresh} onChange={formula.setTyped} />
      {amount && <p className="small">{amount.computation || t("rule.missing", { names: amount.missing.join(", ") })}</p>}
      <Checkbox label={t("catalogue.planned")} checked={draft.planned} onChange={(planned) => set({ planned })} />
      <Checkbox label={t("life.less")} checked={draft.less_is_better ?? false} onChange={(less_is_better) => set({ less_is_better })} />
      <Checkbox label={t("catalogue.restricted")} checked={draft.restricted} onChange={(restricted) => set({ restricted })} />
    </ActionDialog>
  );
}

/** How figures of several units or periods become one. */
function JoiningFields({ joining, weightName, onChange }: { joining: Joining; weightName: string; onChange: (joining: Joining) => void }) {
  const by = joining.by ?? { by: "timing" };
  const [picked, setPicked] = useState<readonly Picked[]>(by.by === "weighted" ? [{ id: by.weight, name: weightName }] : []);
  const weigh = (chosen: readonly Picked[]) => {
    setPicked(chosen);
    onChange({ ...joining, by: { by: "weighted", weight: chosen[0]?.id ?? "" } });
  };
  const choose = (way: string) => {
    if (way === "weighted") weigh(picked);
    else onChange({ ...joining, by: { by: way === "greatest" ? "greatest" : "timing" } });
  };
  return (
    <>
      <div className="field-grid">
        <SelectField label={t("catalogue.joining")} hint={t(`catalogue.joiningHint.${by.by}`)} value={by.by} options={WAYS.map((way) => ({ value: way, label: t(`catalogue.joining.${way}`) }))} onChange={choose} />
        <SelectField
          label={t("history.level")}
          hint={t("catalogue.levelHint")}
          value={joining.level ?? ""}
          options={[{ value: "", label: t("history.levelNone") }, ...LEVELS.map((level) => ({ value: level, label: t(`kind.${level}`) }))]}
          onChange={(value) => onChange({ ...joining, level: LEVELS.find((level) => level === value) ?? null })}
        />
      </div>
      {by.by === "weighted" && <PickIndicators one label={t("catalogue.weight")} hint={t("catalogue.weightHint")} chosen={picked} onChange={weigh} />}
    </>
  );
}
