import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api";
import type { PlanView, RoundsView } from "../../api/types";
import { day } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Checkbox, DateField, Notice, SelectField, TextField, toast } from "../../ui";

/** Opens a round: which regime and period, by when, who need not answer; what is held already is shown first. */
export function OpenRound({ rounds, onClose }: { rounds: RoundsView; onClose: () => void }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [regime, setRegime] = useState(rounds.regimes[0]?.id ?? "BC");
  const [period, setPeriod] = useState(rounds.next?.period ?? "");
  const [due, setDue] = useState<string | null>("");
  const [from, setFrom] = useState<string | null>("");
  const [to, setTo] = useState<string | null>("");
  const [excluded, setExcluded] = useState<Record<string, string>>({});
  const asked = {
    regime,
    period: period.trim(),
    due: due || null,
    window: from && to ? { from, to } : null,
    excluded: Object.fromEntries(Object.entries(excluded).filter(([, reason]) => reason.trim())),
  };
  const plan = useQuery({ queryKey: ["plan", asked], queryFn: () => api.planRound(asked), retry: false, placeholderData: keepPreviousData, enabled: asked.period !== "" });
  const shown = plan.error ? undefined : plan.data;
  const reasonless = Object.values(excluded).some((reason) => !reason.trim());
  return (
    <ActionDialog
      title={t("rounds.openTitle", { period: periodName(period) })}
      action={t("rounds.open")}
      disabled={!shown || reasonless || due === null || from === null || to === null}
      run={() => api.openRound(asked)}
      onClose={onClose}
      onDone={(board) => {
        void client.invalidateQueries();
        toast(t("rounds.opened", { period: periodName(board.round.round) }));
        go(`/rounds/${board.round.round}`);
      }}
    >
      {plan.error && <Notice tone="warn">{plan.error.message}</Notice>}
      <SelectField label={t("open.regime")} value={regime} options={rounds.regimes.map((r) => ({ value: r.id, label: `${r.name} (${t(`regime.kind.${r.kind}`)})` }))} onChange={setRegime} />
      <TextField label={t("rounds.periodCode")} hint={t("open.periodHint")} value={period} onChange={setPeriod} />
      <DateField label={t("open.due")} hint={shown && t("open.dueHint", { due: day(shown.due), earliest: day(shown.earliest) })} value={due} onChange={setDue} />
      <div className="row">
        <DateField label={t("open.from")} hint={t("open.asRegime")} value={from} onChange={setFrom} />
        <DateField label={t("open.to")} hint={t("open.asRegime")} value={to} onChange={setTo} />
      </div>
      {shown && <Preview plan={shown} excluded={excluded} onExclude={setExcluded} />}
    </ActionDialog>
  );
}

function Preview({ plan, excluded, onExclude }: { plan: PlanView; excluded: Record<string, string>; onExclude: (next: Record<string, string>) => void }) {
  const cells = plan.units.reduce((sum, u) => sum + u.cells, 0);
  const without = (id: string) => Object.fromEntries(Object.entries(excluded).filter(([unit]) => unit !== id));
  return (
    <>
      <p>{t("rounds.willGet", { units: plan.units.length - Object.keys(excluded).length, cells })}</p>
      <p className="muted">{t("rounds.window", { from: day(plan.window.from), to: day(plan.window.to) })}</p>
      <details>
        <summary>{t("open.unitsTitle", { count: plan.units.length })}</summary>
        <ul className="stack-s">
          {plan.units.map((u) => (
            <li key={u.unit.id}>
              <strong>{u.unit.name}</strong> <span className="muted small">{t("open.cells", { cells: u.cells, due: day(u.due) })}</span>
              <Checkbox label={t("open.exclude")} checked={u.unit.id in excluded} onChange={(on) => onExclude(on ? { ...excluded, [u.unit.id]: "" } : without(u.unit.id))} />
              {u.unit.id in excluded && <TextField label={t("open.excludeReason", { unit: u.unit.name })} value={excluded[u.unit.id]} onChange={(reason) => onExclude({ ...excluded, [u.unit.id]: reason })} />}
            </li>
          ))}
        </ul>
      </details>
      {plan.held.length > 0 && (
        <details>
          <summary>{t("open.held", { count: plan.held.length })}</summary>
          <ul className="stack-s">
            {plan.held.map((h, i) => (
              <li key={i}>
                {h.unit.name}: {h.name} – {h.printed ? t("open.heldStated", { value: h.printed, at: day(h.at) }) : h.round && t("open.heldAsked", { round: periodName(h.round) })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
