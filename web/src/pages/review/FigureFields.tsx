import { useRef, useState } from "react";
import type { Amendment, Fact, FactKind, StepView } from "../../api/types";
import { clock, day } from "../../format/date";
import { formatNumber, parseNumber } from "../../format/number";
import { t } from "../../messages";
import { Button, DateField, Icon, Kbd, SelectField, TextField } from "../../ui";
import { printed } from "./places";
import { windowWords } from "./steps";

/** What can be corrected of a figure, in the order shown, each with its key. */
export const FIELDS = { value: "v", unit: "d", kind: "l", direction: "i", subject: "t", part_of: "f", place: "p", window: "w" } as const;
export type FigureField = keyof typeof FIELDS;

const KINDS: readonly FactKind[] = ["actual", "plan", "estimate", "pct_of_plan", "share_pct", "change_pct", "change_abs", "target_future", "rate", "norm"];

const DIRECTIONS = ["up", "down"] as const;
type Facts = ReadonlyMap<string, Fact>;

/** A figure as the whole of another. */
const named = (fact: Fact | undefined) => (fact ? [fact.subject, printed(fact)].filter(Boolean).join(": ") : "");

/** A field of a figure in words. */
const WORDS: Record<FigureField, (fact: Fact, facts: Facts) => string> = {
  value: (fact) => [formatNumber(fact.value), fact.high ? `–${formatNumber(fact.high)}` : "", fact.denominator ? `/${formatNumber(fact.denominator)}` : ""].join(""),
  unit: (fact) => fact.unit ?? "",
  kind: (fact) => t(`review.kind.${fact.kind}`),
  subject: (fact) => fact.subject,
  direction: (fact) => t(`review.direction.${(fact.direction as "up" | "down" | null | undefined) ?? "none"}`),
  part_of: (fact, facts) => named(facts.get(fact.part_of ?? "")) || t("review.whole.no"),
  place: (fact) => fact.place ?? t("review.wholePlace"),
  window: (fact) => windowWords(fact.window),
};

/** Whether a field says nothing of its own. */
const isUsual = (field: FigureField, fact: Fact) =>
  (field === "direction" && !fact.direction) || (field === "part_of" && !fact.part_of) || (field === "place" && !fact.place) || (field === "window" && !Object.values(fact.window).some(Boolean));

