import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api, ApiError } from "../../api";
import type { ReadingView, ReviewChange, StepView } from "../../api/types";
import { toastError } from "../../ui";
import { keep, kept, type Waiting } from "./pending";
import { redoable, undoable, withChanges, withStep } from "./steps";

/** Wait before a step that did not reach the server is sent again. */
const PATIENCE_MS = 3_000;

/** How the steps stand: all kept by the server, on their way, or waiting for the line. */
export type Saving = "saved" | "saving" | "waiting";

/** What the page does to a reading. */
export type Review = {
  /** Makes one step, taken back as one. */
  make: (changes: ReviewChange[]) => void;
  /** Takes back the newest step of one's own, or a given one; answers with it. */
  undo: (step?: StepView) => Promise<StepView | null>;
  /** Does the step that was taken back last again, or a given one; answers with it. */
  redo: (step?: StepView) => Promise<StepView | null>;
  /** Whether the figures themselves are about to change: a correction is on its way, or a step is being taken back. */
  changing: boolean;
  /** Steps that met another officer's. */
  refused: readonly Waiting[];
  /** Settles such a step: writes it all the same, or lets the other's stand. */
  settle: (step: Waiting, mine: boolean) => void;
};

/**
 * A reading and its review. A decision shows at once, is held in this browser and sent in order until the server has
 * it, also after the page was closed and opened again. What the server refuses comes back with the reason.
 */
export function useReview(id: string) {
  const client = useQueryClient();
  const key = useMemo(() => ["reading", id], [id]);
  const query = useQuery({ queryKey: key, queryFn: () => api.reading(id) });
  const [steps, setSteps] = useState<readonly Waiting[]>(() => kept(id));
  const [offline, setOffline] = useState(false);
  const [switching, setSwitching] = useState(0);
  const newest = useRef(steps);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const change = useCallback(
    (next: readonly Waiting[]) => {
      newest.current = next;
      keep(id, next);
      setSteps(next);
    },
    [id],
  );
  const drop = useCallback((step: Waiting) => change(newest.current.filter((other) => other !== step)), [change]);
  const anew = useCallback(() => client.invalidateQueries({ queryKey: key }), [client, key]);

  const send = useCallback(
    (step: Waiting) => {
      const attempt = async (): Promise<void> => {
        try {
          const answer = await api.review(id, { seen: step.seen, changes: step.changes });
          setOffline(false);
          const view = client.getQueryData<ReadingView>(key);
          if (view) client.setQueryData(key, withStep(view, step.changes, answer.step));
          if (amends(step) || !view || answer.before > view.seen) await anew();
          drop(step);
        } catch (error) {
          const { status, code } = error as ApiError;
          if (status === 401) return void anew();
          if (status === 0 || status >= 500) {
            setOffline(true);
            await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
            return attempt();
          }
          if (code === "reviewed-meanwhile") change(newest.current.map((other) => (other === step ? { ...step, refused: (error as Error).message } : other)));
          else {
            toastError(error as Error);
            drop(step);
          }
          await anew();
        }
      };
      queue.current = queue.current.then(attempt);
    },
    [anew, change, client, drop, id, key],
  );

  const make = useCallback(
    (changes: ReviewChange[]) => {
      if (changes.length === 0) return;
      const step: Waiting = { changes, seen: client.getQueryData<ReadingView>(key)?.seen ?? 0 };
      change([...newest.current, step]);
      send(step);
    },
    [change, client, key, send],
  );

  const switched = useCallback(
    (find: (steps: readonly StepView[]) => StepView | null, undone: boolean) => {
      const run = async () => {
        const step = find(client.getQueryData<ReadingView>(key)?.steps ?? []);
        if (!step) return null;
        try {
          client.setQueryData(key, await api.switchStep(id, step.cut, { undone }));
          return step;
        } catch (error) {
          toastError(error as Error);
          return null;
        }
      };
      setSwitching((n) => n + 1);
      const result = queue.current.then(run).finally(() => setSwitching((n) => n - 1));
      queue.current = result;
      return result;
    },
    [client, id, key],
  );

  // What an earlier visit could not send any more.
  const resumed = useRef(false);
  useEffect(() => {
    if (resumed.current) return;
    resumed.current = true;
    newest.current.filter((step) => !step.refused).forEach(send);
  }, [send]);

  const onTheWay = steps.filter((step) => !step.refused);
  const review: Review = {
    make,
    changing: !offline && (switching > 0 || onTheWay.some(amends)),
    undo: useCallback((step) => switched(step ? () => step : undoable, true), [switched]),
    redo: useCallback((step) => switched(step ? () => step : redoable, false), [switched]),
    refused: steps.filter((step) => step.refused),
    settle: (step, mine) => {
      if (!mine) return drop(step);
      // The page must have seen what the other did, or it is refused again.
      void anew().then(() => {
        drop(step);
        make(step.changes);
      });
    },
  };
  const view = useMemo(() => query.data && withChanges(query.data, steps.filter((step) => !step.refused).flatMap((step) => step.changes)), [query.data, steps]);
  const saving: Saving = onTheWay.length === 0 ? "saved" : offline ? "waiting" : "saving";
  return { query, view, review, saving };
}

const amends = (step: Waiting) => step.changes.some((made) => made.change === "amended");
