import type { FormRow, FormView } from "../../api/types";
import { clock } from "../../format/date";
import { lang, t } from "../../messages";
import { Button, Icon } from "../../ui";
import { read, shown, type Drafts, type Sum } from "./cells";
import { cellId } from "./cells";

/** What is to be said of the active cell: how its number is understood, what is wrong, what its parts add to. */
export function CellBar({ row, drafts, sum, form, editable, onChoose, onFiles }: {
  row: FormRow | undefined;
  drafts: Drafts;
  sum: Sum | undefined;
  form: FormView;
  editable: boolean;
  onChoose: (ids: string[], side: "mine" | "theirs") => void;
  onFiles: (row: FormRow) => void;
}) {
  if (!row) return <div className="cell-bar muted small">{t(editable ? "form.barHint" : "form.barLocked")}</div>;
  const draft = drafts.get(cellId(row));
  const { text } = shown(row, drafts);
  const reading = read(text);
  const now = form.rows.find((r) => cellId(r) === cellId(row)) ?? row;
  return (
    <div className="cell-bar" aria-live="polite">
      <strong className="cell-bar-name">{row.name}</strong>
      {row.second && <span className="muted small" title={row.second.reason}><Icon name="info" size={15} /> {t("sources.cell", { owner: row.second.owner })}</span>}
      {reading.kind === "number" && <span>{t("form.understood", { value: reading.shown, unit: row.measure_unit })}</span>}
      {reading.kind === "special" && <span>{t(`special.${reading.special}`)}</span>}
      {reading.kind === "empty" && <span className="muted">{t("form.emptyCell")}</span>}
      {reading.kind === "bad" && <span className="form-wrong"><Icon name="error" size={16} /> {t("form.bad", { text: text.trim() })}</span>}
      {draft?.refusal && <span className="form-wrong"><Icon name="error" size={16} /> {draft.refusal[lang()]}</span>}
      {sum && <span className="muted small">{t("form.sumHint", { sum: sum.sum, filled: sum.filled, parts: sum.parts })}{sum.difference && `; ${t("form.sumOff", { value: sum.difference })}`}</span>}
      {draft?.conflict && (
        <span className="form-asked">
          <Icon name="warning" size={16} /> {t("form.conflictLine", { by: draft.conflict.by, at: clock(new Date(draft.conflict.entered_at ?? draft.conflict.at)), theirs: draft.conflict.theirs || "–", mine: draft.text || "–" })}
          <Button small onClick={() => onChoose([cellId(row)], "mine")}>{t("form.mine")}</Button>
          <Button small onClick={() => onChoose([cellId(row)], "theirs")}>{t("form.theirs")}</Button>
        </span>
      )}
      <span className="grow" />
      <Button small look="quiet" icon="clip" onClick={() => onFiles(now)}>{t("form.files", { count: now.files.length })}</Button>
    </div>
  );
}
