import { memo, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent, type Ref } from "react";
import type { FormRow, FormView, Severity } from "../../api/types";
import { periodShort } from "../../format/period";
import { lang, t, type Lang } from "../../messages";
import { Icon, IconButton } from "../../ui";
import { cellId, isAbout, pastedRows, read, shown, SPECIALS, type Draft, type Drafts } from "./cells";
import "./grid.css";

export type GridHandle = { focusCell: (id: string) => void };

type Column = "text" | "note";
type Mark = { severity: Severity; answered: boolean; key: string };

type Props = {
  form: FormView;
  drafts: Drafts;
  refused: ReadonlyMap<string, string>;
  /** Cells of the finding that is looked at. */
  lit: ReadonlySet<string>;
  onChange: (row: FormRow, draft: Draft) => void;
  onCommitted: (row: FormRow, before: Draft) => void;
  onUndo: () => void;
  onPaste: (start: number, rows: string[][]) => void;
  onFinding: (key: string) => void;
  /** The office corrects a locked cell. */
  onCorrect?: ((row: FormRow) => void) | undefined;
  ref?: Ref<GridHandle>;
};

/** The worst finding of every cell. */
function marksOf(form: FormView): ReadonlyMap<string, Mark> {
  const order: Severity[] = ["error", "warning", "info"];
  const worst = (row: FormRow) =>
    form.findings
      .filter((f) => f.evidence.some((e) => isAbout(row, e.key)))
      .sort((a, b) => Number(!!a.answer) - Number(!!b.answer) || order.indexOf(a.severity) - order.indexOf(b.severity))[0];
  return new Map(form.rows.flatMap((row) => {
    const f = worst(row);
    return f ? [[cellId(row), { severity: f.severity, answered: !!f.answer, key: f.key }] as const] : [];
  }));
}

/** The form as a spreadsheet: one line a cell, typed into the column of this period. */
export function Grid({ form, drafts, refused, lit, onChange, onCommitted, onUndo, onPaste, onFinding, onCorrect, ref }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [special, setSpecial] = useState<{ row: FormRow; top: number; left: number }>();
  const marks = useMemo(() => marksOf(form), [form]);
  const focusAt = useCallback((index: number, column: Column) => {
    body.current?.querySelector<HTMLElement>(`[data-at="${index}-${column}"]`)?.focus();
  }, []);
  useImperativeHandle(ref, () => ({
    focusCell: (id) => {
      const index = form.rows.findIndex((r) => cellId(r) === id);
      const target = body.current?.querySelector<HTMLElement>(`[data-at="${index}-text"], [data-row="${index}"]`);
      target?.scrollIntoView({ block: "center" });
      target?.focus({ preventScroll: true });
    },
  }), [form.rows]);

  // Rows are memoised: their handlers must not change from one keystroke to the next.
  const latest = useRef({ onChange, onCommitted, onUndo, onPaste, onFinding, onCorrect });
  latest.current = { onChange, onCommitted, onUndo, onPaste, onFinding, onCorrect };
  const handlers = useMemo<RowHandlers>(() => ({
    change: (row, draft) => latest.current.onChange(row, draft),
    committed: (row, before) => latest.current.onCommitted(row, before),
    undo: () => latest.current.onUndo(),
    paste: (start, rows) => latest.current.onPaste(start, rows),
    finding: (key) => latest.current.onFinding(key),
    correct: (row) => latest.current.onCorrect?.(row),
    focusAt,
    special: (row, anchor) => {
      const box = anchor.getBoundingClientRect();
      setSpecial({ row, top: Math.min(box.bottom + 4, window.innerHeight - 190), left: Math.max(8, box.right - 210) });
    },
  }), [focusAt]);

  return (
    <div className="grid-wrap" role="region" aria-label={t("form.grid")} tabIndex={0}>
      <table className="grid">
        <caption className="visually-hidden">{t("form.grid")}</caption>
        <thead>
          <tr>
            <th scope="col" className="grid-name">{t("form.indicator")}</th>
            <th scope="col" className="grid-far">{t("form.unit")}</th>
            <th scope="col" className="num">{periodShort(form.last_period)}</th>
            <th scope="col" className="num grid-far">{t("form.lastYear")}</th>
            <th scope="col" className="num grid-far">{t("form.plan")}</th>
            <th scope="col" className="num grid-far">{t("form.pct")}</th>
            <th scope="col" className="num grid-now">{periodShort(form.period)}</th>
            <th scope="col" className="grid-note grid-far">{t("form.note")}</th>
            <th scope="col"><span className="visually-hidden">{t("form.findings")}</span></th>
          </tr>
        </thead>
        <tbody ref={body}>
          {form.rows.map((row, index) => {
            const id = cellId(row);
            const { text, note } = shown(row, drafts);
            return [
              row.group !== form.rows[index - 1]?.group && (
                <tr key={`group ${id}`} className="grid-group"><th colSpan={9} scope="colgroup">{row.group}</th></tr>
              ),
              <Row
                key={id}
                index={index}
                row={row}
                text={text}
                note={note}
                unsaved={drafts.has(id)}
                refusal={refused.get(id) ?? ""}
                editable={form.editable}
                correctable={!!onCorrect}
                lit={lit.has(id)}
                mark={marks.get(id)}
                language={lang()}
                handlers={handlers}
              />,
            ];
          })}
        </tbody>
      </table>
      {special && (
        <SpecialMenu
          {...special}
          onClose={() => setSpecial(undefined)}
          onPick={(text) => {
            const before = shown(special.row, drafts);
            onCommitted(special.row, before);
            onChange(special.row, { ...before, text });
            setSpecial(undefined);
            focusAt(form.rows.indexOf(special.row), "text");
          }}
        />
      )}
    </div>
  );
}

