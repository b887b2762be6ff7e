import { useEffect, useRef } from "react";
import type { Changed } from "../api/types";

/** Without a stream, anything may have changed this often. */
const POLL_MS = 30_000;
/** After the server ended the stream; a line that broke is taken up again by the browser itself. */
const AGAIN_MS = 5_000;

type Listener = (changed: Changed) => void;

/** Everything may have changed: more than is remembered, or nobody could tell. */
const MANY: Changed = { cut: 0, act: "many", round: null, unit: null, by: "" };

/** One stream serves all pages of a tab. */
class Stream {
  private readonly listeners = new Set<Listener>();
  private source: EventSource | undefined;
  private timers: number[] = [];
  /** Where to resume when the browser does not remember it. */
  private heard: string | undefined;

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.open();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.close();
    };
  }

  private open() {
    const source = new EventSource(`/api/changes${this.heard === undefined ? "" : `?after=${this.heard}`}`);
    this.source = source;
    source.addEventListener("here", (event) => {
      this.heard = event.lastEventId;
      this.stopTimers();
    });
    source.onmessage = (event: MessageEvent<string>) => {
      this.heard = event.lastEventId;
      this.tell(JSON.parse(event.data) as Changed);
    };
    source.onerror = () => {
      this.stopTimers();
      this.timers.push(window.setInterval(() => this.tell(MANY), POLL_MS));
      if (source.readyState !== EventSource.CLOSED) return;
      this.timers.push(window.setTimeout(() => this.source === source && this.open(), AGAIN_MS));
    };
  }

  private close() {
    this.source?.close();
    this.source = undefined;
    this.heard = undefined;
    this.stopTimers();
  }

  private stopTimers() {
    for (const timer of this.timers) window.clearTimeout(timer);
    this.timers = [];
  }

  private tell(changed: Changed) {
    for (const listener of this.listeners) listener(changed);
  }
}

const stream = new Stream();

/**
 * Calls back with each change of the ledger that this person may know of, while the page stands open. `act` is the stored
 * name of what was done; `many` means that anything may have changed. What the page shows is asked for anew by the page.
 */
export function useChanges(onChange: Listener): void {
  const newest = useRef(onChange);
  useEffect(() => {
    newest.current = onChange;
  });
  useEffect(() => stream.listen((changed) => newest.current(changed)), []);
}
