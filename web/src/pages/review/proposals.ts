/** The proposals of a reading: their state, order, filters and the walk through the doubtful ones. */
import type { Decision, Doubt, Fact, Proposal, ReadingView } from "../../api/types";

/** How a figure of the document stands. */
export type FigureMark = "conflict" | "doubtful" | "sure" | "decided" | "skipped";

/** What the list can be narrowed to. */
export type ProposalFilter = "all" | "doubtful" | "no_unit" | "new" | "conflict" | "undecided";

/** The filters in the order shown. */
export const FILTERS: readonly ProposalFilter[] = ["all", "doubtful", "conflict", "no_unit", "new", "undecided"];

/** Reasons to look, worst first. */
const DOUBTS: readonly Doubt[] = ["in_conflict", "no_measure_unit", "subject_unclear", "same_name", "base_unknown", "reader_unsure"];

/** The standing decision; taking one back is as if there was none. */
export function standing(proposal: Proposal): Exclude<Decision, { decision: "undone" }> | null {
  const { decision } = proposal;
  return decision && decision.decision !== "undone" ? decision : null;
}

/** The mark of a proposal's figures in the document. */
export function markOf(proposal: Proposal): FigureMark {
  const decision = standing(proposal);
  if (decision) return decision.decision === "skipped" ? "skipped" : "decided";
  if (proposal.doubts.includes("in_conflict")) return "conflict";
  return proposal.doubts.length > 0 ? "doubtful" : "sure";
}

/** Whether it still waits for the officer. */
export function isOpen(proposal: Proposal): boolean {
  return proposal.doubts.length > 0 && standing(proposal) === null;
}

/** The doubtful first, worst doubt first; else as in the document. A decision does not move a row. */
export function ordered(proposals: readonly Proposal[]): Proposal[] {
  const rank = (p: Proposal) => Math.min(DOUBTS.length, ...p.doubts.map((doubt) => DOUBTS.indexOf(doubt)));
  return proposals.map((p, at) => ({ p, at, rank: rank(p) })).sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ p }) => p);
}

const PASSES: Record<ProposalFilter, (p: Proposal) => boolean> = {
  all: () => true,
  doubtful: (p) => p.doubts.length > 0,
  no_unit: (p) => effective(p).measure_unit.trim() === "",
  new: (p) => !p.known,
  conflict: (p) => p.doubts.includes("in_conflict"),
  undecided: (p) => standing(p) === null,
};

/** The proposals that pass the filter and hold every word searched, with or without diacritics. */
export function narrowed(proposals: readonly Proposal[], filter: ProposalFilter, search: string): Proposal[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return proposals.filter((p) => {
    if (!PASSES[filter](p)) return false;
    if (words.length === 0) return true;
    const text = folded([effective(p).name, p.printed, p.section, p.place ?? "", p.known ?? ""].join(" "));
    return words.every((word) => text.includes(word));
  });
}

/** How many pass each filter. */
export function counts(proposals: readonly Proposal[]): Record<ProposalFilter, number> {
  const count = (filter: ProposalFilter) => proposals.filter(PASSES[filter]).length;
  return Object.fromEntries(FILTERS.map((filter) => [filter, count(filter)])) as Record<ProposalFilter, number>;
}

/** Small letters without diacritics. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** The neighbour of `id` in the list, `by` rows away, kept inside the list; the first when `id` is not in it. */
export function neighbour(list: readonly Proposal[], id: string | null, by: number): string | null {
  const at = list.findIndex((p) => p.id === id);
  const next = at < 0 ? 0 : Math.max(0, Math.min(list.length - 1, at + by));
  return list[next]?.id ?? null;
}

/** The next one that waits, after `id`, round to the start; none when all are decided. */
export function nextOpen(list: readonly Proposal[], id: string | null): string | null {
  const at = list.findIndex((p) => p.id === id);
  const after = [...list.slice(at + 1), ...list.slice(0, at + 1)];
  return after.find((p) => p.id !== id && isOpen(p))?.id ?? null;
}

/** What an officer may set. */
export type Settings = Omit<Extract<Decision, { decision: "confirmed" }>, "decision">;

/** Whether an indicator can be made of the settings: it has a name and a unit of measure. */
export function isComplete(settings: Settings): boolean {
  return settings.name.trim() !== "" && settings.measure_unit.trim() !== "";
}

/** The settings as they stand: as corrected, else as proposed. */
export function effective(proposal: Proposal): Settings {
  const decision = standing(proposal);
  const { name, measure_unit, timing, collector, owner, part_of } = decision?.decision === "confirmed" ? decision : proposal;
  return { name, measure_unit, timing, collector, owner, part_of: part_of ?? null };
}

/** The view with decisions that are on their way laid over it. */
export function withPending(view: ReadingView, pending: ReadonlyMap<string, Decision>): ReadingView {
  if (pending.size === 0) return view;
  const proposals = view.proposals.map((p) => (pending.has(p.id) ? { ...p, decision: pending.get(p.id) ?? null } : p));
  return { ...view, proposals, doubtful_open: proposals.filter(isOpen).length };
}

/** Which proposal speaks for a figure. */
export function proposalsByFact(proposals: readonly Proposal[]): Map<string, Proposal> {
  return new Map(proposals.flatMap((p) => p.facts.map((fact): [string, Proposal] => [fact, p])));
}

/** What adoption will make, as far as the page can tell. */
export function outlook(view: ReadingView): { fresh: number; known: number; rules: number; tasks: number; plain: number } {
  const kept = view.proposals.filter((p) => !["merged", "skipped"].includes(standing(p)?.decision ?? "") && !p.about);
  return {
    fresh: kept.filter((p) => !p.known).length,
    known: kept.filter((p) => p.known).length,
    rules: view.relations.filter((r) => r.holds).length,
    tasks: view.tasks.length,
    plain: view.proposals.filter((p) => standing(p)?.decision === "skipped").length,
  };
}

/** The sentence cut at the figure, so that it can be set off; the first place where it stands as a word of its own. */
export function cutAt(sentence: string, fact: Pick<Fact, "surface"> | undefined): [string, string, string] {
  const surface = fact?.surface ?? "";
  for (let at = surface ? sentence.indexOf(surface) : -1; at >= 0; at = sentence.indexOf(surface, at + 1)) {
    const before = sentence.slice(0, at);
    const after = sentence.slice(at + surface.length);
    if (!/[\d][.,]?$/.test(before) && !/^[.,]?\d/.test(after)) return [before, surface, after];
  }
  return [sentence, "", ""];
}
