import type { LivingInline, LivingView } from "../../api/types";

/** A passage as plain words, for labels, questions and sentences. */
export const plainWords = (inlines: readonly LivingInline[]): string => inlines.map((inline) => (inline.type === "note" ? "" : inline.text)).join("");

/** Whether a change of a passage can be proposed: a department proposes in its own part, who judges anywhere. */
export const maySuggest = (view: LivingView, passage: string): boolean =>
  view.may.suggest && (view.may.judge || view.doclets.some((doclet) => doclet.passages.includes(passage)));
