// Undo and redo: whole steps, plain values.
import type { Draft } from "./cells";

export type Step = { id: string; before: Draft; after: Draft }[];
export type Steps = { done: readonly Step[]; undone: readonly Step[] };

export const NO_STEPS: Steps = { done: [], undone: [] };
const MOST = 200;

export const did = (steps: Steps, step: Step): Steps => {
  const changed = step.filter((c) => c.before.text !== c.after.text || c.before.note !== c.after.note);
  return changed.length === 0 ? steps : { done: [...steps.done, changed].slice(-MOST), undone: [] };
};

/** The step to take back, and the piles after it. */
export const undo = ({ done, undone }: Steps): { step: Step; steps: Steps } | null => {
  const step = done.at(-1);
  return step ? { step, steps: { done: done.slice(0, -1), undone: [...undone, step] } } : null;
};

export const redo = ({ done, undone }: Steps): { step: Step; steps: Steps } | null => {
  const step = undone.at(-1);
  return step ? { step, steps: { done: [...done, step], undone: undone.slice(0, -1) } } : null;
};
