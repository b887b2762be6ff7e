import { Link } from "wouter";
import type { DecidedBy } from "../api/types";
import { useMay } from "../app/session";
import { day } from "../format/date";
import { t } from "../messages";

/** The decision that a target rests on, and which version of the target it gives. */
export function Decided({ by }: { by: DecidedBy }) {
  const seesPlans = useMay("see_all");
  const named = t("plans.decidedBy", { number: by.number, date: day(by.date), issuer: by.issuer });
  return (
    <p className="small">
      {seesPlans ? <Link href={`/plans/decisions/${encodeURIComponent(by.id)}`}>{named}</Link> : named}
      <br />
      <span className="muted">{t("plans.decidedVersion", { version: by.version, from: day(by.from) })}</span>
    </p>
  );
}
