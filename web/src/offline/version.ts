// The service worker at the page's side: registered once, asked about newer versions, swapped when the person says so.

const AGAIN_MS = 30 * 60_000;

let waiting: ServiceWorker | undefined;
let missing = false;
const listeners = new Set<() => void>();

/** Whether the program was upgraded under this page. */
export const newVersion = (): boolean => !!waiting || missing;

export function onNewVersion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = () => listeners.forEach((listener) => listener());

/** Takes the new version; what was typed waits in the browser's store and is there again. */
export function reload(): void {
  if (!waiting) return window.location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
  waiting.postMessage("take over");
}

/** Registers the service worker. Pages without TLS have none: they work on the line only. */
export function register(): void {
  // A part of this page that the server no longer has: the page is old.
  window.addEventListener("vite:preloadError", () => {
    missing = true;
    tell();
  });
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/sw.js").then((registration) => {
    const look = () => {
      // The first one has nobody to replace.
      if (!registration.waiting || !navigator.serviceWorker.controller) return;
      waiting = registration.waiting;
      tell();
    };
    look();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    const ask = () => void registration.update().catch(() => undefined);
    setInterval(ask, AGAIN_MS);
    window.addEventListener("online", ask);
  }, () => undefined);
}
