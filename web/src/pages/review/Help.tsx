import { t } from "../../messages";
import { Button, Dialog, Kbd } from "../../ui";

/** The keys of the page by what they are for. */
const KEYS = {
  walk: [["↑ ↓ / k j", "move"], ["PgUp … End", "page"], ["1 … 7", "filter"], ["/", "search"], ["[ ]", "tabs"], ["r", "compare"], ["← →", "places"], ["b", "back"], ["y", "why"], ["q", "original"]],
  decide: [["Enter", "confirm"], ["s", "skip"], ["m", "merge"], ["⇧A", "accept"], ["e", "edit"], ["o", "reopen"], ["u", "undo"], ["⇧U", "redo"], ["h", "history"]],
  figure: [["v", "value"], ["d", "unit"], ["l", "kind"], ["t", "subject"], ["i", "direction"], ["f", "part_of"], ["p", "place"], ["w", "window"], ["c", "split"], ["g", "join"], ["x", "discard"], ["n", "add"]],
} as const;

/** The overlay that tells every key. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open wide title={t("review.keys")} onClose={onClose} actions={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      <div className="review-keys">
        {(Object.keys(KEYS) as (keyof typeof KEYS)[]).map((group) => (
          <section key={group}>
            <h3>{t(`review.keys.${group}`)}</h3>
            <dl>
              {KEYS[group].map(([key, what]) => (
                <div key={key}>
                  <dt><Kbd>{key}</Kbd></dt>
                  <dd>{t(`review.key.${what}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
