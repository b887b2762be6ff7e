import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api } from "../../api";
import type { BasisRow, BasisView, FigureState } from "../../api/types";
import { moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t, tCode } from "../../messages";
import { Decided } from "../../parts/Decided";
import { PairBox } from "../../parts/Reconcile";
import { Badge, Loaded, Progress, type IconName, type Tone } from "../../ui";

/** How each state is shown beside its word. */
export const STATE: Record<FigureState, [Tone, IconName]> = {
  approved: ["ok", "approved"],
  stated: ["info", "draft"],
  derived: ["accent", "figures"],
  partial: ["warn", "partial"],
  stale: ["warn", "clock"],
  missing: ["error", "error"],
};

/** Where a figure came from, down to who typed what when. */
export function Basis({ period, figure }: { period: string; figure: string }) {
  const query = useQuery({ queryKey: ["basis", period, figure], queryFn: () => api.basis(period, figure) });
  return <Loaded query={query}>{(basis) => <Shown basis={basis} />}</Loaded>;
}

function Shown({ basis }: { basis: BasisView }) {
  const [tone, icon] = STATE[basis.state];
  return (
    <div className="basis">
      <div>
        <p className="basis-printed">{basis.printed || t("living.missingText")}</p>
        <p>{basis.name} <span className="muted small">{basis.code}</span></p>
      </div>
      <div><Badge tone={tone} icon={icon}>{t(`living.state.${basis.state}`)}</Badge></div>

      {basis.computation && (
        <section>
          <h3>{t("basis.computation")}</h3>
          <p className="basis-computation">{basis.computation}</p>
        </section>
      )}
      {basis.roll_up && (
        <section>
          <p>{t("basis.rollUp", { reported: basis.roll_up.reported, due: basis.roll_up.due })}</p>
          <Progress value={basis.roll_up.due ? basis.roll_up.reported / basis.roll_up.due : 1} label={t("basis.rollUp", { reported: basis.roll_up.reported, due: basis.roll_up.due })} />
          {basis.roll_up.missing.length > 0 && <p className="small">{t("basis.missing")} <strong>{basis.roll_up.missing.join(", ")}</strong></p>}
        </section>
      )}
      {basis.two && (
        <section>
          <h3>{t("sources.two")}</h3>
          <PairBox pair={basis.two} />
        </section>
      )}
      <section>
        <h3>{t("basis.rows")}</h3>
        {basis.rows.length === 0 ? <p className="muted">{t("basis.noRows")}</p> : <ul className="basis-rows">{basis.rows.map((row, at) => <Row key={at} row={row} />)}</ul>}
      </section>
      {basis.history.length > 0 && (
        <section>
          <h3>{t("basis.history")}</h3>
          <dl className="basis-history">
            {basis.history.map((row) => (
              <div key={row.period}>
                <dt>{periodName(row.period)}</dt>
                <dd>{row.printed}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <p><Link href={`/figures/${basis.code}`}>{t("basis.series")}</Link></p>
    </div>
  );
}

function Row({ row }: { row: BasisRow }) {
  return (
    <li>
      <div className="spread">
        <span>{row.unit}</span>
        <strong className="nowrap">{row.printed}</strong>
      </div>
      <p className="small muted">
        {[row.name, periodName(row.period), tCode("basis.status", row.status)].join(" · ")}
        <br />
        {t("basis.by", { by: row.by, at: moment(row.at) })} · {t("basis.cut", { cut: row.cut })}
      </p>
      {row.decided && <Decided by={row.decided} />}
      {row.read_in && <blockquote className="basis-read small">{t("basis.readIn")} {row.read_in}</blockquote>}
      {row.note && <p className="small">“{row.note}”</p>}
      {row.form && <p className="small"><Link href={`/rounds/${row.form.round}/forms/${encodeURIComponent(row.form.unit)}`}>{t("basis.form")}</Link></p>}
    </li>
  );
}
