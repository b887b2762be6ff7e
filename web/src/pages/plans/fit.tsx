import type { DistributionView } from "../../api/types";
import { t } from "../../messages";
import { Badge, type IconName, type Tone } from "../../ui";

const LOOKS: Record<DistributionView["fit"], [Tone, IconName]> = { meets: ["ok", "check"], unfinished: ["neutral", "clock"], beyond: ["info", "up"], short: ["error", "error"] };

/** How parts stand to a whole: colour, sign and word. */
export function FitBadge({ fit }: { fit: DistributionView["fit"] }) {
  const [tone, icon] = LOOKS[fit];
  return <Badge tone={tone} icon={icon}>{t(`plans.fit.${fit}`)}</Badge>;
}

/** The same in one sentence. */
export const fitSays = (d: DistributionView): string =>
  t(d.fit === "meets" ? "plans.fitMeets" : "plans.fitSays", { kind: t(`kind.${d.kind}`), sum: d.sum, whole: d.whole, off: d.off });
