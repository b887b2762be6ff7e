import { useEffect, useReducer, useRef } from "react";

/**
 * The name of a pressed key. Letters go by their place on the keyboard: a Vietnamese input method may have turned `dd`
 * into `đ` already.
 */
function nameOf(e: KeyboardEvent): string {
  const [, letter] = /^Key([A-Z])$/.exec(e.code) ?? [];
  const key = letter ? (e.shiftKey ? letter : letter.toLowerCase()) : e.key;
  return e.ctrlKey || e.metaKey ? `Ctrl+${key}` : key;
}

/**
 * Keys of a page. They rest while a dialog is open, while someone types, and Enter leaves buttons and links alone.
 * While `wait` holds, keys that are `patient` are kept in their order, and meet the page as it is afterwards.
 */
export function useKeys(keys: Record<string, () => void>, patient: ReadonlySet<string>, wait: boolean) {
  const latest = useRef({ keys, patient, wait });
  latest.current = { keys, patient, wait };
  const held = useRef<string[]>([]);
  const [turn, nextTurn] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const next = wait ? undefined : held.current.shift();
    if (!next) return;
    latest.current.keys[next]?.();
    nextTurn();
  }, [wait, turn]);
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (e.defaultPrevented || e.altKey || e.isComposing || document.querySelector("dialog[open]")) return;
      if (target.isContentEditable || target.matches("input, select, textarea, [role=menuitem]")) {
        if (e.key === "Escape") target.blur();
        return;
      }
      if (e.key === "Enter" && target.matches("button:not([role=tab]), a, summary")) return;
      if (/^Arrow(Left|Right)$/.test(e.key) && target.matches("[role=tab]")) return;
      const name = nameOf(e);
      const act = latest.current.keys[name];
      if (!act) return;
      e.preventDefault();
      if (latest.current.wait && latest.current.patient.has(name)) held.current.push(name);
      else act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
