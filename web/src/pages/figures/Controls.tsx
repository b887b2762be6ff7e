import { useState } from "react";
import type { SeriesView } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Button, DateField, Dialog, SelectField } from "../../ui";
import { AreaDialog } from "./Area";
import { areaName } from "./words";

const GRAINS = ["month", "quarter", "half_year", "nine_months", "year"] as const;
const MEASURES = ["actual", "estimate", "plan"] as const;
/** The last day of districts (Nghị quyết 202/2025/QH15). */
const BEFORE = "2025-06-30";

/** On whose boundaries: today's, each period's, before the reform, or a day's. */
export function BoundariesField({ value, onChange }: { value: string; onChange: (boundaries: string) => void }) {
  const [choosing, setChoosing] = useState(false);
  const [text, setText] = useState<string | null>("");
  const known = ["today", "then", BEFORE].includes(value);
  const options = [
    { value: "today", label: t("series.boundaries.today") },
    { value: "then", label: t("series.boundaries.then") },
    { value: BEFORE, label: t("series.boundaries.before") },
    ...(known ? [] : [{ value, label: t("series.boundaries.on", { day: day(value) }) }]),
    { value: "day", label: t("series.boundaries.day") },
  ];
  return (
    <>
      <SelectField label={t("series.boundaries")} value={value} options={options} onChange={(next) => (next === "day" ? setChoosing(true) : onChange(next))} />
      {choosing && (
        <Dialog
          open
          title={t("series.boundaries.day")}
          onClose={() => setChoosing(false)}
          actions={<Button look="primary" disabled={!text} onClick={() => { onChange(text ?? "today"); setChoosing(false); }}>{t("series.dayTake")}</Button>}
        >
          <DateField label={t("series.day")} value={text} onChange={setText} />
        </Dialog>
      )}
    </>
  );
}

/** What divided areas are estimated by. */
export function ShareField({ value, onChange }: { value: string; onChange: (share: string) => void }) {
  const options = ["", "people", "area"].map((share) => ({ value: share, label: t(share === "" ? "series.share.none" : `series.share.${share}` as "series.share.people") }));
  return <SelectField label={t("series.share")} value={value} options={options} onChange={onChange} />;
}

/** Everything that a series can be asked for. */
export function Controls({ view, onChange }: { view: SeriesView; onChange: (changed: Record<string, string>) => void }) {
  const [choosing, setChoosing] = useState(false);
  const ratio = view.indicator.timing === "ratio" || view.indicator.timing === "stock";
  const stated = new Set(view.stated);
  const grains = [...GRAINS, ...(stated.has("week") ? (["week"] as const) : []), ...(stated.has("days") ? (["days"] as const) : [])];
  const from = view.periods[0]?.slice(0, 4) ?? "";
  const to = view.periods.at(-1)?.slice(0, 4) ?? "";
  const { first, last } = view.years ?? { first: 0, last: -1 };
  const shown = view.years ? Math.max(last, Number(to)) : last;
  const years = Array.from({ length: Math.max(0, shown - first + 1) }, (_, i) => String(first + i));
  return (
    <div className="series-controls">
      <div className="field">
        <span className="field-label">{t("series.area")}</span>
        <Button icon="edit" onClick={() => setChoosing(true)}>{areaName(view)}</Button>
      </div>
      <BoundariesField value={view.boundaries} onChange={(boundaries) => onChange({ boundaries })} />
      <SelectField label={t("series.grain")} value={view.grain} options={grains.map((g) => ({ value: g, label: t(`series.grain.${g}`) }))} onChange={(grain) => onChange({ grain })} />
      <SelectField label={t("series.measure")} value={view.measure} options={MEASURES.map((m) => ({ value: m, label: t(`measure.${m}`) }))} onChange={(measure) => onChange({ measure })} />
      {!ratio && (
        <SelectField
          label={t("series.view")}
          value={view.to_date ? "1" : ""}
          options={[{ value: "", label: t("series.view.period") }, { value: "1", label: t("series.view.toDate") }]}
          onChange={(to_date) => onChange({ to_date: to_date && "true" })}
        />
      )}
      {years.length > 1 && (
        <>
          <SelectField label={t("series.from")} value={from} options={years.map((y) => ({ value: y, label: y }))} onChange={(y) => onChange({ from: y })} />
          <SelectField label={t("series.to")} value={to} options={years.map((y) => ({ value: y, label: y }))} onChange={(y) => onChange({ to: y })} />
        </>
      )}
      {view.boundaries !== "then" && <ShareField value={view.share ?? ""} onChange={(share) => onChange({ share })} />}
      {choosing && (
        <AreaDialog
          chosen={view.area.map(({ id, name }) => ({ id, name }))}
          onClose={() => setChoosing(false)}
          onTake={(units) => { onChange({ area: units.map((u) => u.id).join(",") }); setChoosing(false); }}
        />
      )}
    </div>
  );
}
