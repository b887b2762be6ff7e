import { useMemo, useState, type ReactNode } from "react";
import { formatNumber } from "../format/number";
import { t } from "../messages";
import { Button } from "./Button";
import { Icon } from "./Icon";

export type Column<R> = {
  key: string;
  title: string;
  cell: (row: R) => ReactNode;
  /** Makes the column sortable; text sorts the Vietnamese way. */
  sort?: (row: R) => string | number;
  numeric?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
  width?: string;
};

const collator = new Intl.Collator("vi", { numeric: true });

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
}

/** A table with a caption for screen readers, columns that sort, and a word for when it is empty; `paged` shows a list that came whole page by page. */
export function Table<R>({ caption, columns, rows, rowKey, empty, startSort, paged }: {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  empty?: ReactNode;
  startSort?: { key: string; down: boolean };
  paged?: boolean;
}) {
  const [sort, setSort] = useState(startSort);
  const [page, setPage] = useState(1);
  const sorted = useMemo(() => {
    const by = columns.find((c) => c.key === sort?.key)?.sort;
    if (!by || !sort) return rows;
    return [...rows].sort((a, b) => compare(by(a), by(b)) * (sort.down ? -1 : 1));
  }, [rows, columns, sort]);
  const sortBy = (key: string) => {
    setSort({ key, down: sort?.key === key && !sort.down });
    setPage(1);
  };
  if (rows.length === 0 && empty) return <>{empty}</>;
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_SIZE));
  const at = Math.min(page, pages);
  const shown = paged ? sorted.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE) : sorted;
  const table = (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={caption}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => c.title === "" ? <td key={c.key} className={cellClass(c)} /> : (
              <th
                key={c.key}
                scope="col"
                className={cellClass(c)}
                style={c.width ? { width: c.width } : undefined}
                aria-sort={sort?.key === c.key ? (sort.down ? "descending" : "ascending") : undefined}
              >
                {c.sort ? (
                  <button type="button" className="table-sort" onClick={() => sortBy(c.key)}>
                    {c.title}
                    <Icon name={sort?.key === c.key && sort.down ? "down" : "up"} size={14} />
                  </button>
                ) : (
                  c.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((c) => (
                <td key={c.key} className={cellClass(c)}>{c.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  return paged && pages > 1 ? <>{table}<Pager page={at} total={sorted.length} onPage={setPage} /></> : table;
}

function cellClass(c: { numeric?: boolean; wide?: boolean }): string | undefined {
  return [c.numeric && "num", c.wide && "wide-only"].filter(Boolean).join(" ") || undefined;
}

/** The server pages long lists by fifty. */
export const PAGE_SIZE = 50;

const grouped = (count: number) => formatNumber(String(count));

/** Previous, next and where we are in a longer list; nothing under one without rows, which says so itself. */
export function Pager({ page, total, onPage, size = PAGE_SIZE }: { page: number; total: number; onPage: (page: number) => void; size?: number }) {
  if (total === 0) return null;
  const pages = Math.ceil(total / size);
  const from = (page - 1) * size + 1;
  return (
    <nav className="pager" aria-label={t("ui.pages")}>
      <span className="muted small" aria-live="polite">{t("ui.range", { from: grouped(from), to: grouped(Math.min(page * size, total)), total: grouped(total) })}</span>
      {pages > 1 && (
        <span className="row">
          <Button small icon="left" disabled={page <= 1} onClick={() => onPage(page - 1)}>{t("ui.previous")}</Button>
          <Button small icon="right" disabled={page >= pages} onClick={() => onPage(page + 1)}>{t("ui.next")}</Button>
        </span>
      )}
    </nav>
  );
}
