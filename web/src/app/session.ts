import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext } from "react";
import { api, ApiError } from "../api";
import { forget, loadSession } from "../offline/kept";
import type { Right, SessionView } from "../api/types";

/** Who is signed in, for every page below the shell. */
export const SessionContext = createContext<SessionView | null>(null);

/** The signed-in person. Pages stand below the shell, so there is one. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (!session) throw new Error("a page stands outside the shell");
  return session;
}

/** Whether the signed-in person may do something, for some unit at least; the server decides case by case. */
export const useMay = (right: Right): boolean => useSession().rights.includes(right);

export const SESSION = ["session"] as const;

/** The session as the server knows it; asked once. */
export const useSessionQuery = () => useQuery({ queryKey: SESSION, queryFn: loadSession, retry: false, staleTime: Infinity });

/** After a refusal for want of a session: asks again, and sign-in stands in the place of the page, keeping its address. */
export function noticeLostSession(client: QueryClient, error: Error) {
  if (error instanceof ApiError && error.status === 401) void client.resetQueries({ queryKey: SESSION });
}

/** The same, for requests that no query makes. */
export function useSessionLost(): (error: Error) => void {
  const client = useQueryClient();
  return useCallback((error: Error) => noticeLostSession(client, error), [client]);
}

/** Signs out and forgets everything that was loaded. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await api.signOut().catch(() => undefined);
    await forget();
    client.clear();
    window.location.assign("/");
  };
}
