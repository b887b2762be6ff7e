import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api";
import type { UnitKind } from "../../api/types";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { UnitSelect, useUnits } from "../../parts/UnitSelect";
import { DateField, SelectField, TextField, toast } from "../../ui";

const KINDS: readonly UnitKind[] = ["department", "station", "school", "village"];

/** Enters an agency or a village below an area. */
export function EnterUnit({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const units = useUnits();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<UnitKind>("station");
  const [chosen, setParent] = useState("");
  const [code, setCode] = useState("");
  const [from, setFrom] = useState<string | null>("");
  const [phone, setPhone] = useState("");
  const first = [...(units.data ?? [])].sort((a, b) => new Intl.Collator("vi", { numeric: true }).compare(a.name, b.name))[0]?.id ?? "";
  const parent = chosen || first;
  return (
    <ActionDialog
      title={t("units.enterTitle")}
      action={t("units.enter")}
      disabled={!name.trim() || from === null || !parent}
      run={() => api.enterUnit({ name, kind, parent, official_code: code, from: from || null, phone })}
      onClose={onClose}
      onDone={(unit) => {
        void client.invalidateQueries({ queryKey: ["units"] });
        toast(t("units.entered", { name: unit.name }));
        go(`/catalogue/units/${unit.id}`);
      }}
    >
      <p className="muted">{t("units.enterNote")}</p>
      <TextField label={t("units.enterName")} hint={t("units.enterNameHint")} value={name} onChange={setName} />
      <SelectField label={t("units.kind")} value={kind} onChange={(next) => setKind(KINDS.find((k) => k === next) ?? kind)} options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      <UnitSelect label={t("units.enterParent")} value={parent} onChange={setParent} />
      <TextField label={t("units.enterCode")} value={code} onChange={setCode} />
      <DateField label={t("units.enterFrom")} value={from} onChange={setFrom} />
      <TextField label={t("units.enterPhone")} inputMode="tel" value={phone} onChange={setPhone} />
    </ActionDialog>
  );
}
