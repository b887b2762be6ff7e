import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api } from "../api";
import type { SessionView } from "../api/types";

/** Who is signed in, for every page below the shell. */
export const SessionContext = createContext<SessionView | null>(null);

/** The signed-in person. Pages stand below the shell, so there is one. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (!session) throw new Error("a page stands outside the shell");
  return session;
}

export const SESSION = ["session"] as const;

/** The session as the server knows it; asked once. */
export const useSessionQuery = () => useQuery({ queryKey: SESSION, queryFn: api.session, retry: false, staleTime: Infinity });

/** Signs out and forgets everything that was loaded. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await api.signOut().catch(() => undefined);
    client.clear();
    window.location.assign("/");
  };
}
