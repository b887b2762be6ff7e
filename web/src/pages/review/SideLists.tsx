import type { ReactNode } from "react";
import type { Fact, ReadingView, Reference, ReadTask, Relation, TextFinding } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Badge, Button, Empty, type IconName, type Tone } from "../../ui";
import { around, printed, type Stretch } from "./places";

/** Ways from a list into the document. */
export type Jump = { toFact: (fact: string) => void; toWords: (words: Stretch) => void };

type ListProps = { view: ReadingView; facts: ReadonlyMap<string, Fact>; jump: Jump; onCompare: (relation: Relation) => void };

const SEVERITY: Record<TextFinding["severity"], [Tone, IconName]> = { error: ["error", "error"], warning: ["warn", "warning"], info: ["info", "info"] };

/** The places of several figures, each a way into the document. */
function Places({ ids, facts, jump }: { ids: readonly string[]; facts: ReadonlyMap<string, Fact>; jump: Jump }) {
  return (
    <ul className="review-places">
      {ids.map((id) => {
        const fact = facts.get(id);
        if (!fact) return null;
        return (
          <li key={id}>
            <button type="button" className="review-link" onClick={() => jump.toFact(id)}>
              <strong>{printed(fact)}</strong>
            </button>
            {fact.subject && <span className="muted small"> {fact.subject}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** A list with a word for when it is empty. */
function Items<R>({ rows, none, children }: { rows: readonly R[]; none: string; children: (row: R) => ReactNode }) {
  if (rows.length === 0) return <Empty title={none} />;
  return (
    <ul className="review-items">
      {rows.map((row, at) => <li key={at} className="review-item">{children(row)}</li>)}
    </ul>
  );
}

/** A way to the words in the document. */
function ToWords({ words, jump }: { words: Stretch; jump: Jump }) {
  return <Button small look="quiet" onClick={() => jump.toWords(words)}>{t("review.toPlace")}</Button>;
}

/** Laws between figures, those that do not hold first. */
export function Relations({ view, facts, jump, onCompare }: ListProps) {
  const rows = [...view.relations].sort((a: Relation, b: Relation) => Number(a.holds) - Number(b.holds));
  return (
    <Items rows={rows} none={t("review.relations.none")}>
      {(relation) => (
        <>
          <div className="row">
            <Badge tone={relation.holds ? "ok" : "error"} icon={relation.holds ? "check" : "error"}>{t(relation.holds ? "review.holds" : "review.holdsNot")}</Badge>
            <span className="small muted">{t(`review.relation.${relation.kind}`)} · {t(`review.strength.${relation.strength}`)}</span>
          </div>
          <p className="review-expression">{relation.expression}</p>
          <Places ids={relation.members} facts={facts} jump={jump} />
          <Button small look="quiet" onClick={() => onCompare(relation)}>{t("review.compare")}</Button>
        </>
      )}
    </Items>
  );
}

/** What does not hold or reads wrong, the worst first. */
export function Findings({ view, facts, jump, onCompare }: ListProps) {
  const worst = Object.keys(SEVERITY);
  const rows = [...view.findings].sort((a, b) => worst.indexOf(a.severity) - worst.indexOf(b.severity));
  return (
    <Items rows={rows} none={t("review.findings.none")}>
      {(finding) => {
        const [tone, icon] = SEVERITY[finding.severity];
        const law = view.relations.find((r) => r.members.join() === finding.evidence.join());
        return (
          <>
            <div><Badge tone={tone} icon={icon}>{t(`severity.${finding.severity}`)}</Badge></div>
            <p>{finding.says}</p>
            {finding.hint && <p className="muted small">{finding.hint}</p>}
            <Places ids={finding.evidence} facts={facts} jump={jump} />
            {finding.evidence.length === 0 && <ToWords words={finding} jump={jump} />}
            {law && <Button small look="quiet" onClick={() => onCompare(law)}>{t("review.compare")}</Button>}
          </>
        );
      }}
    </Items>
  );
}

/** What is asked of someone. */
export function Tasks({ view, facts, jump }: ListProps) {
  return (
    <Items rows={view.tasks} none={t("review.tasks.none")}>
      {(task: ReadTask) => (
        <>
          <p className="sentence">{task.text}</p>
          <p className="small muted">
            {t(task.assigned ? "review.task.assigned" : "review.task.pending")}
            {task.owner && ` · ${t("review.task.lead")} ${task.owner}`}
            {task.support.length > 0 && ` · ${t("review.task.support")} ${task.support.join(", ")}`}
            {(task.due || task.due_as_written) && ` · ${t("review.task.due")} ${task.due ? day(task.due) : task.due_as_written}`}
          </p>
          <Places ids={task.facts} facts={facts} jump={jump} />
          <ToWords words={task} jump={jump} />
        </>
      )}
    </Items>
  );
}

/** Cited documents. */
export function References({ view, jump }: ListProps) {
  return (
    <Items rows={view.references} none={t("review.references.none")}>
      {(reference: Reference) => (
        <>
          {/* One without a number is told by its own words: `Luật Đất đai năm 2013`. */}
          <p className="sentence">{reference.number ? <>{reference.type} <strong>{reference.number}</strong></> : around(view.blocks, reference)[1]}</p>
          <p className="small muted">{[reference.date && day(reference.date), reference.issuer].filter(Boolean).join(" · ")}</p>
          <ToWords words={reference} jump={jump} />
        </>
      )}
    </Items>
  );
}
