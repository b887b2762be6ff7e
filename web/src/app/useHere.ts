import { useEffect, useRef, useState } from "react";

/** Often while somebody else is there, seldom alone. */
const TOGETHER_MS = 4_000;
const ALONE_MS = { form: 12_000, report: 4_000 };

/** What a page says of itself. */
export type HereSaid = { page: string; place: string | null; leaving: boolean };

const page = typeof crypto !== "undefined" && "randomUUID" in crypto ? crypto.randomUUID() : String(Math.random());
const NOBODY: readonly never[] = [];

/** Who else is in a room, and that this page is there at `place`. Without a line nobody is shown: it could not be told who has gone. */
export function useHere<T>(kind: keyof typeof ALONE_MS, room: string, place: string | undefined, tell: (said: HereSaid) => Promise<readonly T[]>): readonly T[] {
  const [others, setOthers] = useState<readonly T[]>(NOBODY);
  const newest = useRef(tell);
  useEffect(() => {
    newest.current = tell;
  });
  const company = others.length > 0;
  useEffect(() => {
    let alive = true;
    const heard = (there: readonly T[]) => alive && setOthers((known) => (JSON.stringify(known) === JSON.stringify(there) ? known : there));
    const lost = () => heard(NOBODY);
    const tell = () => {
      if (document.visibilityState !== "visible") return;
      newest.current({ page, place: place ?? null, leaving: false }).then(heard, lost);
    };
    const first = setTimeout(tell, company ? 250 : 1500);
    const timer = setInterval(tell, company ? TOGETHER_MS : ALONE_MS[kind]);
    window.addEventListener("offline", lost);
    window.addEventListener("online", tell);
    document.addEventListener("visibilitychange", tell);
    return () => {
      alive = false;
      clearTimeout(first);
      clearInterval(timer);
      window.removeEventListener("offline", lost);
      window.removeEventListener("online", tell);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [kind, room, place, company]);
  useEffect(() => {
    const part = () => void newest.current({ page, place: null, leaving: true }).catch(() => undefined);
    window.addEventListener("pagehide", part);
    return () => {
      window.removeEventListener("pagehide", part);
      part();
    };
  }, [room]);
  return others;
}
