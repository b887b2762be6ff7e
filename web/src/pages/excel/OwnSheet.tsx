import type { FormView, OwnSheetView, SheetMapping } from "../../api/types";
import { t } from "../../messages";
import { Button, Notice, Panel, SelectField, TextField } from "../../ui";

/** `A`, `B`, … `AA` as spreadsheets name columns. */
function letter(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letter(Math.floor(column / 26) - 1) + last;
}

/** How a unit's own sheet is read: which sheet, columns, rows, and what its labels mean. Each change is tried at once. */
export function OwnSheet({ form, reading, busy, onChange, onForget }: {
  form: FormView;
  reading: OwnSheetView;
  busy: boolean;
  onChange: (mapping: SheetMapping) => void;
  onForget: (mapping: SheetMapping) => void;
}) {
  const { mapping, sheets, labels } = reading;
  const sheet = sheets.find((s) => s.name === mapping.sheet) ?? sheets[0];
  const change = (part: Partial<SheetMapping>) => onChange({ ...mapping, ...part });
  // Labels belong to a column and to rows; another choice asks for proposals anew.
  const place = (part: Partial<SheetMapping>) => change({ ...part, labels: [] });
  const head = sheet?.rows.findLast((r) => r.row < mapping.first)?.cells ?? [];
  const columns = Array.from({ length: sheet?.columns ?? 0 }, (_, i) => ({ value: String(i), label: t("excel.column", { letter: letter(i), head: head[i] ? `: ${head[i]}` : "" }) }));
  const cells = form.rows.map((r) => ({ value: `${r.indicator}|${r.measure}`, label: r.measure === "actual" ? `${r.name} (${r.measure_unit})` : `${r.name} – ${t(`measure.${r.measure}`)}` }));
  const meaning = (label: string) => mapping.labels.find((l) => l.label === label)?.cell;
  const means = (label: string, value: string) => {
    const [indicator = "", measure = ""] = value.split("|");
    const cell = value ? { indicator, measure: measure as FormView["rows"][number]["measure"] } : null;
    change({ labels: mapping.labels.map((l) => (l.label === label ? { ...l, cell } : l)) });
  };
  const rowNumber = (text: string) => (/^\d+$/.test(text) && Number(text) > 0 ? Number(text) - 1 : undefined);
  const known = mapping.labels.filter((l) => l.cell).length;
  return (
    <Panel title={t("excel.map")} actions={reading.known && <Button small icon="undo" busy={busy} onClick={() => onForget(mapping)}>{t("excel.forget")}</Button>}>
      <div className="stack">
        <Notice tone={reading.known ? "ok" : "info"}>{t(reading.known ? "excel.mapKnown" : "excel.mapNew")}</Notice>
        <div className="excel-map">
          {sheets.length > 1 && <SelectField label={t("excel.sheet")} value={mapping.sheet} options={sheets.map((s) => ({ value: s.name, label: s.name }))} onChange={(name) => place({ sheet: name })} />}
          <SelectField label={t("excel.keys")} value={String(mapping.keys)} options={columns} onChange={(c) => place({ keys: Number(c) })} />
          <SelectField label={t("excel.values")} value={String(mapping.values)} options={columns} onChange={(c) => change({ values: Number(c) })} />
          <SelectField label={t("excel.notes")} value={mapping.notes == null ? "" : String(mapping.notes)} options={[{ value: "", label: t("excel.none") }, ...columns]} onChange={(c) => change({ notes: c === "" ? null : Number(c) })} />
          <TextField key={`first ${mapping.first}`} label={t("excel.first")} inputMode="numeric" defaultValue={mapping.first + 1} onChange={() => undefined} onBlur={(e) => { const row = rowNumber(e.target.value); if (row !== undefined && row !== mapping.first) change({ first: row }); }} />
          <TextField key={`last ${mapping.last}`} label={t("excel.last")} inputMode="numeric" placeholder={t("excel.toEnd")} defaultValue={mapping.last == null ? "" : mapping.last + 1} onChange={() => undefined} onBlur={(e) => { const row = rowNumber(e.target.value) ?? null; if (row !== (mapping.last ?? null)) change({ last: row }); }} />
        </div>
        {sheet && (
          <details>
            <summary>{t("excel.look")}</summary>
            <div className="table-wrap excel-sheet" tabIndex={0} role="region" aria-label={t("excel.tableOf", { name: sheet.name })}>
              <table>
                <thead><tr><th />{columns.map((_, i) => <th key={i} scope="col">{letter(i)}</th>)}</tr></thead>
                <tbody>
                  {sheet.rows.map((r) => (
                    <tr key={r.row} className={r.row < mapping.first || (mapping.last != null && r.row > mapping.last) ? "excel-outside" : undefined}>
                      <th scope="row">{r.row + 1}</th>
                      {r.cells.map((text, i) => <td key={i} className={i === mapping.values ? "excel-value" : i === mapping.keys ? "excel-key" : undefined}>{text}</td>)}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        )}
        <details open={!reading.known}>
          <summary>{t("excel.labels", { known, all: labels.length })}</summary>
          <div className="table-wrap excel-labels">
            <table className="table">
              <thead><tr><th scope="col" className="num">{t("excel.row")}</th><th scope="col">{t("excel.label")}</th><th scope="col">{t("excel.means")}</th></tr></thead>
              <tbody>
                {labels.map((l) => {
                  const cell = meaning(l.label);
                  return (
                    <tr key={l.label}>
                      <td className="num muted">{l.row}</td>
                      <td>{l.shown}</td>
                      <td>
                        <select className="input" aria-label={t("excel.meansFor", { label: l.shown })} value={cell ? `${cell.indicator}|${cell.measure}` : ""} onChange={(e) => means(l.label, e.target.value)}>
                          <option value="">{t("excel.leftOut")}</option>
                          {cells.map((c) => <option key={c.value} value={c.value}>{c.label}</option>)}
                        </select>
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </details>
      </div>
    </Panel>
  );
}
