import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { api, files } from "../../api";
import type { IssuedView } from "../../api/types";
import { day } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, Loaded, Menu, Notice, PageHead, Panel, Split } from "../../ui";
import { OpenCorrection } from "./Correcting";
import { Signed } from "./Signed";
import "./issued.css";

/** The issued report: frozen, with what changed afterwards beside it. */
export default function Issued({ period }: { period: string }) {
  const asked = Number(new URLSearchParams(window.location.search).get("issue"));
  const [issue, setIssue] = useState<number | undefined>(asked > 0 ? asked : undefined);
  const query = useQuery({ queryKey: ["issued", period, issue ?? "newest"], queryFn: () => api.issued(period, issue) });
  return <Loaded query={query}>{(view) => <Shown view={view} onIssue={setIssue} />}</Loaded>;
}

function Shown({ view, onIssue }: { view: IssuedView; onIssue: (issue: number) => void }) {
  const { period, title, correcting } = view.report;
  const { issue, issues, shown } = view;
  const template = useQuery({ queryKey: ["word-template"], queryFn: api.wordTemplate, retry: false });
  const newer = issues.find((i) => i.issue === issue + 1);
  const extract = (to: "docx" | "pdf" | "html") => ({ key: to, label: t(`extract.${to}`), onSelect: () => void window.open(files.extract(period, to, issue), "_blank", "noopener") });
  const annexes = view.annexes.flatMap((title, at) =>
    (["docx", "pdf"] as const).map((to) => ({ key: `${at} ${to}`, label: t(`annexes.${to}`, { title }), onSelect: () => window.location.assign(files.annex(period, at + 1, to, issue)) })),
  );
  return (
    <>
      <PageHead title={title} above={<><Link href="/reports">{t("menu.reports")}</Link> › <Link href="/reports/register">{t("register.link")}</Link></>} note={periodName(period)}>
        {view.correctable && <OpenCorrection view={view} />}
        {view.annexes.length > 0 && <Menu icon="download" label={t("annexes.title")} items={annexes} />}
        <Menu icon="search" label={t("extract.title")} items={[extract("html"), extract("docx"), extract("pdf")]} />
        <a className="button button-secondary" href={files.issued(period, "docx", issue)} download>{t("issued.docx")}</a>
        {template.data?.usable && <a className="button button-secondary" href={files.issued(period, "filled", issue)} download>{t("issued.filled")}</a>}
        <a className="button button-primary" href={files.issued(period, "pdf", issue)} download>{t("issued.pdf")}</a>
      </PageHead>
      {newer && <Notice tone="warn" action={<Button small onClick={() => onIssue(newer.issue)}>{t("issued.seeNewer")}</Button>}>{t("issued.superseded", { number: newer.number, date: day(newer.date) })}</Notice>}
      {correcting && <Notice tone="info" action={<Link className="button button-secondary button-small" href={`/reports/living/${period}`}>{t("reports.openLiving")}</Link>}>{t("issued.correctingNow", { reason: correcting })}</Notice>}
      <Split
        main={<iframe className="issued-frame" sandbox="" title={t("issued.document")} srcDoc={view.html} />}
        side={
          <div className="stack">
            <Panel>
              <dl className="issued-facts">
                <Fact name={t("issued.number")}><strong>{shown.number}</strong></Fact>
                <Fact name={t("issued.date")}>{day(shown.date)}</Fact>
                <Fact name={t("issued.signer")}>{view.authority.map((line, at) => <span key={at} className="issued-line small">{line}</span>)}{shown.signer}</Fact>
                {view.addressees.length > 0 && <Fact name={t("issue.addressees")}>{view.addressees.join("; ")}</Fact>}
                <Fact name={t("issue.recipients")}><ul className="issued-recipients">{view.recipients.map((r, at) => <li key={at}>{r}</li>)}</ul></Fact>
                <Fact name={t("extract.title")}>{view.left_out === 0 ? t("extract.whole") : t("extract.leftOut", { count: view.left_out })}</Fact>
                <Fact name={t("issued.hash")}><code className="issued-hash">{shown.hash}</code></Fact>
              </dl>
              <Same view={view} />
            </Panel>
            {issues.length > 1 && (
              <Panel title={t("issued.issues")}>
                <ul className="issued-corrections">
                  {issues.map((i) => (
                    <li key={i.issue}>
                      <Button small look="quiet" disabled={i.issue === issue} onClick={() => onIssue(i.issue)}>{t("reports.issuedAs", { number: i.number, date: day(i.date) })}</Button>
                      {i.reason && <p className="small muted">{t("issued.reason")}: {i.reason}</p>}
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
            <Signed view={view} />
            <Corrections view={view} />
          </div>
        }
      />
    </>
  );
}

/** Holds what is made anew from the same cut against what was kept. */
function Same({ view }: { view: IssuedView }) {
  const check = useMutation({ mutationFn: () => api.sameAgain(view.report.period, view.issue) });
  const found = check.data;
  const lines = found && ([["document", found.document], ["docx", found.docx], ["pdf", found.pdf]] as const);
  return (
    <div className="stack-s issued-same">
      <Button small icon="check" busy={check.isPending} onClick={() => check.mutate()}>{t("same.check")}</Button>
      {check.error && <Notice tone="error">{check.error.message}</Notice>}
      {lines && (
        <ul aria-live="polite">
          {lines.map(([what, same]) => (
            <li key={what}>
              <Badge tone={same ? "ok" : "warn"} icon={same ? "check" : "warning"}>{t(`same.${what}`)}: {same === null || same === undefined ? t("same.unknown") : t(same ? "same.yes" : "same.no")}</Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Corrections({ view: { corrections } }: { view: IssuedView }) {
  return (
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
