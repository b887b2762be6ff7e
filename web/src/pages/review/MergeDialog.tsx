import type { Proposal } from "../../api/types";
import { t } from "../../messages";
import { ChooseDialog } from "../../parts/ChooseDialog";
import { effective, narrowed, standing } from "./proposals";

const NONE: ReadonlySet<string> = new Set();

/** Chooses the proposal that this one repeats. */
export function MergeDialog({ proposal, proposals, onMerge, onClose }: {
  proposal: Proposal;
  proposals: readonly Proposal[];
  onMerge: (into: string) => void;
  onClose: () => void;
}) {
  const targets = proposals.filter((p) => p.id !== proposal.id && !["merged", "skipped"].includes(standing(p)?.decision ?? ""));
  return (
    <ChooseDialog
      title={t("review.merge.title")}
      note={t("review.merge.note", { name: effective(proposal).name || proposal.printed })}
      label={t("review.merge.search")}
      action={t("review.merge.do")}
      find={(search) => narrowed(targets, "all", search, NONE).map((p) => ({ id: p.id, name: effective(p).name || t("review.nameless"), printed: p.printed }))}
      onChoose={onMerge}
      onClose={onClose}
    />
  );
}
