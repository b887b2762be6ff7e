import type { DistributionView } from "../../api/types";
import { t } from "../../messages";
import { Badge, type IconName, type Tone } from "../../ui";

const LOOKS: Record<DistributionView["fit"], [Tone, IconName]> = { meets: ["ok", "check"], together: ["ok", "check"], unfinished: ["neutral", "clock"], beyond: ["info", "up"], short: ["error", "error"] };

/** How parts stand to a whole: colour, sign and word. */
export function FitBadge({ fit }: { fit: DistributionView["fit"] }) {
  const [tone, icon] = LOOKS[fit];
  return <Badge tone={tone} icon={icon}>{t(`plans.fit.${fit}`)}</Badge>;
}

const SAYS: Partial<Record<DistributionView["fit"], "plans.fitMeets" | "plans.fitTogether">> = { meets: "plans.fitMeets", together: "plans.fitTogether" };

/** The same in one sentence. */
export const fitSays = (d: DistributionView): string =>
  t(SAYS[d.fit] ?? "plans.fitSays", { kind: t(`kind.${d.kind}`), sum: d.sum, whole: d.whole, off: d.off });
