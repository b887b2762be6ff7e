// The browser's own store: what was typed and not yet kept by the server, and the forms that were opened.
import type { ConflictView, FormView, SessionView } from "../api/types";

/** A typed cell on its way to the server. */
export type Typed = {
  form: string;
  /** Names the cell on its form. */
  id: string;
  indicator: string;
  measure: FormView["rows"][number]["measure"];
  text: string;
  note: string;
  /** The newest statement that the typist saw; none = nothing was said. */
  base: number | null;
  /** When it was typed, RFC 3339. */
  entered_at: string;
  /** What was sent and may have arrived: no answer was heard. */
  tried?: { text: string; note: string }[];
  /** The server keeps something newer; the person must choose. */
  conflict?: ConflictView;
  /** The server cannot keep it, in both languages. */
  refusal?: { vi: string; en: string };
};

/** "Send" was pressed; it goes when all cells have gone. */
export type Pressed = { form: string; times: number; entered_at: string };

type Stores = { cells: Typed; sends: Pressed; forms: { form: string; view: FormView; at: string }; session: { key: "session"; view: SessionView } };
type Store = keyof Stores;

const VERSION = 1;
const KEYS: Record<Store, string | string[]> = { cells: ["form", "id"], sends: "form", forms: "form", session: "key" };

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("solieu", VERSION);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(KEYS)) if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => {
      // A newer page wants to change the store: it may, and this page opens it again when it needs it.
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("no store"));
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("store failed"));
  });

export async function get<S extends Store>(store: S, key: IDBValidKey): Promise<Stores[S] | undefined> {
  const db = await open();
  return done(db.transaction(store).objectStore(store).get(key) as IDBRequest<Stores[S] | undefined>);
}

export async function all<S extends Store>(store: S, range?: IDBKeyRange): Promise<Stores[S][]> {
  const db = await open();
  return done(db.transaction(store).objectStore(store).getAll(range) as IDBRequest<Stores[S][]>);
}

/** Puts and deletes as one step: all or none. Rejects when the disk is full. */
export async function write<S extends Store>(store: S, puts: readonly Stores[S][], deletes: readonly IDBValidKey[] = []): Promise<void> {
  const db = await open();
  const transaction = db.transaction(store, "readwrite");
  const target = transaction.objectStore(store);
  for (const value of puts) target.put(value);
  for (const key of deletes) target.delete(key);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("store failed"));
    transaction.onerror = () => reject(transaction.error ?? new Error("store failed"));
  });
}

/** Reads and writes as one step, so that no other tab comes between. `step` looks at what is there and must not wait. */
export async function update<S extends Store>(
  store: S,
  what: IDBKeyRange | readonly IDBValidKey[],
  step: (now: Stores[S][]) => { puts: readonly Stores[S][]; deletes: readonly IDBValidKey[] },
): Promise<void> {
  const db = await open();
  const transaction = db.transaction(store, "readwrite");
  const target = transaction.objectStore(store);
  const act = (now: Stores[S][]) => {
    const { puts, deletes } = step(now);
    for (const value of puts) target.put(value);
    for (const key of deletes) target.delete(key);
  };
  if (what instanceof IDBKeyRange) {
    const request = target.getAll(what) as IDBRequest<Stores[S][]>;
    request.onsuccess = () => act(request.result);
  } else {
    const found: Stores[S][] = [];
    let open = what.length;
    for (const key of what) {
      const request = target.get(key) as IDBRequest<Stores[S] | undefined>;
      request.onsuccess = () => {
        if (request.result) found.push(request.result);
        if (--open === 0) act(found);
      };
    }
  }
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("store failed"));
  });
}

/** All cells of one form. */
export const ofForm = (form: string): IDBKeyRange => IDBKeyRange.bound([form], [form, []]);

export async function empty(store: Store): Promise<void> {
  const db = await open();
  await done(db.transaction(store, "readwrite").objectStore(store).clear());
}

/** Asks the browser not to drop what is kept here when its disk runs low. */
export const persist = (): void => void navigator.storage?.persist?.().catch(() => false);
