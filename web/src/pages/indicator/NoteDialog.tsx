import { useState } from "react";
import { api } from "../../api";
import type { IndicatorLifeView, NoteChange } from "../../api/types";
import { parseNumber } from "../../format/number";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { AreaField, Checkbox, DateField, SelectField, TextField, toast } from "../../ui";

export const KINDS = ["renamed", "measure_unit", "method", "split", "merged", "retired"] as const;
export type Kind = (typeof KINDS)[number];

/** Notes a change of an indicator from a day on. */
export function NoteDialog({ view, first, onClose, onDone }: { view: IndicatorLifeView; /** The kind to begin with. */ first: Kind; onClose: () => void; onDone: (view: IndicatorLifeView) => void }) {
  const [kind, setKind] = useState<Kind>(first);
  const [on, setOn] = useState<string | null>("");
  const [basis, setBasis] = useState("");
  const [text, setText] = useState("");
  const [factor, setFactor] = useState("");
  const [inNew, setInNew] = useState(false);
  const [others, setOthers] = useState<readonly Picked[]>([]);
  const many = kind === "split" || kind === "merged";
  const exact = factor.trim() === "" ? null : parseNumber(factor);
  const bad = factor.trim() !== "" && exact === null;
  const indicator = view.code;
  const codes = others.map((o) => o.id);
  const event = (): object => {
    switch (kind) {
      case "renamed": return { what: kind, indicator, from: view.name, to: text };
      case "measure_unit": return { what: kind, indicator, from: view.measure_unit, to: text, factor: exact };
      case "method": return { what: kind, indicator, says: text };
      case "split": return { what: kind, indicator, into: codes };
      case "merged": return { what: kind, indicator, from: codes };
      case "retired": return { what: kind, indicator };
    }
  };
  return (
    <ActionDialog
      wide
      title={t("life.note")}
      action={t("ui.save")}
      disabled={!on || !basis.trim() || bad || (many ? codes.length < 2 : kind !== "retired" && !text.trim())}
      run={() => api.noteChange(view.code, { on: on ?? "", basis: basis.trim(), event: event() as NoteChange["event"], in_new: kind === "measure_unit" && inNew })}
      onClose={onClose}
      onDone={(next) => {
        onDone(next);
        toast(t("life.noted"));
        onClose();
      }}
    >
      <SelectField label={t("life.what")} value={kind} options={KINDS.map((k) => ({ value: k, label: t(`life.kind.${k}`) }))} onChange={(next) => setKind(KINDS.find((k) => k === next) ?? kind)} />
      <DateField label={t("indicatorLife.on")} value={on} onChange={setOn} />
      {kind === "renamed" && <TextField label={t("life.newName")} value={text} onChange={setText} />}
      {kind === "measure_unit" && (
        <>
          <TextField label={t("life.newUnit")} value={text} onChange={setText} />
          <TextField label={t("life.factor")} hint={t("life.factorHint", { from: view.measure_unit })} value={factor} onChange={setFactor} inputMode="decimal" error={bad ? t("form.bad", { text: factor }) : null} />
          <Checkbox label={t("life.inNew")} checked={inNew} onChange={setInNew} />
        </>
      )}
      {kind === "method" && <AreaField label={t("life.says")} value={text} onChange={setText} />}
      {many && <PickIndicators label={t("life.others")} chosen={others} onChange={setOthers} />}
      <TextField label={t("indicatorLife.basis")} value={basis} onChange={setBasis} />
    </ActionDialog>
  );
}
