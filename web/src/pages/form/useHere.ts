import { useEffect, useState } from "react";
import { api } from "../../api";
import type { PresentView } from "../../api/types";

/** Often while somebody else is there, seldom alone. */
const TOGETHER_MS = 4_000;
const ALONE_MS = 12_000;

const page = typeof crypto !== "undefined" && "randomUUID" in crypto ? crypto.randomUUID() : String(Math.random());

/** Who else has this form open, by the cell they stand in. Nobody is told while there is no line. */
export function useHere(round: string, unit: string, cell: string | undefined): readonly PresentView[] {
  const [others, setOthers] = useState<readonly PresentView[]>([]);
  const company = others.length > 0;
  useEffect(() => {
    let alive = true;
    const tell = () =>
      document.visibilityState === "visible" && navigator.onLine &&
      api.here(round, unit, { page, cell: cell ?? null, leaving: false }).then(
        (there) => alive && setOthers((known) => (JSON.stringify(known) === JSON.stringify(there) ? known : there)),
        () => undefined,
      );
    const first = setTimeout(tell, company ? 250 : 1500);
    const timer = setInterval(tell, company ? TOGETHER_MS : ALONE_MS);
    return () => {
      alive = false;
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [round, unit, cell, company]);
  useEffect(() => () => void api.here(round, unit, { page, cell: null, leaving: true }).catch(() => undefined), [round, unit]);
  return others;
}
