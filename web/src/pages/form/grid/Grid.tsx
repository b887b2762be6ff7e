import { memo, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent, type PointerEvent, type Ref } from "react";
import type { FormRow, FormView, PresentView } from "../../../api/types";
import { lang, t } from "../../../messages";
import { IconButton } from "../../../ui";
import { cellId, read, shown, type Draft, type Drafts, type Sum } from "../cells";
import { pastedRows, pastedTable } from "../paste";
import type { Change } from "../useEntry";
import { asTable, asText } from "./clip";
import { heading, textAt, useColumns } from "./columns";
import { Row, ROW_HEIGHT, type Mark } from "./Row";
import { at, box, move, type At, type Selection } from "./select";
import { SpecialMenu } from "./SpecialMenu";
import "./grid.css";

export type GridHandle = { focusCell: (id: string) => void };

type Props = {
  form: FormView;
  /** The rows that the filter leaves, in order. */
  rows: readonly FormRow[];
  drafts: Drafts;
  marks: ReadonlyMap<string, Mark>;
  sums: ReadonlyMap<string, Sum>;
  others: ReadonlyMap<string, PresentView[]>;
  /** Cells of the finding that is looked at. */
  lit: ReadonlySet<string>;
  editable: boolean;
  onKey: (row: FormRow, draft: Draft) => void;
  onLeave: (row: FormRow, before: Draft) => void;
  onChange: (changes: readonly Change[]) => void;
  onUndo: () => string | undefined;
  onRedo: () => string | undefined;
  onPaste: (start: number, rows: string[][]) => void;
  onActive: (row: FormRow | undefined) => void;
  onFinding: (key: string) => void;
  onFiles: (row: FormRow) => void;
  onCorrect: ((row: FormRow) => void) | undefined;
  ref?: Ref<GridHandle>;
};

const GROUP_HEIGHT = 30;
const OVERSCAN = 6;
const SPECIAL_KEYS: Record<string, string> = { KeyP: "kps", KeyK: "kad", KeyC: "kcb" };

type Item = { top: number; height: number; group?: string; index?: number };

/** The lines of the grid with where they stand: rows, and a heading where the group changes. */
function lay(rows: readonly FormRow[]): { items: Item[]; tops: number[]; height: number } {
  const items: Item[] = [];
  const tops: number[] = [];
  let top = 0;
  rows.forEach((row, index) => {
    if (row.group && row.group !== rows[index - 1]?.group) {
      items.push({ top, height: GROUP_HEIGHT, group: row.group });
      top += GROUP_HEIGHT;
    }
    tops.push(top);
    items.push({ top, height: ROW_HEIGHT, index });
    top += ROW_HEIGHT;
  });
  return { items, tops, height: top };
}

