import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { api } from "./index";

type Described = { paths: Record<string, Record<string, { parameters?: { name: string }[]; requestBody?: unknown }>> };
const described = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8")) as Described;

/** The description of the route that a request goes to. */
function routeOf(method: string, path: string) {
  const parts = path.split("/");
  const fits = (template: string) => {
    const names = template.split("/");
    return names.length === parts.length && names.every((name, i) => name.startsWith("{") || name === parts[i]);
  };
  // A written word comes before a placeholder, as in the server's router.
  const templates = Object.keys(described.paths).filter(fits).sort((a, b) => a.split("{").length - b.split("{").length);
  return templates.map((template) => described.paths[template]?.[method.toLowerCase()]).find((route) => route !== undefined);
}

afterEach(() => vi.unstubAllGlobals());

describe("every request goes to a route that the server describes", () => {
  it.each(Object.entries(api))("%s", async (_name, call) => {
    const sent: { method: string; url: URL; body: unknown }[] = [];
    vi.stubGlobal("fetch", (path: string, { method, body }: { method: string; body: unknown }) => {
      sent.push({ method, url: new URL(path, "http://place"), body });
      return Promise.resolve(new Response("{}"));
    });
    vi.stubGlobal("XMLHttpRequest", sender((method, path, body) => sent.push({ method, url: new URL(path, "http://place"), body })));
    const filters = { search: "a", page: 2, name: "a", code: "a" };
    const anything = [filters, "a", filters] as unknown[];
    const given = call.length > 1 ? ["a", ...anything.slice(1, call.length - 1), filters] : call.length === 1 ? [usesObject(call) ? filters : "a"] : [];
    const args = given.map((value, i) => FILES[namesOf(call)[i] ?? ""] ?? value);
    await (call as (...args: unknown[]) => Promise<unknown>)(...args);
    const [request] = sent;
    const route = request && routeOf(request.method, request.url.pathname);
    expect(route, `${request?.method} ${request?.url.pathname}`).toBeDefined();
    const known = route?.parameters?.map((p) => p.name) ?? [];
    for (const name of request?.url.searchParams.keys() ?? []) if (name !== "name" && name !== "code") expect(known).toContain(name);
    expect(request?.body !== null && request?.body !== undefined).toBe(route?.requestBody !== undefined);
  });
});

const FILE = new File(["a"], "a.docx");
/** What stands for arguments of these names. */
const FILES: Record<string, unknown> = { file: FILE, files: [FILE], ask: { period: "2021" } };

/** The names of a call's arguments. */
const namesOf = (call: unknown) => /^\(([^)]*)\)/.exec(String(call))?.[1]?.split(",").map((name) => name.trim()) ?? [];

/** What files are sent by: it notes a request, and answers it at once. */
const sender = (note: (method: string, path: string, body: unknown) => void) =>
  class {
    upload = {};
    status = 200;
    responseText = "{}";
    onload: () => void = () => undefined;
    #at: [string, string] = ["", ""];
    open(method: string, path: string) {
      this.#at = [method, path];
    }
    send(body: unknown) {
      note(...this.#at, body);
      this.onload();
    }
  };

/** Whether a call's only argument is a body or a filter, not a name in the address. */
function usesObject(call: unknown): boolean {
  return /^\((body|filter)\)/.test(String(call));
}
