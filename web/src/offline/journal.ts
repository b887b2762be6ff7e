// Keys on their way into the browser's store, which takes a moment: noted at once, so that a page that is closed in that
// moment loses none.
import type { Typed } from "./db";

const PREFIX = "solieu.typing.";
const tab = Math.random().toString(36).slice(2);
const notes = new Map<string, Map<string, Typed>>();

const place = (form: string): string => `${PREFIX}${tab}.${form}`;

function put(form: string) {
  const cells = [...(notes.get(form)?.values() ?? [])];
  try {
    if (cells.length === 0) localStorage.removeItem(place(form));
    else localStorage.setItem(place(form), JSON.stringify(cells));
  } catch {
    // Full or blocked: the store itself tells when it takes nothing either.
  }
}

export function note(form: string, cells: readonly Typed[]): void {
  const mine = notes.get(form) ?? new Map<string, Typed>();
  for (const cell of cells) mine.set(cell.id, cell);
  notes.set(form, mine);
  put(form);
}

/** The store has these now; what was typed on meanwhile stays noted. */
export function strike(form: string, cells: readonly Typed[]): void {
  const mine = notes.get(form);
  for (const cell of cells) if (mine?.get(cell.id) === cell) mine.delete(cell.id);
  put(form);
}

/** What a page that was closed had noted, its notes taken over. */
export function takeOver(form: string): Typed[] {
  const found: Typed[] = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX) || !key.endsWith(`.${form}`) || key === place(form)) continue;
      found.push(...(JSON.parse(localStorage.getItem(key) ?? "[]") as Typed[]));
      localStorage.removeItem(key);
    }
  } catch {
    // Nothing noted can be read: what the store holds is all.
  }
  return found;
}
