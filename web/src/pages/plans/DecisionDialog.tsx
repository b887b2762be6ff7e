import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { DecisionRow, DecisionView, PlanMilestone } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { useKept } from "../../parts/useKept";
import { AreaField, Checkbox, DateField, TextField, toast } from "../../ui";
import { Milestones } from "./Milestones";

type Draft = { number: string; date: string | null; issuer: string; title: string; from: string | null; replaces: string[]; milestones: PlanMilestone[] };

export const reachText = (reach: { share: string } | { amount: string }): string => ("share" in reach ? `${reach.share.replace(".", ",")}%` : reach.amount.replace(".", ","));

/** Writes a decision down, or changes one. What was typed stays until it is saved. */
export function DecisionDialog({ row, known, period, onClose, onDone }: {
  row?: DecisionRow;
  known: readonly DecisionRow[];
  period: string;
  onClose: () => void;
  onDone: (view: DecisionView) => void;
}) {
  const client = useQueryClient();
  const start: Draft = row
    ? { number: row.number, date: row.date, issuer: row.issuer, title: row.title, from: row.from, replaces: row.replaces, milestones: row.milestones.map((m) => ({ by: m.by, reach: reachText(m.reach) })) }
    : { number: "", date: "", issuer: known[0]?.issuer ?? "", title: "", from: "", replaces: [], milestones: [] };
  const [draft, setDraft, forget] = useKept<Draft>(`plan-decision ${row?.id ?? "new"} ${row ? JSON.stringify(start) : ""}`, start);
  const [own, setOwn] = useState(draft.from !== draft.date);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const others = known.filter((d) => d.id !== row?.id);
  return (
    <ActionDialog
      wide
      title={t(row ? "plans.edit" : "plans.add")}
      action={t("ui.save")}
      disabled={!draft.number.trim() || !draft.issuer.trim() || !draft.date || !draft.from}
      run={() => {
        const body = { ...draft, date: draft.date ?? "", from: draft.from ?? "", milestones: draft.milestones.filter((m) => m.reach.trim()) };
        return row ? api.changeDecision(row.id, body) : api.addDecision(body);
      }}
      onClose={onClose}
      onDone={(view) => {
        forget();
        void client.invalidateQueries({ queryKey: ["plans"] });
        void client.invalidateQueries({ queryKey: ["plan-progress"] });
        toast(t("plans.saved"));
        onClose();
        onDone(view);
      }}
    >
      <div className="plan-head">
        <TextField label={t("plans.number")} hint={t("plans.numberHint")} value={draft.number} onChange={(number) => set({ number })} />
        <TextField label={t("plans.issuer")} value={draft.issuer} onChange={(issuer) => set({ issuer })} />
        <DateField label={t("plans.date")} value={draft.date} onChange={(date) => set(own ? { date } : { date, from: date })} />
        <DateField key={own ? "own" : `as ${draft.date}`} label={t("plans.from")} value={draft.from} onChange={(from) => { setOwn(true); set({ from }); }} />
      </div>
      <AreaField label={t("plans.heading")} value={draft.title} rows={2} onChange={(title) => set({ title })} />
      {others.length > 0 && (
        <fieldset className="plan-milestones">
          <legend>{t("plans.replaces")}</legend>
          <p className="muted small">{t("plans.replacesHint")}</p>
          {others.map((d) => (
            <Checkbox key={d.id} label={`${d.number}, ${d.issuer}, ${day(d.date)}`} checked={draft.replaces.includes(d.id)} onChange={(on) => set({ replaces: on ? [...draft.replaces, d.id] : draft.replaces.filter((id) => id !== d.id) })} />
          ))}
        </fieldset>
      )}
      <Milestones label={t("plans.milestones")} hint={t("plans.milestonesHint")} year={(draft.milestones[0]?.by ?? period).slice(0, 4)} value={draft.milestones} onChange={(next) => set({ milestones: next })} />
    </ActionDialog>
  );
}
