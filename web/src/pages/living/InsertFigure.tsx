import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api } from "../../api";
import type { IndicatorView, LivingInline, Measure } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, SelectField, TextField } from "../../ui";
import { figureId, newFigure } from "./inlines";

const MEASURES: readonly Measure[] = ["actual", "estimate", "plan", "pct_of_plan", "change_pct", "change_abs"];

/** Chooses an indicator and which of its statements to print. */
export function InsertFigure({ onInsert, onClose }: { onInsert: (inline: LivingInline) => void; onClose: () => void }) {
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const [measure, setMeasure] = useState<Measure>("actual");
  const [shift, setShift] = useState(0);
  const asked = useDeferredValue(search.trim());
  const found = useQuery({ queryKey: ["indicators", asked, 1], queryFn: () => api.indicators({ search: asked, page: 1 }), placeholderData: keepPreviousData });
  const rows = found.data?.rows ?? [];
  const chosen = rows[Math.min(at, rows.length - 1)];
  const insert = (row: IndicatorView | undefined) => row && onInsert(newFigure(figureId(), row, measure, shift, shift === 0 && measure === "actual" ? (row.latest ?? "…") : "…"));
  return (
    <Dialog
      open
      title={t("living.insert")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={!chosen} onClick={() => insert(chosen)}>{t("living.insert.do")}</Button>
        </>
      }
    >
      <TextField
        label={t("living.insert.search")}
        autoComplete="off"
        value={search}
        onChange={(text) => {
          setSearch(text);
          setAt(0);
        }}
        onKeyDown={(e) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
          if (step) {
            e.preventDefault();
            setAt(Math.max(0, Math.min(rows.length - 1, at + step)));
          } else if (e.key === "Enter" && !e.nativeEvent.isComposing) {
            e.preventDefault();
            insert(chosen);
          }
        }}
      />
      <div className="insert-list" role="listbox" aria-label={t("living.insert.search")}>
        {rows.map((row) => (
          <div key={row.code} role="option" aria-selected={row === chosen} className="insert-row" ref={row === chosen ? showRow : undefined} onClick={() => setAt(rows.indexOf(row))} onDoubleClick={() => insert(row)}>
            <span className="grow">
              {row.name} <span className="muted small">{row.code}</span>
            </span>
            <span className="muted small nowrap">{row.latest ? t("living.insert.latest", { value: row.latest }) : ""} {row.measure_unit}</span>
          </div>
        ))}
        {found.data && rows.length === 0 && <p className="muted insert-row">{t("living.insert.none")}</p>}
        {found.error && <p className="muted insert-row" role="alert">{found.error.message}</p>}
      </div>
      <div className="insert-choices">
        <SelectField label={t("living.insert.measure")} value={measure} options={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))} onChange={(value) => setMeasure(value as Measure)} />
        <SelectField label={t("living.insert.period")} value={String(shift)} options={[{ value: "0", label: t("living.insert.this") }, { value: "-1", label: t("living.insert.last") }]} onChange={(value) => setShift(Number(value))} />
      </div>
    </Dialog>
  );
}

const showRow = (row: HTMLElement | null) => row?.scrollIntoView({ block: "nearest" });
