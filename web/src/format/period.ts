import { lang, t } from "../messages";

const ROMAN = ["", "I", "II", "III", "IV"];

/** `2021-Q2` as people say it: `Quý II năm 2021`. An unknown shape is shown as it is. */
export function periodName(period: string): string {
  const [, year, rest = ""] = /^(\d{4})(?:-(\w+))?$/.exec(period) ?? [];
  if (!year) return period;
  const number = Number(rest.slice(1));
  if (rest === "") return t("period.year", { year });
  if (rest === "9M") return t("period.nine", { year });
  if (rest.startsWith("M")) return t("period.month", { number, year });
  if (rest.startsWith("Q")) return t("period.quarter", { number: lang() === "vi" ? (ROMAN[number] ?? number) : number, year });
  if (rest.startsWith("H")) return t(number === 1 ? "period.half1" : "period.half2", { year });
  return period;
}

/** Short form for column heads: `Q.II/2021`. */
export function periodShort(period: string): string {
  const [, year, rest = ""] = /^(\d{4})(?:-(\w+))?$/.exec(period) ?? [];
  if (!year || rest === "") return period;
  const number = Number(rest.slice(1));
  if (rest === "9M") return `9T/${year}`;
  if (rest.startsWith("M")) return `T${number}/${year}`;
  if (rest.startsWith("Q")) return `Q${lang() === "vi" ? `.${ROMAN[number]}` : number}/${year}`;
  return `${rest}/${year}`;
}
