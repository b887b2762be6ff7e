import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { api } from "../../api";
import type { FigureThen } from "../../api/types";
import { moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { DateField, Loaded, PageHead, Panel, Split } from "../../ui";
import { useDay } from "./useDay";
import "./asof.css";

/** A living report as it stood at the end of a day, with what prints otherwise now. */
export default function Then({ period }: { period: string }) {
  const [asked, setAsked] = useSearchParams();
  const asOf = useDay(asked.get("as_of"));
  const then = useQuery({ queryKey: ["then", period, asOf], queryFn: () => api.reportThen(period, asOf), retry: false });
  return (
    <>
      <PageHead
        above={<><Link href="/reports">{t("menu.reports")}</Link> › <Link href={`/reports/living/${period}`}>{periodName(period)}</Link></>}
        title={t("then.title")}
      >
        <DateField label={t("then.asOf")} value={asOf} onChange={(iso) => iso && setAsked({ as_of: iso }, { replace: true })} />
      </PageHead>
      <Loaded query={then}>
        {(view) => (
          <Split
            main={<iframe className="asof-frame" sandbox="" title={t("then.document", { cut: view.cut })} srcDoc={view.html} />}
            side={
              <Panel title={t("then.figures", { count: view.figures.length })}>
                <p className="muted small">{t("restated.cut", { cut: view.cut })} · {t("then.passages", { count: view.passages })}</p>
                {view.figures.length === 0 ? <p>{t("then.none")}</p> : <ul className="asof-figures">{view.figures.map((figure) => <Moved key={figure.id} figure={figure} />)}</ul>}
              </Panel>
            }
          />
        )}
      </Loaded>
    </>
  );
}

function Moved({ figure }: { figure: FigureThen }) {
  return (
    <li>
      <span>{figure.name}{figure.unit && ` · ${figure.unit}`}</span>
      <p><s>{figure.then}</s> → <strong>{figure.now ?? t("then.out")}</strong></p>
      {figure.by && <p className="muted small">{t("then.by", { by: figure.by, at: moment(figure.at) })}</p>}
    </li>
  );
}
