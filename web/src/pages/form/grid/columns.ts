// The columns of the grid: what they say, which are typed into, what is left out on a phone.
import { useSyncExternalStore } from "react";
import type { FormRow, FormView } from "../../../api/types";
import { periodShort } from "../../../format/period";
import { t } from "../../../messages";
import { shown, type Drafts } from "../cells";

export type ColumnKey = "name" | "unit" | "last" | "last_year" | "plan" | "pct" | "now" | "note";
export type Column = { key: ColumnKey; typed: boolean; figures: boolean; width: string };

const ALL: Column[] = [
  { key: "name", typed: false, figures: false, width: "minmax(200px, 3fr)" },
  { key: "unit", typed: false, figures: false, width: "84px" },
  { key: "last", typed: false, figures: true, width: "minmax(84px, 1fr)" },
  { key: "last_year", typed: false, figures: true, width: "minmax(84px, 1fr)" },
  { key: "plan", typed: false, figures: true, width: "minmax(84px, 1fr)" },
  { key: "pct", typed: false, figures: true, width: "72px" },
  { key: "now", typed: true, figures: true, width: "minmax(124px, 1.2fr)" },
  { key: "note", typed: true, figures: false, width: "minmax(110px, 1.4fr)" },
];
const NARROW: ColumnKey[] = ["name", "last", "now"];
const MARGIN = "112px";

const phone = typeof window === "undefined" ? undefined : window.matchMedia("(max-width: 860px)");
const follow = (listener: () => void) => {
  phone?.addEventListener("change", listener);
  return () => phone?.removeEventListener("change", listener);
};

const narrow = ALL.filter((column) => NARROW.includes(column.key)).map((column) => ({ ...column, width: { name: "minmax(110px, 2fr)", now: "minmax(96px, 1.2fr)" }[column.key as string] ?? "minmax(64px, 1fr)" }));

export function useColumns(): { columns: readonly Column[]; template: string } {
  const small = useSyncExternalStore(follow, () => phone?.matches ?? false);
  const columns = small ? narrow : ALL;
  return { columns, template: `${columns.map((c) => c.width).join(" ")} ${small ? "56px" : MARGIN}` };
}

export const heading = (key: ColumnKey, form: FormView): string =>
  ({
    name: () => t("form.indicator"),
    unit: () => t("form.unit"),
    last: () => periodShort(form.last_period),
    last_year: () => t("form.lastYear"),
    plan: () => t("form.plan"),
    pct: () => t("form.pct"),
    now: () => periodShort(form.period),
    note: () => t("form.note"),
  })[key]();

/** What a cell says, as it is copied. */
export function textAt(row: FormRow, key: ColumnKey, drafts: Drafts): string {
  switch (key) {
    case "name": return row.name;
    case "unit": return row.measure_unit;
    case "last": return row.last ?? "";
    case "last_year": return row.last_year ?? "";
    case "plan": return row.plan ?? "";
    case "pct": return row.pct_of_plan ?? "";
    case "now": return shown(row, drafts).text;
    case "note": return shown(row, drafts).note;
  }
}
