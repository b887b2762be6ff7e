import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api } from "../api";
import { t } from "../messages";
import { PickList } from "./PickList";

/** Something picked, with its name. */
export type Picked = { id: string; name: string };

/** Picks indicators by name, with or without diacritics; no code is typed. */
export function PickIndicators({ label, hint, chosen, one, onChange }: {
  label: string;
  hint?: string;
  chosen: readonly Picked[];
  /** Only one may be picked. */
  one?: boolean;
  onChange: (chosen: readonly Picked[]) => void;
}) {
  const [search, setSearch] = useState("");
  const found = useQuery({ queryKey: ["indicators", search, 1], queryFn: () => api.indicators({ search, page: 1 }), placeholderData: keepPreviousData });
  const rows = (found.data?.rows ?? []).map((i) => ({ id: i.code, name: i.name, note: [i.measure_unit, i.group].filter(Boolean).join(" · ") }));
  return <PickList id={useId()} label={label} {...(hint ? { hint } : {})} search={t("pick.searchIndicators")} rows={rows} total={found.data?.total ?? 0} chosen={chosen} one={!!one} onSearch={setSearch} onChange={onChange} />;
}
