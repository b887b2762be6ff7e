import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { PointView, SeriesLine, SeriesView } from "../../api/types";
import { periodName, periodShort } from "../../format/period";
import { t } from "../../messages";
import { Button, Empty, Loaded, Panel } from "../../ui";
import { AsOfButton, AsOfNotice } from "./AsOf";
import { Basis } from "./Basis";
import { Chart } from "./Chart";
import { Controls } from "./Controls";
import { copyRows } from "./copy";
import { Marks } from "./Marks";
import { areaName, boundariesSaid, changed, complete, lacks, livedSaid, said, whys } from "./words";
import { useAddress } from "./useAddress";

type Asked = { name: string; unit: string; period: string };

/** One indicator of an area over time. */
export function Series({ code }: { code: string }) {
  const [address, set] = useAddress();
  const ask = Object.fromEntries(address);
  const series = useQuery({ queryKey: ["series", code, ask], queryFn: () => api.series(code, ask), placeholderData: keepPreviousData });
  const [asked, setAsked] = useState<Asked>();
  return (
    <Loaded query={series}>
      {(view) => (
        <div className="stack">
          <Panel
            title={view.indicator.name}
            actions={
              <span className="row no-print">
                <Link className="button button-secondary button-small" href={`/plans?indicator=${encodeURIComponent(code)}`}>{t("series.plans")}</Link>
                <AsOfButton onChange={(as_of) => set({ as_of })} />
                <Button small icon="clip" onClick={() => void copyRows(rowsOf(view))}>{t("series.copy")}</Button>
                <Button small onClick={() => window.print()}>{t("series.print")}</Button>
              </span>
            }
          >
            <p className="muted small">
              {view.indicator.code} · {view.indicator.measure_unit} · {t(`timing.${view.indicator.timing}`)} · {t("figures.owner", { owner: view.indicator.owner_unit.name })}
            </p>
            <AsOfNotice asOf={ask["as_of"]} onChange={(as_of) => set({ as_of })} />
            <Controls view={view} onChange={set} />
            <p className="series-where">
              <strong>{areaName(view)}</strong>{livedSaid(view.total.lived) && <span className="muted"> ({livedSaid(view.total.lived)})</span>}. {boundariesSaid(view)}{" "}
              {view.area.length === 1 && <Link className="no-print" href={`/figures/units/${encodeURIComponent(view.area[0]?.id ?? "")}`}>{t("series.profileOpen")}</Link>}
            </p>
            {view.periods.length > 0 && view.total.points.some((p) => p.value ?? p.low) ? <Chart view={view} /> : <Empty icon="figures" title={t("series.none")}>{t("series.noneHint")}</Empty>}
          </Panel>
          <Marks marks={view.marks} />
          {view.periods.length > 0 && <Periods view={view} onAsk={setAsked} />}
          {view.rows.length > 0 && <Units view={view} onAsk={setAsked} />}
          {asked && <Basis code={code} name={asked.name} ask={{ ...ask, area: asked.unit, period: asked.period, grain: view.grain }} onClose={() => setAsked(undefined)} />}
        </div>
      )}
    </Loaded>
  );
}

/** A number that can be asked where it comes from. */
function Number({ point, name, onAsk }: { point: PointView; name: string; onAsk: () => void }) {
  const label = t("series.whence", { period: `${name}, ${periodName(point.period)}`, value: said(point) });
  return <button type="button" className={`series-number series-${point.sureness}`} aria-label={label} title={whys(point).join(" ")} onClick={onAsk}>{said(point)}</button>;
}

