import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { t } from "../messages";
import { Icon, SearchBox } from "../ui";
import type { Picked } from "./PickIndicators";
import "./pick.css";

/** Rows to pick from, found by a search, with what is picked above them; arrows move, Space picks. */
export function PickList({ id, label, hint, search, rows, total, chosen, one, tools, onSearch, onChange }: {
  id: string;
  label: string;
  hint?: string;
  /** Name of the search field. */
  search: string;
  rows: readonly (Picked & { note?: string })[];
  /** How many there are; more than the rows when a search must narrow them. */
  total: number;
  chosen: readonly Picked[];
  one?: boolean;
  /** Beside the search field. */
  tools?: ReactNode;
  onSearch: (text: string) => void;
  onChange: (chosen: readonly Picked[]) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const is = (row: Picked) => chosen.some((c) => c.id === row.id);
  const without = (row: Picked) => chosen.filter((c) => c.id !== row.id);
  const put = (row: Picked, on: boolean) => onChange(!on ? without(row) : one ? [row] : [...chosen, { id: row.id, name: row.name }]);
  const keys = (e: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>("input") ?? [])];
    if (!step || boxes.length === 0) return;
    e.preventDefault();
    const at = boxes.indexOf(document.activeElement as HTMLInputElement);
    boxes[Math.max(0, Math.min(boxes.length - 1, at + step))]?.focus();
  };
  return (
    <fieldset className="pick" onKeyDown={keys}>
      <legend>{label}{!one && chosen.length > 0 && <span className="muted"> ({t("pick.count", { count: chosen.length })})</span>}</legend>
      {hint && <p className="field-hint">{hint}</p>}
      {chosen.length > 0 && (
        <ul className="pick-chosen">
          {chosen.map((c) => (
            <li key={c.id}>
              <button type="button" onClick={() => onChange(without(c))} aria-label={t("pick.remove", { name: c.name })}>
                {c.name} <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row pick-tools">
        <SearchBox label={search} value="" onSearch={onSearch} />
        {tools}
      </div>
      <div className="pick-list" role="group" aria-label={label} ref={list}>
        {rows.map((row) => (
          <label className="pick-row" key={row.id}>
            <input type={one ? "radio" : "checkbox"} name={id} checked={is(row)} onChange={(e) => put(row, e.target.checked)} />
            <span className="grow">{row.name}</span>
            {row.note && <span className="muted small">{row.note}</span>}
          </label>
        ))}
        {rows.length === 0 && <p className="muted pick-none">{t("ui.noMatch")}</p>}
        {total > rows.length && <p className="muted small pick-none">{t("pick.more", { count: total - rows.length })}</p>}
      </div>
    </fieldset>
  );
}
