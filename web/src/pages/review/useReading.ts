import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api, ApiError } from "../../api";
import type { Decision } from "../../api/types";
import { toastError } from "../../ui";
import { kept, keep, type Pending } from "./pending";
import { withPending } from "./proposals";

/** Wait before a decision that did not reach the server is sent again. */
const PATIENCE_MS = 3_000;

/** How the decisions stand: all kept by the server, on their way, or waiting for the line. */
export type Saving = "saved" | "saving" | "waiting";

/**
 * A reading and its decisions. A decision shows at once, is kept in this browser and is sent in order until the server
 * has it, also after the page was closed and opened again. When it is refused, the old state comes back with the reason.
 */
export function useReading(id: string) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ["reading", id], queryFn: () => api.reading(id) });
  const [pending, setPending] = useState<Pending>(() => kept(id));
  const [waiting, setWaiting] = useState(false);
  const newest = useRef(pending);
  const queue = useRef<Promise<void>>(Promise.resolve());

  const change = useCallback(
    (next: Pending) => {
      newest.current = next;
      keep(id, next);
      setPending(next);
    },
    [id],
  );

  const send = useCallback(
    (proposal: string, decision: Decision) => {
      const isNewest = () => newest.current.get(proposal) === decision;
      const settle = () => isNewest() && change(new Map([...newest.current].filter(([key]) => key !== proposal)));
      const attempt = async (): Promise<void> => {
        // A later word on the same proposal makes this one idle.
        if (!isNewest()) return;
        try {
          client.setQueryData(["reading", id], await api.decide(id, proposal, decision));
          setWaiting(false);
          settle();
        } catch (error) {
          const { status } = error as ApiError;
          if (status === 401) return void client.invalidateQueries({ queryKey: ["reading", id] });
          if (status === 0 || status >= 500) {
            setWaiting(true);
            await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
            return attempt();
          }
          toastError(error as Error);
          settle();
        }
      };
      queue.current = queue.current.then(attempt);
    },
    [change, client, id],
  );

  const decide = useCallback(
    (proposal: string, decision: Decision) => {
      change(new Map(newest.current).set(proposal, decision));
      send(proposal, decision);
    },
    [change, send],
  );

  // What an earlier visit could not send any more.
  const resumed = useRef(false);
  useEffect(() => {
    if (resumed.current) return;
    resumed.current = true;
    newest.current.forEach((decision, proposal) => send(proposal, decision));
  }, [send]);

  const view = useMemo(() => query.data && withPending(query.data, pending), [query.data, pending]);
  const saving: Saving = pending.size === 0 ? "saved" : waiting ? "waiting" : "saving";
  return { query, view, decide, saving };
}
