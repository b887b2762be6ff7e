import type { TriedUnit, TriedView, Verdict } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Empty, Panel, type IconName, type Tone } from "../../ui";

const VERDICTS: Record<Verdict, { tone: Tone; icon: IconName }> = {
  fails: { tone: "error", icon: "error" },
  unknown: { tone: "neutral", icon: "partial" },
  holds: { tone: "ok", icon: "check" },
  not_asked: { tone: "neutral", icon: "cross" },
};
const ORDER: readonly Verdict[] = ["fails", "unknown", "holds", "not_asked"];

/** What a rule says of the figures at hand, unit by unit. */
export function Tried({ tried, stale }: { tried: TriedView | null | undefined; stale: boolean }) {
  if (!tried) return <Panel title={t("rule.tried")}><Empty icon="catalogue" title={t("rule.notYet")}>{t("rule.notYetHint")}</Empty></Panel>;
  return (
    <Panel title={t("rule.triedOn", { period: periodName(tried.period) })}>
      <div aria-busy={stale} aria-live="polite">
        {tried.kind && <p className="muted small">{t(`rule.${tried.kind}`)}</p>}
        <p>{tried.in_words}</p>
        <p className="tries">
          {ORDER.filter((v) => tried.tries[v] > 0).map((v) => (
            <Badge key={v} tone={VERDICTS[v].tone} icon={VERDICTS[v].icon}>{t(`rule.count.${v}`, { n: tried.tries[v] })}</Badge>
          ))}
        </p>
        <ul className="tried">{tried.units.map((u) => <Unit key={u.unit.id} unit={u} />)}</ul>
      </div>
    </Panel>
  );
}

function Unit({ unit }: { unit: TriedUnit }) {
  const { tone, icon } = VERDICTS[unit.verdict];
  return (
    <li>
      <p className="tried-head"><strong>{unit.unit.name}</strong><Badge tone={tone} icon={icon}>{t(`rule.verdict.${unit.verdict}`)}</Badge></p>
      {unit.computation && <p className="tried-sum">{unit.computation}</p>}
      {unit.left && unit.right && <p className="muted small">{t("rule.between", { left: unit.left, right: unit.right })}</p>}
      {unit.missing.length > 0 && <p className="small">{t("rule.missing", { names: unit.missing.join(", ") })}</p>}
      {unit.evidence.length > 0 && (
        <details className="small">
          <summary>{t("rule.cells", { n: unit.evidence.length })}</summary>
          <ul>
            {unit.evidence.map((e) => <li key={`${e.key.indicator} ${e.key.unit} ${e.key.period} ${e.key.measure}`}>{e.name}: {e.printed} <span className="muted">({periodName(e.key.period)})</span></li>)}
          </ul>
        </details>
      )}
    </li>
  );
}
