import { useEffect, useRef } from "react";

/**
 * The name of a pressed key. Letters go by their place on the keyboard: a Vietnamese input method may have turned `dd`
 * into `đ` already.
 */
function nameOf(e: KeyboardEvent): string {
  const [, letter] = /^Key([A-Z])$/.exec(e.code) ?? [];
  const key = letter ? (e.shiftKey ? letter : letter.toLowerCase()) : e.key;
  return e.ctrlKey || e.metaKey ? `Ctrl+${key}` : key;
}

/** Keys of a page. They rest while a dialog is open, while someone types, and Enter leaves buttons and links alone. */
export function useKeys(keys: Record<string, () => void>) {
  const latest = useRef(keys);
  latest.current = keys;
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
      const act = latest.current[nameOf(e)];
      if (!act) return;
      e.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
