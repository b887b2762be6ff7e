import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { api, files } from "../../api";
import type { IssuedView } from "../../api/types";
import { day } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Loaded, PageHead, Panel, Split } from "../../ui";
import "./issued.css";

/** The issued report: frozen, with what changed afterwards beside it. */
export default function Issued({ period }: { period: string }) {
  const query = useQuery({ queryKey: ["issued", period], queryFn: () => api.issued(period) });
  return <Loaded query={query}>{(view) => <Shown view={view} />}</Loaded>;
}

function Shown({ view }: { view: IssuedView }) {
  const { period, title, issued } = view.report;
  const { corrections } = view;
  return (
    <>
      <PageHead title={title} above={<Link href="/reports">{t("menu.reports")}</Link>} note={periodName(period)}>
        <a className="button button-secondary" href={files.issued(period, "docx")} download>{t("issued.docx")}</a>
        <a className="button button-primary" href={files.issued(period, "pdf")} download>{t("issued.pdf")}</a>
      </PageHead>
      <Split
        main={<iframe className="issued-frame" sandbox="" title={t("issued.document")} srcDoc={view.html} />}
        side={
          <div className="stack">
            {issued && (
              <Panel>
                <dl className="issued-facts">
                  <Fact name={t("issued.number")}><strong>{issued.number}</strong></Fact>
                  <Fact name={t("issued.date")}>{day(issued.date)}</Fact>
                  <Fact name={t("issued.signer")}>{issued.signer}</Fact>
                  <Fact name={t("issued.hash")}><code className="issued-hash">{issued.hash}</code></Fact>
                </dl>
              </Panel>
            )}
            <Panel title={t("issued.corrections")}>
              {corrections.length === 0 ? <p className="muted">{t("issued.corrections.none")}</p> : <p className="small muted">{t("issued.corrections.note")}</p>}
              <ul className="issued-corrections">
                {corrections.map((c, at) => (
                  <li key={at}>
                    <p>{c.name}</p>
                    <p>{t("issued.was")} <s>{c.printed}</s> · {t("issued.now")} <strong>{c.now}</strong></p>
                    {c.reason && <p className="small muted">{t("issued.reason")}: {c.reason}</p>}
                  </li>
                ))}
              </ul>
            </Panel>
          </div>
        }
      />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="small muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
