import { useEffect, useRef, useState, type RefObject } from "react";
import type { Collector, Decision, Fact, Proposal, Timing, UnitView } from "../../api/types";
import { t } from "../../messages";
import { Badge, Button, Kbd, SelectField, TextField, type Option } from "../../ui";
import { cutAt, effective, isComplete, markOf, standing, type Settings } from "./proposals";

const TIMINGS: readonly Timing[] = ["flow", "cumulative", "stock", "ratio"];

/** The collector as one choice of a select. */
const collectorKey = (collector: Collector) => (collector.by === "communes" ? "communes" : collector.unit);

/** One proposal: what is known, why it is doubtful, and its settings. A change is a decision and is kept at once. */
export function Detail({ proposal, proposals, facts, units, locked, fields, onDecide, onConfirm, onMerge, onChoose }: {
  proposal: Proposal;
  proposals: readonly Proposal[];
  facts: ReadonlyMap<string, Fact>;
  units: readonly UnitView[];
  locked: boolean;
  /** Holds the fields, so that the page can put the caret into one. */
  fields: RefObject<HTMLFieldSetElement | null>;
  onDecide: (decision: Decision) => void;
  /** Confirms as it stands and goes on. */
  onConfirm: (settings: Settings) => void;
  onMerge: () => void;
  onChoose: (id: string) => void;
}) {
  const settings = effective(proposal);
  const [typed, type] = useTyped();
  const now: Settings = { ...settings, ...typed.current };
  const [told, setTold] = useState(false);
  const keep = (change: Partial<Settings>) => {
    const next = { ...now, ...change };
    type(isComplete(next) ? {} : { ...typed.current, ...change });
    if (isComplete(next)) onDecide({ decision: "confirmed", ...next });
  };
  const confirm = () => {
    setTold(!isComplete(now));
    if (isComplete(now)) type({});
    onConfirm(now);
  };
  const keepTyped = () => Object.entries(typed.current).some(([key, value]) => settings[key as keyof Settings] !== value) && keep({});
  useKeptOnLeave(keepTyped);

  const byId = (id: string | null | undefined) => (id ? proposals.find((p) => p.id === id) : undefined);
  const named = (p: Proposal) => effective(p).name || p.printed;
  const decision = standing(proposal);
  const about = byId(proposal.about);
  const into = decision?.decision === "merged" ? byId(decision.into) : undefined;
  const [before, figure, after] = cutAt(proposal.sentence, facts.get(proposal.facts[0] ?? ""));
  const departments = unitOptions(units.filter((u) => u.kind === "department"), units, now.owner);
  const collectors = unitOptions(units.filter((u) => u.kind !== "commune"), units, now.collector.by === "unit" ? now.collector.unit : null);
  // The long list is built when it is asked for: walking through the proposals stays quick.
  const [choosing, setChoosing] = useState(false);
  const whole = (p: Proposal) => p.id !== proposal.id && p.measure === proposal.measure && standing(p)?.decision !== "skipped";
  const wholes = proposals.filter((p) => (choosing ? whole(p) : p.id === now.part_of));

  return (
    <section className="review-detail" tabIndex={0} aria-label={t("review.detail")}>
      <div className="row review-detail-state">
        <strong className="review-printed">{proposal.printed}</strong>
        <Badge tone="neutral">{t(`measure.${proposal.measure}`)}</Badge>
        {proposal.known ? <Badge tone="accent" icon="check">{t("review.known", { code: proposal.known })}</Badge> : <Badge tone="info" icon="plus">{t("review.new")}</Badge>}
        {decision && <Badge tone={decision.decision === "skipped" ? "neutral" : "ok"} icon={decision.decision === "skipped" ? "cross" : "check"}>{t(`review.decision.${decision.decision}`)}</Badge>}
      </div>

      <blockquote className="review-sentence">
        {before}
        {figure && <mark data-mark={markOf(proposal)}>{figure}</mark>}
        {after}
        <footer className="muted small">
          {proposal.section}
          {proposal.place && ` · ${proposal.place}`}
          {proposal.facts.length > 1 && ` · ${t("review.places", { n: proposal.facts.length })}`}
        </footer>
      </blockquote>

      {proposal.doubts.length > 0 && (
        <ul className="review-doubts">
          {proposal.doubts.map((doubt) => <li key={doubt}>{t(`review.doubt.${doubt}`)}</li>)}
        </ul>
      )}
      {about && <p className="small">{t("review.about")} <button type="button" className="review-link" onClick={() => onChoose(about.id)}>{named(about)}</button></p>}
      {into && <p className="small">{t("review.mergedInto")} <button type="button" className="review-link" onClick={() => onChoose(into.id)}>{named(into)}</button></p>}

      <fieldset ref={fields} className="review-fields" disabled={locked || decision?.decision === "merged"} onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && keepTyped()}>
        <div className="review-field-name">
          <TextField
            label={t("review.name")}
            error={told && !now.name.trim() ? t("review.name.missing") : null}
            value={now.name}
            onChange={(name) => type({ ...typed.current, name })}
            onKeyDown={(e) => {
              if (e.key !== "Enter" || e.nativeEvent.isComposing) return;
              e.preventDefault();
              confirm();
            }}
          />
        </div>
        <TextField label={t("review.measureUnit")} error={told && !now.measure_unit.trim() ? t("review.measureUnit.missing") : null} value={now.measure_unit} onChange={(measure_unit) => type({ ...typed.current, measure_unit })} />
        <SelectField label={t("review.timing")} value={now.timing} options={TIMINGS.map((value) => ({ value, label: t(`timing.${value}`) }))} onChange={(timing) => keep({ timing: timing as Timing })} />
        <SelectField
          label={t("review.collector")}
          value={collectorKey(now.collector)}
          options={[{ value: "communes", label: t("review.collector.communes") }, ...collectors]}
          onChange={(key) => keep({ collector: key === "communes" ? { by: "communes" } : { by: "unit", unit: key } })}
        />
        <SelectField label={t("review.owner")} value={now.owner} options={departments} onChange={(owner) => keep({ owner })} />
        <div className="review-field-wide" onPointerDown={() => setChoosing(true)} onFocus={() => setChoosing(true)}>
          <SelectField
            label={t("review.partOf")}
            value={now.part_of ?? ""}
            options={[{ value: "", label: t("review.partOf.none") }, ...wholes.map((p) => ({ value: p.id, label: `${named(p)} (${p.printed})` }))]}
            onChange={(whole) => keep({ part_of: whole || null })}
          />
        </div>
      </fieldset>

      {!locked && (
        <div className="review-actions">
          <Button look="primary" icon="check" onClick={confirm}>{t("review.confirm")} <Kbd>Enter</Kbd></Button>
          <Button onClick={onMerge}>{t("review.merge")} <Kbd>m</Kbd></Button>
          <Button onClick={() => onDecide({ decision: "skipped" })}>{t("review.skip")} <Kbd>s</Kbd></Button>
          {decision && <Button look="quiet" icon="undo" onClick={() => onDecide({ decision: "undone" })}>{t("review.undo")} <Kbd>u</Kbd></Button>}
        </div>
      )}
    </section>
  );
}

/** Units to choose from, and the one chosen where it is another: before the first adoption the report's own units are known by id only. */
function unitOptions(offered: readonly UnitView[], all: readonly UnitView[], chosen: string | null): Option[] {
  const options = offered.map((u) => ({ value: u.id, label: u.name }));
  if (!chosen || offered.some((u) => u.id === chosen)) return options;
  return [{ value: chosen, label: all.find((u) => u.id === chosen)?.name ?? chosen.replaceAll("-", " ") }, ...options];
}

type Typed = Partial<Settings>;

/** What stands in the fields but is not kept yet. A ref, so that leaving the proposal sees the newest letters. */
function useTyped(): [RefObject<Typed>, (next: Typed) => void] {
  const typed = useRef<Typed>({});
  const [, redraw] = useState(0);
  return [
    typed,
    (next) => {
      typed.current = next;
      redraw((n) => n + 1);
    },
  ];
}

/** Keeps what was typed when the field goes away or the page is put aside. */
function useKeptOnLeave(keep: () => unknown) {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && latest.current();
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      latest.current();
    };
  }, []);
}
