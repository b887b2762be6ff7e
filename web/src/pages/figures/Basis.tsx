import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import { moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Dialog, Empty, Loaded, Notice } from "../../ui";
import { complete, lacks, made, said, whys } from "./words";

/** Where a figure comes from: every cell it rests on, who stated it, in which file or report. */
export function Basis({ code, name, ask, onClose }: { code: string; name: string; ask: Record<string, string>; onClose: () => void }) {
  const basis = useQuery({ queryKey: ["series", code, "basis", ask], queryFn: () => api.seriesBasis(code, ask) });
  return (
    <Dialog open wide title={t("series.basis", { name, period: periodName(ask["period"] ?? "") })} onClose={onClose}>
      <Loaded query={basis}>
        {({ point, rows }) => (
          <div className="stack">
            <p className="series-said">{said(point)} <span className="muted small">{complete(point)}</span></p>
            {made(point) && <p>{t("series.basisHow", { how: made(point) })}</p>}
            {point.own && point.below && !point.gap && <p>{t("series.two", { own: point.own, below: point.below })}</p>}
            {lacks(point) && <p>{lacks(point)}</p>}
            {whys(point).map((why) => <Notice key={why} tone="warn">{why}</Notice>)}
            {rows.length === 0 ? (
              <Empty title={t("series.basisNone")} />
            ) : (
              <div className="table-wrap" tabIndex={0} role="region" aria-label={name}>
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{t("series.unit")}</th>
                      <th scope="col">{t("series.period")}</th>
                      <th scope="col" className="num">{t("series.value")}</th>
                      <th scope="col">{t("series.basisWho")}</th>
                      <th scope="col">{t("series.basisFrom")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row, i) => (
                      <tr key={i}>
                        <td>{row.unit}{row.name !== name && <p className="muted small">{row.name}</p>}</td>
                        <td className="nowrap">{periodName(row.period)}</td>
                        <td className="num">{row.back && <span className="muted small">{t("series.basisBack")} </span>}{row.printed}</td>
                        <td>{row.by}<p className="muted small">{moment(row.at)}</p></td>
                        <td>{row.from ?? row.note}<p className="muted small">{[row.from && row.note, t("series.basisCut", { cut: row.cut })].filter(Boolean).join(" · ")}</p></td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
