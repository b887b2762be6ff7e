import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { api } from "../../api";
import type { Figure, TriedFigure } from "../../api/types";
import { t } from "../../messages";
import { UnitSelect } from "../../parts/UnitSelect";
import { Checkbox, SelectField } from "../../ui";
import { printedAs, WAYS, wayOf, type Settings } from "./figures";

/** Every way to print a figure with its words as of now; arrows move, Enter chooses. */
export function FigureWays({ period, figure, onChoose, focus }: { period: string; figure: Figure; onChoose: (figure: Figure, tried: TriedFigure | undefined) => void; focus?: boolean }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const figures = figure.formula ? WAYS.slice(0, 2).map((way) => printedAs(figure, way)) : WAYS.map((way) => printedAs(figure, way));
  const tried = useQuery({ queryKey: ["tried", period, figures], queryFn: () => api.tryFigures(period, figures), placeholderData: keepPreviousData, staleTime: 30_000 });
  const current = wayOf(figure);
  const rows = WAYS.slice(0, figures.length).map((way, at) => ({ way, figure: figures[at] ?? figure, tried: tried.data?.tried[at] }));
  const step = (by: number) => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  return (
    <div
      className="way-list"
      role="listbox"
      aria-label={t("figure.ways")}
      ref={list}
      onKeyDown={(e) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
        if (!by) return;
        e.preventDefault();
        step(by);
      }}
    >
      {tried.error && <p className="insert-row muted" role="alert">{tried.error.message}</p>}
      {rows.map((row, at) => (
        <div
          key={row.way.key}
          id={`${id}-${row.way.key}`}
          role="option"
          tabIndex={row.way === current || (!current && at === 0) ? 0 : -1}
          ref={focus && at === 0 ? (element) => element?.focus() : undefined}
          aria-selected={row.way === current}
          className="insert-row"
          onClick={() => onChoose(row.figure, row.tried)}
          onKeyDown={(e) => {
            if (e.key !== "Enter" && e.key !== " ") return;
            e.preventDefault();
            onChoose(row.figure, row.tried);
          }}
        >
          <span className="grow small">{t(row.way.label)}</span>
          <strong className="way-text">{row.tried ? (row.tried.state === "missing" ? t("living.missingText") : row.tried.text) : "…"}</strong>
        </div>
      ))}
    </div>
  );
}

/** Of whom, of which period and how exactly. */
export function FigureSettings({ figure, onChange }: { figure: Figure; onChange: (settings: Partial<Settings>) => void }) {
  return (
    <div className="insert-choices">
      <UnitSelect label={t("figure.unit")} value={figure.unit ?? ""} none={t("figure.wholePlace")} onChange={(unit) => onChange({ unit: unit || null })} />
      <SelectField label={t("living.insert.period")} value={String(figure.shift)} options={[0, -1, -2, -4].includes(figure.shift) ? shifts() : [...shifts(), { value: String(figure.shift), label: String(figure.shift) }]} onChange={(value) => onChange({ shift: Number(value) })} />
      <SelectField label={t("living.insert.decimals")} value={String(figure.decimals ?? "")} options={[{ value: "", label: t("figure.asStated") }, ...["0", "1", "2", "3"].map((value) => ({ value, label: value }))]} onChange={(value) => onChange({ decimals: value === "" ? null : Number(value) })} />
      <Checkbox label={t("figure.leadingZero")} checked={figure.leading_zero} onChange={(leading_zero) => onChange({ leading_zero })} />
    </div>
  );
}

const shifts = () => [
  { value: "0", label: t("living.insert.this") },
  { value: "-1", label: t("living.insert.last") },
  { value: "-2", label: t("figure.twoBefore") },
  { value: "-4", label: t("figure.fourBefore") },
];
