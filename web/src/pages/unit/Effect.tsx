import type { ReactNode } from "react";
import type { EffectView } from "../../api/types";
import { periodName } from "../../format/period";
import { t, tCode } from "../../messages";
import { Badge, Notice, Panel, type Tone } from "../../ui";
import { keyName } from "./Unit";

type Fate = EffectView["series"][number]["fate"];
const TONES: Record<Fate, Tone> = { added: "ok", recomputed: "ok", divided: "warn", bounded: "warn", incomparable: "error" };

function FateBadge({ fate, keys }: { fate: Fate; keys: readonly string[] }) {
  return <Badge tone={TONES[fate]}>{t(`reorg.fate.${fate}`, { keys: keys.map(keyName).join(", ") })}</Badge>;
}

/** What is there already on or after its day; "" = nothing. */
export function pastSays({ past }: Pick<EffectView, "past">): string {
  if (past === undefined || past === null) return "";
  return past === 0 ? t("reorg.past.day") : t("reorg.past.figures", { count: past });
}

/** What a reorganisation would do, before it applies: first what it touches, then what it leaves alone. */
export function Effect({ effect }: { effect: EffectView }) {
  const named = (rows: EffectView["regimes"]) => rows.map((row) => `${row.unit}: ${row.what}`);
  const asked = [
    effect.asked_no_more.length > 0 && t("reorg.effect.noMore", { names: effect.asked_no_more.join(", ") }),
    effect.asked_anew.length > 0 && t("reorg.effect.anew", { names: effect.asked_anew.join(", ") }),
  ].filter((row) => row !== false);
  const parts: readonly (readonly [string, readonly ReactNode[]])[] = [
    [t("reorg.effect.hands"), effect.hands.map((h) => `${h.from} → ${h.to}: ${h.whole ? t("life.whole") : h.keys.length > 0 ? h.keys.map(keyName).join(", ") : t("life.unknownPart")}`)],
    [t("reorg.effect.changes"), effect.changes.map((c) => [c.unit, c.name, c.official_code, c.parent].filter(Boolean).join(" → "))],
    [t("reorg.effect.asked"), asked],
    [t("reorg.effect.forms"), effect.forms.map((f) => `${f.unit}, ${periodName(f.round)}: ${tCode("submission", f.state)}`)],
    [t("reorg.effect.series"), effect.series.map((s) => <>{s.unit}: {t("reorg.effect.figures", { figures: s.figures, n: s.indicators.length })} <FateBadge fate={s.fate} keys={s.keys} /><details><summary className="small">{s.indicators.slice(0, 3).join("; ")}{s.indicators.length > 3 ? "…" : ""}</summary><p className="small muted">{s.indicators.join("; ")}</p></details></>)],
    [t("reorg.effect.plans"), effect.plans.map((p) => <>{p.unit}, {periodName(p.period)}: {p.indicator} <FateBadge fate={p.fate} keys={p.keys} /></>)],
    [t("reorg.effect.routes"), effect.routes.map((r) => `${r.unit} → ${r.what}`)],
    [t("reorg.effect.regimes"), named(effect.regimes)],
    [t("reorg.effect.owned"), named(effect.owned)],
    [t("reorg.effect.tasks"), effect.tasks],
    [t("reorg.effect.accounts"), effect.accounts],
  ];
  const untouched = parts.filter(([, rows]) => rows.length === 0).map(([title]) => title.toLocaleLowerCase("vi"));
  return (
    <Panel title={t("reorg.effect")}>
      <div className="reorg-effect">
        {pastSays(effect) && <Notice tone="warn">{t("reorg.pastNote", { past: pastSays(effect) })}</Notice>}
        {parts.filter(([, rows]) => rows.length > 0).map(([title, rows]) => (
          <section key={title}>
            <h3>{title}</h3>
            <ul>{rows.map((row, at) => <li key={at}>{row}</li>)}</ul>
          </section>
        ))}
        {untouched.length > 0 && <p className="muted">{t("reorg.effect.untouched", { what: untouched.join("; ") })}</p>}
      </div>
    </Panel>
  );
}
