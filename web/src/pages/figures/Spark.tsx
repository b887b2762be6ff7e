const [WIDTH, HEIGHT] = [96, 24];

/** The last periods as a small line; what is not known leaves a gap. */
export function Spark({ values, label }: { values: readonly (string | null)[]; label: string }) {
  const points = values.map((value) => (value === null ? Number.NaN : Number(value)));
  const known = points.filter((p) => !Number.isNaN(p));
  if (known.length < 2) return null;
  const [top, bottom] = [Math.max(...known), Math.min(...known)];
  const x = (i: number) => 3 + (i / Math.max(1, points.length - 1)) * (WIDTH - 6);
  const y = (value: number) => 3 + ((top - value) / (top - bottom || 1)) * (HEIGHT - 6);
  const path = points.map((p, i) => (Number.isNaN(p) ? "" : `${i === 0 || Number.isNaN(points[i - 1] ?? Number.NaN) ? "M" : "L"}${x(i).toFixed(1)},${y(p).toFixed(1)}`)).join("");
  const last = points.length - 1;
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <path d={path} />
      {!Number.isNaN(points[last] ?? Number.NaN) && <circle cx={x(last)} cy={y(points[last] ?? 0)} r="2.5" />}
    </svg>
  );
}
