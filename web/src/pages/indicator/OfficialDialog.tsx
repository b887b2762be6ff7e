import { useState } from "react";
import { api } from "../../api";
import type { IndicatorLifeView, OfficialCode } from "../../api/types";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Button, Checkbox, DateField, SelectField, TextField, toast } from "../../ui";

const SYSTEMS = ["national", "provincial", "district", "commune", "sector"] as const;

/** The official codes of an indicator, all of them. */
export function OfficialDialog({ view, onClose, onDone }: { view: IndicatorLifeView; onClose: () => void; onDone: (view: IndicatorLifeView) => void }) {
  const [codes, setCodes] = useState<readonly OfficialCode[]>(view.official);
  const set = (at: number, part: Partial<OfficialCode>) => setCodes(codes.map((c, i) => (i === at ? { ...c, ...part } : c)));
  return (
    <ActionDialog
      wide
      title={t("life.codesEdit")}
      action={t("ui.save")}
      disabled={codes.some((c) => !c.code.trim())}
      run={() => api.setOfficial(view.code, { official: [...codes] })}
      onClose={onClose}
      onDone={(next) => {
        onDone(next);
        toast(t("life.codesSaved"));
        onClose();
      }}
    >
      {codes.map((code, at) => (
        <fieldset className="life-code" key={at}>
          <legend>{code.code || t("life.addCode")}</legend>
          <SelectField label={t("life.system")} value={code.system} options={SYSTEMS.map((s) => ({ value: s, label: t(`life.system.${s}`) }))} onChange={(next) => set(at, { system: SYSTEMS.find((s) => s === next) ?? code.system })} />
          <TextField label={t("life.code")} value={code.code} onChange={(next) => set(at, { code: next })} />
          <DateField label={t("indicatorLife.from")} value={code.from ?? ""} onChange={(from) => set(at, { from: from || null })} />
          <DateField label={t("life.until")} value={code.until ?? ""} onChange={(until) => set(at, { until: until || null })} />
          <TextField label={t("life.codeSource")} value={code.source} onChange={(source) => set(at, { source })} />
          <div className="spread">
            <Checkbox label={t("life.verified")} checked={code.verified} onChange={(verified) => set(at, { verified })} />
            <Button small look="quiet" icon="cross" onClick={() => setCodes(codes.filter((_, i) => i !== at))}>{t("life.removeCode", { code: code.code })}</Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button icon="plus" onClick={() => setCodes([...codes, { system: "provincial", code: "", from: null, until: null, verified: false, source: "" }])}>{t("life.addCode")}</Button>
      </div>
    </ActionDialog>
  );
}
