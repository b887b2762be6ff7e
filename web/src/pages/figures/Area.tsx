import { useId, useState } from "react";
import { matches } from "../../format/fold";
import { t } from "../../messages";
import { livedSaid } from "./words";
import type { Picked } from "../../parts/PickIndicators";
import { PickList } from "../../parts/PickList";
import { useUnits } from "../../parts/UnitSelect";
import type { UnitView } from "../../api/types";
import { Button, Dialog } from "../../ui";

const SHOWN = 200;

/** When a unit was there, where that is not always. */
export function lived({ placements }: Pick<UnitView, "placements">): string {
  const from = placements[0]?.from;
  const to = placements.at(-1)?.to;
  return livedSaid({ from: from ?? null, until: to ?? null });
}

/** Chooses the area: one unit of any time, or several together. */
export function AreaDialog({ chosen, onTake, onClose }: { chosen: readonly Picked[]; onTake: (units: readonly Picked[]) => void; onClose: () => void }) {
  const units = useUnits(true);
  const [search, setSearch] = useState("");
  const [picked, setPicked] = useState(chosen);
  const found = (units.data ?? []).filter((u) => u.kind !== "department" && (search === "" || matches(search, u.name, u.official_code ?? "")));
  const rows = found.slice(0, SHOWN).map((u) => ({ id: u.id, name: u.name, note: [t(`kind.${u.kind}`), u.parent?.name, lived(u)].filter(Boolean).join(" · ") }));
  return (
    <Dialog
      open
      wide
      title={t("series.areaChoose")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={picked.length === 0} onClick={() => onTake(picked)}>{t("series.areaTake")}</Button>
        </>
      }
    >
      <PickList id={useId()} label={t("series.area")} hint={t("series.areaHint")} search={t("pick.searchUnits")} rows={rows} total={found.length} chosen={picked} onSearch={setSearch} onChange={setPicked} />
    </Dialog>
  );
}
