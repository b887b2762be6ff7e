import { PERIOD_KINDS, type PeriodKind, type PeriodParts } from "../format/period";
import { t } from "../messages";
import { DateField, SelectField } from "../ui";
import "./pick.css";

const NUMBERS: Partial<Record<PeriodKind, number>> = { week: 53, month: 12, quarter: 4, half_year: 2 };
const ROMAN = ["I", "II", "III", "IV"];

const named = (kind: PeriodKind, n: number): string =>
  kind === "half_year" ? t(n === 1 ? "periodPick.half1" : "periodPick.half2") : kind === "quarter" ? t("periodPick.quarter", { number: ROMAN[n - 1] ?? n }) : t(kind === "week" ? "periodPick.week" : "periodPick.month", { number: n });

/** Chooses a period by kind and calendar; no code is typed. Hands on "" while a range has no days yet. */
export function PeriodPick({ value, kind, onChange }: {
  value: PeriodParts;
  /** The only kind that fits, where a regime says so. */
  kind?: PeriodKind | undefined;
  onChange: (value: PeriodParts) => void;
}) {
  const put = (part: Partial<PeriodParts>) => onChange({ ...value, ...part });
  const of = kind ?? value.kind;
  const many = NUMBERS[of];
  const years = Array.from({ length: 9 }, (_, i) => String(value.now - 6 + i));
  return (
    <fieldset className="period-pick">
      <legend>{t("periodPick.title")}</legend>
      <SelectField label={t("periodPick.kind")} value={of} disabled={!!kind} options={PERIOD_KINDS.map((k) => ({ value: k, label: t(`regime.every.${k}`) }))} onChange={(v) => put({ kind: PERIOD_KINDS.find((k) => k === v) ?? of, number: 1 })} />
      {of === "days" ? (
        <>
          <DateField label={t("periodPick.from")} value={value.from} onChange={(from) => put({ from })} />
          <DateField label={t("periodPick.to")} value={value.to} onChange={(to) => put({ to })} />
        </>
      ) : (
        <>
          {many && <SelectField label={t("periodPick.which")} value={String(Math.min(value.number, many))} options={Array.from({ length: many }, (_, i) => ({ value: String(i + 1), label: named(of, i + 1) }))} onChange={(v) => put({ number: Number(v) })} />}
          <SelectField label={t("periodPick.year")} value={String(value.year)} options={years.map((y) => ({ value: y, label: y }))} onChange={(v) => put({ year: Number(v) })} />
        </>
      )}
    </fieldset>
  );
}
