import { useCallback, useEffect, useRef, useState } from "react";
import { api, ApiError } from "../../api";
import type { FormChanges, FormRow, FormView } from "../../api/types";
import { lang, t } from "../../messages";
import { cellId, sendable, shown, withChanges, withDraft, type Draft, type Drafts } from "./cells";

/** How saving stands; `failed` tries again by itself. */
export type SaveState = { kind: "idle" } | { kind: "waiting" } | { kind: "saving" } | { kind: "saved"; at: Date } | { kind: "failed"; error: ApiError };

const PAUSE_MS = 600;
const RETRY_MS = [2_000, 5_000, 10_000, 20_000];

function load(store: string): Drafts {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(store) ?? "{}") as Record<string, Draft>));
  } catch {
    return new Map();
  }
}

function keep(store: string, drafts: Drafts) {
  try {
    if (drafts.size === 0) localStorage.removeItem(store);
    else localStorage.setItem(store, JSON.stringify(Object.fromEntries(drafts)));
  } catch {
    // A browser that keeps nothing still saves to the server.
  }
}

const NONE: Drafts = new Map();

type Step = { id: string; draft: Draft }[];

/**
 * The typed cells of one form: kept in this browser until the server has them, saved by itself in batches, one request
 * at a time, tried again while the server cannot be reached, and undone step by step.
 */
export function useDrafts(form: FormView, person: string, onSaved: (form: FormView) => void, onFailed: (error: ApiError) => void) {
  const store = `solieu.form.${person}.${form.round}.${form.unit.id}`;
  const [drafts, setDrafts] = useState<Drafts>(() => load(store));
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const live = useRef({ form, drafts, refused, busy: false, failures: 0, steps: [] as Step[], alive: true });
  live.current.form = form;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const put = useCallback((next: Drafts) => {
    live.current.drafts = next;
    setDrafts(next);
    keep(store, next);
  }, [store]);

  const refuse = useCallback((next: ReadonlyMap<string, string>) => {
    live.current.refused = next;
    setRefused(next);
  }, []);

  const save = useCallback(async () => {
    const now = live.current;
    clearTimeout(timer.current);
    if (now.busy || !now.form.editable) return;
    const cells = sendable(now.form.rows, now.drafts).filter((c) => !now.refused.has(cellId(c)));
    if (cells.length === 0) return setState((s) => (s.kind === "waiting" ? { kind: "idle" } : s));
    now.busy = true;
    setState({ kind: "saving" });
    const sent = now.drafts;
    const accepted = (changes: FormChanges) => {
      const held = new Set([...changes.conflicts, ...changes.refused].map(cellId));
      const left = new Map(live.current.drafts);
      for (const id of cells.map(cellId)) if (!held.has(id) && left.get(id) === sent.get(id)) left.delete(id);
      now.failures = 0;
      put(left);
      if (held.size > 0) {
        const told = new Map(live.current.refused);
        for (const c of changes.refused) told.set(cellId(c), lang() === "vi" ? c.vi : c.en);
        for (const c of changes.conflicts) told.set(cellId(c), t("form.conflict", { by: c.by, value: c.theirs || "–" }));
        refuse(told);
      }
      onSaved(withChanges(live.current.form, changes));
    };
    try {
      accepted(await api.saveCells(now.form.round, now.form.unit.id, { cells, seen: now.form.cut }));
      setState({ kind: "saved", at: new Date() });
    } catch (error) {
      now.busy = false;
      if (!(error instanceof ApiError)) throw error;
      setState({ kind: "failed", error });
      onFailed(error);
      const wait = RETRY_MS[Math.min(now.failures++, RETRY_MS.length - 1)];
      if (now.alive) timer.current = setTimeout(() => void save(), wait);
      return;
    }
    now.busy = false;
    if (sendable(now.form.rows, now.drafts).some((c) => !now.refused.has(cellId(c)))) timer.current = setTimeout(() => void save(), PAUSE_MS);
  }, [onSaved, onFailed, put, refuse]);

  /** Changes cells as one step; `remember` puts the step on the undo pile. */
  const change = useCallback((cells: readonly { row: FormRow; draft: Draft }[], remember: boolean) => {
    const now = live.current;
    if (remember) now.steps.push(cells.map(({ row }) => ({ id: cellId(row), draft: shown(row, now.drafts) })));
    let next = now.drafts;
    for (const { row, draft } of cells) next = withDraft(next, row, draft);
    put(next);
    if (cells.some(({ row }) => now.refused.has(cellId(row)))) {
      const left = new Map(now.refused);
      for (const { row } of cells) left.delete(cellId(row));
      refuse(left);
    }
    clearTimeout(timer.current);
    if (next.size > 0) setState({ kind: "waiting" });
    timer.current = setTimeout(() => void save(), PAUSE_MS);
  }, [put, refuse, save]);

  /** Remembers how a cell stood when editing it began, so that a whole entry is one step. */
  const remember = useCallback((row: FormRow, before: Draft) => {
    live.current.steps.push([{ id: cellId(row), draft: before }]);
  }, []);

  /** Takes back the last step; answers with its first cell. */
  const undo = useCallback((): string | undefined => {
    const step = live.current.steps.pop();
    if (!step) return undefined;
    const cells = step.flatMap(({ id, draft }) => {
      const row = live.current.form.rows.find((r) => cellId(r) === id);
      return row ? [{ row, draft }] : [];
    });
    change(cells, false);
    return step[0]?.id;
  }, [change]);

  useEffect(() => {
    const now = live.current;
    now.alive = true;
    if (now.drafts.size > 0) timer.current = setTimeout(() => void save(), PAUSE_MS);
    const online = () => void save();
    window.addEventListener("online", online);
    return () => {
      now.alive = false;
      window.removeEventListener("online", online);
      void save();
    };
  }, [save]);

  // A locked form shows what the server holds; what was typed waits in this browser in case the form comes back.
  return { drafts: form.editable ? drafts : NONE, state, refused, change, remember, undo, save };
}
