import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/service-worker";

// `npm run dev` talks to a running server, by default the one that `solieu demo` starts.
const api = process.env.SOLIEU_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), serviceWorker()],
  build: {
    target: "es2020",
    // Fonts and icons stay files, so that a strict content security policy can hold.
    assetsInlineLimit: 0,
    manifest: true,
  },
  // The server takes changes only from its own origin, so the browser's host name must reach it.
  server: { proxy: { "/api": { target: api, changeOrigin: false } } },
  test: { environment: "node", include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
