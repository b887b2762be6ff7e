// Builds the service worker beside the pages: one small file, told which built files it keeps.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin, type Rollup } from "vite";

/** Pages that must open without a line, what stands around them, and their words. */
const PAGES = ["src/app/Inside.tsx", "src/messages/vi.ts", "src/messages/door.en.ts", "src/pages/signin/SignIn.tsx", "src/pages/work/Work.tsx", "src/pages/rounds/Rounds.tsx", "src/pages/form/Form.tsx", "src/messages/en.ts"];
/** Files that stand beside the page, not in `assets`. */
const BESIDE = ["favicon.svg", "manifest.webmanifest"];

export function serviceWorker(): Plugin {
  let out = "";
  return {
    name: "service-worker",
    apply: "build",
    configResolved: (config) => void (out = config.build.outDir),
    async writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file): file is Rollup.OutputChunk => file.type === "chunk");
      const wanted = new Set<string>();
      const take = (chunk: Rollup.OutputChunk | undefined) => {
        if (!chunk || wanted.has(chunk.fileName)) return;
        wanted.add(chunk.fileName);
        const beside = chunk.viteMetadata;
        for (const file of [...(beside?.importedCss ?? []), ...(beside?.importedAssets ?? [])]) if (!file.endsWith(".woff")) wanted.add(file);
        for (const name of chunk.imports) take(chunks.find((c) => c.fileName === name));
      };
      for (const chunk of chunks) if (chunk.isEntry || PAGES.some((page) => chunk.facadeModuleId?.endsWith(page))) take(chunk);
      // Styles name their fonts.
      for (const file of [...wanted].filter((name) => name.endsWith(".css"))) {
        for (const [, font] of readFileSync(join(out, file), "utf8").matchAll(/\/(assets\/[\w.-]+\.woff2)/g)) if (font) wanted.add(font);
      }
      const files = ["index.html", ...BESIDE.filter((name) => readdirSync(out).includes(name)), ...[...wanted].sort()];
      const hash = createHash("sha256");
      for (const file of files) hash.update(file).update(readFileSync(join(out, file)));
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { __PRECACHE__: JSON.stringify(files.map((file) => `/${file}`).join(",")), __VERSION__: JSON.stringify(hash.digest("hex").slice(0, 12)) },
        build: {
          outDir: out,
          emptyOutDir: false,
          target: "es2020",
          rollupOptions: { input: "src/offline/sw.ts", output: { entryFileNames: "sw.js", format: "iife" } },
        },
      });
    },
  };
}
