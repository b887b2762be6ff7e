import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { AskPivot, PivotView } from "../../api/types";
import { t } from "../../messages";
import { Loaded, SelectField } from "../../ui";
import { headLine } from "./words";

/** A column of the table on the map, by the boundaries of the table. */
export function MapView({ ask, view }: { ask: AskPivot; view: PivotView }) {
  const [chosen, setChosen] = useState(0);
  const column = Math.min(chosen, view.columns.length - 1);
  const map = useQuery({ queryKey: ["pivot-map", ask, column], queryFn: () => api.pivotMap({ table: ask, column }), placeholderData: keepPreviousData, retry: false });
  const options = view.columns.map((heads, at) => ({ value: String(at), label: headLine(heads) || t("pivot.value") }));
  return (
    <div className="stack">
      {options.length > 1 && <SelectField label={t("pivot.mapColumn")} value={String(column)} options={options} onChange={(at) => setChosen(Number(at))} />}
      <Loaded query={map}>{(drawn) => <img className="pivot-map" src={`data:image/svg+xml,${encodeURIComponent(drawn.svg)}`} alt={drawn.alt} />}</Loaded>
    </div>
  );
}
