import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { BoardView, UnitRef } from "../../api/types";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { AreaField, Button, DateField, Panel, toast, toastError } from "../../ui";

type Common = { round: string; units: readonly UnitRef[]; onClose: () => void; onDone: () => void };

const named = (units: readonly UnitRef[]) => (units.length === 1 ? (units[0]?.name ?? "") : t("units.many", { count: units.length }));

/** Does one thing to each unit, in their order; what is refused is told with the unit's name, the others stand. */
async function each(units: readonly UnitRef[], act: (unit: string) => Promise<unknown>): Promise<void> {
  const refused: string[] = [];
  for (const unit of units) await act(unit.id).catch((error: Error) => refused.push(`${unit.name}: ${error.message}`));
  if (refused.length > 0) throw new Error(refused.join(" "));
}

/** Leaves units out of a round. */
export function ExcludeDialog({ round, units, onClose, onDone }: Common) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const again = () => void client.invalidateQueries();
  const undo = () => void each(units, (unit) => api.bringBackUnit(round, unit)).then(again, toastError);
  return (
    <ActionDialog
      title={t("units.excludeTitle", { unit: named(units) })}
      action={t("units.exclude")}
      disabled={!reason.trim()}
      run={() => each(units, (unit) => api.excludeUnit(round, unit, reason.trim())).finally(again)}
      onClose={onClose}
      onDone={() => {
        toast(t("units.excluded", { unit: named(units) }), "ok", { label: t("units.bringBack"), run: undo });
        onDone();
        onClose();
      }}
    >
      <p>{t("units.excludeNote")}</p>
      {units.length > 1 && <p className="muted small">{units.map((u) => u.name).join(", ")}</p>}
      <AreaField label={t("units.reason")} hint={t("units.excludeHint")} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

/** Gives units more time. */
export function ExtendDialog({ round, units, onClose, onDone }: Common) {
  const client = useQueryClient();
  const [due, setDue] = useState<string | null>("");
  const [reason, setReason] = useState("");
  return (
    <ActionDialog
      title={t("units.extendTitle", { unit: named(units) })}
      action={t("units.extend")}
      disabled={!due || !reason.trim()}
      run={() => each(units, (unit) => api.extendDeadline(round, unit, { due: due ?? "", reason: reason.trim() })).finally(() => void client.invalidateQueries())}
      onClose={onClose}
      onDone={() => {
        toast(t("units.extended", { unit: named(units) }));
        onDone();
        onClose();
      }}
    >
      {units.length > 1 && <p className="muted small">{units.map((u) => u.name).join(", ")}</p>}
      <DateField label={t("units.due")} value={due} onChange={setDue} />
      <AreaField label={t("units.reason")} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

/** Closes a round, once it was said what that means. */
export function CloseDialog({ board, name, onClose }: { board: BoardView; name: string; onClose: () => void }) {
  const client = useQueryClient();
  const { round } = board;
  const open = round.units - round.approved;
  return (
    <ActionDialog
      danger
      title={t("units.closeTitle", { round: name })}
      action={t("units.close")}
      run={() => api.closeRound(round.round)}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries();
        toast(t("units.closed", { round: name }));
        onClose();
      }}
    >
      {open > 0 && <p><strong>{t("units.closeOpen", { count: open })}</strong></p>}
      <p>{t("units.closeNote")}</p>
    </ActionDialog>
  );
}

/** Units left out of a round, each with its reason and the way back. */
export function Excluded({ board }: { board: BoardView }) {
  const client = useQueryClient();
  const back = (unit: UnitRef) =>
    api.bringBackUnit(board.round.round, unit.id).then(() => {
      void client.invalidateQueries();
      toast(t("units.broughtBack", { unit: unit.name }));
    }, toastError);
  if (board.excluded.length === 0) return null;
  return (
    <Panel title={t("units.excludedList", { count: board.excluded.length })}>
      <ul className="plan-list">
        {board.excluded.map(({ unit, reason }) => (
          <li key={unit.id} className="spread">
            <span><strong>{unit.name}</strong> <span className="muted small">{reason}</span></span>
            {board.may_judge && <Button small onClick={() => void back(unit)} aria-label={t("units.bringBackOne", { unit: unit.name })}>{t("units.bringBack")}</Button>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
