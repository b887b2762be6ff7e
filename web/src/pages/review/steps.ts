/** The steps of a review: which one is taken back next, and what each says. */
import type { Amendment, Proposal, ReadingView, ReviewChange, StepView } from "../../api/types";
import { formatNumber } from "../../format/number";
import { day } from "../../format/date";
import { t } from "../../messages";
import { effective, isOpen } from "./proposals";

/** My newest step that stands. */
export function undoable(steps: readonly StepView[]): StepView | null {
  return steps.findLast((step) => step.mine && !step.undone) ?? null;
}

/** My step that was taken back last, unless I went on since. */
export function redoable(steps: readonly StepView[]): StepView | null {
  const mine = steps.filter((step) => step.mine);
  const last = mine.reduce<StepView | null>((found, step) => ((step.undone ?? 0) > (found?.undone ?? 0) ? step : found), null);
  const newest = Math.max(0, ...mine.map((step) => step.cut));
  return last?.undone && newest < last.undone ? last : null;
}

/** The figures that an amendment speaks of. */
export function factsOf(amendment: Amendment): string[] {
  if (amendment.amend === "add") return [];
  return amendment.amend === "join" ? [amendment.fact, amendment.with] : [amendment.fact];
}

/** The figures that a change speaks of; of a decision that of its proposal. */
export const figuresOf = (change: ReviewChange): string[] => (change.change === "decided" ? [change.proposal] : factsOf(change.amendment));

/** Standing amendments of a figure, newest first, each with its step. */
export function amendmentsOf(steps: readonly StepView[], fact: string): { amendment: Amendment; step: StepView }[] {
  const found = steps.flatMap((step) =>
    step.undone ? [] : step.changes.flatMap((change) => (change.change === "amended" && factsOf(change.amendment).includes(fact) ? [{ amendment: change.amendment, step }] : [])),
  );
  return found.reverse();
}

/** The view with decisions laid over it: those on their way, or those just kept. */
export function withChanges(view: ReadingView, changes: readonly ReviewChange[]): ReadingView {
  const decided = new Map(changes.flatMap((change) => (change.change === "decided" ? [[change.proposal, change.decision] as const] : [])));
  if (decided.size === 0) return view;
  const proposals = view.proposals.map((p) => (decided.has(p.id) ? { ...p, decision: decided.get(p.id) ?? null } : p));
  return { ...view, proposals, doubtful_open: proposals.filter(isOpen).length };
}

/** The view after a step of ours was kept. */
export function withStep(view: ReadingView, changes: readonly ReviewChange[], step: StepView): ReadingView {
  return { ...withChanges(view, changes), steps: [...view.steps, step], seen: step.cut };
}

/** A step in words, by the names of the proposals. */
export function stepWords(step: Pick<StepView, "changes" | "more">, proposals: readonly Proposal[]): string {
  const count = step.changes.length + step.more;
  const [first] = step.changes;
  if (!first) return "";
  if (count > 1) return t("review.step.several", { n: count });
  return changeWords(first, proposals);
}

/** One change in words. */
export function changeWords(change: ReviewChange, proposals: readonly Proposal[]): string {
  const [id] = figuresOf(change);
  const proposal = proposals.find((p) => p.id === id || (id !== undefined && p.facts.includes(id)));
  const name = proposal ? effective(proposal).name || proposal.printed : (id ?? "");
  if (change.change === "decided") return t(`review.step.${change.decision.decision}`, { name });
  return t(`review.step.${change.amendment.amend}`, { name, to: amendedTo(change.amendment, proposals) });
}

/** What an amendment sets, by the names of the proposals. */
export function amendedTo(amendment: Amendment, proposals: readonly Proposal[]): string {
  switch (amendment.amend) {
    case "value": return formatNumber(amendment.value);
    case "unit": return amendment.unit ?? t("review.none");
    case "kind": return t(`review.kind.${amendment.kind}`);
    case "subject": return amendment.subject;
    case "place": return amendment.place ?? t("review.wholePlace");
    case "direction": return t(`review.direction.${amendment.direction ?? "none"}`);
    case "part_of": {
      const whole = proposals.find((p) => amendment.whole && p.facts.includes(amendment.whole));
      return whole ? effective(whole).name || whole.printed : t("review.whole.no");
    }
    case "window": return windowWords(amendment.window);
    default: return "";
  }
}

/** When a figure holds, in words. */
export function windowWords(window: { label?: string | null; from?: string | null; to?: string | null; as_of?: string | null }): string {
  if (window.as_of) return t("review.asOf", { day: day(window.as_of) });
  if (window.from || window.to) return `${day(window.from) || "…"}–${day(window.to) || "…"}`;
  return window.label ?? t("review.wholePeriod");
}
