import type { PlanMilestone } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Button, IconButton, SelectField, TextField } from "../../ui";

const two = (n: number) => String(n).padStart(2, "0");

/** The periods of a year at whose end a milestone may be due, in the order in which they end. */
function ends(year: string): string[] {
  const months = Array.from({ length: 12 }, (_, i) => `${year}-M${two(i + 1)}`);
  const more: Record<number, string> = { 3: `${year}-Q1`, 6: `${year}-H1`, 9: `${year}-9M` };
  return months.map((month, i) => more[i + 1] ?? month);
}

/** Milestones of a plan, one a row, in the order of time. */
export function Milestones({ label, hint, year, value, onChange }: { label: string; hint: string; year: string; value: readonly PlanMilestone[]; onChange: (value: PlanMilestone[]) => void }) {
  const all = ends(year);
  const sorted = (rows: readonly PlanMilestone[]) => [...rows].sort((a, b) => all.indexOf(a.by) - all.indexOf(b.by));
  const free = all.find((by) => !value.some((m) => m.by === by) && all.indexOf(by) > Math.max(-1, ...value.map((m) => all.indexOf(m.by)))) ?? all.find((by) => !value.some((m) => m.by === by));
  return (
    <fieldset className="plan-milestones">
      <legend>{label}</legend>
      <p className="muted small">{hint}</p>
      {value.map((m, at) => (
        <div className="row plan-milestone" key={m.by}>
          <SelectField label={t("plans.milestoneBy")} value={m.by} options={[...new Set([m.by, ...all.filter((by) => !value.some((other) => other.by === by))])].map((by) => ({ value: by, label: periodName(by) }))} onChange={(by) => onChange(sorted(value.map((other, i) => (i === at ? { ...other, by } : other))))} />
          <TextField label={t("plans.milestoneReach")} value={m.reach} onChange={(reach) => onChange(value.map((other, i) => (i === at ? { ...other, reach } : other)))} />
          <IconButton small icon="cross" label={t("plans.milestoneRemove", { by: periodName(m.by) })} onClick={() => onChange(value.filter((_, i) => i !== at))} />
        </div>
      ))}
      <div className="row">
        {free && <Button small icon="plus" onClick={() => onChange(sorted([...value, { by: free, reach: "" }]))}>{t("plans.milestoneAdd")}</Button>}
        {value.length === 0 && <Button small look="quiet" onClick={() => onChange([["Q1", "25%"], ["H1", "50%"], ["9M", "75%"]].map(([by, reach]) => ({ by: `${year}-${by}`, reach: reach ?? "" })))}>{t("plans.milestoneQuarters")}</Button>}
      </div>
    </fieldset>
  );
}
