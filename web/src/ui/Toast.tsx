import { useSyncExternalStore } from "react";
import { t } from "../messages";
import { Button, IconButton } from "./Button";
import { Icon } from "./Icon";

/** Something to do about what was said, such as taking it back. */
export type ToastAction = { label: string; run: () => void };
type Note = { id: number; tone: "ok" | "error"; text: string; action?: ToastAction };

let notes: readonly Note[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Note[]) {
  notes = next;
  listeners.forEach((listener) => listener());
}

const close = (id: number) => set(notes.filter((n) => n.id !== id));

/** Says in a corner that something worked, or did not. A failure stays until it is closed. */
export function toast(text: string, tone: Note["tone"] = "ok", action?: ToastAction) {
  const id = nextId++;
  set([...notes.slice(-3), { id, tone, text, ...(action ? { action } : {}) }]);
  if (tone === "ok") setTimeout(() => close(id), action ? 15_000 : 5000);
}

/** For `onError` of a request: its sentence as a toast. */
export const toastError = (error: Error) => toast(error.message, "error");

/** The corner itself; stands once in the shell. */
export function Toaster() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notes,
  );
  return (
    <div className="toasts" aria-live="polite">
      {shown.map((n) => (
        <div key={n.id} className={`toast toast-${n.tone}`} role={n.tone === "error" ? "alert" : "status"}>
          <Icon name={n.tone === "ok" ? "approved" : "error"} />
          <span className="grow">{n.text}</span>
          {n.action && <Button small onClick={() => (close(n.id), n.action?.run())}>{n.action.label}</Button>}
          <IconButton icon="close" small label={t("ui.close")} onClick={() => close(n.id)} />
        </div>
      ))}
    </div>
  );
}
