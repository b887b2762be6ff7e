import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { DayView } from "../../api/types";
import { useMay } from "../../app/session";
import { day } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Badge, Button, DateField, Empty, FilterSelect, Loaded, SelectField, Table, TextField, toastError, type Column } from "../../ui";

const NOW = new Date().getFullYear();
const YEARS = Array.from({ length: Math.max(NOW, 2027) - 2020 + 1 }, (_, i) => String(2021 + i));

/** Days off and days worked instead, from which deadlines are counted. */
export function Days() {
  const client = useQueryClient();
  const mayEdit = useMay("edit_catalogue");
  const [year, setYear] = useState(String(NOW));
  const [adding, setAdding] = useState(false);
  const days = useQuery({ queryKey: ["days", year], queryFn: () => api.days(year) });
  const takeBack = (iso: string) => api.unmarkDay(iso).then(() => client.invalidateQueries({ queryKey: ["days"] }), toastError);
  const columns: Column<DayView>[] = [
    { key: "day", title: t("days.day"), cell: (d) => day(d.mark.day), sort: (d) => d.mark.day },
    { key: "what", title: t("days.what"), cell: (d) => (d.mark.worked ? <Badge tone="info">{t("days.work")}</Badge> : <Badge>{t("days.off")}</Badge>), sort: (d) => Number(d.mark.worked) },
    { key: "name", title: t("days.name"), cell: (d) => d.mark.name, sort: (d) => d.mark.name },
    { key: "source", title: t("days.source"), cell: (d) => <>{d.mark.source} {d.mark.to_confirm && <Badge tone="warn" icon="warning">{t("days.confirm")}</Badge>}</>, wide: true },
    { key: "own", title: "", cell: (d) => d.own && (mayEdit ? <Button small onClick={() => void takeBack(d.mark.day)}>{t("days.takeBack")}</Button> : t("days.own")) },
  ];
  return (
    <>
      <div className="filters">
        <FilterSelect label={t("days.year")} value={year} onChange={setYear} options={YEARS.map((value) => ({ value, label: value }))} />
        {mayEdit && <Button icon="plus" onClick={() => setAdding(true)}>{t("days.add")}</Button>}
      </div>
      <p className="muted">{t("days.note")}</p>
      <Loaded query={days}>
        {(rows) => <Table caption={t("catalogue.days")} columns={columns} rows={rows} rowKey={(d) => d.mark.day} empty={<Empty icon="clock" title={t("days.empty")}>{t("days.emptyHint")}</Empty>} />}
      </Loaded>
      {adding && <AddDay onClose={() => setAdding(false)} />}
    </>
  );
}

function AddDay({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [iso, setIso] = useState<string | null>("");
  const [what, setWhat] = useState("off");
  const [name, setName] = useState("");
  const [source, setSource] = useState("");
  return (
    <ActionDialog
      title={t("days.add")}
      action={t("regime.save")}
      disabled={!iso || !name.trim()}
      run={() => api.markDay(iso ?? "", { worked: what === "work", name, source })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["days"] });
        onClose();
      }}
    >
      <DateField label={t("days.day")} value={iso} onChange={setIso} />
      <SelectField label={t("days.what")} value={what} onChange={setWhat} options={[{ value: "off", label: t("days.off") }, { value: "work", label: t("days.work") }]} />
      <TextField label={t("days.name")} value={name} onChange={setName} />
      <TextField label={t("days.source")} value={source} onChange={setSource} />
    </ActionDialog>
  );
}
