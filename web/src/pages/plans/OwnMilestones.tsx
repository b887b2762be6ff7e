import { useState } from "react";
import type { PlanMilestone, TargetRow } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog } from "../../ui";
import { reachText } from "./DecisionDialog";
import { Milestones } from "./Milestones";

/** Milestones of one indicator's targets, for all units that have one. */
export function OwnMilestones({ row, period, onClose, onSave }: { row: TargetRow; period: string; onClose: () => void; onSave: (milestones: PlanMilestone[]) => void }) {
  const kept = row.cells.find((c) => c.milestones.length > 0)?.milestones ?? [];
  const [value, setValue] = useState<PlanMilestone[]>(kept.map((m) => ({ by: m.by, reach: reachText(m.reach) })));
  return (
    <Dialog
      open
      title={t("plans.milestonesOf", { name: row.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" onClick={() => onSave(value.filter((m) => m.reach.trim()))}>{t("ui.save")}</Button>
        </>
      }
    >
      <Milestones label={t("plans.milestones")} hint={t("plans.milestonesOwnHint")} year={period.slice(0, 4)} value={value} onChange={setValue} />
    </Dialog>
  );
}
