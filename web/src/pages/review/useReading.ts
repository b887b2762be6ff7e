import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { api } from "../../api";
import type { Decision } from "../../api/types";
import { toastError } from "../../ui";
import { withPending } from "./proposals";

/** A reading and its decisions. A decision shows at once and is sent in order; when it is refused, the old state comes back with the reason. */
export function useReading(id: string) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ["reading", id], queryFn: () => api.reading(id) });
  const [pending, setPending] = useState<ReadonlyMap<string, Decision>>(new Map());
  const queue = useRef<Promise<void>>(Promise.resolve());

  const decide = useCallback(
    (proposal: string, decision: Decision) => {
      setPending((now) => new Map(now).set(proposal, decision));
      queue.current = queue.current.then(async () => {
        try {
          client.setQueryData(["reading", id], await api.decide(id, proposal, decision));
        } catch (error) {
          toastError(error as Error);
        }
        setPending((now) => (now.get(proposal) === decision ? new Map([...now].filter(([key]) => key !== proposal)) : now));
      });
    },
    [client, id],
  );

  const view = useMemo(() => query.data && withPending(query.data, pending), [query.data, pending]);
  return { query, view, decide, saving: pending.size > 0 };
}
