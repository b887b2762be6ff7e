import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { doorVi } from "./door.vi";

const src = resolve(__dirname, "..");
/** What is loaded before anybody is signed in. */
const DOOR = ["main.tsx", "pages/signin/SignIn.tsx", "pages/start/Start.tsx"];

/** The modules that `file` cannot run without, itself included; what is imported by `import(…)` comes later. */
function modules(file: string, found = new Set<string>()): Set<string> {
  const path = [file, `${file}.ts`, `${file}.tsx`, `${file}/index.ts`].find((name) => /\.tsx?$/.test(name) && existsSync(name));
  if (!path || found.has(path)) return found;
  found.add(path);
  for (const [, type, from] of readFileSync(path, "utf8").matchAll(/^(?:import|export)( type)?[^;]*?"(\.[^"]*)";/gm)) if (!type && from) modules(resolve(dirname(path), from), found);
  return found;
}

const asked = DOOR.flatMap((file) => [...modules(resolve(src, file))]).flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bt\("([\w.]+)"/g)].map(([, key]) => key ?? ""));

describe("words at the door", () => {
  it("are many", () => expect(new Set(asked).size).toBeGreaterThan(20));
  it.each([...new Set(asked)].sort())("%s is among them", (key) => expect(doorVi).toHaveProperty([key]));
});
