import type { SeriesView } from "../../api/types";
import { parseNumber } from "../../format/number";
import { periodShort } from "../../format/period";
import { t } from "../../messages";

const WIDTH = 720;
const HEIGHT = 190;
const PAD = { left: 12, right: 12, top: 26, bottom: 26 };

/** The place's own series as bars with their numbers. Drawing only: heights may be rounded, words are the server's. */
export function Chart({ view }: { view: SeriesView }) {
  const values = view.rows[0]?.values ?? [];
  const points = view.periods.map((period, i) => ({ period, printed: values[i] ?? null, value: Number(parseNumber(values[i] ?? "") ?? Number.NaN) }));
  const known = points.filter((p) => !Number.isNaN(p.value));
  const top = Math.max(0, ...known.map((p) => p.value));
  const bottom = Math.min(0, ...known.map((p) => p.value));
  const span = top - bottom || 1;
  const step = (WIDTH - PAD.left - PAD.right) / Math.max(points.length, 1);
  const y = (value: number) => PAD.top + ((top - value) / span) * (HEIGHT - PAD.top - PAD.bottom);
  const bar = Math.min(56, step * 0.6);
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("figures.chart", { name: view.indicator.name, from: periodShort(view.periods[0] ?? ""), to: periodShort(view.periods.at(-1) ?? "") })}
    >
      <line className="chart-base" x1={PAD.left} x2={WIDTH - PAD.right} y1={y(0)} y2={y(0)} />
      {points.map((p, i) => {
        const middle = PAD.left + step * (i + 0.5);
        return (
          <g key={p.period}>
            {!Number.isNaN(p.value) && (
              <>
                <rect className="chart-bar" x={middle - bar / 2} width={bar} y={Math.min(y(p.value), y(0))} height={Math.max(1, Math.abs(y(p.value) - y(0)))} rx="2" />
                <text className="chart-value" x={middle} y={Math.min(y(p.value), y(0)) - 6}>{p.printed}</text>
              </>
            )}
            <text className="chart-period" x={middle} y={HEIGHT - 8}>{periodShort(p.period)}</text>
          </g>
        );
      })}
    </svg>
  );
}
