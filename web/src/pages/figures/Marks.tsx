import type { MarkView } from "../../api/types";
import { day } from "../../format/date";
import { t } from "../../messages";
import { Notice } from "../../ui";

/** More new units than this are folded away. */
const FEW = 6;

/** What happened to the area, in words. */
export function Marks({ marks }: { marks: readonly MarkView[] }) {
  if (marks.length === 0) return null;
  return (
    <Notice tone="info">
      <strong>{t("series.marks")}</strong>
      {marks.map((mark, i) => (
        <Mark key={`${mark.on} ${i}`} mark={mark} />
      ))}
    </Notice>
  );
}

function Mark({ mark }: { mark: MarkView }) {
  const on = day(mark.on);
  if (mark.says) return <p>{[mark.says, mark.legal_basis.join("; ")].filter(Boolean).join(" · ")}</p>;
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
