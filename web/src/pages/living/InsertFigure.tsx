import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api } from "../../api";
import type { IndicatorView, LivingInline, Measure } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, SelectField, TextField } from "../../ui";
import { FormulaField } from "../rule/FormulaField";
import { useDraft } from "../rule/useDraft";
import { figureId, newComputed, newFigure } from "./inlines";

const MEASURES: readonly Measure[] = ["actual", "estimate", "plan", "pct_of_plan", "change_pct", "change_abs"];

/** Chooses what to print: a statement of an indicator, or what a formula comes to. */
export function InsertFigure({ onInsert, onClose }: { onInsert: (inline: LivingInline) => void; onClose: () => void }) {
  const [computed, setComputed] = useState(false);
  const Chosen = computed ? Computed : Stated;
  return <Chosen onInsert={onInsert} onClose={onClose} onSwitch={() => setComputed(!computed)} />;
}

type Way = { onInsert: (inline: LivingInline) => void; onClose: () => void; onSwitch: () => void };

function Computed({ onInsert, onClose, onSwitch }: Way) {
  const { typed, setTyped, draft, fresh } = useDraft("", { measure_unit: "" });
  const [decimals, setDecimals] = useState("0");
  const amount = draft?.tried?.units[0];
  return (
    <Dialog
      open
      title={t("living.insert")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onSwitch}>{t("living.insert.byIndicator")}</Button>
          <Button look="primary" disabled={!draft?.tried || !typed.text.trim()} onClick={() => onInsert(newComputed(figureId(), typed.text.trim(), Number(decimals), "…"))}>{t("living.insert.do")}</Button>
        </>
      }
    >
      <FormulaField label={t("living.insert.formula")} hint={t("living.insert.formulaHint")} typed={typed} draft={typed.text.trim() ? draft : undefined} fresh={fresh} onChange={setTyped} />
      {amount && <p>{amount.computation || t("rule.missing", { names: amount.missing.join(", ") })}</p>}
      <SelectField label={t("living.insert.decimals")} value={decimals} options={["0", "1", "2", "3"].map((value) => ({ value, label: value }))} onChange={setDecimals} />
    </Dialog>
  );
}

function Stated({ onInsert, onClose, onSwitch }: Way) {
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
          <Button onClick={onSwitch}>{t("living.insert.byFormula")}</Button>
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
