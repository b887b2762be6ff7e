import { useState } from "react";
import type { UnitView } from "../../api/types";
import { matches } from "../../format/fold";
import { t } from "../../messages";
import { useUnits } from "../../parts/UnitSelect";
import { Empty, Loaded, SearchBox, Table, type Column } from "../../ui";

export function Units() {
  const units = useUnits();
  const [search, setSearch] = useState("");
  const columns: Column<UnitView>[] = [
    { key: "name", title: t("catalogue.unitName"), cell: (u) => u.name, sort: (u) => u.name },
    { key: "kind", title: t("catalogue.unitKind"), cell: (u) => t(`kind.${u.kind}`), sort: (u) => u.kind },
    { key: "parent", title: t("catalogue.unitParent"), cell: (u) => u.parent?.name ?? "–", sort: (u) => u.parent?.name ?? "", wide: true },
    { key: "code", title: t("catalogue.unitCode"), cell: (u) => u.official_code ?? "–", sort: (u) => u.official_code ?? "", wide: true },
    { key: "phone", title: t("board.phone"), cell: (u) => u.phone && <a className="nowrap" href={`tel:${u.phone.replace(/[^\d+]/g, "")}`}>{u.phone}</a> },
  ];
  return (
    <>
      <div className="filters"><SearchBox label={t("catalogue.searchUnits")} value={search} onSearch={setSearch} /></div>
      <Loaded query={units}>
        {(all) => (
          <Table
            caption={t("catalogue.units")}
            columns={columns}
            rows={all.filter((u) => matches(search, u.name, u.official_code ?? ""))}
            rowKey={(u) => u.id}
            empty={<Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>}
          />
        )}
      </Loaded>
    </>
  );
}
