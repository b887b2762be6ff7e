/** Saves by itself: after a pause in typing, again while the line is cut; what had no answer is sent again under its name. */
import { api, ApiError } from "../../api";
import type { LivingView, ProseAnswer, ProseEdit } from "../../api/types";
import { isAnswer, Notes } from "../../offline/prose";
import { keyOf, type Block } from "./content";
import { editsOf, saidBy, sendingOf, settle, syncedWith, taken, type Said, type Sending, type Synced, type Target } from "./sync";

const PAUSE_MS = 700;
/** Sent at the latest, however long somebody types on. */
const LATEST_MS = 5000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
/** A line that says nothing this long is cut. */
const SILENT_MS = 20_000;

/** How saving stands. `waiting` counts passages that the server does not have yet. */
export type SaveState = { kind: "saved" | "saving" | "waiting" | "cut"; waiting: number };

/** The document, as saving needs it. */
export type Paper = {
  blocks: () => Block[];
  /** Brings the document there. */
  follow: (target: Target) => void;
  /** Words are being composed: nothing may move under the hand. */
  busy: () => boolean;
};

/** What is told of saving. */
export type SaverHooks = {
  state: (state: SaveState) => void;
  /** The server knows something newer than the view that was shown. */
  changed: () => void;
  held: (held: ProseAnswer["held"]) => void;
  refused: (refused: ProseAnswer["refused"]) => void;
  /** A no to the whole sending. */
  failed: (error: ApiError) => void;
};

/** Keeps one document and the server of one mind. */
export class Saver {
  private synced: Synced;
  private sending: Sending | null = null;
  /** What was sent without an answer. */
  private doubtful: Sending | null = null;
  private cut: number;
  /** What the server does not take, as it was when it said so. */
  private readonly no = new Map<string, string>();
  private failures = 0;
  private firstTyped = 0;
  private timer = 0;
  private noting = 0;
  private newer: LivingView | null = null;
  private told: SaveState["kind"] = "saved";
  private closed = false;
  private readonly notes: Notes;

  constructor(
    person: string,
    private readonly period: string,
    view: LivingView,
    private readonly paper: Paper,
    private readonly hooks: SaverHooks,
  ) {
    this.notes = new Notes(person, period);
    this.synced = syncedWith(saidBy(view));
    this.cut = view.cut;
    window.addEventListener("online", this.now);
    window.addEventListener("pagehide", this.note);
    document.addEventListener("visibilitychange", this.hidden);
  }

  close(): void {
    void this.now();
    this.note();
    this.closed = true;
    window.clearTimeout(this.timer);
    window.clearTimeout(this.noting);
    if (!this.sending) this.notes.close();
    window.removeEventListener("online", this.now);
    window.removeEventListener("pagehide", this.note);
    document.removeEventListener("visibilitychange", this.hidden);
  }

  /** Something was typed. */
  typed(): void {
    const now = Date.now();
    this.firstTyped ||= now;
    if (this.told === "saved") this.hooks.state({ kind: (this.told = "waiting"), waiting: 1 });
    this.noting ||= window.setTimeout(this.note, 250);
    if (!this.sending && this.failures === 0) this.soon(Math.max(0, Math.min(PAUSE_MS, this.firstTyped + LATEST_MS - now)));
  }

  /** Everything that the server does not have yet. */
  edits = (): ProseEdit[] => editsOf(this.synced, this.paper.blocks(), (block) => this.no.get(block.id) === keyOf(block.content));

  /** Saves now, if there is something. */
  now = async (): Promise<void> => {
    window.clearTimeout(this.timer);
    if (this.sending || this.closed) return;
    if (this.paper.busy()) return this.soon(PAUSE_MS);
    try {
      if (this.doubtful) return await this.send(this.doubtful);
      this.firstTyped = 0;
      const edits = this.edits();
      if (edits.length === 0) return this.rest();
      await this.send(sendingOf(edits));
    } catch (error) {
      this.sending = null;
      if (this.closed) {
        this.note();
        this.notes.close();
      } else this.lost(error);
    }
  };

