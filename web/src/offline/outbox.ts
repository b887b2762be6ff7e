// Typed cells and sendings on their way to the server: kept in the browser first, sent in order, by one tab at a time.
import { api, ApiError } from "../api";
import type { FormChanges, FormView } from "../api/types";
import { withChanges } from "../pages/form/cells";
import { all, get, ofForm, update, write, type Pressed, type Typed } from "./db";
import { note, strike, takeOver } from "./journal";
import { answered, onTop, sendable } from "./settle";

export type Sending = { kind: "idle" } | { kind: "waiting" } | { kind: "saving" } | { kind: "saved"; at: Date } | { kind: "failed"; error: ApiError };

/** What a form that stands open hears of its outbox, its own and that of other tabs. */
export type News =
  | { kind: "typed"; cells: Typed[]; back: string[] }
  | { kind: "tried"; cells: Typed[] }
  | { kind: "settled"; gone: Typed[]; keep: Typed[] }
  | { kind: "changes"; changes: FormChanges }
  | { kind: "pressed"; pressed: Pressed | null }
  | { kind: "sent"; view: FormView }
  | { kind: "refused"; vi: string; en: string }
  | { kind: "state"; state: Sending }
  | { kind: "full" };

type Mail = { form: string; news: News };
type Listener = (news: News) => void;

const PAUSE_MS = 500;
const RETRY_MS = [2_000, 5_000, 10_000, 20_000, 60_000];

const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("solieu.outbox");
const listeners = new Map<string, Set<Listener>>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const failures = new Map<string, number>();
/** The cell that a person is typing in, by form: it goes when it is left. */
const typing = new Map<string, string>();
let onLost: (error: Error) => void = () => undefined;

if (channel) channel.onmessage = (event: MessageEvent<Mail>) => tell(event.data.form, event.data.news);

function tell(form: string, news: News) {
  for (const listener of listeners.get(form) ?? []) listener(news);
}

/** Tells this tab and the others. */
function tellAll(form: string, news: News) {
  tell(form, news);
  channel?.postMessage({ form, news } satisfies Mail);
}

export function listen(form: string, listener: Listener): () => void {
  const here = listeners.get(form) ?? new Set();
  listeners.set(form, here.add(listener));
  return () => here.delete(listener);
}

/** Everything of a form that has not gone yet. */
export async function load(form: string): Promise<{ cells: Typed[]; pressed: Pressed | undefined }> {
  const noted = takeOver(form);
  if (noted.length > 0) {
    await update("cells", noted.map((cell) => [form, cell.id]), (now) => {
      const known = new Map(now.map((cell) => [cell.id, cell]));
      const newer = noted.filter((cell) => cell.entered_at > (known.get(cell.id)?.entered_at ?? ""));
      return { puts: newer.map((cell) => onTop(cell, known.get(cell.id))), deletes: [] };
    });
  }
  const [cells, pressed] = await Promise.all([all("cells", ofForm(form)), get("sends", form)]);
  return { cells, pressed };
}

/**
 * Keeps typed cells, takes back those that say again what the server holds, and sends after a pause. What is known of
 * earlier sendings of a cell stays with it.
 */
export function type(form: string, cells: readonly Typed[], back: readonly string[]): void {
  const keys = [...cells.map((cell) => cell.id), ...back].map((id) => [form, id]);
  if (keys.length === 0) return;
  channel?.postMessage({ form, news: { kind: "typed", cells: [...cells], back: [...back] } } satisfies Mail);
  const step = (now: Typed[]) => {
    const known = new Map(now.map((cell) => [cell.id, cell]));
    return {
      puts: cells.map((cell) => onTop(cell, known.get(cell.id))),
      deletes: back.filter((id) => !known.get(id)?.tried).map((id) => [form, id]),
    };
  };
  note(form, cells);
  update("cells", keys, step).then(() => strike(form, cells), () => tell(form, { kind: "full" }));
  if (cells.length > 0) tell(form, { kind: "state", state: { kind: "waiting" } });
  soon(form, PAUSE_MS);
}

/** A person has chosen in a conflict: these cells are to be sent, the others are given up. */
export async function settle(form: string, cells: readonly Typed[], back: readonly string[]): Promise<void> {
  await write("cells", cells, back.map((id) => [form, id]));
  channel?.postMessage({ form, news: { kind: "typed", cells: [...cells], back: [...back] } } satisfies Mail);
  return flush(form);
}

/** The cell that is being typed in waits until it is left. */
export function setTyping(form: string, id: string | undefined): void {
  if (id === undefined) typing.delete(form);
  else typing.set(form, id);
  if (id === undefined) soon(form, PAUSE_MS);
}

/** "Send" was pressed. Pressing twice is pressing once. */
export async function press(pressed: Pressed): Promise<void> {
  if (await get("sends", pressed.form)) return flush(pressed.form);
  await write("sends", [pressed]);
  tellAll(pressed.form, { kind: "pressed", pressed });
  return flush(pressed.form);
}

