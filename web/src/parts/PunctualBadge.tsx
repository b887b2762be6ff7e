import type { Punctual } from "../api/types";
import { t } from "../messages";
import { Badge } from "../ui";

/** How a form stands to its last day; the words say it, the colour only helps. */
export function PunctualBadge({ punctual, days }: { punctual: Punctual; days: number }) {
  switch (punctual.is) {
    case "open":
      return <span className="muted small">{t("punctual.open")}</span>;
    case "on_time":
      return <Badge tone="ok" icon="check">{t("punctual.on_time")}</Badge>;
    case "excused":
      return (
        <div className="stack-s">
          <span><Badge tone="ok" icon="info">{t("punctual.excused")}</Badge></span>
          <span className="muted small">{punctual.reason}</span>
        </div>
      );
    case "late":
      return <Badge tone="warn" icon="clock">{t("punctual.late", { days })}</Badge>;
    case "overdue":
      return <Badge tone="error" icon="clock">{t("punctual.overdue", { days })}</Badge>;
  }
}
