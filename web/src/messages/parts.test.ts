import { expect, it } from "vitest";
import { en } from "./en";
import { vi } from "./vi";

/** The files that a catalogue is put together from. */
const parts = (all: Record<string, Record<string, unknown>>) => Object.values(all).flatMap((file) => Object.values(file)).filter((part) => part !== vi && part !== en);

it("no two files have words under one name: the later would silently take the place of the earlier", () => {
  const files = { vi: parts(import.meta.glob("./*.vi.ts", { eager: true })), en: parts(import.meta.glob("./*.en.ts", { eager: true })) };
  for (const [lang, found] of Object.entries(files)) {
    const keys = found.flatMap((part) => Object.keys(part as object));
    expect(found.length, lang).toBeGreaterThan(15);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at), lang).toEqual([]);
  }
});
