import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api";
import type { StartChoice } from "../../api/types";
import { SESSION } from "../../app/session";
import { codeOf, partsOf, periodName, type PeriodParts } from "../../format/period";
import { t } from "../../messages";
import { PeriodPick } from "../../parts/PeriodPick";
import { Button, Checkbox, Dialog, Notice, SelectField, TextField } from "../../ui";

const keyOf = ({ from }: StartChoice): string => (from.from === "outline" ? `outline ${from.outline}` : `report ${from.period}`);
const nameOf = (choice: StartChoice): string => (choice.from.from === "report" ? t("start.report", { period: periodName(choice.from.period) }) : t("start.outline", { name: choice.name }));

/** Begins the report of a period from an outline or an earlier report; asks before prose is replaced. */
export default function StartReport({ outline, period, onClose }: { outline?: string; period?: string; onClose: () => void }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [parts, setParts] = useState<PeriodParts>(() => partsOf(period ?? `${new Date().getFullYear()}-Q${Math.floor(new Date().getMonth() / 3) + 1}`));
  const [chosen, setChosen] = useState(outline ? `outline ${outline}` : "");
  const [place, setPlace] = useState("");
  const [replace, setReplace] = useState(false);
  const code = codeOf(parts);
  const start = useQuery({ queryKey: ["start", code], queryFn: () => api.startChoices(code), enabled: code !== "" });
  const choices = start.data?.choices ?? [];
  const choice = choices.find((c) => keyOf(c) === chosen) ?? choices[0];
  const begin = useMutation({
    mutationFn: (from: StartChoice["from"]) => api.startReport(code, { from, replace, place: place.trim() || null }),
    onSuccess: (view) => {
      client.setQueryData(["living", code], view);
      // A place that was founded has a name now, which stands above every page.
      const kept = start.data?.unfounded ? ["living"] : ["living", ...SESSION];
      void client.invalidateQueries({ predicate: ({ queryKey }) => !kept.includes(String(queryKey[0])) });
      onClose();
      go(`/reports/living/${code}`);
    },
  });
  const ready = choice && (!start.data?.there || replace) && (!start.data?.unfounded || place.trim());
  return (
    <Dialog
      open
      title={t("start.heading")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={!ready} busy={begin.isPending} onClick={() => choice && begin.mutate(choice.from)}>{t("start.do")}</Button>
        </>
      }
    >
      {begin.error && <Notice tone="error">{begin.error.message}</Notice>}
      <PeriodPick value={parts} onChange={setParts} />
      {start.error && <Notice tone="error">{start.error.message}</Notice>}
      {start.data && choices.length === 0 && <Notice tone="warn">{t("start.noChoice")}</Notice>}
      {choice && <SelectField label={t("start.from")} value={keyOf(choice)} onChange={setChosen} options={choices.map((c) => ({ value: keyOf(c), label: nameOf(c) }))} />}
      {start.data?.unfounded && <TextField label={t("start.place")} hint={t("start.placeHint")} value={place} onChange={setPlace} />}
      {start.data?.there && (
        <>
          <Notice tone="warn">{t("start.there")}</Notice>
          <Checkbox label={t("start.replace")} checked={replace} onChange={setReplace} />
        </>
      )}
    </Dialog>
  );
}
