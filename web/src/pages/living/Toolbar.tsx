import { redo, undo } from "@tiptap/pm/history";
import type { Command, EditorState } from "@tiptap/pm/state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, isInTable, selectedRect, setCellAttr, toggleHeaderRow } from "@tiptap/pm/tables";
import { useState, type ReactNode } from "react";
import type { PassageKind } from "../../api/types";
import { t } from "../../messages";
import { Button, Icon, Menu } from "../../ui";
import { kindOf, schema } from "./schema";
import type { Paper } from "./paper";
import { addAnnex, addNote, addTable, blockAt, bold, dropWhole, italic, joinCells, partCell, setKind } from "./typing";

const KINDS: readonly PassageKind[] = ["body", "dash", "plus", "item", "section", "clause", "subclause", "point", "part", "part_title", "title", "basis", "annex", "wide_annex"];

/** What the toolbar shows of the caret. */
export type AtCaret = { kind: PassageKind | null; bold: boolean; italic: boolean; table: boolean };

export function atCaret(state: EditorState): AtCaret {
  const block = blockAt(state);
  const marks = state.storedMarks ?? state.selection.$from.marks();
  const has = (name: "bold" | "italic") => schema.marks[name].isInSet(marks) !== undefined;
  return { kind: block ? kindOf(block) : null, bold: has("bold"), italic: has("italic"), table: isInTable(state) };
}

const numbersRight: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { table, map, left, top } = selectedRect(state);
  const right = table.nodeAt(map.map[top * map.width + left] ?? 0)?.attrs.right as boolean;
  return setCellAttr("right", !right)(state, dispatch);
};

/** Everything that a paragraph can be made and given. */
export function Toolbar({ paper, caret, onFigure, onChart, onFind, more }: { paper: Paper; caret: AtCaret; onFigure: () => void; onChart: () => void; onFind: () => void; more: ReactNode }) {
  const [note, setNote] = useState(false);
  const run = (command: Command) => () => void paper.run(command);
  return (
    <div className="paper-tools" role="toolbar" aria-label={t("tools.label")} onMouseDown={(e) => (e.target as HTMLElement).closest("select, input") ?? e.preventDefault()}>
      <select
        className="input input-auto"
        aria-label={t("tools.kind")}
        value={caret.kind ?? "body"}
        disabled={!!caret.kind && !KINDS.includes(caret.kind) || caret.kind === null}
        onChange={(e) => paper.run(setKind(e.target.value as PassageKind))}
      >
        {[...KINDS, ...(caret.kind && !KINDS.includes(caret.kind) ? [caret.kind] : [])].map((kind) => <option key={kind} value={kind}>{t(`kind.passage.${kind}`)}</option>)}
      </select>
      <Tool label={t("tools.bold")} pressed={caret.bold} onClick={run(bold)}><b>B</b></Tool>
      <Tool label={t("tools.italic")} pressed={caret.italic} onClick={run(italic)}><i>I</i></Tool>
      <Tool label={t("tools.undo")} onClick={run(undo)}><Icon name="undo" /></Tool>
      <Tool label={t("tools.redo")} onClick={run(redo)}><Icon name="right" /></Tool>
      <Button small icon="plus" title={t("tools.figureHint")} onClick={onFigure}>{t("tools.figure")}</Button>
      <Button small onClick={() => setNote(!paper.run(addNote))} aria-describedby={note ? "no-note" : undefined}>{t("tools.note")}</Button>
      {caret.table ? (
        <Menu
          small
          label={t("tools.table")}
          items={[
            { key: "row", label: t("tools.row"), onSelect: run(addRowAfter) },
            { key: "column", label: t("tools.column"), onSelect: run(addColumnAfter) },
            { key: "-row", label: t("tools.dropRow"), onSelect: run(deleteRow) },
            { key: "-column", label: t("tools.dropColumn"), onSelect: run(deleteColumn) },
            { key: "join", label: t("writers.joinCells"), onSelect: run(joinCells) },
            { key: "part", label: t("writers.partCell"), onSelect: run(partCell) },
            { key: "head", label: t("tools.head"), onSelect: run(toggleHeaderRow) },
            { key: "right", label: t("tools.right"), onSelect: run(numbersRight) },
            { key: "-table", label: t("tools.dropTable"), onSelect: run(dropWhole) },
          ]}
        />
      ) : (
        <Button small disabled={caret.kind === "table"} onClick={run(addTable(3, 3))}>{t("tools.table")}</Button>
      )}
      {caret.kind === "chart" ? <Button small onClick={run(dropWhole)}>{t("chart.drop")}</Button> : <Button small onClick={onChart}>{t("chart.add")}</Button>}
      <Button small onClick={run(addAnnex)}>{t("tools.annex")}</Button>
      <Button small icon="search" onClick={onFind}>{t("tools.find")}</Button>
      {more}
    </div>
  );
}

function Tool({ label, pressed, onClick, children }: { label: string; pressed?: boolean; onClick: () => void; children: ReactNode }) {
  return <button type="button" className="tool" aria-label={label} title={label} aria-pressed={pressed} onClick={onClick}>{children}</button>;
}
