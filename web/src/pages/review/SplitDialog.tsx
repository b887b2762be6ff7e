import type { Fact } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog } from "../../ui";
import { cuts } from "./places";

/** Chooses where a figure is cut in two. */
export function SplitDialog({ fact, onSplit, onClose }: { fact: Fact; onSplit: (at: number) => void; onClose: () => void }) {
  const letters = [...fact.surface];
  const part = (from: number, to?: number) => letters.slice(from, to).join("").replace(/[\s/–-]+$/, "");
  return (
    <Dialog open title={t("review.split.title")} onClose={onClose} actions={<Button onClick={onClose}>{t("ui.cancel")}</Button>}>
      <p className="muted">{t("review.split.note", { printed: fact.surface })}</p>
      <div className="review-cuts">
        {cuts(fact).map((at, i) => (
          <Button key={at} data-first={i === 0 || undefined} onClick={() => onSplit(at)}>
            {part(0, at - fact.start)} <span aria-hidden="true">✂</span> <span className="visually-hidden">{t("review.split.and")}</span> {part(at - fact.start)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
