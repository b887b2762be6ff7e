import { useQuery } from "@tanstack/react-query";
import { api } from "../api";
import type { UnitView } from "../api/types";
import { day } from "../format/date";
import { t } from "../messages";
import { SelectField } from "../ui";

/** All units of today, or of any time, for lists that need their names. */
export const useUnits = (ever = false) => useQuery({ queryKey: ["units", ever], queryFn: () => api.units(ever), staleTime: 300_000 });

/** Until when a unit was there, in words; empty while it is. */
export function untilWhen(unit: UnitView): string {
  const last = unit.placements.at(-1)?.to;
  return last ? t("pick.until", { day: day(last) }) : "";
}

const collator = new Intl.Collator("vi", { numeric: true });

/** Chooses a unit by name; `none` adds a line for nobody. */
export function UnitSelect({ label, value, none, ever, onChange }: { label: string; value: string; none?: string; ever?: boolean; onChange: (unit: string) => void }) {
  const units = useUnits(ever);
  const options = [...(units.data ?? [])].sort((a, b) => collator.compare(a.name, b.name)).map((u) => ({ value: u.id, label: [u.name, untilWhen(u)].filter(Boolean).join(", ") }));
  return <SelectField label={label} value={value} onChange={onChange} options={none === undefined ? options : [{ value: "", label: none }, ...options]} />;
}
