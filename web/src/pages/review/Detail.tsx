import { useEffect, useRef, useState, type RefObject } from "react";
import type { Amendment, Collector, Decision, Fact, Proposal, ReadingView, Relation, Timing, UnitView } from "../../api/types";
import { t } from "../../messages";
import { Badge, Button, Kbd, SelectField, TextField, type Option } from "../../ui";
import { FigureFields, type FigureField } from "./FigureFields";
import { around } from "./places";
import { effective, isComplete, markOf, standing, type Settings } from "./proposals";
import { amendmentsOf } from "./steps";
import { Why } from "./Why";

const TIMINGS: readonly Timing[] = ["flow", "cumulative", "stock", "ratio"];

/** The collector as one choice of a select. */
const collectorKey = (collector: Collector) => (collector.by === "communes" ? "communes" : collector.unit);

/** What the detail can ask the page to do. */
export type DetailActs = {
  decide: (decision: Decision) => void;
  amend: (amendment: Amendment) => void;
  edit: (field: FigureField | null) => void;
  /** Confirms as it stands and goes on. */
  confirm: (settings: Settings) => void;
  compare: (relation: Relation) => void;
  merge: () => void;
  split: () => void;
  join: () => void;
  discard: () => void;
  choose: (id: string) => void;
  show: (fact: string) => void;
  why: () => void;
};

/** One proposal: its figure in its sentence, why it is doubtful, what was read, and what it becomes. */
export function Detail({ view, proposal, fact, proposals, facts, relations, units, locked, editing, why, fields, acts }: {
  view: ReadingView;
  proposal: Proposal;
  /** The place that is looked at: one of the proposal's figures. */
  fact: Fact;
  proposals: readonly Proposal[];
  facts: ReadonlyMap<string, Fact>;
  /** Laws that its figures keep or break, broken ones first. */
  relations: readonly Relation[];
  units: readonly UnitView[];
  locked: boolean;
  editing: FigureField | null;
  /** Whether the reasons of the reading are shown. */
  why: boolean;
  /** Holds the fields of the indicator, so that the page can put the caret into one. */
  fields: RefObject<HTMLFieldSetElement | null>;
  acts: DetailActs;
}) {
  const [before, figure, after] = around(view.blocks, fact);
  const decision = standing(proposal);
  const byId = (id: string | null | undefined) => (id ? proposals.find((p) => p.id === id) : undefined);
  const named = (p: Proposal) => effective(p).name || p.printed;
  const about = byId(proposal.about);
  const into = decision?.decision === "merged" ? byId(decision.into) : undefined;
  // A law that is broken says more than that there is one.
  const doubts = proposal.doubts.filter((doubt) => doubt !== "in_conflict" || !relations.some((relation) => !relation.holds));
  const measures = [...new Set(view.facts.map((f) => f.unit).filter((unit): unit is string => !!unit))].sort();
  return (
    <section className="review-detail" tabIndex={0} aria-label={t("review.detail")}>
      <div className="row review-detail-state">
        <strong className="review-printed">{proposal.printed}</strong>
        <Badge tone="neutral">{t(`measure.${proposal.measure}`)}</Badge>
        {proposal.known ? <Badge tone="accent" icon="check">{t("review.known", { code: proposal.known })}</Badge> : <Badge tone="info" icon="plus">{t("review.new")}</Badge>}
        {decision && <Badge tone={decision.decision === "skipped" ? "neutral" : "ok"} icon={decision.decision === "skipped" ? "cross" : "check"}>{t(`review.decision.${decision.decision}`)}</Badge>}
        {decision && !locked && <span className="small"><button type="button" className="review-link" onClick={() => acts.decide({ decision: "undone" })}>{t("review.reopen")}</button> <Kbd>o</Kbd></span>}
      </div>

      <blockquote className="review-sentence">
        {before}
        <mark data-mark={markOf(proposal)}>{figure}</mark>
        {after}
        <footer className="muted small">
          {proposal.section}
          {proposal.facts.length > 1 && (
            <>
              {` · ${t("review.places", { n: proposal.facts.length })}: `}
              {proposal.facts.map((id, i) => <button key={id} type="button" className="review-link" aria-current={id === fact.id || undefined} onClick={() => acts.show(id)}>{facts.get(id)?.place ?? i + 1}</button>)}
            </>
          )}
        </footer>
      </blockquote>

      {doubts.length > 0 && (
        <ul className="review-doubts">
          {doubts.map((doubt) => <li key={doubt}>{t(`review.doubt.${doubt}`)}</li>)}
        </ul>
      )}
      {relations.length > 0 && (
        <ul className="review-laws">
          {relations.slice(0, 3).map((relation, i) => (
            <li key={i}>
              <Badge tone={relation.holds ? "ok" : "error"} icon={relation.holds ? "check" : "error"}>{t(relation.holds ? "review.holds" : "review.holdsNot")}</Badge>
              <button type="button" className="review-link" onClick={() => acts.compare(relation)}>{relation.expression}</button>
              {i === 0 && <Kbd>r</Kbd>}
            </li>
          ))}
        </ul>
      )}
      {about && <p className="small">{t("review.about")} <button type="button" className="review-link" onClick={() => acts.choose(about.id)}>{named(about)}</button></p>}
      {into && <p className="small">{t("review.mergedInto")} <button type="button" className="review-link" onClick={() => acts.choose(into.id)}>{named(into)}</button></p>}

      <h2 className="review-part">
        {t("review.part.figure")}
        <button type="button" className="review-link" aria-expanded={why} onClick={acts.why}>{t("review.why")}</button> <Kbd>y</Kbd>
      </h2>
      {why && <Why fact={fact} view={view} />}
      <FigureFields
        fact={fact}
        facts={facts}
        read={view.as_read.find((f) => f.id === fact.id)}
        amendments={amendmentsOf(view.steps, fact.id)}
        units={measures}
        locked={locked}
        editing={editing}
        onEdit={acts.edit}
        onAmend={acts.amend}
      />
      <h2 className="review-part">{t("review.part.indicator")}</h2>
      <IndicatorFields key={`${proposal.id} ${proposal.name}`} proposal={proposal} proposals={proposals} units={units} locked={locked || decision?.decision === "merged"} fields={fields} acts={acts} />

      {!locked && (
        <div className="review-actions">
          <Button look="primary" icon="check" onClick={() => acts.confirm(effective(proposal))}>{t("review.confirm")} <Kbd>⏎</Kbd></Button>
          <Button onClick={() => acts.decide({ decision: "skipped" })}>{t("review.skip")} <Kbd>s</Kbd></Button>
          <Button onClick={acts.discard}>{t("review.discard")} <Kbd>x</Kbd></Button>
          <Button onClick={acts.merge}>{t("review.merge")} <Kbd>m</Kbd></Button>
          <Button onClick={acts.split}>{t("review.split")} <Kbd>c</Kbd></Button>
          <Button onClick={acts.join}>{t("review.join")} <Kbd>g</Kbd></Button>
        </div>
      )}
    </section>
  );
}