type RowHandlers = {
  change: (row: FormRow, draft: Draft) => void;
  committed: (row: FormRow, before: Draft) => void;
  undo: () => void;
  paste: (start: number, rows: string[][]) => void;
  finding: (key: string) => void;
  correct: (row: FormRow) => void;
  focusAt: (index: number, column: Column) => void;
  special: (row: FormRow, anchor: HTMLElement) => void;
};

type RowProps = {
  index: number;
  row: FormRow;
  text: string;
  note: string;
  unsaved: boolean;
  refusal: string;
  editable: boolean;
  correctable: boolean;
  lit: boolean;
  mark: Mark | undefined;
  /** Only to draw again when the language changes. */
  language: Lang;
  handlers: RowHandlers;
};

const Row = memo(function Row({ index, row, text, note, unsaved, refusal, editable, correctable, lit, mark, handlers }: RowProps) {
  const reading = read(text);
  const sentence = reading.kind === "bad" ? t("form.bad", { text: text.trim() }) : refusal;
  const messageId = `bad-${index}`;
  return (
    <tr className={lit ? "grid-lit" : undefined} data-row={index} tabIndex={editable ? undefined : -1}>
      <th scope="row" className="grid-name" style={{ paddingLeft: `${12 + row.depth * 18}px` }}>
        {row.name}
        {row.measure !== "actual" && <span className="muted small"> ({t(`measure.${row.measure}`)})</span>}
      </th>
      <td className="grid-unit grid-far">{row.measure_unit}</td>
      <td className="num grid-ref">{row.last ?? "–"}</td>
      <td className="num grid-ref grid-far">{row.last_year ?? "–"}</td>
      <td className="num grid-ref grid-far">{row.plan ?? "–"}</td>
      <td className="num grid-ref grid-far">{row.pct_of_plan ?? "–"}</td>
      <td className="grid-now">
        {editable ? (
          <div className={sentence ? "cell cell-bad" : unsaved ? "cell cell-unsaved" : "cell"}>
            <CellInput column="text" index={index} row={row} text={text} note={note} handlers={handlers} describedBy={sentence ? messageId : undefined} />
            <button type="button" className="cell-more" tabIndex={-1} aria-label={t("form.special", { name: row.name })} onClick={(e) => handlers.special(row, e.currentTarget)}>
              <Icon name="down" size={14} />
            </button>
          </div>
        ) : (
          <span className="cell-locked">
            {reading.kind === "special" ? <em>{t(`special.${reading.special}`)}</em> : text || "–"}
            {correctable && <IconButton small icon="edit" label={t("form.correct", { name: row.name })} onClick={() => handlers.correct(row)} />}
          </span>
        )}
        {reading.kind === "special" && editable && <p className="cell-word">{t(`special.${reading.special}`)}</p>}
        {sentence && <p className="cell-error" id={messageId}>{sentence}</p>}
      </td>
      <td className="grid-note grid-far">
        {editable ? (
          <div className="cell"><CellInput column="note" index={index} row={row} text={text} note={note} handlers={handlers} /></div>
        ) : (
          note
        )}
      </td>
      <td className="grid-mark">
        {mark && (
          <IconButton
            small
            className={mark.answered ? "mark-answered" : `mark-${mark.severity}`}
            icon={mark.answered ? "check" : mark.severity}
            label={`${t(`severity.${mark.severity}`)}: ${row.name}`}
            onClick={() => handlers.finding(mark.key)}
          />
        )}
      </td>
    </tr>
  );
});

