import type { HeadView } from "../../api/types";
import { periodName } from "../../format/period";
import { t, tCode } from "../../messages";

/** What a head says in the language of the page; units and indicators keep the names that the place gave them. */
export function headName({ dimension, key, name }: HeadView): string {
  if (dimension === "measure") return tCode("pivot.measure", key);
  if (dimension === "period") return periodName(key);
  return dimension === "unit" && key === "" ? t("pivot.together") : name;
}

/** A head with its unit of measure. */
export const headWithUnit = (head: HeadView | undefined): string =>
  !head ? "" : head.measure_unit ? `${headName(head)} (${head.measure_unit})` : headName(head);

/** Heads in one line. */
export const headLine = (heads: readonly HeadView[]): string => heads.map(headName).join(" · ");
