import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FormChanges, FormRow, FormView } from "../../api/types";
import type { Pressed, Typed } from "../../offline/db";
import { persist } from "../../offline/db";
import { formName } from "../../offline/kept";
import { flush, listen, load, press, setTyping, settle, type, unpress, type Sending } from "../../offline/outbox";
import { cellId, isKept, shown, tidy, typed as typedCell, type Draft, type Drafts } from "./cells";
import { did, NO_STEPS, redo, undo, type Step } from "./steps";

export type Change = { row: FormRow; draft: Draft };

/**
 * The typed cells of one form, shared by all tabs of this browser: each key is kept here at once and sent by the outbox;
 * whole steps are undone and done again.
 */
export function useEntry(form: FormView, person: string, onChanges: (changes: FormChanges) => void, onSent: (view: FormView) => void) {
  const name = formName(person, form.round, form.unit.id);
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const [state, setState] = useState<Sending>({ kind: "idle" });
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const [turned, setTurned] = useState<{ vi: string; en: string } | null>(null);
  const [full, setFull] = useState(false);
  const [ready, setReady] = useState(false);
  const live = useRef({ form, drafts, steps: NO_STEPS, saved: { kind: "idle" } as Sending, onChanges, onSent });
  live.current = { ...live.current, form, onChanges, onSent };

  const put = useCallback((change: (next: Map<string, Typed>) => void) => {
    const next = new Map(live.current.drafts);
    change(next);
    live.current.drafts = next;
    setDrafts(next);
  }, []);

  useEffect(() => {
    let alive = true;
    // What this tab typed meanwhile is newer than what the outbox tells: only what it knows of sendings is taken over.
    const settled = (gone: readonly Typed[], keep: readonly Typed[]) => {
      const typedOn: Typed[] = [];
      put((next) => {
        for (const cell of gone) {
          const now = next.get(cell.id);
          if (!now) continue;
          if (now.text === cell.text && now.note === cell.note) next.delete(cell.id);
          else {
            const { tried: _, ...rest } = now;
            next.set(cell.id, { ...rest, base: cell.base });
            typedOn.push({ ...rest, base: cell.base });
          }
        }
        for (const cell of keep) {
          const now = next.get(cell.id);
          if (now) next.set(cell.id, { ...cell, text: now.text, note: now.note, entered_at: now.entered_at });
        }
      });
      type(name, typedOn, []);
    };
    const merge = (cells: readonly Typed[], back: readonly string[]) => put((next) => {
      for (const cell of cells) next.set(cell.id, cell);
      for (const id of back) next.delete(id);
    });
    const stop = listen(name, (news) => {
      if (news.kind === "typed") merge(news.cells, news.back);
      if (news.kind === "tried") settled([], news.cells);
      if (news.kind === "settled") settled(news.gone, news.keep);
      if (news.kind === "changes") live.current.onChanges(news.changes);
      if (news.kind === "pressed") setPressed(news.pressed);
      if (news.kind === "sent") live.current.onSent(news.view);
      if (news.kind === "refused") setTurned({ vi: news.vi, en: news.en });
      if (news.kind === "state") {
        if (news.state.kind === "saved") live.current.saved = news.state;
        setState(news.state.kind === "idle" ? live.current.saved : news.state);
      }
      if (news.kind === "full") setFull(true);
    });
    persist();
    load(name)
      .then(({ cells, pressed }) => {
        if (!alive) return;
        // What was typed since this page opened is newer than what was kept.
        put((next) => cells.forEach((cell) => !next.has(cell.id) && next.set(cell.id, cell)));
        setPressed(pressed ?? null);
        if (cells.length > 0 || pressed) void flush(name);
      })
      .catch(() => alive && setFull(true))
      .finally(() => alive && setReady(true));
    return () => {
      alive = false;
      stop();
      setTyping(name, undefined);
    };
  }, [name, put]);

  const keep = useCallback((changes: readonly Change[]) => {
    const at = new Date().toISOString();
    const cells: Typed[] = [];
    const back: string[] = [];
    for (const { row, draft } of changes) {
      const id = cellId(row);
      const before = live.current.drafts.get(id);
      // A cell back at what the server holds is no draft, unless another value may be on its way.
      if (isKept(row, draft) && !before?.tried) back.push(id);
      else {
        cells.push(typedCell(name, row, draft, before, at));
      }
    }
    put((next) => {
      for (const cell of cells) next.set(cell.id, cell);
      for (const id of back) next.delete(id);
    });
    type(name, cells, back);
  }, [name, put]);

  /** One key in a cell: kept at once, sent when the cell is left. */
  const key = useCallback((row: FormRow, draft: Draft) => {
    setTyping(name, cellId(row));
    keep([{ row, draft }]);
  }, [name, keep]);

  /** A cell was left after typing: one step. */
  const leave = useCallback((row: FormRow, before: Draft) => {
    const now = shown(row, live.current.drafts);
    const after = { text: tidy(now.text), note: now.note.trim() };
    live.current.steps = did(live.current.steps, [{ id: cellId(row), before, after }]);
    if (after.text !== now.text || after.note !== now.note) keep([{ row, draft: after }]);
    setTyping(name, undefined);
  }, [name, keep]);

  /** Changes cells as one step. */
  const change = useCallback((changes: readonly Change[]) => {
    const step: Step = changes.map(({ row, draft }) => ({ id: cellId(row), before: { ...plain(shown(row, live.current.drafts)) }, after: draft }));
    live.current.steps = did(live.current.steps, step);
    keep(changes);
  }, [keep]);

  const again = useCallback((which: typeof undo, side: "before" | "after"): string | undefined => {
    const taken = which(live.current.steps);
    if (!taken) return undefined;
    live.current.steps = taken.steps;
    const rows = new Map(live.current.form.rows.map((row) => [cellId(row), row]));
    keep(taken.step.flatMap((c) => {
      const row = rows.get(c.id);
      return row ? [{ row, draft: c[side] }] : [];
    }));
    return taken.step[0]?.id;
  }, [keep]);

  /** Settles conflicts: my value on top of what was not seen, or theirs. */
  const choose = useCallback((ids: readonly string[], side: "mine" | "theirs") => {
    const rows = new Map(live.current.form.rows.map((row) => [cellId(row), row]));
    const cells: Typed[] = [];
    const back: string[] = [];
    for (const id of ids) {
      const cell = live.current.drafts.get(id);
      if (!cell) continue;
      if (side === "theirs") back.push(id);
      else {
        const { conflict: _, tried: __, ...rest } = cell;
        cells.push({ ...rest, base: rows.get(id)?.cut ?? cell.base, entered_at: new Date().toISOString() });
      }
    }
    put((next) => {
      for (const cell of cells) next.set(cell.id, cell);
      for (const id of back) next.delete(id);
    });
    void settle(name, cells, back).catch(() => setFull(true));
  }, [name, put]);

  const back = useCallback(() => again(undo, "before"), [again]);
  const forth = useCallback(() => again(redo, "after"), [again]);

  return useMemo(() => ({
    // A locked form shows what the server holds; what was typed waits in this browser in case the form comes back.
    drafts: form.editable ? drafts : EMPTY,
    state, pressed, turned, full, ready, key, leave, change, choose,
    undo: back,
    redo: forth,
    save: () => void flush(name),
    send: (times: number) => {
      setTurned(null);
      return press({ form: name, times, entered_at: new Date().toISOString() });
    },
    unsend: () => unpress(name),
  }), [form.editable, drafts, state, pressed, turned, full, ready, key, leave, change, choose, back, forth, name]);
}

const EMPTY: Drafts = new Map();
const plain = ({ text, note }: Draft): Draft => ({ text, note });

export type Entry = ReturnType<typeof useEntry>;
