import { useEffect, useRef } from "react";

/** Keys of a page. They rest while a dialog is open, while someone types, and Enter leaves buttons and links alone. */
export function useKeys(keys: Record<string, () => void>) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || document.querySelector("dialog[open]")) return;
      if (e.key === "Escape" && target.matches("input, select, textarea")) return target.blur();
      if (target.isContentEditable || target.matches("input, select, textarea, [role=menuitem]")) return;
      if (e.key === "Enter" && target.matches("button:not([role=tab]), a, summary")) return;
      const act = latest.current[e.key];
      if (!act) return;
      e.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