/** The sending that waits is taken back. */
export async function unpress(form: string): Promise<void> {
  await write("sends", [], [form]);
  tellAll(form, { kind: "pressed", pressed: null });
}

function soon(form: string, wait: number) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => void flush(form), wait));
}

/** One tab at a time; without locks (a page without TLS) the server keeps one of two equal saves. */
const alone = <T>(form: string, step: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request(`solieu.send.${form}`, step) as Promise<T> : step();

/** Sends what waits of a form: its cells, then the form. */
export async function flush(form: string): Promise<void> {
  clearTimeout(timers.get(form));
  try {
    const left = await alone(form, async () => {
      const left = await sendCells(form);
      if (left === "none") await sendForm(form);
      return left;
    });
    failures.set(form, 0);
    if (left === "more" && !typing.has(form)) soon(form, PAUSE_MS);
  } catch (error) {
    if (!(error instanceof ApiError)) return tell(form, { kind: "full" });
    tell(form, { kind: "state", state: { kind: "failed", error } });
    onLost(error);
    const failed = failures.get(form) ?? 0;
    failures.set(form, failed + 1);
    if (error.status !== 401) soon(form, RETRY_MS[Math.min(failed, RETRY_MS.length - 1)] ?? 60_000);
  }
}

const place = (form: string): { round: string; unit: string } => {
  const [, round = "", unit = ""] = JSON.parse(form) as string[];
  return { round, unit };
};

/** What remains: nothing, cells that wait for a person, or cells to send. */
async function sendCells(form: string): Promise<"none" | "held" | "more"> {
  const { round, unit } = place(form);
  const cells = await all("cells", ofForm(form));
  const sent = sendable(cells).filter((cell) => cell.id !== typing.get(form));
  if (sent.length === 0) {
    tell(form, { kind: "state", state: { kind: "idle" } });
    return cells.length === 0 ? "none" : "held";
  }
  tell(form, { kind: "state", state: { kind: "saving" } });
  const trying = sent.map((cell) => ({ ...cell, tried: [...(cell.tried ?? []), { text: cell.text, note: cell.note }] }));
  await update("cells", ofForm(form), (now) => ({ puts: now.flatMap((cell) => {
    const tried = trying.find((t) => t.id === cell.id)?.tried;
    return tried ? [{ ...cell, tried }] : [];
  }), deletes: [] }));
  tellAll(form, { kind: "tried", cells: trying });
  const kept = (await get("forms", form))?.view;
  const changes = await api.saveCells(round, unit, {
    cells: sent.map(({ indicator, measure, text, note, base, entered_at }) => ({ indicator, measure, text: text.trim(), note: note.trim() || null, base, entered_at })),
    seen: kept?.cut ?? null,
  });
  if (kept) await write("forms", [{ form, view: withChanges(kept, changes), at: new Date().toISOString() }]);
  let left: "none" | "held" | "more" = "none";
  let settled: { keep: Typed[]; gone: Typed[] } = { keep: [], gone: [] };
  await update("cells", ofForm(form), (now) => {
    settled = answered(sent, now, changes);
    const { keep, gone } = settled;
    const after = now.filter((cell) => !gone.some((g) => g.id === cell.id)).map((cell) => keep.find((k) => k.id === cell.id) ?? cell);
    left = after.length === 0 ? "none" : sendable(after).length > 0 ? "more" : "held";
    return { puts: keep, deletes: gone.map((cell) => [form, cell.id]) };
  });
  tellAll(form, { kind: "settled", ...settled });
  tellAll(form, { kind: "changes", changes });
  tell(form, { kind: "state", state: { kind: "saved", at: new Date() } });
  return left;
}

async function sendForm(form: string) {
  const pressed = await get("sends", form);
  if (!pressed) return;
  const { round, unit } = place(form);
  try {
    const view = await api.sendForm(round, unit, { times: pressed.times, entered_at: pressed.entered_at });
    await write("sends", [], [form]);
    tellAll(form, { kind: "pressed", pressed: null });
    tellAll(form, { kind: "sent", view });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 0 || error.status === 401 || error.status >= 500) throw error;
    await write("sends", [], [form]);
    tellAll(form, { kind: "pressed", pressed: null });
    tellAll(form, { kind: "refused", ...error.both });
  }
}

/** Sends everything of a person that waits in this browser, now and whenever the line comes back. */
export function startOutbox(person: string, lost: (error: Error) => void): () => void {
  onLost = lost;
  const mine = JSON.stringify([person]).slice(0, -1);
  const go = async () => {
    const [cells, sends] = await Promise.all([all("cells"), all("sends")]).catch(() => [[], []] as [Typed[], Pressed[]]);
    const forms = new Set([...cells, ...sends].map((waiting) => waiting.form).filter((form) => form.startsWith(mine)));
    for (const form of forms) await flush(form);
  };
  const online = () => void go();
  window.addEventListener("online", online);
  void go();
  return () => {
    window.removeEventListener("online", online);
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
