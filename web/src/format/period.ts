import { lang, t } from "../messages";
import { day } from "./date";

const ROMAN = ["", "I", "II", "III", "IV"];

/** A regime's code before the period of one of its rounds: `DX-01.2021-M05`. */
const OF_REGIME = /^([A-Z][A-Z0-9-]*)\.(.+)$/;
/** A range of days: `2021-03-01..2021-03-20`. */
const DAYS = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/;

/** A period or a round as people say it: `2021-Q2` is `Quý II năm 2021`. An unknown shape is shown as it is. */
export function periodName(period: string): string {
  const [, regime, of] = OF_REGIME.exec(period) ?? [];
  if (regime && of) return `${periodName(of)} (${regime})`;
  const [, from, to] = DAYS.exec(period) ?? [];
  if (from && to) return t("period.days", { from: day(from), to: day(to) });
  const [, year, rest = ""] = /^(\d{4})(?:-(\w+))?$/.exec(period) ?? [];
  if (!year) return period;
  const number = Number(rest.slice(1));
  if (rest === "") return t("period.year", { year });
  if (rest === "9M") return t("period.nine", { year });
  if (rest.startsWith("W")) return t("period.week", { number, year });
  if (rest.startsWith("M")) return t("period.month", { number, year });
  if (rest.startsWith("Q")) return t("period.quarter", { number: lang() === "vi" ? (ROMAN[number] ?? number) : number, year });
  if (rest.startsWith("H")) return t(number === 1 ? "period.half1" : "period.half2", { year });
  return period;
}

/** The name within a sentence: `quý II năm 2021`; `Q2 2021` stays what it is. */
export function periodWithin(period: string): string {
  return periodName(period).replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase());
}

/** Short form for column heads: `Q.II/2021`. */
export function periodShort(period: string): string {
  const [, from, to] = DAYS.exec(period) ?? [];
  if (from && to) return `${day(from).slice(0, 5)}–${day(to)}`;
  const [, year, rest = ""] = /^(\d{4})(?:-(\w+))?$/.exec(period) ?? [];
  if (!year || rest === "") return period;
  const number = Number(rest.slice(1));
  if (rest === "9M") return `9T/${year}`;
  if (rest.startsWith("W")) return lang() === "vi" ? `Tuần ${number}/${year}` : `W${number}/${year}`;
  if (rest.startsWith("M")) return `T${number}/${year}`;
  if (rest.startsWith("Q")) return `Q${lang() === "vi" ? `.${ROMAN[number]}` : number}/${year}`;
  return `${rest}/${year}`;
}

export const PERIOD_KINDS = ["week", "month", "quarter", "half_year", "nine_months", "year", "days"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];
/** A period as it is chosen: kind, year, which one of the year, days of a range (as `DateField` hands them on). */
export type PeriodParts = { kind: PeriodKind; year: number; number: number; from: string | null; to: string | null; /** The year around which years are offered. */ now: number };

/** The name of a chosen period: `2021-Q2`; "" while a range lacks a day. */
export function codeOf({ kind, year, number, from, to }: PeriodParts): string {
  const two = String(number).padStart(2, "0");
  switch (kind) {
    case "week": return `${year}-W${two}`;
    case "month": return `${year}-M${two}`;
    case "quarter": return `${year}-Q${Math.min(number, 4)}`;
    case "half_year": return `${year}-H${Math.min(number, 2)}`;
    case "nine_months": return `${year}-9M`;
    case "year": return `${year}`;
    case "days": return from && to ? `${from}..${to}` : "";
  }
}

/** A period's name taken apart, to be chosen otherwise. */
export function partsOf(period: string, now = Number(period.slice(0, 4)) || new Date().getFullYear()): PeriodParts {
  const base = { year: Number(period.slice(0, 4)) || now, number: 1, from: "", to: "", now };
  const [, from, to] = DAYS.exec(period) ?? [];
  if (from && to) return { ...base, kind: "days", from, to };
  const rest = period.slice(5);
  const kind = ({ W: "week", M: "month", Q: "quarter", H: "half_year", "9": "nine_months" } as const)[rest[0] ?? ""] ?? "year";
  return { ...base, kind, number: kind === "nine_months" || kind === "year" ? 1 : Number(rest.slice(1)) };
}
