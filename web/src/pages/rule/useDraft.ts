import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../api";
import type { RuleDraft } from "../../api/types";
import { scalars, type Typed } from "./text";

const PAUSE_MS = 120;

/** A formula that is being written, and what the server says of it whenever the typing pauses. */
export function useDraft(first: string, about: Omit<RuleDraft, "formula" | "cursor">, enabled = true) {
  const [typed, setTyped] = useState<Typed>({ text: first, cursor: first.length });
  const now: RuleDraft = { ...about, formula: typed.text, cursor: scalars(typed.text, typed.cursor) };
  const asked = usePaused(now);
  const draft = useQuery({
    queryKey: ["draft", asked],
    queryFn: () => api.draftRule(asked),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const fresh = !draft.isPlaceholderData && asked.formula === now.formula && asked.cursor === now.cursor;
  return { typed, setTyped, draft: draft.data, fresh };
}

/** A value that stands still for a moment. */
function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(JSON.parse(key) as T), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return paused;
}
