import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api";
import type { AnswerKind, Evidence, FindingView } from "../api/types";
import { useMay } from "../app/session";
import { moment } from "../format/date";
import { periodShort } from "../format/period";
import { t } from "../messages";
import { AreaField, Badge, Button, Icon, Notice } from "../ui";
import { SeverityBadge } from "./states";
import "./finding.css";

/** One finding: what does not hold, the numbers of both places, and its answer or the box to give one. */
export function FindingCard({ finding, active, where, onPlace, onAnswered }: {
  finding: FindingView;
  active?: boolean;
  /** Shows unit and period too: for lists across forms. */
  where?: boolean;
  onPlace?: (evidence: Evidence) => void;
  onAnswered: (finding: FindingView) => void;
}) {
  const [writing, setWriting] = useState(false);
  const accepts = useMay("accept");
  const mayAnswer = useMay("answer_own") || accepts;
  return (
    <article className={active ? "finding finding-active" : "finding"} id={`finding-${finding.key}`} aria-label={t(`rule.${finding.kind}`)}>
      <header className="row">
        <SeverityBadge severity={finding.severity} />
        {finding.answer && <Badge tone="ok" icon="check">{t(`answer.${finding.answer.kind}`)}</Badge>}
        {where && <span className="muted small">{finding.ask_unit.name} · {periodShort(finding.period)}</span>}
      </header>
      <p className="finding-rule">{finding.says || t(`rule.${finding.kind}`)}</p>
      <p className="finding-sum">{finding.computation}</p>
      <ul className="finding-places">
        {finding.evidence.map((e) => (
          <li key={`${e.key.indicator} ${e.key.unit} ${e.key.period} ${e.key.measure}`}>
            {onPlace ? <button type="button" className="link" onClick={() => onPlace(e)}>{nameOf(e, finding)}</button> : <span>{nameOf(e, finding)}</span>}
            <strong className="num">{e.printed}</strong>
          </li>
        ))}
      </ul>
      {finding.hint && !finding.answer && <p className="muted small">{finding.hint}</p>}
      {finding.answer ? (
        <blockquote className="finding-answer">
          {finding.answer.text}
          <footer className="muted small">{[finding.answer.by, moment(finding.answer.at)].filter(Boolean).join(" · ")}</footer>
        </blockquote>
      ) : writing ? (
        <AnswerBox finding={finding} onDone={(f) => { setWriting(false); onAnswered(f); }} onCancel={() => setWriting(false)} />
      ) : (
        <div className="row">
          {mayAnswer && <Button small icon="edit" onClick={() => setWriting(true)}>{t("finding.answer")}</Button>}
          {where && finding.phone && <span className="muted small"><Icon name="phone" size={15} /> {finding.phone}</span>}
        </div>
      )}
      <details className="small muted">
        <summary>{t("finding.source")}</summary>
        <p>{finding.rule_source}</p>
        {finding.rule_formula && <p><code>{finding.rule_formula}</code></p>}
      </details>
    </article>
  );
}

/** An evidence's name, with what sets it apart: another statement or another period. */
function nameOf({ name, key }: Evidence, finding: FindingView): string {
  const apart = [key.measure !== "actual" && t(`measure.${key.measure}`), key.period !== finding.period && periodShort(key.period)].filter(Boolean);
  return apart.length > 0 ? `${name} (${apart.join(", ")})` : name;
}

/** Where the answer to a finding is written. */
export function AnswerBox({ finding, onDone, onCancel }: { finding: FindingView; onDone: (finding: FindingView) => void; onCancel: () => void }) {
  const kind: AnswerKind = useMay("accept") ? "accepted" : "explained";
  const [text, setText] = useState("");
  const answer = useMutation({ mutationFn: () => api.answer(finding.key, { kind, text: text.trim() }), onSuccess: onDone });
  return (
    <form
      className="stack-s"
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim()) answer.mutate();
      }}
      onKeyDown={(e) => {
        if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && text.trim()) answer.mutate();
        if (e.key === "Escape") onCancel();
      }}
    >
      {answer.error && <Notice tone="error">{answer.error.message}</Notice>}
      <AreaField label={t(`finding.ask.${kind}`)} hint={t("finding.ask.hint")} value={text} onChange={setText} autoFocus />
      <div className="row">
        <Button look="primary" small type="submit" busy={answer.isPending} disabled={!text.trim()}>{t(`finding.give.${kind}`)}</Button>
        <Button look="quiet" small onClick={onCancel}>{t("ui.cancel")}</Button>
      </div>
    </form>
  );
}