/** What was read of a figure, each part to be corrected in place. What the machine read stays beside a correction. */
export function FigureFields({ fact, facts, read, amendments, units, locked, editing, onEdit, onAmend }: {
  fact: Fact;
  /** All figures by id. */
  facts: Facts;
  /** As the machine read it; none when an officer made it. */
  read: Fact | undefined;
  amendments: readonly { amendment: Amendment; step: StepView }[];
  /** Units of measure of the report, to choose from. */
  units: readonly string[];
  locked: boolean;
  editing: FigureField | null;
  onEdit: (field: FigureField | null) => void;
  onAmend: (amendment: Amendment) => void;
}) {
  return (
    <dl className="review-facts">
      {(Object.keys(FIELDS) as FigureField[]).map((field) => {
        const by = amendments.find(({ amendment }) => amendment.amend === field)?.step;
        const words = WORDS[field](fact, facts);
        const before = read && by ? WORDS[field](read, facts) : null;
        return (
          <div key={field} data-field={field} data-editing={editing === field || undefined}>
            <dt>{t(`review.field.${field}`)} {!locked && <Kbd>{FIELDS[field]}</Kbd>}</dt>
            <dd>
              {editing === field ? (
                <Editor key={fact.id} field={field} fact={fact} facts={facts} units={units} onDone={(amendment) => { if (amendment) onAmend(amendment); onEdit(null); }} />
              ) : (
                <button type="button" className="review-value" disabled={locked} data-empty={!words || undefined} data-usual={isUsual(field, fact) || undefined} title={words} onClick={() => onEdit(field)}>{words || t("review.none")}</button>
              )}
              {by && <span className="review-amended" title={`${by.by}, ${day(by.at)} ${clock(new Date(by.at))}`}><Icon name="edit" size={12} /> {t("review.amendedFrom", { before: before || t("review.none"), by: by.by })}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The caret in one field: Enter keeps, Esc leaves it as it was, going elsewhere keeps what is a change. */
function Editor({ field, fact, facts, units, onDone }: { field: FigureField; fact: Fact; facts: Facts; units: readonly string[]; onDone: (amendment: Amendment | null) => void }) {
  const before = field === "kind" ? fact.kind : field === "direction" ? (fact.direction ?? "") : field === "place" ? (fact.place ?? "") : field === "window" ? "" : WORDS[field](fact, facts);
  const [text, setText] = useState(before);
  const [dates, setDates] = useState({ from: fact.window.from ?? "", to: fact.window.to ?? "", as_of: fact.window.as_of ?? "" });
  const [told, setTold] = useState(false);
  const left = useRef(false);
  const done = (amendment: Amendment | null) => {
    if (!left.current) onDone(amendment);
    left.current = true;
  };
  const amendment = (): Amendment | null => {
    switch (field) {
      case "value": { const value = parseNumber(text); return value === null ? null : { amend: "value", fact: fact.id, value }; }
      case "unit": return { amend: "unit", fact: fact.id, unit: text.trim() || null };
      case "kind": return { amend: "kind", fact: fact.id, kind: text as FactKind };
      case "subject": return text.trim() ? { amend: "subject", fact: fact.id, subject: text.trim() } : null;
      case "direction": return { amend: "direction", fact: fact.id, direction: DIRECTIONS.find((way) => way === text) ?? null };
      // Chosen in a dialog of its own.
      case "part_of": return null;
      case "place": return { amend: "place", fact: fact.id, place: text.trim() || null };
      // Without a day it is the whole period, whatever was printed.
      case "window": return { amend: "window", fact: fact.id, window: { label: Object.values(dates).some(Boolean) ? (fact.window.label ?? null) : null, from: dates.from || null, to: dates.to || null, as_of: dates.as_of || null } };
    }
  };
  const changed = field === "window" ? (["from", "to", "as_of"] as const).some((key) => dates[key] !== (fact.window[key] ?? "")) : text.trim() !== before;
  const keep = () => {
    if (!changed) return done(null);
    const made = amendment();
    if (made) done(made);
    else setTold(true);
  };
  const error = told && !amendment() ? t(field === "value" ? "review.field.value.bad" : "review.field.subject.bad") : null;
  const label = t(`review.field.${field}`);
  const caret = { autoFocus: true, onFocus: (e: React.FocusEvent<HTMLInputElement>) => e.currentTarget.select() };
  return (
    <form
      className="review-editor"
      onSubmit={(e) => {
        e.preventDefault();
        keep();
      }}
      onKeyDown={(e) => {
        if (e.key === "Escape") {
          e.preventDefault();
          done(null);
        } else if (e.key === "Enter" && (e.target as HTMLElement).matches("select")) {
          e.preventDefault();
          keep();
        }
      }}
      onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && (changed && amendment() ? keep() : done(null))}
    >
      {field === "kind" && <SelectField label={label} autoFocus value={text} options={KINDS.map((value) => ({ value, label: t(`review.kind.${value}`) }))} onChange={setText} />}
      {field === "direction" && <SelectField label={label} autoFocus value={text} options={["", ...DIRECTIONS].map((value) => ({ value, label: t(`review.direction.${(value || "none") as "none"}`) }))} onChange={setText} />}
      {field === "window" && (
        <>
          <DateField label={t("review.window.asOf")} hint="" placeholder="14/06/2021" autoFocus value={dates.as_of} onChange={(as_of) => as_of !== null && setDates({ ...dates, as_of })} />
          <DateField label={t("review.window.from")} hint="" placeholder="14/06/2021" value={dates.from} onChange={(from) => from !== null && setDates({ ...dates, from })} />
          <DateField label={t("review.window.to")} hint="" placeholder="14/06/2021" value={dates.to} onChange={(to) => to !== null && setDates({ ...dates, to })} />
        </>
      )}
      {!["kind", "direction", "window"].includes(field) && (
        <TextField label={label} error={error} {...caret} value={text} onChange={setText} autoComplete="off" {...(field === "value" ? { inputMode: "decimal" as const } : {})} {...(field === "unit" ? { list: "review-units" } : {})} />
      )}
      {field === "unit" && <datalist id="review-units">{units.map((unit) => <option key={unit} value={unit} />)}</datalist>}
      <Button small look="primary" type="submit">{t("ui.save")}</Button>
    </form>
  );
}
