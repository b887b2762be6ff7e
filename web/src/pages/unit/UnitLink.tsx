import { Link } from "wouter";
import type { LinkedUnit } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Badge } from "../../ui";
import "./unit.css";

/** A unit's name, leading to its life; marked where the country's lists alone know it. */
export function UnitLink({ unit }: { unit: LinkedUnit }) {
  return (
    <>
      <Link href={`/catalogue/units/${unit.id}`}>{unit.name}</Link>
      {unit.listed && <> <span title={t("units.listedHint")}><Badge tone="neutral">{t("units.listed")}</Badge></span></>}
    </>
  );
}

/** From when to when; half-open, as the law writes it. */
export const times = (from: string | null | undefined, to: string | null | undefined): string =>
  t("units.fromTo", { from: from ? day(from) : t("units.start"), to: to ? day(to) : t("units.now") });
