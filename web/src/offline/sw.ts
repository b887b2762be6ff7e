// The service worker: the program's own files, so that a page opens without a line. It never touches `/api`.
/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: what entry, forms and lists need, and a name that changes when one of them does. */
declare const __PRECACHE__: string;
declare const __VERSION__: string;

export {};

const FILES = __PRECACHE__.split(",");
const CACHE = `solieu-${__VERSION__}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

// A version that was not in use before takes over by itself; one that replaces another waits to be told.
self.addEventListener("activate", (event) => {
  const others = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(others());
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api")) return;
  if (request.mode === "navigate") {
    event.respondWith(caches.match("/index.html", { cacheName: CACHE }).then((page) => page ?? fetch(request)));
  } else if (url.pathname.startsWith("/assets/") || FILES.includes(url.pathname)) {
    event.respondWith(file(request));
  }
});

/** From here, else from the server and then kept: the name of a file holds its hash. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) void cache.put(request, answer.clone());
  return answer;
}
