import { useRef, type ClipboardEvent, type KeyboardEvent } from "react";
import type { PlanUnit, TargetRow } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Badge, Button, toast } from "../../ui";
import { move, at as here } from "../form/grid/select";
import { pastedRows, pastedTable } from "../form/paste";
import { cellId, isTarget, paste, type Drafts } from "./cells";
import { FitBadge, fitSays } from "./fit";

export type Shown = { unit: PlanUnit; at: number };

/** Targets as a table: indicators down, units across; typed cell by cell or pasted, kept as drafts until they are saved. */
export function Matrix({ rows, units, drafts, editable, onDrafts, onMilestones }: {
  rows: readonly TargetRow[];
  units: readonly Shown[];
  drafts: Drafts;
  editable: boolean;
  onDrafts: (drafts: Drafts) => void;
  onMilestones: ((row: TargetRow) => void) | undefined;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const field = (row: number, col: number) => body.current?.querySelector<HTMLInputElement>(`[data-at="${row}:${col}"]`);
  const put = (row: TargetRow, { unit, at }: Shown, text: string) => {
    const id = cellId(row.indicator, unit.id);
    const { [id]: _, ...rest } = drafts;
    onDrafts(text.trim() === (row.cells[at]?.text ?? "") ? rest : { ...rest, [id]: text });
  };
  const keys = (e: KeyboardEvent<HTMLInputElement>, row: number, col: number) => {
    if (e.nativeEvent.isComposing) return;
    const input = e.currentTarget;
    const [from, to, length] = [input.selectionStart ?? 0, input.selectionEnd ?? 0, input.value.length];
    const all = from === 0 && to === length;
    // Arrows within a text move the caret; at its edges, or while all of it is chosen, they lead on.
    if (e.key === "ArrowLeft" && !all && from > 0) return;
    if (e.key === "ArrowRight" && !all && to < length) return;
    if (!["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Enter", "PageUp", "PageDown"].includes(e.key) || e.shiftKey && e.key !== "Enter") return;
    const sheet = { rows: rows.length, cols: units.length, page: 12, typed: units.map((_, i) => i), filled: () => true };
    const next = move(sheet, here(row, col), { key: e.key, shift: e.key === "Enter" && e.shiftKey, ctrl: e.ctrlKey });
    const target = next && field(next.head.row, next.head.col);
    if (!target) return;
    e.preventDefault();
    target.focus();
    target.select();
  };
  const pasted = (e: ClipboardEvent<HTMLInputElement>, row: number, col: number) => {
    const html = e.clipboardData.getData("text/html");
    const table = (html && pastedTable(html)) || pastedRows(e.clipboardData.getData("text/plain"));
    if (table.length <= 1 && (table[0]?.length ?? 0) <= 1) return;
    e.preventDefault();
    const found = paste(rows.map((r) => r.indicator), units.map((u) => u.unit.id), { row, col }, table);
    onDrafts({ ...drafts, ...found.drafts });
    if (found.beyond > 0) toast(t("plans.pastedBeyond", { count: found.beyond }), "error");
  };
  return (
    <div className="table-wrap plan-wrap" tabIndex={0} role="region" aria-label={t("plans.table")}>
      <table className="table plan-table">
        <caption className="visually-hidden">{t("plans.table")}</caption>
        <thead>
          <tr>
            <th scope="col" className="plan-name">{t("plans.indicator")}</th>
            <th scope="col">{t("plans.distribution")}</th>
            {units.map(({ unit }) => (
              <th scope="col" key={unit.id} className={unit.whole ? "num plan-whole" : "num"}>{unit.name}{unit.ended && <p className="small plan-ended">{t("plans.ended", { day: day(unit.ended) })}</p>}</th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, r) => (
            <tr key={row.indicator}>
              <th scope="row" className="plan-name">
                {row.name} <span className="muted small">{row.measure_unit}</span>
                {row.less_is_better && <p className="small"><Badge>{t("plans.lessShort")}</Badge></p>}
                {onMilestones && row.cells.some((c) => c.text) && <Button small look="quiet" onClick={() => onMilestones(row)}>{t("plans.milestonesOwn")}{row.cells.some((c) => c.milestones.length > 0) && " ●"}</Button>}
              </th>
              <td className="plan-fit">
                {units.some(({ unit }) => drafts[cellId(row.indicator, unit.id)] !== undefined) ? (
                  <span className="muted small">{t("plans.saveFirst")}</span>
                ) : (
                  row.distribution.map((d) => (
                    <div key={`${d.unit.id} ${d.kind}`}>
                      <FitBadge fit={d.fit} />
                      <p className="muted small" title={d.without.join(", ")}>{fitSays(d)}</p>
                    </div>
                  ))
                )}
              </td>
              {units.map((shown, c) => {
                const cell = row.cells[shown.at];
                const draft = drafts[cellId(row.indicator, shown.unit.id)];
                const text = draft ?? cell?.text ?? "";
                const bad = !isTarget(text);
                const changed = cell?.change && cell.change !== "new" && draft === undefined ? cell.change : undefined;
                return (
                  <td key={shown.unit.id} className={["num plan-cell", shown.unit.whole && "plan-whole", draft !== undefined && "plan-unsaved", bad && "plan-bad"].filter(Boolean).join(" ")}>
                    {editable ? (
                      <input
                        className="plan-input" data-at={`${r}:${c}`} value={text} inputMode="decimal" autoComplete="off"
                        aria-label={t("plans.cell", { name: row.name, unit: shown.unit.name })} aria-invalid={bad || undefined}
                        onFocus={(e) => e.currentTarget.select()}
                        onKeyDown={(e) => keys(e, r, c)} onPaste={(e) => pasted(e, r, c)}
                        onChange={(e) => put(row, shown, e.target.value)}
                      />
                    ) : (
                      text || "–"
                    )}
                    {cell?.before && changed !== "same" && (
                      <span className="plan-before small">{t("plans.before", { value: cell.before })}{changed && <> · {t(`plans.change.${changed}`)}</>}</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
