import type { BroughtCell, WorkbookPreview } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { Badge } from "../../ui";

/** What a workbook would do, in numbers. */
export function Counts({ preview }: { preview: WorkbookPreview }) {
  const newer = preview.cells.filter((c) => c.newer_by).length;
  const lost = preview.messages.filter((m) => m.lost).length;
  return (
    <span className="row">
      {preview.cells.length > 0 && <Badge tone="accent" icon="edit">{t("excel.changes", { count: preview.cells.length })}</Badge>}
      {preview.cells.length > 0 && !preview.editable && <Badge tone="warn" icon="lock">{t("excel.locked")}</Badge>}
      {newer > 0 && <Badge tone="warn" icon="warning">{t("excel.newer", { count: newer })}</Badge>}
      {lost > 0 && <Badge tone="error" icon="error">{t("excel.lost", { count: lost })}</Badge>}
      <Badge>{t("excel.same", { count: preview.same })}</Badge>
    </span>
  );
}

/** Every cell that would change: what is kept, what the file says, whether it is taken. */
export function Changes({ cells, idOf, chosen, onChoose }: {
  cells: readonly BroughtCell[];
  idOf: (cell: BroughtCell) => string;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const free = cells.filter((c) => !c.newer_by).map(idOf);
  const all = free.length > 0 && free.every((id) => chosen.has(id));
  const choose = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) if (on) next.add(id); else next.delete(id);
    onChoose(next);
  };
  return (
    <div className="table-wrap">
      <table className="table excel-changes">
        <caption className="visually-hidden">{t("excel.changes", { count: cells.length })}</caption>
        <thead>
          <tr>
            <th scope="col"><input type="checkbox" aria-label={t("excel.choose.all")} checked={all} onChange={(e) => choose(free, e.target.checked)} /></th>
            <th scope="col" className="num excel-far">{t("excel.row")}</th>
            <th scope="col">{t("excel.indicator")}</th>
            <th scope="col" className="num">{t("excel.before")}</th>
            <th scope="col" className="num">{t("excel.after")}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((c) => (
            <tr key={idOf(c)} className={c.newer_by ? "excel-newer" : undefined}>
              <td><input type="checkbox" aria-label={t("excel.choose.one", { name: c.name })} checked={chosen.has(idOf(c))} onChange={(e) => choose([idOf(c)], e.target.checked)} /></td>
              <td className="num muted excel-far">{c.row}</td>
              <td>
                {c.name} <span className="muted small">{c.measure === "actual" ? "" : `${t(`measure.${c.measure}`)} · `}{c.measure_unit}</span>
                {c.newer_by && <p className="small excel-why">{t("excel.newerBy", { by: c.newer_by, at: moment(c.newer_at) })}</p>}
                {c.note_after !== c.note_before && <p className="small muted">{c.note_after ? t("excel.noteIs", { note: c.note_after }) : t("excel.noteGone")}</p>}
              </td>
              <td className="num muted">{c.before || "–"}</td>
              <td className="num"><strong>{c.after || <em className="muted">{t("excel.cleared")}</em>}</strong></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
