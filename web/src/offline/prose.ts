// Prose typed and not yet kept by the server: noted at once, so that a page that is closed loses no word.
import { api, ApiError } from "../api";
import type { ProseAnswer, ProseEdit } from "../api/types";
import { lang } from "../messages";
import { onTopOf, sendingOf, type Sending } from "../pages/living/sync";

/** What waits of one page. */
export type Waiting = {
  edits: ProseEdit[];
  /** What was sent without an answer, part of the edits: it may have arrived. */
  sent: Sending | null;
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
    store(this.key, waiting);
  }

  /** Whoever opens the document next takes over what waits. */
  close(): void {
    this.release();
  }
}

/** Whether the server said no, for good: a lost line, a server that fails and a session that ended say nothing of what was sent. */
export const isAnswer = (error: unknown): error is ApiError => error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401;

/** What was found of pages that were closed: what became of it, and what was not taken, with the reason. */
export type Found = { answers: ProseAnswer[]; refused: { reason: string; edits: ProseEdit[]; drop: () => void }[] };

/** Sends what closed pages had noted. Rejects while the server cannot be reached. */
export async function sendLeft(person: string, period: string): Promise<Found> {
  const found: Found = { answers: [], refused: [] };
  for (const key of keys(place(person, period))) {
    if (await isLive(key)) continue;
    const waiting = read(key);
    const keep = (waiting: Waiting | null) => store(key, waiting);
    try {
      const rest = waiting && (await sendNoted(period, waiting, keep, found));
      keep(rest);
      if (rest) found.refused.push({ reason: rest.reason, edits: rest.edits, drop: () => keep(null) });
    } catch (error) {
      if (!isAnswer(error)) throw error;
      found.refused.push({ reason: error.message, edits: waiting?.edits ?? [], drop: () => keep(null) });
    }
  }
  return found;
}

/** Sends first what may have arrived, then what was typed after it; gives back what was refused. */
async function sendNoted(period: string, noted: Waiting, keep: (waiting: Waiting) => void, found: Found): Promise<(Waiting & { reason: string }) | null> {
  let { edits } = noted;
  if (noted.sent) {
    const answer = await api.writeProse(period, noted.sent);
    found.answers.push(answer);
    edits = onTopOf(edits, noted.sent.edits.filter((edit) => !answer.refused.some((no) => no.passage === edit.id)));
  }
  if (edits.length === 0) return null;
  const sent = sendingOf(edits);
  // Noted first: without an answer it is sent again under the same name.
  keep({ edits, sent });
  const answer = await api.writeProse(period, sent);
  found.answers.push(answer);
  const [no] = answer.refused;
  return no ? { edits: edits.filter((edit) => answer.refused.some((no) => no.passage === edit.id)), sent: null, reason: no[lang()] } : null;
}

function store(key: string, waiting: Waiting | null): void {
  try {
    if (waiting) localStorage.setItem(key, JSON.stringify(waiting));
    else localStorage.removeItem(key);
  } catch {
    // Full or blocked: what was typed is in the page and goes to the server from there.
  }
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
