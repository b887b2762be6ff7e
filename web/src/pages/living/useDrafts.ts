import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, ApiError } from "../../api";
import type { LivingInline, LivingView, PassageKind } from "../../api/types";
import { figureId, sameContent, toInlines, withOwnIds } from "./inlines";

/** A passage being written. Its words live in the editor and in `useDrafts`, until the server has them. */
export type Draft = {
  /** Content before the edit. */
  start: readonly LivingInline[];
  /** Version that was edited; a new passage has none. */
  version: number | null;
  /** For a new passage: after which, and what it is. */
  added?: { after: string | null; kind: PassageKind };
  status: "editing" | "saving" | "failed" | "conflict";
  /** Why it was not saved. */
  message?: string;
  /** Where the click fell, for the caret. */
  at?: { left: number; top: number };
};

/** The key of the draft of a new passage after `after`. */
export const newKey = (after: string | null) => `new ${after ?? ""}`;

/** Every passage being written on this page. What was typed stays until the server has it or the officer lets go of it. */
export function useDrafts(period: string, view: LivingView) {
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [savedKey, setSavedKey] = useState<string | null>(null);
  const contents = useRef(new Map<string, LivingInline[]>());
  const now = useRef({ drafts, view });
  now.current = { drafts, view };

  const put = useCallback((key: string, draft: Draft | null) => {
    if (!draft) contents.current.delete(key);
    setDrafts((all) => {
      const next = new Map(all);
      if (draft) next.set(key, draft);
      else next.delete(key);
      return next;
    });
  }, []);

  const begin = useCallback(
    (key: string, draft: Omit<Draft, "status">) => {
      if (now.current.drafts.has(key)) return;
      contents.current.set(key, [...draft.start]);
      setSavedKey(null);
      put(key, { ...draft, status: "editing" });
    },
    [put],
  );

  /** Sends a draft. Gives the passage's id when the server has it, none when there was nothing to send or it failed. */
  const commit = useCallback(
    async (key: string): Promise<string | null> => {
      const draft = now.current.drafts.get(key);
      if (!draft || draft.status === "saving") return null;
      const current = now.current.view.passages.find((p) => p.id === key);
      const own = new Set(draft.start.flatMap((i) => (i.type === "figure" ? [i.figure.id] : [])));
      const taken = now.current.view.passages.flatMap((p) => p.inlines.flatMap((i) => (i.type === "figure" && !own.has(i.figure.id) ? [i.figure.id] : [])));
      const content = withOwnIds(contents.current.get(key) ?? [], new Set(taken), figureId);
      const unchanged = draft.added ? content.length === 0 : draft.status !== "conflict" && sameContent(content, draft.start);
      if (unchanged) {
        put(key, null);
        return draft.added ? null : key;
      }
      put(key, { ...draft, status: "saving" });
      try {
        const inlines = toInlines(content);
        const version = draft.status === "conflict" ? (current?.version ?? draft.version ?? 0) : (draft.version ?? 0);
        const next = draft.added ? await api.addPassage(period, { ...draft.added, inlines }) : await api.editPassage(period, key, { version, inlines });
        client.setQueryData(["living", period], next);
        void client.invalidateQueries({ queryKey: ["basis", period] });
        const id = draft.added ? addedId(now.current.view, next) : key;
        put(key, null);
        setSavedKey(id);
        return id;
      } catch (error) {
        const conflict = error instanceof ApiError && error.code === "edited-meanwhile";
        if (conflict) await client.invalidateQueries({ queryKey: ["living", period] });
        put(key, { ...draft, status: conflict ? "conflict" : "failed", message: (error as Error).message });
        return null;
      }
    },
    [client, period, put],
  );

  const type = useCallback((key: string, content: LivingInline[]) => void contents.current.set(key, content), []);
  const typed = useCallback((key: string) => contents.current.get(key) ?? [], []);
  const drop = useCallback((key: string) => put(key, null), [put]);

  const unsaved = drafts.size > 0;
  useEffect(() => {
    if (!unsaved) return;
    const ask = (e: BeforeUnloadEvent) => {
      const changed = [...now.current.drafts].some(([key, draft]) => !sameContent(contents.current.get(key) ?? [], draft.start));
      if (changed) e.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);

  return { drafts, savedKey, begin, type, typed, commit, drop };
}

/** The id of the passage that the newer view has and the older has not. */
function addedId(before: LivingView, after: LivingView): string | null {
  const known = new Set(before.passages.map((p) => p.id));
  return after.passages.find((p) => !known.has(p.id))?.id ?? null;
}

/** The drafts of the page and what can be done with them. */
export type Drafts = ReturnType<typeof useDrafts>;
