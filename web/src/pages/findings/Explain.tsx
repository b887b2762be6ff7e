import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api } from "../../api";
import type { DiagnosisView, ExplainCell, FindingView, StatedView } from "../../api/types";
import { moment } from "../../format/date";
import { periodShort } from "../../format/period";
import { t } from "../../messages";
import { Decided } from "../../parts/Decided";
import { ReconcileButton } from "../../parts/Reconcile";
import { AnswerBox } from "../../parts/FindingCard";
import { Button, Icon, Loaded, Panel } from "../../ui";

/** One question with all it rests on, and the box for its answer. */
export function Explain({ finding, form, writing, onWrite, onAnswered }: {
  finding: FindingView;
  /** Where its first figure is stated; none where no round asks for it. */
  form: string | null | undefined;
  writing: boolean;
  onWrite: (writing: boolean) => void;
  onAnswered: () => void;
}) {
  const explained = useQuery({ queryKey: ["findings", "explain", finding.key], queryFn: () => api.explain(finding.key) });
  return (
    <div className="stack">
      <Panel title={t(`rule.${finding.kind}`)} actions={form && <Link className="small" href={form}>{t("findings.toForm")}</Link>}>
        <div className="stack-s">
          <p>{finding.says}</p>
          <p className="finding-sum">{finding.computation}</p>
          {finding.phone && <p className="muted small"><Icon name="phone" size={15} /> {finding.ask_unit.name}: {finding.phone}</p>}
          {finding.answer ? (
            <blockquote className="finding-answer">
              {finding.answer.text}
              <footer className="muted small">{[finding.answer.by, moment(finding.answer.at)].filter(Boolean).join(" · ")}</footer>
            </blockquote>
          ) : writing ? (
            <AnswerBox finding={finding} onDone={onAnswered} onCancel={() => onWrite(false)} />
          ) : (
            <>
              <p className="muted small">{finding.hint}</p>
              <div className="row">
                {finding.kind === "two-sources" && <ReconcileButton finding={finding} />}
                <Button small icon="edit" onClick={() => onWrite(true)}>{t("finding.answer")}</Button>
              </div>
            </>
          )}
        </div>
      </Panel>
      <Loaded query={explained}>
        {({ left, right, cells, diagnosis, rule, in_words }) => (
          <>
            {diagnosis && <Together diagnosis={diagnosis} />}
            <Panel title={t("explain.title")}>
              <div className="stack-s">
                {left && right && <p className="small">{t("explain.left")} {left}. {t("explain.right")} {right}.</p>}
                <h3>{t("explain.cells")}</h3>
                <ul className="explain-cells">{cells.map((cell) => <Cell key={JSON.stringify(cell.key)} cell={cell} />)}</ul>
                {rule && <p className="muted small">{t("explain.rule")}: {rule.formula ? in_words : t(`rule.${rule.kind}`)}. {rule.source && `${t("explain.source")}: ${rule.source}.`}</p>}
              </div>
            </Panel>
          </>
        )}
      </Loaded>
    </div>
  );
}

/** The fewest figures that explain what breaks together. */
function Together({ diagnosis }: { diagnosis: DiagnosisView }) {
  return (
    <Panel title={t("explain.together")}>
      <div className="stack-s">
        {diagnosis.findings.length > 1 && <p>{t("explain.several", { count: diagnosis.findings.length })}</p>}
        <ul className="explain-cells">
          {diagnosis.suspects.map((one) => (
            <li key={JSON.stringify(one.key)}>
              <p><strong>{t("explain.suspect", { name: one.name, printed: one.printed })}</strong>{one.meant && `, ${t("explain.meant", { meant: one.meant })}`}</p>
              <p className="muted small">{t("explain.ask", { unit: one.ask_unit.name })}{one.phone && ` (${one.phone})`}</p>
            </li>
          ))}
        </ul>
        {diagnosis.alike.length > 0 && <p className="muted small">{t("explain.alike", { names: diagnosis.alike.map((one) => `${one.name} (${one.printed}${one.meant ? ` → ${one.meant}` : ""})`).join("; ") })}</p>}
      </div>
    </Panel>
  );
}

function Cell({ cell }: { cell: ExplainCell }) {
  const said = (one: StatedView, period: boolean) => `${period ? `${periodShort(one.period)}: ` : ""}${one.printed || t("explain.withdrawn")} (${one.by}, ${moment(one.at)})`;
  const told = [
    cell.by && t("explain.by", { by: cell.by, at: moment(cell.at), unit: cell.stating.name }),
    cell.interval && t("explain.means", { interval: cell.interval }),
    cell.last_printed && t("explain.printed", { printed: cell.last_printed }),
  ];
  return (
    <li>
      <p className="row"><span>{cell.name}</span><strong className="num">{cell.printed || t("explain.computed")}</strong></p>
      <p className="muted small">
        {told.filter(Boolean).join(" · ")}
      </p>
      {cell.decided && <Decided by={cell.decided} />}
      {cell.note && <p className="small">“{cell.note}”</p>}
      {cell.former.length > 0 && <p className="muted small">{t("explain.former")}: {cell.former.map((one) => said(one, false)).join("; ")}</p>}
      {cell.earlier.length > 0 && <p className="muted small">{t("explain.earlier")}: {cell.earlier.map((one) => said(one, true)).join("; ")}</p>}
    </li>
  );
}
