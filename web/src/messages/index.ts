import { useSyncExternalStore } from "react";
import { vi, type Key } from "./vi";

export type { Key };
export type Lang = "vi" | "en";

const STORE = "solieu.lang";
/** English comes to those only who choose it: sign-in must be light on a slow line. */
const catalogues: { vi: Record<Key, string>; en?: Record<Key, string> } = { vi };
const listeners = new Set<() => void>();

function stored(): Lang {
  try {
    return localStorage.getItem(STORE) === "en" ? "en" : "vi";
  } catch {
    return "vi";
  }
}

let current: Lang = stored();

/** The language of the screen. */
export const lang = (): Lang => current;

async function fetchWords(language: Lang): Promise<void> {
  if (language === "en") catalogues.en ??= (await import("./en")).en;
}

/** Done when the words of the language of the screen are there; without a line it is Vietnamese for now. */
export const ready: Promise<void> = fetchWords(current).catch(() => {
  current = "vi";
});

/** Switches the language of the screen and keeps the choice in this browser. */
export async function setLang(next: Lang): Promise<void> {
  await fetchWords(next);
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(STORE, next);
  } catch {
    // A browser that keeps nothing still switches for this visit.
  }
  listeners.forEach((listener) => listener());
}

/** Makes a component follow the language; the root does, so pages below it need not. */
export function useLang(): Lang {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lang,
  );
}

/** The words for `key` in a given language, Vietnamese while that is not there; `{name}` in them takes `args.name`. */
export function words(language: Lang, key: Key, args?: Record<string, string | number>): string {
  const text = (catalogues[language] ?? vi)[key];
  return args ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole)) : text;
}

/** The words for `key` in the language of the screen. */
export const t = (key: Key, args?: Record<string, string | number>): string => words(current, key, args);

/** The words for a code that the server sent, such as an act's name: the code itself when it has none. */
export function tCode(prefix: string, code: string, args?: Record<string, string | number>): string {
  const key = `${prefix}.${code}`;
  return key in vi ? t(key as Key, args) : code;
}
