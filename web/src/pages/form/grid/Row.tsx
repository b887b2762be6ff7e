import { memo } from "react";
import type { FormRow, PresentView, Severity } from "../../../api/types";
import { t, type Lang } from "../../../messages";
import { Icon, IconButton } from "../../../ui";
import { read, type Sum } from "../cells";
import type { Column } from "./columns";

export const ROW_HEIGHT = 40;
export type Mark = { severity: Severity; answered: boolean; key: string };

export type RowProps = {
  row: FormRow;
  index: number;
  top: number;
  columns: readonly Column[];
  text: string;
  note: string;
  state: "kept" | "unsaved" | "bad" | "conflict";
  editable: boolean;
  /** First and last selected column; none = not selected. */
  from: number | undefined;
  to: number | undefined;
  lit: boolean;
  mark: Mark | undefined;
  sum: Sum | undefined;
  others: readonly PresentView[] | undefined;
  correctable: boolean;
  /** Only to draw again when the language changes. */
  language: Lang;
  onFinding: (key: string) => void;
  onCorrect: (row: FormRow) => void;
  onFiles: (row: FormRow) => void;
};

const STATES = { kept: "", unsaved: " cell-unsaved", bad: " cell-bad", conflict: " cell-conflict" };

export const Row = memo(function Row(props: RowProps) {
  const { row, index, top, columns, text, note, state, editable, from, to, lit, mark, sum, others } = props;
  const reading = read(text);
  const cells = { name: row.name, unit: row.measure_unit, last: row.last, last_year: row.last_year, plan: row.plan, pct: row.pct_of_plan };
  return (
    <div role="row" aria-rowindex={index + 2} className={lit ? "grid-row grid-lit" : "grid-row"} style={{ transform: `translateY(${top}px)` }} data-row={index} data-name={row.name}>
      {columns.map((column, col) => {
        const selected = from !== undefined && to !== undefined && col >= from && col <= to;
        const common = { "data-col": col, "aria-colindex": col + 1, "aria-selected": selected };
        const chosen = selected ? " grid-chosen" : "";
        if (column.key === "name") {
          return (
            <div key="name" role="rowheader" {...common} className={`grid-cell grid-name${chosen}`} style={{ paddingLeft: `${12 + row.depth * 16}px` }} title={row.name}>
              <span>{row.name}{row.measure !== "actual" && <span className="muted small"> ({t(`measure.${row.measure}`)})</span>}{row.second && <span className="muted small"> ({t("sources.mark")})</span>}</span>
            </div>
          );
        }
        if (column.key === "now") {
          return (
            <div key="now" role="gridcell" {...common} className={`grid-cell grid-now num${editable ? STATES[state] : " cell-locked"}${chosen}`}>
              {others?.[0] && <span className="cell-other">{others[0].by}</span>}
              {reading.kind === "special" ? <em>{t(`special.${reading.special}`)}</em> : text || (editable ? "" : "–")}
              {props.correctable && <IconButton small icon="edit" label={t("form.correct", { name: row.name })} onClick={() => props.onCorrect(row)} />}
            </div>
          );
        }
        if (column.key === "note") return <div key="note" role="gridcell" {...common} className={`grid-cell grid-note${chosen}`} title={note}>{note}</div>;
        return <div key={column.key} role="gridcell" {...common} className={`grid-cell grid-ref${column.figures ? " num" : " grid-unit"}${chosen}`}>{cells[column.key] ?? "–"}</div>;
      })}
      <div role="gridcell" className="grid-cell grid-mark">
        {sum && (
          <span className={sum.difference ? "grid-sum grid-sum-off" : "grid-sum"} title={t("form.sumHint", { sum: sum.sum, filled: sum.filled, parts: sum.parts })}>
            Σ {sum.sum}{sum.difference && <><br />{t("form.sumOff", { value: sum.difference })}</>}
          </span>
        )}
        {row.files.length > 0 && <IconButton small icon="clip" label={t("form.filesOf", { count: row.files.length, name: row.name })} onClick={() => props.onFiles(row)} />}
        {mark && (
          <IconButton
            small
            className={mark.answered ? "mark-answered" : `mark-${mark.severity}`}
            icon={mark.answered ? "check" : mark.severity}
            label={`${t(`severity.${mark.severity}`)}: ${row.name}`}
            onClick={() => props.onFinding(mark.key)}
          />
        )}
        {state === "conflict" && <Icon name="warning" size={16} />}
      </div>
    </div>
  );
});
