import type { writersVi } from "./writers.vi";

/** The same keys in English. */
export const writersEn: Record<keyof typeof writersVi, string> = {
  "writers.now": "Also writing:",
  "writers.here": "{names} writing",
  "writers.goThere": "Go to the paragraph",
  "writers.joinCells": "Join cells in the row",
  "writers.partCell": "Part a joined cell",
};
