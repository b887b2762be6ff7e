// Weighs the built pages as a first visit downloads them: the page, its scripts, styles and fonts, compressed.
// Fails when sign-in passes 150 KB or any other route passes 400 KB.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const LIMITS = { "src/pages/signin/SignIn.tsx": 150 };
const OTHER = 400;
/** What stands before sign-in; every other page wants the shell and all words too. */
const DOOR = ["src/pages/signin/SignIn.tsx", "src/pages/start/Start.tsx"];
const INSIDE = ["src/app/Inside.tsx", "src/messages/vi.ts"];

const compressed = new Map();
function weigh(file) {
  if (!compressed.has(file)) {
    const bytes = readFileSync(new URL(file, dist));
    compressed.set(file, file.endsWith(".woff2") ? bytes.length : gzipSync(bytes).length);
  }
  return compressed.get(file);
}

/** Files that a chunk needs before it can run, itself included; fonts only in the format that browsers pick. */
function collect(key, files = new Set(), seen = new Set()) {
  if (seen.has(key)) return files;
  seen.add(key);
  const chunk = manifest[key];
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const asset of chunk.assets ?? []) if (asset.endsWith(".woff2")) files.add(asset);
  for (const next of chunk.imports ?? []) collect(next, files, seen);
  return files;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const routes = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && key.startsWith("src/pages/"));
let failed = false;
for (const route of routes.sort()) {
  const chunks = [entry, route, ...(DOOR.includes(route) ? [] : INSIDE)];
  const files = new Set(["index.html", ...chunks.flatMap((chunk) => [...collect(chunk)])]);
  const kb = [...files].reduce((sum, file) => sum + weigh(file), 0) / 1024;
  const limit = LIMITS[route] ?? OTHER;
  const over = kb > limit;
  failed ||= over;
  console.log(`${kb.toFixed(1).padStart(7)} KB of ${limit}  ${route}${over ? "  TOO HEAVY" : ""}`);
}
if (routes.length === 0) {
  console.error("no routes found in the build");
  failed = true;
}
process.exit(failed ? 1 : 0);
