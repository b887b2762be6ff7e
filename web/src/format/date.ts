const two = (n: number) => String(n).padStart(2, "0");

/** `2021-06-14` as `14/06/2021`. */
export function day(iso: string | null | undefined): string {
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "") ?? [];
  return y ? `${d}/${m}/${y}` : (iso ?? "");
}

/** A typed `14/6/2021` as `2021-06-14`; null when there is no such day. */
export function parseDay(text: string): string | null {
  const [, d, , m, y] = /^(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})$/.exec(text.trim()) ?? [];
  if (!d || !m || !y) return null;
  const iso = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

/** Vietnam keeps one time the year round; a computer set to another zone must not move a deadline. */
const vietnam = (at: Date): Date => new Date(at.getTime() + 7 * 3600_000);

/** An instant in Vietnam's time: `14/06/2021 10:32`. */
export function moment(rfc3339: string | null | undefined): string {
  const at = new Date(rfc3339 ?? "");
  if (Number.isNaN(at.getTime())) return rfc3339 ?? "";
  const here = vietnam(at);
  return `${two(here.getUTCDate())}/${two(here.getUTCMonth() + 1)}/${here.getUTCFullYear()} ${clock(at)}`;
}

/** `10:32` in Vietnam. */
export const clock = (at: Date): string => `${two(vietnam(at).getUTCHours())}:${two(vietnam(at).getUTCMinutes())}`;
