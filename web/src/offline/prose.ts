// Prose typed and not yet kept by the server: noted at once, so that a page that is closed loses no word.
import { api, ApiError } from "../api";
import type { ProseAnswer, ProseEdit } from "../api/types";
import { arrived, onTopOf, saidBy } from "../pages/living/sync";

/** What waits of one page. */
export type Waiting = {
  edits: ProseEdit[];
  /** What was sent without an answer: it may have arrived. */
  doubtful: ProseEdit[] | null;
  /** Newest ledger position that was known then. */
  cut: number;
};

const PREFIX = "solieu.prose.";
const place = (person: string, period: string): string => `${PREFIX}${JSON.stringify([person, period])}.`;

/** Notes of one open document. */
export class Notes {
  private readonly key: string;
  private release: () => void = () => undefined;

  constructor(person: string, period: string) {
    this.key = place(person, period) + Math.random().toString(36).slice(2);
    // Says to other pages that this one lives, so that they leave its notes alone.
    void navigator.locks?.request(this.key, () => new Promise<void>((resolve) => (this.release = resolve)));
  }

  /** Keeps what waits; none = nothing does. */
  keep(waiting: Waiting | null): void {
    try {
      if (waiting) localStorage.setItem(this.key, JSON.stringify(waiting));
      else localStorage.removeItem(this.key);
    } catch {
      // Full or blocked: what was typed is in the page and goes to the server from there.
    }
  }

  /** Whoever opens the document next takes over what waits. */
  close(): void {
    this.release();
  }
}

/** What was found of pages that were closed. */
export type Found = { answers: ProseAnswer[]; refused: { error: ApiError; edits: ProseEdit[]; drop: () => void }[] };

/** Sends what closed pages had noted. Rejects while the server cannot be reached. */
export async function sendLeft(person: string, period: string): Promise<Found> {
  const found: Found = { answers: [], refused: [] };
  for (const key of keys(place(person, period))) {
    if (await isLive(key)) continue;
    const drop = () => localStorage.removeItem(key);
    const waiting = read(key);
    if (!waiting) {
      drop();
      continue;
    }
    const { doubtful } = waiting;
    const edits = doubtful && arrived(doubtful, saidBy(await api.living(period))) ? onTopOf(waiting.edits, doubtful) : waiting.edits;
    try {
      if (edits.length > 0) found.answers.push(await api.writeProse(period, edits));
      drop();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0 || error.status === 401 || error.status >= 500) throw error;
      found.refused.push({ error, edits, drop });
    }
  }
  return found;
}

function keys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort();
  } catch {
    return [];
  }
}

function read(key: string): Waiting | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Waiting | null;
  } catch {
    return null;
  }
}

/** Without locks (a page without TLS) nobody can tell: the server keeps one of two equal changes. */
const isLive = async (key: string): Promise<boolean> =>
  navigator.locks ? navigator.locks.request(key, { ifAvailable: true }, (lock) => lock === null) : false;
