import type { PlanView } from "../../api/types";
import { day } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Checkbox, Notice, TextField } from "../../ui";

/** A round as it would be opened: what is held already, what will be asked of whom by when, who need not answer. */
export function RoundPlan({ plan, excluded, onExclude }: { plan: PlanView; excluded: Record<string, string>; onExclude: (next: Record<string, string>) => void }) {
  const cells = plan.units.reduce((sum, u) => sum + u.cells, 0);
  const without = (id: string) => Object.fromEntries(Object.entries(excluded).filter(([unit]) => unit !== id));
  return (
    <section className="stack-s" aria-label={t("open.preview")}>
      {plan.units.length > 0 && <p><strong>{t("rounds.willGet", { units: plan.units.length - Object.keys(excluded).length, cells })}</strong></p>}
      <p className="muted">{t("rounds.window", { from: day(plan.window.from), to: day(plan.window.to) })}</p>
      {plan.nobody.length > 0 && <Notice tone="warn">{t("open.nobody", { names: plan.nobody.join("; ") })}</Notice>}
      {plan.held.length > 0 && (
        <details open>
          <summary>{t("open.held", { count: plan.held.length })}</summary>
          <ul className="plan-list">
            {plan.held.map((h, i) => (
              <li key={i}>
                <div className="spread spread-tight"><span>{h.unit.name}: {h.name}</span>{h.printed && <strong className="nowrap">{h.printed}</strong>}</div>
                <p className="muted small">
                  {[h.printed ? h.by && t("open.heldBy", { by: h.by, at: day(h.at) }) : t("open.heldUnanswered"), h.read_in && t("open.heldIn", { file: h.read_in }), h.round && t("open.heldAsked", { round: periodName(h.round) })].filter(Boolean).join(" · ")}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
      {plan.units.length > 0 && (
        <details open={plan.units.some((u) => u.asked.length > 0)}>
          <summary>{t("open.unitsTitle", { count: plan.units.length })}</summary>
          <ul className="plan-list">
            {plan.units.map((u) => (
              <li key={u.unit.id}>
                <div className="spread">
                  <span><strong>{u.unit.name}</strong> <span className="muted small">{t("open.cells", { cells: u.cells, due: day(u.due) })}</span></span>
                  <Checkbox label={t("open.exclude")} checked={u.unit.id in excluded} onChange={(on) => onExclude(on ? { ...excluded, [u.unit.id]: "" } : without(u.unit.id))} />
                </div>
                {u.asked.length > 0 && <p className="muted small">{u.asked.join("; ")}</p>}
                {u.unit.id in excluded && <TextField label={t("open.excludeReason", { unit: u.unit.name })} value={excluded[u.unit.id]} onChange={(reason) => onExclude({ ...excluded, [u.unit.id]: reason })} />}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