  private async send(sending: Sending): Promise<void> {
    const { edits } = sending;
    this.sending = sending;
    this.note();
    this.tell();
    let answer: ProseAnswer;
    try {
      answer = await api.writeProse(this.period, sending, AbortSignal.timeout(SILENT_MS));
    } catch (error) {
      // A no is an answer; silence may mean that it arrived, and who has no session is told nothing.
      this.doubtful = isAnswer(error) ? null : sending;
      throw error;
    }
    this.doubtful = null;
    // Nothing moves under a word that is being composed.
    while (this.paper.busy() && !this.closed) await new Promise((resolve) => window.setTimeout(resolve, 100));
    this.sending = null;
    this.failures = 0;
    const refused = new Set(answer.refused.map((r) => r.passage));
    for (const edit of edits) if (edit.type === "write" && refused.has(edit.id)) this.no.set(edit.id, keyOf(edit.now));
    this.cut = Math.max(this.cut, answer.cut);
    this.take(answer, taken(this.synced, edits.filter((edit) => !refused.has(edit.id))));
    if (answer.held.length > 0) this.hooks.held(answer.held);
    if (answer.refused.length > 0) this.hooks.refused(answer.refused);
    if (this.newer && this.newer.cut >= this.cut) this.seen(this.newer);
    this.newer = null;
    this.note();
    if (this.closed) return this.notes.close();
    // Notices, numbers of headings and what others wrote are the view's to say.
    this.hooks.changed();
    if (this.edits().length > 0) this.soon(PAUSE_MS);
    else this.rest();
  }

  /** A newer view of the report. */
  seen(view: LivingView): void {
    if (view.cut < this.cut) return;
    if (this.sending || this.doubtful || this.paper.busy()) {
      this.newer = view;
      return;
    }
    this.newer = null;
    this.cut = view.cut;
    this.take(saidBy(view), this.synced);
    this.tell();
  }

  /** A refused passage becomes again what the server holds. */
  giveUp(view: LivingView, id: string): void {
    this.no.delete(id);
    const passage = view.passages.find((p) => p.id === id);
    const block = this.paper.blocks().find((b) => b.id === id);
    const contents = new Map(this.synced.contents);
    if (block) contents.set(id, block.content);
    this.take(saidBy(view), { ...this.synced, contents });
    if (!passage) this.tell();
  }

  private take(said: Said, synced: Synced): void {
    const settled = settle(synced, said, this.paper.blocks());
    this.synced = settled.synced;
    if (!this.closed) this.paper.follow(settled.target);
  }

  private lost(error: unknown): void {
    const refusal = error instanceof ApiError && error.status >= 400 && error.status < 500;
    if (error instanceof ApiError) this.hooks.failed(error);
    const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)] ?? 30_000;
    this.note();
    this.tell("cut");
    // After a no the next key tries again; without a session nothing helps but signing in.
    if (refusal) this.failures = 0;
    else this.soon(wait);
  }

  private soon(wait: number): void {
    window.clearTimeout(this.timer);
    if (!this.closed) this.timer = window.setTimeout(() => void this.now(), wait);
  }

  private rest(): void {
    this.failures = 0;
    this.note();
    this.tell();
    if (this.newer) this.seen(this.newer);
  }

  private hidden = (): void => {
    if (document.visibilityState !== "hidden") return;
    this.note();
    void this.now();
  };

  /** Notes what waits in this browser. */
  private note = (): void => {
    window.clearTimeout(this.noting);
    this.noting = 0;
    const edits = this.edits();
    const sent = this.sending ?? this.doubtful;
    this.notes.keep(edits.length > 0 || sent ? { edits, sent } : null);
    if (!this.closed) this.tell();
  };

  private tell(kind?: "cut"): void {
    const waiting = new Set(this.edits().map((edit) => edit.id)).size;
    const cut = kind === "cut" || (this.failures > 0 && waiting > 0);
    this.told = cut ? "cut" : this.sending ? "saving" : waiting > 0 ? "waiting" : "saved";
    this.hooks.state({ waiting, kind: this.told });
  }
}