/** What the figure becomes. A change is a decision and is kept at once. */
function IndicatorFields({ proposal, proposals, units, locked, fields, acts }: {
  proposal: Proposal;
  proposals: readonly Proposal[];
  units: readonly UnitView[];
  locked: boolean;
  fields: RefObject<HTMLFieldSetElement | null>;
  acts: DetailActs;
}) {
  const settings = effective(proposal);
  const [name, setName] = useState(settings.name);
  const now: Settings = { ...settings, name };
  const keep = (change: Partial<Settings>) => {
    const next = { ...now, ...change };
    if (isComplete(proposal, next)) acts.decide({ decision: "confirmed", ...next });
  };
  const handed = useRef(settings.name);
  const keepName = () => {
    if (name.trim() === settings.name || name === handed.current) return;
    handed.current = name;
    keep({});
  };
  useKeptOnLeave(keepName);
  const named = (p: Proposal) => effective(p).name || p.printed;
  const departments = unitOptions(units.filter((u) => u.kind === "department"), units, now.owner);
  const collectors = unitOptions(units.filter((u) => u.kind !== "commune"), units, now.collector.by === "unit" ? now.collector.unit : null);
  // The long list is built when it is asked for: walking through the proposals stays quick.
  const [choosing, setChoosing] = useState(false);
  const whole = (p: Proposal) => p.id !== proposal.id && p.measure === proposal.measure && standing(p)?.decision !== "skipped";
  const wholes = proposals.filter((p) => (choosing ? whole(p) : p.id === now.part_of));
  return (
    <fieldset ref={fields} className="review-fields" disabled={locked}>
      <div className="review-field-name">
        <TextField
          label={t("review.name")}
          error={name.trim() ? null : t("review.name.missing")}
          value={name}
          onChange={setName}
          onBlur={keepName}
          onKeyDown={(e) => {
            if (e.key !== "Enter" || e.nativeEvent.isComposing) return;
            e.preventDefault();
            handed.current = name;
            acts.confirm(now);
          }}
        />
      </div>
      <SelectField label={t("review.timing")} value={now.timing} options={TIMINGS.map((value) => ({ value, label: t(`timing.${value}`) }))} onChange={(timing) => keep({ timing: timing as Timing })} />
      <SelectField
        label={t("review.collector")}
        value={collectorKey(now.collector)}
        options={[{ value: "communes", label: t("review.collector.communes") }, ...collectors]}
        onChange={(key) => keep({ collector: key === "communes" ? { by: "communes" } : { by: "unit", unit: key } })}
      />
      <SelectField label={t("review.owner")} value={now.owner} options={departments} onChange={(owner) => keep({ owner })} />
      <div onPointerDown={() => setChoosing(true)} onFocus={() => setChoosing(true)}>
        <SelectField
          label={t("review.partOf")}
          value={now.part_of ?? ""}
          options={[{ value: "", label: t("review.partOf.none") }, ...wholes.map((p) => ({ value: p.id, label: `${named(p)} (${p.printed})` }))]}
          onChange={(whole) => keep({ part_of: whole || null })}
        />
      </div>
    </fieldset>
  );
}

/** Units to choose from, and the one chosen where it is another: before the first adoption the report's own units are known by id only. */
function unitOptions(offered: readonly UnitView[], all: readonly UnitView[], chosen: string | null): Option[] {
  const options = offered.map((u) => ({ value: u.id, label: u.name }));
  if (!chosen || offered.some((u) => u.id === chosen)) return options;
  return [{ value: chosen, label: all.find((u) => u.id === chosen)?.name ?? chosen.replaceAll("-", " ") }, ...options];
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
