import type { DecisionView } from "../../api/types";
import { t } from "../../messages";
import { Badge, Button, Panel, Table } from "../../ui";
import { cellId, type Drafts } from "./cells";

/** Targets of units that ended, told for those that follow; a person fills them in, looks at them and saves. */
export function Offers({ view, drafts, mayFill, onFill }: { view: DecisionView; drafts: Drafts; mayFill: boolean; onFill: (drafts: Record<string, string>) => void }) {
  const given = (indicator: string, unit: string) => {
    const at = view.units.findIndex((u) => u.id === unit);
    return !!view.rows.find((r) => r.indicator === indicator)?.cells[at]?.text || drafts[cellId(indicator, unit)] !== undefined;
  };
  const open = view.offers.filter((o) => !o.unit || !given(o.indicator, o.unit.id));
  if (open.length === 0) return null;
  const ready = open.filter((o) => o.unit && o.text);
  return (
    <Panel
      flush
      title={t("plans.offers")}
      actions={mayFill && ready.length > 0 && <Button small onClick={() => onFill(Object.fromEntries(ready.map((o) => [cellId(o.indicator, o.unit?.id ?? ""), o.text])))}>{t("plans.offerFill")}</Button>}
    >
      <p className="muted small plan-pad">{t("plans.offersHint")}</p>
      <Table
        caption={t("plans.offers")}
        rows={open}
        rowKey={(o) => `${o.indicator} ${o.unit?.id ?? o.of.join()}`}
        columns={[
          { key: "name", title: t("plans.indicator"), cell: (o) => o.name, sort: (o) => o.name },
          { key: "of", title: t("plans.offerOf"), cell: (o) => o.of.join("; ") },
          { key: "to", title: t("plans.offerTo"), cell: (o) => o.unit?.name ?? <span className="muted">{t("plans.offerNobody")}</span>, sort: (o) => o.unit?.name ?? "" },
          { key: "text", title: t("plans.offerAmount"), cell: (o) => (o.unit ? <>{o.text || <span className="muted">{t("plans.offerAsk")}</span>} {o.estimated && <Badge tone="warn" icon="partial">{t("plans.offerEstimated")}</Badge>}</> : "–"), numeric: true },
        ]}
      />
    </Panel>
  );
}
