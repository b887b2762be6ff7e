import type { Fact } from "../../api/types";
import { t } from "../../messages";
import { ChooseDialog } from "../../parts/ChooseDialog";
import { printed, wholes } from "./places";

/** Stands for "a part of nothing" among the choices. */
const NONE = "-";

/** Chooses the figure that this one is a part of, or says that it is no part. */
export function WholeDialog({ fact, facts, onPart, onClose }: {
  fact: Fact;
  facts: readonly Fact[];
  onPart: (whole: string | null) => void;
  onClose: () => void;
}) {
  const none = { id: NONE, name: t("review.whole.none") };
  return (
    <ChooseDialog
      title={t("review.whole.title")}
      note={t("review.whole.note", { name: [fact.subject, printed(fact)].filter(Boolean).join(": ") })}
      label={t("review.whole.search")}
      action={t("review.whole.do")}
      find={(search) => [...(search ? [] : [none]), ...wholes(fact, facts, search).map((f) => ({ id: f.id, name: f.subject || t("review.nameless"), printed: printed(f) }))]}
      at={fact.part_of ?? undefined}
      onChoose={(id) => onPart(id === NONE ? null : id)}
      onClose={onClose}
    />
  );
}
