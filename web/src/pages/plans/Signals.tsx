import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { PlansView, SignalView } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Badge, Button, DateField, Panel, Table, TextField, toast, type Column } from "../../ui";

/** The published rule by which progress is coloured, with its past. */
export function Signals({ view, mayEdit }: { view: PlansView; mayEdit: boolean }) {
  const [setting, setSetting] = useState(false);
  const holds = view.signals.find((s) => s.holds);
  const columns: Column<SignalView>[] = [
    { key: "from", title: t("plans.ruleFrom"), cell: (s) => <>{s.from ? day(s.from) : "–"} {s.holds && <Badge tone="ok" icon="check">{t("plans.ruleHolds")}</Badge>}</>, sort: (s) => s.from ?? "" },
    { key: "green", title: t("plans.ruleGreen"), cell: (s) => s.green, numeric: true },
    { key: "amber", title: t("plans.ruleAmber"), cell: (s) => s.amber, numeric: true },
    { key: "basis", title: t("plans.ruleBasis"), cell: (s) => s.basis || <span className="muted">{t("plans.ruleStanding")}</span> },
  ];
  return (
    <div className="stack">
      <Panel title={t("plans.ruleTitle")} actions={mayEdit && <Button icon="edit" onClick={() => setSetting(true)}>{t("plans.ruleSet")}</Button>}>
        {holds && <p>{t("plans.ruleSays", { green: holds.green, amber: holds.amber })}</p>}
      </Panel>
      <Table caption={t("plans.rule")} columns={columns} rows={view.signals} rowKey={(s) => String(s.cut ?? 0)} />
      {setting && <SignalDialog holds={holds} onClose={() => setSetting(false)} />}
    </div>
  );
}

function SignalDialog({ holds, onClose }: { holds: SignalView | undefined; onClose: () => void }) {
  const client = useQueryClient();
  const [from, setFrom] = useState<string | null>("");
  const [green, setGreen] = useState(holds?.green ?? "95");
  const [amber, setAmber] = useState(holds?.amber ?? "80");
  const [basis, setBasis] = useState("");
  return (
    <ActionDialog
      title={t("plans.ruleSet")}
      action={t("ui.save")}
      disabled={!from || !basis.trim() || !green.trim() || !amber.trim()}
      run={() => api.setSignals({ from: from ?? "", green, amber, basis: basis.trim() })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["plans"] });
        void client.invalidateQueries({ queryKey: ["plan-progress"] });
        toast(t("plans.ruleSaved"));
        onClose();
      }}
    >
      <DateField label={t("plans.ruleFrom")} value={from} onChange={setFrom} />
      <TextField label={t("plans.ruleGreen")} value={green} onChange={setGreen} inputMode="decimal" />
      <TextField label={t("plans.ruleAmber")} value={amber} onChange={setAmber} inputMode="decimal" />
      <TextField label={t("plans.ruleBasis")} value={basis} onChange={setBasis} />
    </ActionDialog>
  );
}
