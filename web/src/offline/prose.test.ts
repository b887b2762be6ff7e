import { beforeEach, describe, expect, it, vi } from "vitest";
import { api, ApiError } from "../api";
import type { ProseAnswer, ProseEdit, WriteProse } from "../api/types";
import { sendLeft } from "./prose";

const kept = new Map<string, string>();
const KEY = `solieu.prose.${JSON.stringify(["vanphong", "2021-Q2"])}.page`;
const content = (text: string) => ({ kind: "body" as const, inlines: [{ type: "text" as const, text }] });
const write = (id: string, base: string, now: string): ProseEdit => ({ type: "write", id, base: content(base), now: content(now), after: null });
const noted = () => JSON.parse(kept.get(KEY) ?? "null") as unknown;

/** What came to the server, once a name. `line` says of each request whether it arrives and whether the answer does. */
function server(line: ("good" | "not sent" | "not heard")[], refused: ProseAnswer["refused"] = []) {
  const came = new Map<string, readonly ProseEdit[]>();
  vi.spyOn(api, "writeProse").mockImplementation(async (_period: string, { save, edits }: WriteProse) => {
    const now = line.shift() ?? "good";
    if (now !== "not sent" && !came.has(save ?? "")) came.set(save ?? "", edits);
    if (now !== "good") throw new ApiError(0, "unreachable", "", "");
    return { cut: 1, passages: [], order: [], held: [], refused: refused.filter((no) => edits.some((edit) => edit.id === no.passage)) };
  });
  return came;
}

beforeEach(() => {
  kept.clear();
  const storage = { setItem: (key: string, text: string) => void kept.set(key, text), getItem: (key: string) => kept.get(key) ?? null, removeItem: (key: string) => void kept.delete(key) };
  vi.stubGlobal("localStorage", new Proxy(storage, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }));
  vi.stubGlobal("navigator", {});
});

describe("what a closed page left", () => {
  it.each([
    ["the line holds", []],
    ["the answer to the first is lost", ["not heard"]],
    ["the first is lost", ["not sent"]],
    ["the answers to both are lost", ["good", "not heard", "good", "not heard"]],
  ] as [string, ("good" | "not sent" | "not heard")[]][])("arrives once when %s", async (_, line) => {
    const came = server([...line]);
    kept.set(KEY, JSON.stringify({ edits: [write("a", "Một", "Một hai ba")], sent: { save: "s1", edits: [write("a", "Một", "Một hai")] } }));
    while (kept.size > 0) await sendLeft("vanphong", "2021-Q2").catch(() => undefined);
    expect([...came.values()]).toEqual([[write("a", "Một", "Một hai")], [write("a", "Một hai", "Một hai ba")]]);
  });

  it("stays where the server does not take it, with the reason, until it is dropped", async () => {
    server([], [{ passage: "b", vi: "Đoạn này đang khóa.", en: "Locked." }]);
    kept.set(KEY, JSON.stringify({ edits: [write("a", "", "Một"), write("b", "", "Hai")], sent: null }));
    const { refused } = await sendLeft("vanphong", "2021-Q2");
    expect(refused.map(({ reason, edits }) => [reason, edits])).toEqual([["Đoạn này đang khóa.", [write("b", "", "Hai")]]]);
    expect(noted()).toMatchObject({ edits: [write("b", "", "Hai")], sent: null });
    refused[0]?.drop();
    expect(noted()).toBeNull();
  });
});
