import { useState } from "react";
import { Link } from "wouter";
import type { HeadView, PivotCell, PivotView } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, Icon } from "../../ui";
import { copyRows } from "../figures/copy";
import { complete, lacks, made, said, whys } from "../figures/words";
import { spans } from "./layout";
import { headLine, headWithUnit } from "./words";

type Sorted = { column: number; down: boolean } | null;

const number = (cell: PivotCell | undefined) => (cell?.value == null ? null : Number(cell.value));

/** The table with its heads; a column is sorted by its head, a cell tells where it is from. */
export function Grid({ view, bars }: { view: PivotView; bars: boolean }) {
  const [sorted, setSorted] = useState<Sorted>(null);
  const [asked, setAsked] = useState<{ row: number; column: number } | null>(null);
  const deep = Math.max(1, view.columns[0]?.length ?? 0);
  const wide = Math.max(1, view.rows[0]?.length ?? 0);
  const order = view.rows.map((_, row) => row);
  if (sorted) {
    const value = (row: number) => number(view.cells[row]?.[sorted.column]);
    order.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      // Who has no number stands last, whichever way.
      if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
      return (sorted.down ? y - x : x - y) || a - b;
    });
  }
  const greatest = view.columns.map((_, column) => Math.max(0, ...view.cells.map((row) => Math.abs(number(row[column]) ?? 0))));
  const sort = (column: number) => setSorted((now) => (now?.column !== column ? { column, down: true } : now.down ? { column, down: false } : null));
  const cell = asked && view.cells[asked.row]?.[asked.column];
  return (
    <>
      <div className="spread pivot-head">
        <p><strong>{view.heads.map(headWithUnit).join(" · ")}</strong></p>
        <Button small className="no-print" onClick={() => void copyRows(asRows(view, order))}>{t("series.copy")}</Button>
      </div>
      <div className="table-wrap pivot-wrap" tabIndex={0} role="region" aria-label={t("pivot.table")}>
        <table className="table pivot">
          <caption className="visually-hidden">{t("pivot.table")}</caption>
          <thead>
            {Array.from({ length: deep }, (_, level) => (
              <tr key={level}>
                {level === 0 && <td rowSpan={deep} colSpan={wide} />}
                {level + 1 < deep
                  ? spans(view.columns, level).map(({ at, wide: over }) => <th key={at} scope="colgroup" colSpan={over} className="pivot-over">{headWithUnit(view.columns[at]?.[level])}</th>)
                  : view.columns.map((column, at) => (
                      <th key={at} scope="col" className="num" aria-sort={sorted?.column === at ? (sorted.down ? "descending" : "ascending") : undefined}>
                        <button type="button" className="table-sort" onClick={() => sort(at)}>
                          {headWithUnit(column[level]) || t("pivot.value")}
                          <Icon name={sorted?.column === at && !sorted.down ? "up" : "down"} size={12} />
                        </button>
                      </th>
                    ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {order.map((row, place) => (
              <tr key={row} className={view.rows[row]?.some((head) => head.dimension === "unit" && head.key === "") ? "pivot-total" : undefined}>
                {(view.rows[row] ?? []).map((head, level) => <th key={level} scope="row">{!sorted && place > 0 && level + 1 < wide && repeated(view.rows, row, level) ? "" : headWithUnit(head)}</th>)}
                {view.rows[row]?.length === 0 && <th scope="row" />}
                {view.cells[row]?.map((cell, column) => <Cell key={column} cell={cell} share={bars && greatest[column] ? Math.abs(number(cell) ?? 0) / greatest[column] : 0} onAsk={() => setAsked({ row, column })} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cell && asked && <Told cell={cell} heads={[...view.heads, ...(view.rows[asked.row] ?? []), ...(view.columns[asked.column] ?? [])]} onClose={() => setAsked(null)} />}
    </>
  );
}

/** Whether the row above has the same heads up to this one. */
const repeated = (rows: PivotView["rows"], row: number, level: number) => (rows[row] ?? []).slice(0, level + 1).every((head, i) => rows[row - 1]?.[i]?.key === head.key);

function asRows(view: PivotView, order: readonly number[]): string[][] {
  const wide = Math.max(1, view.rows[0]?.length ?? 0);
  const deep = view.columns[0]?.length ?? 0;
  const heads = Array.from({ length: deep }, (_, level) => [...Array.from({ length: wide }, () => ""), ...view.columns.map((column) => headWithUnit(column[level]))]);
  const rows = order.map((row) => {
    const own = (view.rows[row] ?? []).map(headWithUnit);
    return [...(own.length > 0 ? own : [""]), ...(view.cells[row] ?? []).map((cell) => cell.printed ?? "")];
  });
  return [...(view.heads.length > 0 ? [[view.heads.map(headWithUnit).join(" · ")]] : []), ...heads, ...rows];
}

/** What a cell shows: a comparison its number, a figure its words. */
const shown = (cell: PivotCell): string => cell.printed ?? (cell.point && !cell.point.printed ? said(cell.point) : "–");

function Cell({ cell, share, onAsk }: { cell: PivotCell; share: number; onAsk: () => void }) {
  const { point } = cell;
  const care = point && (point.whys.length > 0 || point.gap || point.sureness === "estimated" || (point.due > 0 && point.reported < point.due));
  return (
    <td className="num">
      <button type="button" className={cell.printed ? "pivot-cell" : "pivot-cell muted"} onClick={onAsk} disabled={!point}>
        {share > 0 && <span className="pivot-bar" style={{ inlineSize: `${Math.round(share * 100)}%` }} aria-hidden />}
        <span>{point?.sureness === "estimated" && cell.printed ? t("series.about", { value: cell.printed }) : shown(cell)}</span>
        {care && <sup title={[complete(point), lacks(point), ...whys(point)].filter(Boolean).join(" ")}>{point.due > 0 && point.reported < point.due ? `${point.reported}/${point.due}` : "!"}</sup>}
      </button>
    </td>
  );
}

/** How a cell was made, how complete it is, what wants care. */
function Told({ cell, heads, onClose }: { cell: PivotCell; heads: readonly HeadView[]; onClose: () => void }) {
  const { point } = cell;
  const of = (dimension: HeadView["dimension"]) => heads.find((head) => head.dimension === dimension);
  const code = of("indicator")?.key ?? "";
  const unit = of("unit")?.key;
  return (
    <Dialog open title={headLine(heads)} onClose={onClose}>
      <p className="pivot-said"><strong>{shown(cell)}</strong></p>
      {point && <p>{[complete(point), lacks(point), made(point)].filter(Boolean).join(". ")}</p>}
      {point && whys(point).length > 0 && <ul>{whys(point).map((why) => <li key={why}>{why}</li>)}</ul>}
      <p><Link className="button button-secondary" href={`/figures/${encodeURIComponent(code)}${unit ? `?area=${encodeURIComponent(unit)}` : ""}`}>{t("pivot.series")}</Link></p>
    </Dialog>
  );
}