/** One place to type. Focus selects all, so typing replaces; F2 goes in at the end; Esc brings back what was there. */
function CellInput({ column, index, row, text, note, handlers, describedBy }: {
  column: Column;
  index: number;
  row: FormRow;
  text: string;
  note: string;
  handlers: RowHandlers;
  describedBy?: string | undefined;
}) {
  // How the cell stood before the first key of this visit; none while nothing was typed.
  const before = useRef<Draft>(undefined);
  const value = column === "text" ? text : note;
  const draft = (next: string): Draft => (column === "text" ? { text: next, note } : { text, note: next });
  const restore = () => {
    if (before.current) handlers.change(row, before.current);
    before.current = undefined;
  };

  const keys = (e: KeyboardEvent<HTMLInputElement>) => {
    const input = e.currentTarget;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const go = (to: number, at: Column) => {
      e.preventDefault();
      handlers.focusAt(to, at);
    };
    if (e.key === "z" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      if (before.current) restore();
      else handlers.undo();
    } else if (e.altKey && e.key === "ArrowDown" && column === "text") {
      e.preventDefault();
      handlers.special(row, input);
    } else if (e.key === "ArrowDown" || (e.key === "Enter" && !e.shiftKey)) go(index + 1, column);
    else if (e.key === "ArrowUp" || e.key === "Enter") go(index - 1, column);
    else if (e.key === "ArrowRight" && whole && column === "text") go(index, "note");
    else if (e.key === "ArrowLeft" && whole && column === "note") go(index, "text");
    else if (e.key === "F2") {
      e.preventDefault();
      input.setSelectionRange(input.value.length, input.value.length);
    } else if (e.key === "Escape") {
      e.preventDefault();
      restore();
      requestAnimationFrame(() => input.select());
    }
  };
  const paste = (e: ClipboardEvent) => {
    const copied = e.clipboardData.getData("text/plain");
    if (column === "note" || !/[\t\n\r]/.test(copied)) return;
    e.preventDefault();
    handlers.paste(index, pastedRows(copied));
  };
  const leave = () => {
    const { current } = before;
    if (current && (current.text !== text || current.note !== note)) handlers.committed(row, current);
    before.current = undefined;
    const reading = read(text);
    if (column === "text" && reading.kind === "number" && reading.shown !== text) handlers.change(row, draft(reading.shown));
  };
  return (
    <input
      data-at={`${index}-${column}`}
      className={column === "text" ? "cell-input num" : "cell-input"}
      inputMode={column === "text" ? "decimal" : undefined}
      autoComplete="off"
      spellCheck={false}
      value={value}
      aria-label={column === "text" ? `${row.name}, ${row.measure_unit}` : `${t("form.note")}: ${row.name}`}
      aria-invalid={describedBy ? true : undefined}
      aria-describedby={describedBy}
      onFocus={(e) => e.currentTarget.select()}
      onBlur={leave}
      onKeyDown={keys}
      onPaste={paste}
      onChange={(e) => {
        before.current ??= { text, note };
        handlers.change(row, draft(e.target.value));
      }}
    />
  );
}

function SpecialMenu({ row, top, left, onPick, onClose }: { row: FormRow; top: number; left: number; onPick: (text: string) => void; onClose: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("button")?.focus();
    window.addEventListener("scroll", onClose, { capture: true, once: true });
    return () => window.removeEventListener("scroll", onClose, { capture: true });
  }, [onClose]);
  const keys = (e: KeyboardEvent) => {
    const all = [...(list.current?.querySelectorAll("button") ?? [])];
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (e.key === "Escape") onClose();
    if (!step) return;
    e.preventDefault();
    all[(all.indexOf(document.activeElement as HTMLButtonElement) + step + all.length) % all.length]?.focus();
  };
  return (
    <div
      className="menu-list special-menu"
      role="menu"
      aria-label={t("form.special", { name: row.name })}
      ref={list}
      style={{ top, left }}
      onKeyDown={keys}
      onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && onClose()}
    >
      {SPECIALS.map((s) => (
        <button key={s} type="button" role="menuitem" onClick={() => onPick(s)}>{t(`special.${s}`)} <span className="muted small">{s}</span></button>
      ))}
      <button type="button" role="menuitem" onClick={() => onPick("")}>{t("special.clear")}</button>
    </div>
  );
}
