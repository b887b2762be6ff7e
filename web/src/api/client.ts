import { lang, words, type Key } from "../messages";

/** A no from the server, or no server at all. `message` is a sentence for people, in the language of the screen. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    private readonly vi: string,
    private readonly en: string,
  ) {
    super(vi);
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

/** One request; the answer's shape is the caller's claim, stated once per route in `api/index.ts`. */
export async function request<T>(method: Method, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw unreachable();
  }
  const text = await response.text();
  if (!response.ok) throw refusalOf(response.status, text);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Sends a file and reports the share sent, 0 to 1: `fetch` cannot tell that. */
export function upload<T>(path: string, file: File, onProgress: (share: number) => void): Promise<T> {
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
    data.append("file", file);
    xhr.send(data);
  });
}
