import { useLayoutEffect, useRef } from "react";
import type { SeriesView } from "../../api/types";
import { day } from "../../format/date";
import { parseNumber } from "../../format/number";
import { periodShort } from "../../format/period";
import { t } from "../../messages";
import { areaName, said } from "./words";

const HEIGHT = 240;
const PAD = { left: 10, right: 10, top: 44, bottom: 30 };
/** Numbers stand above the bars while there is room for them. */
const ROOMY = 62;

/** The area's series as columns, or as a line for states and ratios. Drawing only: heights may be rounded, words are the server's. */
export function Chart({ view }: { view: SeriesView }) {
  const points = view.total.points.map((p) => ({ ...p, at: Number(p.value ?? parseNumber(p.low ?? "") ?? Number.NaN) }));
  const known = points.filter((p) => !Number.isNaN(p.at)).map((p) => p.at);
  const width = Math.max(720, Math.min(1600, points.length * 40));
  const [top, bottom] = [Math.max(0, ...known), Math.min(0, ...known)];
  const step = (width - PAD.left - PAD.right) / Math.max(points.length, 1);
  const y = (value: number) => PAD.top + ((top - value) / (top - bottom || 1)) * (HEIGHT - PAD.top - PAD.bottom);
  const x = (index: number) => PAD.left + step * (index + 0.5);
  const bar = Math.min(48, step * 0.62);
  const line = view.indicator.timing === "stock" || view.indicator.timing === "ratio";
  const every = Math.ceil(ROOMY / step);
  const marks = [...new Set(view.marks.flatMap((m) => (m.period ? [m.period] : [])))];
  const breaks = view.marks.flatMap(({ told, period }) => (told && period && !(told.what === "measure_unit" && told.factor) ? [period] : []));
  const first = view.periods[0] ?? "";
  const last = view.periods.at(-1) ?? "";
  const figure = useRef<HTMLElement>(null);
  // Where not all periods fit, the newest are seen first.
  useLayoutEffect(() => {
    if (figure.current) figure.current.scrollLeft = figure.current.scrollWidth;
  }, [first, last, width]);
  return (
    <figure ref={figure} className="series-figure">
      <svg className="chart" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" style={{ minWidth: Math.min(width, 640) }} aria-label={t("series.chart", { name: view.indicator.name, area: areaName(view), from: periodShort(first), to: periodShort(last) })}>
        <defs>
          <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="chart-under" />
            <line x1="0" y1="0" x2="0" y2="6" className="chart-hatch" />
          </pattern>
        </defs>
        <line className="chart-base" x1={PAD.left} x2={width - PAD.right} y1={y(0)} y2={y(0)} />
        {marks.map((period) => {
          const at = PAD.left + step * view.periods.indexOf(period);
          const mark = view.marks.find((m) => m.period === period);
          const left = at > width / 2;
          return (
            <g key={period} className="chart-mark">
              <line x1={at} x2={at} y1={4} y2={HEIGHT - PAD.bottom} />
              <text x={left ? at - 6 : at + 6} y={13} textAnchor={left ? "end" : "start"}>{`${day(mark?.on)}: ${t(mark?.told ? "series.chartMarkOfIndicator" : "series.chartMark")}`}</text>
            </g>
          );
        })}
        {line && segments(points, breaks).map((run) => (
          <polyline key={run[0]?.period} className="chart-line" points={run.map((p) => `${x(p.index)},${y(p.at)}`).join(" ")} />
        ))}
        {points.map((p, i) => {
          const sure = p.sureness === "known";
          const label = (i % every === 0 && i + every < points.length) || i === points.length - 1 ? periodShort(p.period) : "";
          return (
            <g key={p.period}>
              <title>{`${periodShort(p.period)}: ${said(p)}`}</title>
              {Number.isNaN(p.at) ? (
                <text className="chart-gap" x={x(i)} y={y(0) - 6}>{p.sureness === "incomparable" ? "×" : "…"}</text>
              ) : line ? (
                <circle className={sure ? "chart-dot" : "chart-dot chart-unsure"} cx={x(i)} cy={y(p.at)} r="4" />
              ) : (
                <rect className={sure ? "chart-bar" : "chart-bar chart-unsure"} x={x(i) - bar / 2} width={bar} y={Math.min(y(p.at), y(0))} height={Math.max(1, Math.abs(y(p.at) - y(0)))} rx="2" />
              )}
              {step >= ROOMY && !Number.isNaN(p.at) && <text className="chart-value" x={x(i)} y={Math.min(y(p.at), y(0)) - 7}>{p.printed ?? `≥ ${p.low}`}</text>}
              <text className="chart-period" x={x(i)} y={HEIGHT - 10}>{label}</text>
            </g>
          );
        })}
      </svg>
      <figcaption className="series-legend small muted">
        {points.some((p) => p.sureness === "estimated") && <span><i className="key key-hatched" />{t("series.chartEstimated")}</span>}
        {points.some((p) => p.sureness === "bounded") && <span><i className="key key-hatched" />{t("series.chartLeast")}</span>}
        {points.some((p) => p.sureness === "missing") && <span>… {t("series.chartMissing")}</span>}
        {points.some((p) => p.sureness === "incomparable") && <span>× {t("series.incomparable")}</span>}
      </figcaption>
    </figure>
  );
}

/** Runs of known points: a line crosses neither a gap nor a day on which the indicator became another. */
function segments<P extends { at: number; period: string }>(points: readonly P[], breaks: readonly string[]): (P & { index: number })[][] {
  const runs: (P & { index: number })[][] = [];
  points.forEach((p, index) => {
    if (Number.isNaN(p.at)) return;
    const last = runs.at(-1);
    if (last && last.at(-1)?.index === index - 1 && !breaks.includes(p.period)) last.push({ ...p, index });
    else runs.push([{ ...p, index }]);
  });
  return runs;
}
