import type { writersVi } from "./writers.vi";

/** The same keys in English. */
export const writersEn: Record<keyof typeof writersVi, string> = {
  "writers.now": "Also writing:",
  "writers.here": "{names} writing",
  "writers.goThere": "Go to the paragraph",
  "writers.joinCells": "Join cells in the row",
  "writers.partCell": "Part a joined cell",
  "truth.many.start": "One reason for many places",
  "truth.many.hint": "Choose a kind to give one reason for many places.",
  "truth.many.all": "Choose all {n} of this kind",
  "truth.many.reason": "Reason for all",
  "truth.many.none": "Choose at least one place.",
  "truth.many.keep": "Keep the reason for {n}",
  "truth.many.choose": "Choose: {says}",
  "truth.many.done": "A reason is given for {n} places.",
  "truth.many.undo": "Undo",
  "truth.many.given": "{n} places, one reason.",
  "truth.many.withdraw": "Take all back",
};
