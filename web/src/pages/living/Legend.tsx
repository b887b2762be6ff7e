import type { FigureState } from "../../api/types";
import { t } from "../../messages";

const STATES: readonly FigureState[] = ["approved", "stated", "derived", "partial", "stale", "missing"];

/** How figures are marked: by shape of the line as well as by colour. */
export function Legend() {
  return (
    <details className="legend">
      <summary className="small">{t("living.legend")}</summary>
      <ul>
        {STATES.map((state) => (
          <li key={state}>
            <span className="figure-chip" data-state={state}>{state === "missing" ? t("living.missingText") : "1.347,19"}</span>
            <span className="small">{t(`living.state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
