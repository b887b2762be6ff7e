import { useSyncExternalStore } from "react";
import { doorVi } from "./door.vi";
import type { Key } from "./vi";

export type { Key };
export type Lang = "vi" | "en";

const STORE = "solieu.lang";
type Words = Partial<Record<Key, string>>;
/** Sign-in must be light on a slow line: English comes to those only who choose it, the words of the pages to who is signed in. */
const catalogues: { vi: Words; en?: Words } = { vi: doorVi };
let inside = false;
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
  if (inside) catalogues[language] = language === "en" ? (await import("./en")).en : (await import("./vi")).vi;
  else if (language === "en") catalogues.en ??= (await import("./door.en")).doorEn;
}

/** Fetches the words of the language of the screen; without a line it is Vietnamese for now. */
const fetchCurrent = (): Promise<void> =>
  fetchWords(current).catch((error: unknown) => {
    if (current === "vi") throw error;
    current = "vi";
    return fetchWords("vi");
  });

/** Done when the words needed at the door are there. */
export const ready: Promise<void> = fetchCurrent();

/** Done when the words of all pages are there. */
export async function wordsInside(): Promise<void> {
  inside = true;
  await fetchCurrent();
}

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
  const text = catalogues[language]?.[key] ?? catalogues.vi[key] ?? key;
  return args ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole)) : text;
}

/** The words for `key` in the language of the screen. */
export const t = (key: Key, args?: Record<string, string | number>): string => words(current, key, args);

/** The words for a code that the server sent, such as an act's name: the code itself when it has none. */
export function tCode(prefix: string, code: string, args?: Record<string, string | number>): string {
  const key = `${prefix}.${code}`;
  return key in catalogues.vi || key in (catalogues.en ?? {}) ? t(key as Key, args) : code;
}
