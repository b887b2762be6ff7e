import { useId, useState } from "react";
import type { UnitView } from "../api/types";
import { matches } from "../format/fold";
import { t } from "../messages";
import { Button, FilterSelect } from "../ui";
import type { Picked } from "./PickIndicators";
import { PickList } from "./PickList";
import { untilWhen, useUnits } from "./UnitSelect";

const LEVELS = ["commune", "department", "district", "province"] as const;
const collator = new Intl.Collator("vi", { numeric: true });

/** Whether a unit stands below another, by where it stands today. */
function isBelow(unit: UnitView, top: string, all: ReadonlyMap<string, UnitView>): boolean {
  for (let [at, steps] = [unit.parent?.id, 0]; at && steps < 12; [at, steps] = [all.get(at)?.parent?.id, steps + 1]) if (at === top) return true;
  return false;
}

/** Picks units by level, by whom they stand below, by name; all that are shown at once. */
export function PickUnits({ label, chosen, ever, onChange }: { label: string; chosen: readonly Picked[]; /** Those of any time too. */ ever?: boolean; onChange: (chosen: readonly Picked[]) => void }) {
  const units = useUnits(ever);
  const [search, setSearch] = useState("");
  const [level, setLevel] = useState("");
  const [top, setTop] = useState("");
  const all = units.data ?? [];
  const byId = new Map(all.map((u) => [u.id, u]));
  const tops = all.filter((u) => all.some((other) => other.parent?.id === u.id)).sort((a, b) => collator.compare(a.name, b.name));
  const shown = all
    .filter((u) => (level === "" || u.kind === level) && (top === "" || isBelow(u, top, byId)) && (search === "" || matches(search, u.name)))
    .sort((a, b) => collator.compare(a.name, b.name))
    .map((u) => ({ id: u.id, name: u.name, note: [t(`kind.${u.kind}`), untilWhen(u)].filter(Boolean).join(" · ") }));
  const known = new Set(chosen.map((c) => c.id));
  const rest = shown.filter((u) => !known.has(u.id));
  return (
    <PickList
      id={useId()}
      label={label}
      search={t("pick.searchUnits")}
      rows={shown}
      total={shown.length}
      chosen={chosen}
      onSearch={setSearch}
      onChange={onChange}
      tools={
        <>
          <FilterSelect label={t("pick.level")} value={level} onChange={setLevel} options={[{ value: "", label: t("pick.anyLevel") }, ...LEVELS.filter((k) => all.some((u) => u.kind === k)).map((k) => ({ value: k, label: t(`kind.${k}`) }))]} />
          {tops.length > 1 && <FilterSelect label={t("pick.below")} value={top} onChange={setTop} options={[{ value: "", label: t("pick.anyTop") }, ...tops.map((u) => ({ value: u.id, label: t("pick.belowOne", { unit: u.name }) }))]} />}
          <Button small disabled={rest.length === 0} onClick={() => onChange([...chosen, ...rest.map(({ id, name }) => ({ id, name }))])}>{t("pick.allShown", { count: shown.length })}</Button>
          {chosen.length > 0 && <Button small look="quiet" onClick={() => onChange([])}>{t("pick.none")}</Button>}
        </>
      }
    />
  );
}
