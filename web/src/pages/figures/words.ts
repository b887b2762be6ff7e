import type { BesideView, PointView, SeriesView } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";

/** A figure in words: the number, an estimate, bounds, or why there is none. */
export function said({ sureness, printed, low, high }: PointView): string {
  if (sureness === "estimated" && printed) return t("series.about", { value: printed });
  if (printed) return printed;
  if (sureness === "bounded" && low && high) return t("series.between", { low, high });
  if (sureness === "bounded" && low) return t("series.least", { value: low });
  if (sureness === "bounded" && high) return t("series.most", { value: high });
  return t(sureness === "incomparable" ? "series.incomparable" : "series.missing");
}

/** How many of those who must answer have. */
export function complete({ reported, due, sureness, missing }: PointView): string {
  if (due === 0) return sureness === "known" ? t("series.ownStated") : "";
  if (reported === due && missing.length > 0) return t("series.allInPart", { due });
  return reported === due ? t("series.allAnswered", { due }) : t("series.someAnswered", { reported, due });
}

/** How many months a period has; one of another shape has less than one. */
const monthsOf = (period: string): number => (/^\d{4}$/.test(period) ? 12 : /-9M$/.test(period) ? 9 : /-H\d$/.test(period) ? 6 : /-Q\d$/.test(period) ? 3 : 0);

/** Who is missing, with the months where some are there. */
export function lacks({ missing, more, period }: PointView): string {
  const all = monthsOf(period);
  const units = missing.map(({ unit, months }) => (months.length > 0 && months.length < all ? t("series.lackMonths", { unit, months: months.join(", ") }) : unit));
  if (more > 0) units.push(t("series.lacksMore", { count: more }));
  return units.length === 0 ? "" : t("series.lacks", { units: units.join("; ") });
}

/** What wants care, a sentence each. */
export function whys(point: PointView): string[] {
  const sentences = point.whys.map(({ code, unit, level, on }) =>
    t(`series.why.${code}` as "series.why.windows", { unit: unit ?? "", level: level ? t(`kind.${level}`).toLowerCase() : "", on: day(on) }),
  );
  if (point.gap) sentences.push(t("series.gap", { own: point.own ?? "", below: point.below ?? "", gap: point.gap }));
  return sentences;
}

/** How it was made, in words; empty for what was simply stated. */
export function made({ made, how, recomputed }: PointView): string {
  const parts = [
    recomputed && t("series.recomputed"),
    made && made !== "counted" && t(`series.made.${made}` as "series.made.added"),
    how && how !== "stated" && t(`series.how.${how}` as "series.how.sum"),
  ];
  return parts.filter(Boolean).join("; ");
}

/** A change with its percent: `+12 (+3,40%)`; of a ratio in points. */
export function changed(change: BesideView["previous"], ratio: boolean): string {
  if (change?.broken) return t("series.broken");
  if (!change?.by) return "";
  if (ratio) return `${change.by} ${t("series.points")}`;
  return change.percent ? `${change.by} (${change.percent}%)` : change.by;
}

/** When a unit was there; "" = always. `until` is the first day on which it was no more. */
export const livedSaid = ({ from, until }: { from?: string | null | undefined; until?: string | null | undefined }): string =>
  [from && t("series.livedFrom", { day: day(from) }), until && t("series.livedUntil", { day: day(until) })].filter(Boolean).join(", ");

/** Whose figures they are. */
export const areaName = (view: Pick<SeriesView, "area">): string =>
  view.area.length === 1 ? (view.area[0]?.name ?? "") : t("series.areaTogether", { count: view.area.length });

/** On whose boundaries the figures are told. */
export function boundariesSaid({ boundaries, on }: { boundaries: string; on?: string | null | undefined }): string {
  if (boundaries === "then") return t("series.boundariesSaid.then");
  return t(boundaries === "today" ? "series.boundariesSaid.today" : "series.boundariesSaid.day", { day: day(on) });
}
