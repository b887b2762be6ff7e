/** The proposals of a reading: their state, order, filters and the walk through the doubtful ones. */
import type { Decision, Doubt, Fact, Proposal, ReadingView } from "../../api/types";
import { matches } from "../../format/fold";

/** How a figure of the document stands. */
export type FigureMark = "conflict" | "doubtful" | "sure" | "decided" | "skipped";

/** What the list can be narrowed to. */
export type ProposalFilter = "all" | "undecided" | "doubtful" | "conflict" | "no_unit" | "new" | "amended";

/** The filters in the order shown; the keys 1 to 7 choose them. */
export const FILTERS: readonly ProposalFilter[] = ["all", "undecided", "doubtful", "conflict", "no_unit", "new", "amended"];

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

/** Figures that are no more as they were read. */
export type Amended = ReadonlySet<string>;

const PASSES: Record<ProposalFilter, (p: Proposal, amended: Amended) => boolean> = {
  all: () => true,
  undecided: (p) => standing(p) === null,
  doubtful: (p) => p.doubts.length > 0,
  conflict: (p) => p.doubts.includes("in_conflict"),
  no_unit: (p) => p.measure_unit === "",
  new: (p) => !p.known,
  amended: (p, amended) => p.facts.some((fact) => amended.has(fact)),
};

/** The proposals that pass the filter and hold every word searched, with or without diacritics; a number as read or as printed. */
export function narrowed(proposals: readonly Proposal[], filter: ProposalFilter, search: string, amended: Amended, facts?: ReadonlyMap<string, Fact>): Proposal[] {
  const passing = proposals.filter((p) => PASSES[filter](p, amended));
  return search.trim() ? passing.filter((p) => matches(search.trim(), effective(p).name, p.printed, p.section, p.place ?? "", p.known ?? "", ...p.facts.map((id) => facts?.get(id)?.surface ?? ""))) : passing;
}

/** How many pass each filter. */
export function counts(proposals: readonly Proposal[], amended: Amended): Record<ProposalFilter, number> {
  const count = (filter: ProposalFilter) => proposals.filter((p) => PASSES[filter](p, amended)).length;
  return Object.fromEntries(FILTERS.map((filter) => [filter, count(filter)])) as Record<ProposalFilter, number>;
}

/** Which figures are no more as they were read: changed, made by a split, or added. */
export function amendedFacts(view: Pick<ReadingView, "facts" | "as_read" | "steps">): Amended {
  const touched = view.steps.filter((step) => !step.undone).flatMap((step) => step.changes.flatMap((c) => (c.change === "amended" && "fact" in c.amendment ? [c.amendment.fact] : [])));
  const made = view.facts.filter((fact) => !/^f\d+$/.test(fact.id)).map((fact) => fact.id);
  return new Set([...touched, ...made]);
}

/** What is left to decide, by its worst reason; the sure ones last. */
export type Left = { decided: number; conflict: number; no_unit: number; doubtful: number; sure: number };

/** How the review stands. */
export function left(proposals: readonly Proposal[]): Left {
  const sum: Left = { decided: 0, conflict: 0, no_unit: 0, doubtful: 0, sure: 0 };
  for (const p of proposals) {
    if (standing(p)) sum.decided += 1;
    else if (p.doubts.includes("in_conflict")) sum.conflict += 1;
    else if (p.doubts.includes("no_measure_unit")) sum.no_unit += 1;
    else if (p.doubts.length > 0) sum.doubtful += 1;
    else sum.sure += 1;
  }
  return sum;
}

/** Those beyond doubt that nobody has decided yet. */
export function sure(proposals: readonly Proposal[]): Proposal[] {
  return proposals.filter((p) => standing(p) === null && p.doubts.length === 0 && isComplete(p, effective(p)));
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

/** Whether an indicator can be made: it has a name and its figure a unit of measure. */
export function isComplete(proposal: Proposal, settings: Settings): boolean {
  return settings.name.trim() !== "" && proposal.measure_unit !== "";
}

/** The settings as they stand: as corrected, else as proposed. */
export function effective(proposal: Proposal): Settings {
  const decision = standing(proposal);
  const { name, timing, collector, owner, part_of } = decision?.decision === "confirmed" ? decision : proposal;
  return { name, timing, collector, owner, part_of: part_of ?? null };
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
