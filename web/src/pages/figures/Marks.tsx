import type { MarkView } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Notice } from "../../ui";
import { toldSays } from "../indicator/words";

/** More new units than this are folded away. */
const FEW = 6;

/** What happened to the area and to the indicator, in words. */
export function Marks({ marks }: { marks: readonly MarkView[] }) {
  const list = (title: string, some: readonly MarkView[]) =>
    some.length > 0 && (
      <Notice tone="info">
        <strong>{title}</strong>
        {some.map((mark, i) => (
          <Mark key={`${mark.on} ${i}`} mark={mark} />
        ))}
      </Notice>
    );
  return (
    <>
      {list(t("series.marks"), marks.filter((mark) => !mark.told))}
      {list(t("series.marksOfIndicator"), marks.filter((mark) => mark.told))}
    </>
  );
}

function Mark({ mark }: { mark: MarkView }) {
  const on = day(mark.on);
  if (mark.told) return <p>{[t("life.onSays", { on, says: toldSays(mark.told) }), ...mark.legal_basis].join(" · ")}</p>;
  if (mark.ended) {
    const { level, units } = mark.ended;
    return <p>{t("series.markEnded", { on, level: t(`kind.${level}`).toLowerCase(), units: units.join(", ") })}</p>;
  }
  const from = new Set(mark.became.flatMap((b) => b.from.map((f) => f.unit)));
  const list = (
    <ul className="series-became">
      {mark.became.map(({ unit, from }) => (
        <li key={unit}>{t("series.markFrom", { unit, from: from.map((f) => (f.whole ? f.unit : t("series.markPart", { unit: f.unit }))).join(", ") })}</li>
      ))}
    </ul>
  );
  return (
    <div>
      <p>
        {t("series.markOn", { on, basis: mark.legal_basis.join("; ") })}: {t("series.markCount", { from: from.size, to: mark.became.length })}
      </p>
      {mark.became.length <= FEW ? list : <details><summary>{t("series.markMore", { count: mark.became.length })}</summary>{list}</details>}
    </div>
  );
}