/** The form as a spreadsheet. One field follows the active cell, so that no key is lost on the way from cell to cell. */
export const Grid = memo(function Grid(props: Props) {
  const { form, rows, drafts, marks, sums, others, lit, editable } = props;
  const { columns, template } = useColumns();
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const nowCol = columns.findIndex((c) => c.key === "now");
  const [selection, setSelection] = useState<Selection>(() => at(0, nowCol));
  /** Typing into the active cell: `moves` = arrows lead on, as after typing over; else they move the caret, as after F2. */
  const [editing, setEditing] = useState<{ row: FormRow; before: Draft; moves: boolean } | null>(null);
  const [focused, setFocused] = useState(false);
  const [view, setView] = useState({ top: 0, height: 600, head: 38 });
  const [edges, setEdges] = useState<{ left: number; width: number }[]>([]);
  const [menu, setMenu] = useState<{ top: number; left: number }>();
  const [fill, setFill] = useState<number>();
  const drag = useRef<"select" | "fill" | null>(null);
  const { items, tops, height } = useMemo(() => lay(rows), [rows]);
  const typedCols = useMemo(() => columns.flatMap((c, i) => (c.typed ? [i] : [])), [columns]);

  const last = rows.length - 1;
  const active: At = { row: Math.max(0, Math.min(selection.head.row, last)), col: Math.min(selection.head.col, columns.length - 1) };
  const row = rows[active.row];
  const column = columns[active.col];
  const writable = editable && !!column?.typed && !!row;
  // What the person saw when typing began stays under the cursor, whatever others save meanwhile.
  const seen = editing?.row ?? row;
  const value = seen && column ? textAt(seen, column.key, drafts) : "";

  const latest = useRef({ props, selection, editing, active, row: seen, column, writable, drafts });
  latest.current = { props, selection, editing, active, row: seen, column, writable, drafts };

  useLayoutEffect(() => {
    const measure = () => {
      const cells = [...(head.current?.querySelectorAll<HTMLElement>("[data-head]") ?? [])];
      setEdges(cells.map((cell) => ({ left: cell.offsetLeft, width: cell.offsetWidth })));
      setView((v) => ({ ...v, height: scroller.current?.clientHeight ?? v.height, head: head.current?.offsetHeight ?? v.head }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [template]);

  const measured = useRef({ top: 0, height: 600, head: 38 });
  measured.current = { top: measured.current.top, height: view.height, head: view.head };
  const reveal = useCallback((to: At) => {
    const pane = scroller.current;
    const top = tops[to.row];
    if (!pane || top === undefined) return;
    // Where the pane stands is remembered, not asked: asking makes the browser lay the page out at once.
    const { top: stands, height: tall, head: headHeight } = measured.current;
    const visible = tall - headHeight;
    if (top < stands + GROUP_HEIGHT) pane.scrollTop = Math.max(0, top - GROUP_HEIGHT);
    else if (top + ROW_HEIGHT > stands + visible) pane.scrollTop = top + ROW_HEIGHT - visible + ROW_HEIGHT;
  }, [tops]);

  useLayoutEffect(() => {
    if (!editing && document.activeElement === input.current) input.current?.select();
  }, [editing, value, active.row, active.col]);

  const commit = useCallback(() => {
    const { editing: now, row: there, props: p } = latest.current;
    if (now && there) p.onLeave(there, now.before);
    setEditing(null);
  }, []);

  const { onActive } = props;
  const activeRow = focused ? row : undefined;
  useEffect(() => onActive(activeRow), [onActive, activeRow]);

  const go = useCallback((to: Selection) => {
    commit();
    setSelection(to);
    reveal(to.head);
  }, [commit, reveal]);

  useImperativeHandle(props.ref, () => ({
    focusCell: (id) => {
      const index = rows.findIndex((r) => cellId(r) === id);
      if (index < 0) return;
      go(at(index, nowCol));
      const pane = scroller.current;
      if (pane) pane.scrollTop = Math.max(0, (tops[index] ?? 0) - pane.clientHeight / 2);
      input.current?.focus({ preventScroll: true });
    },
  }), [rows, nowCol, go, tops]);

  const draftOf = (target: FormRow, key: "now" | "note", text: string): Draft => {
    const { text: figure, note } = shown(target, drafts);
    return key === "now" ? { text, note } : { text: figure, note: text };
  };
  /** The typed cells of the selection. */
  const chosen = (): { row: FormRow; key: "now" | "note" }[] => {
    const area = box(selection);
    return rows.slice(area.top, area.bottom + 1).flatMap((r) => columns.flatMap((c, i) => (c.typed && i >= area.left && i <= area.right ? [{ row: r, key: c.key as "now" | "note" }] : [])));
  };
  const put = (text: string) => {
    if (!editable) return;
    const byRow = new Map<FormRow, Draft>();
    for (const cell of chosen()) byRow.set(cell.row, cell.key === "now" ? { text, note: (byRow.get(cell.row) ?? shown(cell.row, drafts)).note } : { text: (byRow.get(cell.row) ?? shown(cell.row, drafts)).text, note: text });
    props.onChange([...byRow].map(([r, draft]) => ({ row: r, draft })));
  };
  /** Copies the first row of an area down to `bottom`. */
  const fillDown = (top: number, bottom: number) => {
    const area = box(selection);
    const source = rows[top];
    if (!editable || !source || bottom <= top) return;
    const keys = columns.filter((c, i) => c.typed && i >= area.left && i <= area.right).map((c) => c.key);
    const from = shown(source, drafts);
    props.onChange(rows.slice(top + 1, bottom + 1).map((r) => {
      const there = shown(r, drafts);
      return { row: r, draft: { text: keys.includes("now") ? from.text : there.text, note: keys.includes("note") ? from.note : there.note } };
    }));
  };

  const again = (step: () => string | undefined) => {
    const id = step();
    const index = rows.findIndex((r) => cellId(r) === id);
    if (index >= 0) go(at(index, active.col));
  };

  const openMenu = () => {
    const pane = scroller.current?.getBoundingClientRect();
    const place = input.current?.getBoundingClientRect();
    if (pane && place) setMenu({ top: Math.min(place.bottom + 4, window.innerHeight - 260), left: Math.max(8, Math.min(place.left, window.innerWidth - 260)) });
  };

  const keys = (e: KeyboardEvent<HTMLInputElement>) => {
    if (e.nativeEvent.isComposing) return;
    const ctrl = e.ctrlKey || e.metaKey;
    const take = (step: () => void) => {
      e.preventDefault();
      step();
    };
    if (ctrl && !e.altKey && e.key.toLowerCase() === "z") return take(() => {
      if (editing) cancel();
      else again(e.shiftKey ? props.onRedo : props.onUndo);
    });
    if (ctrl && !e.altKey && e.key.toLowerCase() === "y") return take(() => again(props.onRedo));
    if (e.altKey && e.key === "ArrowDown" && writable) return take(openMenu);
    const special = e.altKey && !ctrl ? SPECIAL_KEYS[e.code] : undefined;
    if (special && writable) return take(() => put(special));
    if (e.key === "Escape") return take(() => (editing ? cancel() : go(at(active.row, active.col))));
    if (e.key === "F2" && writable) return take(() => begin(false));
    if (!editing && ctrl && e.key.toLowerCase() === "d") return take(() => {
      const area = box(selection);
      fillDown(area.top === area.bottom ? area.top - 1 : area.top, area.bottom);
    });
    if (!editing && ctrl && e.key.toLowerCase() === "a") return take(() => setSelection({ anchor: { row: 0, col: typedCols[0] ?? 0 }, head: { row: last, col: typedCols.at(-1) ?? 0 } }));
    if (!editing && (e.key === "Delete" || e.key === "Backspace")) return take(() => put(""));
    const stays = editing && !editing.moves && /^(Arrow(Left|Right)|Home|End)$/.test(e.key);
    if (stays || (editing && e.shiftKey && e.key.startsWith("Arrow"))) return;
    if (editing && /^(Home|End)$/.test(e.key)) return;
    const sheet = {
      rows: rows.length, cols: columns.length, typed: typedCols,
      page: Math.max(1, Math.floor((view.height - ROW_HEIGHT) / ROW_HEIGHT) - 1),
      filled: (place: At) => {
        const [r, c] = [rows[place.row], columns[place.col]];
        return !!r && !!c && textAt(r, c.key, drafts) !== "";
      },
    };
    const to = move(sheet, { anchor: selection.anchor, head: active }, { key: e.key, shift: e.shiftKey, ctrl });
    if (to) take(() => go(to));
    else if (e.key === "Tab") commit();
  };

  const begin = (moves: boolean) => {
    if (!seen) return;
    setSelection(at(active.row, active.col));
    setEditing({ row: seen, before: { text: shown(seen, drafts).text, note: shown(seen, drafts).note }, moves });
    // At once: the next key may come before the next frame.
    if (!moves) input.current?.setSelectionRange(input.current.value.length, input.current.value.length);
  };
  const cancel = () => {
    if (editing && seen) props.onKey(seen, editing.before);
    setEditing(null);
  };

  const copy = (e: ClipboardEvent<HTMLInputElement>, cut: boolean) => {
    if (editing) return;
    e.preventDefault();
    const area = box(selection);
    const fields = rows.slice(area.top, area.bottom + 1).map((r) => columns.slice(area.left, area.right + 1).map((c) => textAt(r, c.key, drafts)));
    e.clipboardData.setData("text/plain", asText(fields));
    e.clipboardData.setData("text/html", asTable(fields));
    if (cut) put("");
  };
  const paste = (e: ClipboardEvent<HTMLInputElement>) => {
    if (!editable) return;
    const html = e.clipboardData.getData("text/html");
    const text = e.clipboardData.getData("text/plain");
    const table = (html && pastedTable(html)) || pastedRows(text);
    const only = table.length === 1 && table[0]?.length === 1 ? table[0][0] : undefined;
    if (editing && only !== undefined) return;
    e.preventDefault();
    commit();
    if (only !== undefined) put(only);
    else if (column?.key === "note" && table.every((line) => line.length === 1)) {
      props.onChange(table.flatMap(([note = ""], i) => {
        const target = rows[active.row + i];
        return target ? [{ row: target, draft: draftOf(target, "note", note) }] : [];
      }));
    } else if (table.length > 0) props.onPaste(box(selection).top, table);
  };

  const placeOf = (target: EventTarget | null): At | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-col]") : null;
    const line = cell?.closest<HTMLElement>("[data-row]");
    return cell && line ? { row: Number(line.dataset.row), col: Number(cell.dataset.col) } : undefined;
  };
  const down = (e: PointerEvent) => {
    const place = placeOf(e.target);
    if (!place || e.button !== 0 || (e.target as Element).closest("button")) return;
    if (e.pointerType === "mouse") e.preventDefault();
    drag.current = e.pointerType === "mouse" ? "select" : null;
    go(e.shiftKey ? { anchor: selection.anchor, head: place } : at(place.row, place.col));
    input.current?.focus({ preventScroll: true });
  };
  const over = (e: PointerEvent) => {
    if (!drag.current) return;
    const place = placeOf(document.elementFromPoint(e.clientX, e.clientY));
    if (!place) return;
    if (drag.current === "select") setSelection((s) => (s.head.row === place.row && s.head.col === place.col ? s : { anchor: s.anchor, head: place }));
    else setFill(Math.max(place.row, box(selection).bottom));
  };
  const up = () => {
    const area = box(selection);
    if (drag.current === "fill" && fill !== undefined && fill > area.bottom) {
      fillDown(area.top, fill);
      setSelection({ anchor: { row: area.top, col: area.left }, head: { row: fill, col: area.right } });
    }
    drag.current = null;
    setFill(undefined);
  };

  const area = box({ anchor: selection.anchor, head: active });
  const bottom = fill ?? area.bottom;
  const from = items.findIndex((item) => item.top + item.height >= view.top - OVERSCAN * ROW_HEIGHT);
  const stop = view.top + view.height + OVERSCAN * ROW_HEIGHT;
  const visible: Item[] = [];
  for (let i = Math.max(0, from); i < items.length; i++) {
    const item = items[i];
    if (!item || item.top > stop) break;
    visible.push(item);
  }
  const headHeight = view.head;
  const edge = edges[active.col];
  const [left, right] = [edges[area.left], edges[area.right]];
  const now = row ? shown(row, drafts).text : "";

  return (
    <div className="grid-wrap" role="region" aria-label={t("form.grid")}>
      <div
        className="grid-pane" ref={scroller} style={{ "--grid-columns": template } as React.CSSProperties}
        onScroll={(e) => {
          const { scrollTop } = e.currentTarget;
          measured.current.top = scrollTop;
          // A step of a few rows draws anew; in between the overscan shows.
          setView((v) => (Math.abs(v.top - scrollTop) < ROW_HEIGHT * 2 && scrollTop !== 0 ? v : { ...v, top: scrollTop }));
        }}
        onPointerDown={down} onPointerMove={over} onPointerUp={up}
        onDoubleClick={(e) => placeOf(e.target) && writable && begin(false)}
      >
        <div role="grid" aria-label={t("form.grid")} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
          <div role="row" className="grid-head" ref={head}>
            {columns.map((c) => <div key={c.key} role="columnheader" data-head className={`grid-cell${c.figures ? " num" : ""}${c.key === "now" ? " grid-now" : ""}`}>{heading(c.key, form)}</div>)}
            <div role="columnheader" className="grid-cell"><span className="visually-hidden">{t("form.findings")}</span></div>
          </div>
          <div role="rowgroup" className="grid-body" style={{ height }}>
            {visible.map((item) => {
              if (item.index === undefined) return <div key={`g${item.top}`} role="row" className="grid-group" style={{ transform: `translateY(${item.top}px)` }}><div role="gridcell">{item.group}</div></div>;
              const r = rows[item.index];
              if (!r) return null;
              const id = cellId(r);
              const draft = drafts.get(id);
              const { text, note } = shown(r, drafts);
              const inside = item.index >= area.top && item.index <= bottom;
              return (
                <Row
                  key={id} row={r} index={item.index} top={item.top} columns={columns} text={text} note={note}
                  state={draft?.conflict ? "conflict" : draft?.refusal || read(text).kind === "bad" ? "bad" : draft ? "unsaved" : "kept"}
                  editable={editable} from={inside ? area.left : undefined} to={inside ? area.right : undefined}
                  lit={lit.has(id)} mark={marks.get(id)} sum={sums.get(id)} others={others.get(id)} correctable={!!props.onCorrect} language={lang()}
                  onFinding={props.onFinding} onCorrect={props.onCorrect ?? nothing} onFiles={props.onFiles}
                />
              );
            })}
          </div>
        </div>
        {row && edge && left && right && (
          <>
            <input
              ref={input}
              className={`grid-input${column?.figures ? " num" : ""}${focused ? " grid-input-here" : ""}${editing ? " grid-input-typing" : ""}`}
              style={{ top: headHeight + (tops[active.row] ?? 0), left: edge.left, width: edge.width, height: ROW_HEIGHT }}
              inputMode={column?.key === "now" ? "decimal" : undefined}
              autoComplete="off" spellCheck={false} readOnly={!writable}
              value={value}
              aria-label={column ? `${row.name}, ${heading(column.key, form)}${column.key === "now" ? `, ${row.measure_unit}` : ""}` : ""}
              aria-invalid={column?.key === "now" && read(now).kind === "bad" ? true : undefined}
              onFocus={(e) => {
                setFocused(true);
                if (!editing) e.currentTarget.select();
              }}
              onBlur={() => {
                commit();
                setFocused(false);
              }}
              onKeyDown={keys} onCopy={(e) => copy(e, false)} onCut={(e) => copy(e, true)} onPaste={paste}
              onPointerDown={() => editing && !editing.moves ? undefined : editing && setEditing({ ...editing, moves: false })}
              onDoubleClick={() => writable && !editing && begin(false)}
              onChange={(e) => {
                if (!seen || !column || !writable) return;
                if (!editing) {
                  setSelection(at(active.row, active.col));
                  setEditing({ row: seen, before: { text: shown(seen, drafts).text, note: shown(seen, drafts).note }, moves: true });
                }
                props.onKey(seen, draftOf(seen, column.key as "now" | "note", e.target.value));
              }}
            />
            {focused && writable && !editing && (
              <span
                className="grid-handle" aria-hidden="true"
                style={{ top: headHeight + (tops[area.bottom] ?? 0) + ROW_HEIGHT - 5, left: right.left + right.width - 5 }}
                onPointerDown={(e) => {
                  e.preventDefault();
                  e.stopPropagation();
                  drag.current = "fill";
                }}
              />
            )}
            {focused && writable && column?.key === "now" && !editing && (
              <span className="grid-more" style={{ top: headHeight + (tops[active.row] ?? 0) + 8, left: edge.left + 4 }} onPointerDown={(e) => e.preventDefault()}>
                <IconButton small icon="down" tabIndex={-1} label={t("form.special", { name: row.name })} onClick={openMenu} />
              </span>
            )}
          </>
        )}
      </div>
      {menu && row && (
        <SpecialMenu
          name={row.name} {...menu}
          onClose={() => {
            setMenu(undefined);
            input.current?.focus({ preventScroll: true });
          }}
          onPick={(text) => {
            put(text);
            setMenu(undefined);
            input.current?.focus({ preventScroll: true });
          }}
          onFiles={() => {
            setMenu(undefined);
            props.onFiles(row);
          }}
        />
      )}
    </div>
  );
});

const nothing = () => undefined;
