import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { api } from "../../api";
import type { Figure, IndicatorView, TriedFigure } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, SelectField } from "../../ui";
import { FormulaField } from "../rule/FormulaField";
import { useDraft } from "../rule/useDraft";
import { figureOf } from "./content";
import { FigureSettings, FigureWays } from "./FigureWays";

const WIDTH = 440;
const HEIGHT = 400;

/** The choice of a figure at the caret: first the indicator, then what to print of it. The keys are enough. */
export function FigurePick({ period, at, onInsert, onChart, onClose }: {
  period: string;
  at: { left: number; top: number; bottom: number };
  onInsert: (figure: Figure, tried: TriedFigure | undefined) => void;
  /** A chart is wanted instead. */
  onChart: () => void;
  /** Nothing was chosen; whether the search was empty. */
  onClose: (empty: boolean) => void;
}) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Figure | null>(null);
  const [byFormula, setByFormula] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const below = at.bottom + HEIGHT < window.innerHeight;
  useEffect(() => {
    const outside = (e: PointerEvent) => !box.current?.contains(e.target as Element) && !(e.target as Element).closest("dialog") && onClose(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onClose]);

  if (byFormula) return <ByFormula onInsert={onInsert} onClose={() => onClose(false)} />;
  return (
    <div
      ref={box}
      className="figure-pick"
      role="dialog"
      aria-label={t("living.insert")}
      style={{ left: Math.max(8, Math.min(at.left, window.innerWidth - WIDTH - 8)), ...(below ? { top: at.bottom + 6 } : { bottom: Math.max(8, window.innerHeight - at.top + 6) }) }}
      onKeyDown={(e) => {
        if (e.key !== "Escape") return;
        e.stopPropagation();
        if (chosen) setChosen(null);
        else onClose(search === "");
      }}
    >
      {chosen ? (
        <>
          <FigureWays period={period} figure={chosen} onChoose={onInsert} focus />
          <FigureSettings figure={chosen} onChange={(settings) => setChosen({ ...chosen, ...settings })} />
        </>
      ) : (
        <Search search={search} onSearch={setSearch} onChoose={(row) => setChosen(figureOf(row.code))} onFormula={() => setByFormula(true)} onChart={onChart} />
      )}
    </div>
  );
}

function Search({ search, onSearch, onChoose, onFormula, onChart }: { search: string; onSearch: (text: string) => void; onChoose: (row: IndicatorView) => void; onFormula: () => void; onChart: () => void }) {
  const id = useId();
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(search.trim());
  const found = useQuery({ queryKey: ["indicators", asked, 1], queryFn: () => api.indicators({ search: asked, page: 1 }), placeholderData: keepPreviousData });
  const rows = (found.data?.rows ?? []).slice(0, 30);
  const current = rows[Math.min(at, rows.length - 1)];
  return (
    <>
      <input
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current && `${id}-${current.code}`}
        aria-label={t("living.insert.search")}
        placeholder={t("living.insert.search")}
        autoComplete="off"
        ref={(element) => element?.focus()}
        value={search}
        onChange={(e) => {
          onSearch(e.target.value);
          setAt(0);
        }}
        onKeyDown={(e) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
          if (step) {
            e.preventDefault();
            setAt(Math.max(0, Math.min(rows.length - 1, at + step)));
          } else if (e.key === "Enter" && !e.nativeEvent.isComposing && current && asked === search.trim() && !found.isPlaceholderData) {
            e.preventDefault();
            onChoose(current);
          }
        }}
      />
      <div className="insert-list" role="listbox" id={`${id}-list`} aria-label={t("living.insert.search")}>
        {rows.map((row) => (
          <div key={row.code} id={`${id}-${row.code}`} role="option" aria-selected={row === current} className="insert-row" ref={row === current ? showRow : undefined} onClick={() => onChoose(row)}>
            <span className="grow">{row.name} <span className="muted small">{row.code}</span></span>
            <span className="muted small nowrap">{row.latest ?? ""} {row.measure_unit}</span>
          </div>
        ))}
        {found.data && rows.length === 0 && <p className="muted insert-row">{t("living.insert.none")}</p>}
        {found.error && <p className="muted insert-row" role="alert">{found.error.message}</p>}
      </div>
      <div className="spread">
        <span className="small muted">{t("figure.pickHint")}</span>
        <span className="row">
          <Button small look="quiet" onClick={onChart}>{t("chart.add")}</Button>
          <Button small look="quiet" onClick={onFormula}>{t("living.insert.byFormula")}</Button>
        </span>
      </div>
    </>
  );
}

const showRow = (row: HTMLElement | null) => row?.scrollIntoView({ block: "nearest" });

/** A figure that a formula comes to. */
function ByFormula({ onInsert, onClose }: { onInsert: (figure: Figure, tried: TriedFigure | undefined) => void; onClose: () => void }) {
  const { typed, setTyped, draft, fresh } = useDraft("", { measure_unit: "" });
  const [decimals, setDecimals] = useState("0");
  const amount = draft?.tried?.units[0];
  return (
    <Dialog
      open
      title={t("living.insert")}
      onClose={onClose}
      actions={<Button look="primary" disabled={!draft?.tried || !typed.text.trim()} onClick={() => onInsert(figureOf("", { formula: typed.text.trim(), decimals: Number(decimals) }), undefined)}>{t("living.insert.do")}</Button>}
    >
      <FormulaField label={t("living.insert.formula")} hint={t("living.insert.formulaHint")} typed={typed} draft={typed.text.trim() ? draft : undefined} fresh={fresh} onChange={setTyped} />
      {amount && <p>{amount.computation || t("rule.missing", { names: amount.missing.join(", ") })}</p>}
      <SelectField label={t("living.insert.decimals")} value={decimals} options={["0", "1", "2", "3"].map((value) => ({ value, label: value }))} onChange={setDecimals} />
    </Dialog>
  );
}
