import { useEffect, useState } from "react";

/** A state that this tab keeps until it is closed: what was typed in a dialog is there when it is opened again. */
export function useKept<T>(key: string, start: T): readonly [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = sessionStorage.getItem(key);
      return kept ? (JSON.parse(kept) as T) : start;
    } catch {
      return start;
    }
  });
  useEffect(() => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing still works with what is on the screen.
    }
  }, [key, value]);
  const forget = () => {
    setValue(start);
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };
  return [value, setValue, forget];
}

/** A value that follows another once it has stood still for a moment. */
export function useSettled<T>(value: T, after = 350): T {
  const [settled, setSettled] = useState(value);
  const words = JSON.stringify(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(JSON.parse(words) as T), after);
    return () => window.clearTimeout(timer);
  }, [words, after]);
  return settled;
}
