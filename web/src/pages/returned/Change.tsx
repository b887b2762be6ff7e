import { useId } from "react";
import type { FigureAnswer, ReturnedChange, ReturnedFigure } from "../../api/types";
import { t } from "../../messages";
import { Badge, Checkbox, Panel, TextField, type Tone } from "../../ui";

export type Answer = { take: FigureAnswer["take"]; reason: string };
export type Answers = Readonly<Record<string, Answer>>;

/** A figure in a change. */
export const answerKey = (change: ReturnedChange, figure: ReturnedFigure) => `${change.id} ${figure.figure}`;

const TONES: Record<ReturnedChange["what"], Tone> = { edited: "accent", added: "ok", gone: "error", moved: "info", reshaped: "warn" };
const TAKES: readonly Answer["take"][] = ["keep", "propose", "text"];

/** One change of the file: what it was, what it is, and the questions that it raises. */
export function Change({ change, chosen, answers, onChoose, onAnswer }: {
  change: ReturnedChange;
  chosen: boolean;
  answers: Answers;
  onChoose: (yes: boolean) => void;
  onAnswer: (key: string, answer: Answer) => void;
}) {
  return (
    <Panel>
      <div className="stack-s">
        <div className="row">
          <Checkbox label={t("returned.takeThis")} checked={chosen} disabled={change.what === "reshaped"} onChange={onChoose} />
          <Badge tone={TONES[change.what]}>{t(`returned.${change.what}`)}</Badge>
          {change.unit && <span className="small muted">{change.unit}</span>}
          {change.edited_since && <Badge tone="info">{t("returned.since")}</Badge>}
        </div>
        {change.what === "moved" ? (
          <p>{change.pieces.map((p) => p.text).join("")}</p>
        ) : (
          <p className="returned-words">
            {change.pieces.map((p, at) => (p.kind === "same" ? <span key={at}>{p.text}</span> : p.kind === "gone" ? <del key={at}>{p.text}</del> : <ins key={at}>{p.text}</ins>))}
          </p>
        )}
        {change.what === "reshaped" && <p className="small muted">{t("returned.reshapedHint")}</p>}
        {change.figures.map((figure) => (
          <Question key={figure.figure} figure={figure} answer={answers[answerKey(change, figure)]} onAnswer={(answer) => onAnswer(answerKey(change, figure), answer)} />
        ))}
        {change.dropped.length > 0 && <p className="small">{t("returned.dropped", { names: change.dropped.join("; ") })}</p>}
        {change.numbers.length > 0 && <p className="small">{t("returned.numbers", { numbers: change.numbers.join(", ") })}</p>}
      </div>
    </Panel>
  );
}

/** A figure that was typed over is never taken silently. */
function Question({ figure, answer, onAnswer }: { figure: ReturnedFigure; answer: Answer | undefined; onAnswer: (answer: Answer) => void }) {
  const name = useId();
  const reason = answer?.reason ?? "";
  return (
    <fieldset className="returned-question">
      <legend>{t("returned.question", { name: figure.name, was: figure.was, typed: figure.typed })}</legend>
      {figure.now !== figure.was && <p className="small muted">{t("returned.today", { now: figure.now })}</p>}
      {TAKES.map((take) => (
        <label key={take} className="returned-take">
          <input type="radio" name={name} checked={answer?.take === take} onChange={() => onAnswer({ take, reason })} />
          <span>{t(`returned.answer.${take}`, { was: figure.now || figure.was, typed: figure.typed })}</span>
        </label>
      ))}
      {answer && answer.take !== "keep" && (
        <TextField label={t(answer.take === "text" ? "returned.reason" : "returned.word")} value={reason} onChange={(next) => onAnswer({ take: answer.take, reason: next })} />
      )}
    </fieldset>
  );
}
