import { useSession } from "../../app/session";

/** The day in the address, or the first of this month: what changed lately. */
export function useDay(asked: string | null): string {
  const { today } = useSession();
  return asked ?? `${today.slice(0, 8)}01`;
}
