import { lang, words, type Key } from "../messages";

/** A no from the server, or no server at all. `message` is a sentence for people, in the language of the screen. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    private readonly vi: string,
    private readonly en: string,
  ) {
    // No word of its own: that would hide `message` below, which follows the language.
    super();
  }

  /** The sentence in both languages. */
  get both(): { vi: string; en: string } {
    return { vi: this.vi, en: this.en };
  }

  override get message(): string {
    return lang() === "vi" ? this.vi : this.en;
  }
}

/** A no of our own, in both languages. */
function ours(status: number, code: string, key: Key, args: Record<string, string | number> = {}): ApiError {
  return new ApiError(status, code, words("vi", key, args), words("en", key, args));
}

const unreachable = () => ours(0, "unreachable", "api.unreachable");

/** Turns an answer that is not a success into the sentence to show. */
export function refusalOf(status: number, body: string): ApiError {
  try {
    const { code, vi, en, incident } = JSON.parse(body) as Partial<Record<string, string>>;
    if (vi && en) return new ApiError(status, code ?? "refused", vi, en);
    if (incident) return ours(status, "fault", "api.incident", { incident });
  } catch {
    // Not JSON: a proxy or a broken answer; the sentence below serves.
  }
  return ours(status, "fault", "api.strange", { status });
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One request; the answer's shape is the caller's claim, stated once per route in `api/index.ts`. `keepalive`: it goes out even while the page closes. */
export async function request<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal, keepalive = false): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      ...(signal ? { signal } : {}),
      keepalive,
    });
  } catch {
    throw unreachable();
  }
  const text = await response.text();
  if (!response.ok) throw refusalOf(response.status, text);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Sends files, with a word on them, and reports the share sent, 0 to 1: `fetch` cannot tell that. */
export function upload<T>(path: string, files: File | readonly File[], onProgress: (share: number) => void, says?: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", path);
    xhr.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
    xhr.onerror = () => reject(unreachable());
    xhr.onload = () => {
      if (xhr.status < 200 || xhr.status > 299) reject(refusalOf(xhr.status, xhr.responseText));
      else resolve(JSON.parse(xhr.responseText) as T);
    };
    const data = new FormData();
    for (const file of files instanceof File ? [files] : files) data.append("file", file);
    if (says !== undefined) data.append("says", JSON.stringify(says));
    xhr.send(data);
  });
}

/** Receives a large file piece by piece; `onStart` gets the headers, `onProgress` the bytes so far. */
export async function download(path: string, signal: AbortSignal, onStart: (headers: Headers) => void, onProgress: (bytes: number) => void): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(path, { signal });
  } catch (error) {
    throw signal.aborted ? error : unreachable();
  }
  if (!response.ok) throw refusalOf(response.status, await response.text());
  onStart(response.headers);
  const parts: BlobPart[] = [];
  let bytes = 0;
  try {
    for (const reader = response.body?.getReader(); reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      onProgress((bytes += value.length));
    }
  } catch (error) {
    throw signal.aborted ? error : unreachable();
  }
  return new Blob(parts);
}