/** The area as a whole, period by period, newest first, beside what it was. */
function Periods({ view, onAsk }: { view: SeriesView; onAsk: (asked: Asked) => void }) {
  const ratio = view.indicator.timing === "ratio";
  const unit = view.area.map((u) => u.id).join(",");
  const name = areaName(view);
  const rows = view.total.points.map((point, i) => ({ point, beside: view.beside[i] })).reverse();
  const compared = rows.some(({ beside }) => changed(beside?.previous, ratio));
  const yearly = rows.some(({ beside }) => changed(beside?.year_before, ratio));
  const planned = rows.some(({ beside }) => beside?.plan);
  const paced = rows.some(({ beside }) => beside?.annualised);
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t("series.table", { area: name })}>
      <table className="table series-periods">
        <caption className="visually-hidden">{t("series.table", { area: name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("series.period")}</th>
            <th scope="col" className="num">{t("series.value")} ({view.indicator.measure_unit})</th>
            <th scope="col">{t("series.complete")}</th>
            {compared && <th scope="col" className="num">{t("series.previous")}</th>}
            {yearly && <th scope="col" className="num">{t("series.yearBefore")}</th>}
            {planned && <th scope="col" className="num">{t("series.plan")}</th>}
            {planned && <th scope="col" className="num">{t("series.ofPlan")}</th>}
            {paced && <th scope="col" className="num wide-only">{t("series.annualised")}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ point, beside }) => (
            <tr key={point.period}>
              <th scope="row" className="nowrap">{periodName(point.period)}</th>
              <td className="num"><Number point={point} name={name} onAsk={() => onAsk({ name: view.indicator.name, unit, period: point.period })} /></td>
              {point.sureness === "incomparable" ? (
                <td colSpan={1 + (compared ? 1 : 0) + (yearly ? 1 : 0) + (planned ? 2 : 0) + (paced ? 1 : 0)} className="muted small">{whys(point).join(" ")}</td>
              ) : (
                <>
                  <td>
                    <span>{complete(point)}</span>
                    {lacks(point) && <p className="muted small">{lacks(point)}</p>}
                    {whys(point).map((why) => <p key={why} className="muted small">{why}</p>)}
                  </td>
                  {compared && <td className="num nowrap">{changed(beside?.previous, ratio)}{beside?.previous?.windows && " *"}</td>}
                  {yearly && <td className="num nowrap">{changed(beside?.year_before, ratio)}{beside?.year_before?.windows && " *"}</td>}
                  {planned && <td className="num">{beside?.plan}</td>}
                  {planned && <td className="num">{beside?.of_plan && `${beside.of_plan}%`}</td>}
                  {paced && <td className="num wide-only">{beside?.annualised}</td>}
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {view.beside.some((b) => b.previous?.windows || b.year_before?.windows) && <p className="small muted series-note">* {t("series.why.windows")}</p>}
    </div>
  );
}

/** Each unit of the boundaries, one column a period, newest first. */
function Units({ view, onAsk }: { view: SeriesView; onAsk: (asked: Asked) => void }) {
  const columns = view.periods.map((_, i) => i).reverse();
  return (
    <section>
      <h2 className="series-head">{t("series.units")} <span className="muted small">{t("series.unitsNote")}</span></h2>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={t("series.units")}>
        <table className="table series-units">
          <caption className="visually-hidden">{t("series.units")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("series.unit")}</th>
              {columns.map((i) => <th key={i} scope="col" className="num">{periodShort(view.periods[i] ?? "")}</th>)}
            </tr>
          </thead>
          <tbody>
            {view.rows.map((line) => (
              <tr key={line.unit?.id}>
                <th scope="row">
                  <Link href={`/figures/units/${encodeURIComponent(line.unit?.id ?? "")}`}>{line.unit?.name}</Link>
                  {livedSaid(line.lived) && <p className="muted small">{livedSaid(line.lived)}</p>}
                </th>
                {columns.map((i) => <td key={i} className="num">{cell(line, i, view, onAsk)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function cell(line: SeriesLine, at: number, view: SeriesView, onAsk: (asked: Asked) => void) {
  const point = line.points[at];
  if (!point) return null;
  if (point.sureness === "incomparable" || point.sureness === "missing") return <span className="muted" title={whys(point).join(" ")}>{point.sureness === "missing" ? "–" : "×"}</span>;
  return <Number point={point} name={line.unit?.name ?? ""} onAsk={() => onAsk({ name: view.indicator.name, unit: line.unit?.id ?? "", period: point.period })} />;
}

/** Everything on the page as rows for a spreadsheet. */
function rowsOf(view: SeriesView): string[][] {
  const plain = (point: PointView | undefined) => (point ? (point.printed ?? said(point)) : "");
  const lines = [view.total, ...view.rows];
  const name = (line: SeriesLine) => (line === view.total ? areaName(view) : (line.unit?.name ?? ""));
  return [
    [`${view.indicator.name} (${view.indicator.measure_unit})`, ...view.periods.map(periodShort)],
    ...lines.map((line) => [name(line), ...line.points.map(plain)]),
    [t("series.complete"), ...view.total.points.map(complete)],
    [boundariesSaid(view)],
  ];
}
