import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { IndicatorView } from "../../api/types";
import { parseNumber } from "../../format/number";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { TextField, toast } from "../../ui";

/** Sets the plan of a year. */
export function PlanDialog({ indicator, onClose }: { indicator: IndicatorView; onClose: () => void }) {
  const client = useQueryClient();
  const [year, setYear] = useState("");
  const [text, setText] = useState("");
  const [basis, setBasis] = useState("");
  const bad = text.trim() !== "" && parseNumber(text) === null;
  return (
    <ActionDialog
      title={t("figures.planTitle", { name: indicator.name })}
      action={t("ui.save")}
      disabled={bad || !/^\d{4}$/.test(year) || !text.trim() || !basis.trim()}
      run={() => api.setPlan(indicator.code, { period: year, text: text.trim(), basis: basis.trim() })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["series", indicator.code] });
        toast(t("figures.planSet"));
        onClose();
      }}
    >
      <TextField label={t("figures.planYear")} value={year} onChange={setYear} inputMode="numeric" maxLength={4} autoFocus />
      <TextField label={t("figures.planValue", { unit: indicator.measure_unit })} value={text} onChange={setText} inputMode="decimal" error={bad ? t("form.bad", { text: text.trim() }) : null} />
      <TextField label={t("figures.planBasis")} hint={t("figures.planHint")} value={basis} onChange={setBasis} />
    </ActionDialog>
  );
}
