import { useQuery } from "@tanstack/react-query";
import { api } from "../api";
import { SelectField } from "../ui";

/** All units, for lists that need their names. */
export const useUnits = () => useQuery({ queryKey: ["units"], queryFn: api.units, staleTime: 300_000 });

const collator = new Intl.Collator("vi", { numeric: true });

/** Chooses a unit by name; `none` adds a line for nobody. */
export function UnitSelect({ label, value, none, onChange }: { label: string; value: string; none?: string; onChange: (unit: string) => void }) {
  const units = useUnits();
  const options = [...(units.data ?? [])].sort((a, b) => collator.compare(a.name, b.name)).map((u) => ({ value: u.id, label: u.name }));
  return <SelectField label={label} value={value} onChange={onChange} options={none === undefined ? options : [{ value: "", label: none }, ...options]} />;
}
