import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mock } from "./dev/mock";

// `SOLIEU_API=http://127.0.0.1:8080 npm run dev` talks to a running server; without it a small mock answers.
const api = process.env.SOLIEU_API;

export default defineConfig({
  plugins: [react(), ...(api ? [] : [mock()])],
  build: {
    target: "es2020",
    // Fonts and icons stay files, so that a strict content security policy can hold.
    assetsInlineLimit: 0,
    manifest: true,
  },
  server: api ? { proxy: { "/api": api, "/healthz": api } } : {},
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
