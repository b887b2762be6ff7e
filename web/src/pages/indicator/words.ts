import type { LifeTold } from "../../api/types";
import { t, tCode } from "../../messages";

const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(", ");

/** What happened to an indicator, in one sentence. */
export function toldSays(told: LifeTold): string {
  switch (told.what) {
    case "renamed": return t("life.told.renamed", told);
    case "split_into": return t("life.told.splitInto", { others: quoted(told.others) });
    case "split_from": return t("life.told.splitFrom", told);
    case "merged_from": return t("life.told.mergedFrom", { others: quoted(told.others) });
    case "merged_into": return t("life.told.mergedInto", told);
    case "method": return t("life.told.method", told);
    case "measure_unit": {
      const { from, to, factor } = told;
      return factor ? t("life.told.converted", { from, to, factor }) : t("life.told.measureUnit", { from, to });
    }
    case "retired": return t("life.told.retired");
    case "listed": return t("life.told.listed", told);
  }
}

/** A field of an indicator as people read it; codes are worded. */
export function fieldSays(field: string, value: string): string {
  if (value === "") return "–";
  if (field === "timing") return tCode("timing", value);
  if (field === "joining") return value === "by_timing" ? t("catalogue.joining.timing") : value === "greatest" ? t("catalogue.joining.greatest") : t("life.field.weighted", { code: value });
  if (field === "level") return tCode("kind", value);
  if (field === "collector" && value === "communes") return t("catalogue.communes");
  return value === "yes" || value === "no" ? t(`life.field.${value}`) : value;
}
