import { useState } from "react";
import type { Proposal } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, TextField } from "../../ui";
import { effective, narrowed, neighbour, standing } from "./proposals";

/** Rows shown at once; a search narrows further. */
const SHOWN = 40;
const NONE: ReadonlySet<string> = new Set();

/** Chooses the proposal that this one repeats. */
export function MergeDialog({ proposal, proposals, onMerge, onClose }: {
  proposal: Proposal;
  proposals: readonly Proposal[];
  onMerge: (into: string) => void;
  onClose: () => void;
}) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const targets = proposals.filter((p) => p.id !== proposal.id && !["merged", "skipped"].includes(standing(p)?.decision ?? ""));
  const found = narrowed(targets, "all", search, NONE).slice(0, SHOWN);
  const current = found.some((p) => p.id === chosen) ? chosen : (found[0]?.id ?? null);
  return (
    <Dialog
      open
      title={t("review.merge.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={!current} onClick={() => current && onMerge(current)}>{t("review.merge.do")}</Button>
        </>
      }
    >
      <p className="muted">{t("review.merge.note", { name: effective(proposal).name || proposal.printed })}</p>
      <TextField
        label={t("review.merge.search")}
        value={search}
        onChange={setSearch}
        onKeyDown={(e) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
          if (step) {
            e.preventDefault();
            setChosen(neighbour(found, current, step));
          } else if (e.key === "Enter" && current) onMerge(current);
        }}
      />
      <div className="review-targets" role="listbox" aria-label={t("review.proposals")}>
        {found.map((p) => (
          <div key={p.id} role="option" aria-selected={p.id === current} className="review-row" onClick={() => setChosen(p.id)} onDoubleClick={() => onMerge(p.id)}>
            <span className="review-row-name">{effective(p).name || t("review.nameless")}</span>
            <span className="review-row-printed">{p.printed}</span>
          </div>
        ))}
        {found.length === 0 && <p className="muted">{t("review.nothingFound")}</p>}
      </div>
    </Dialog>
  );
}
