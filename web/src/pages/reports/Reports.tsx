import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api";
import type { LivingRow, ReadingRow } from "../../api/types";
import { useMay } from "../../app/session";
import { day, moment } from "../../format/date";
import { periodName } from "../../format/period";
import { isPicture } from "../../format/file";
import { t } from "../../messages";
import { Badge, Button, DropZone, Loaded, Notice, PageHead, Panel, Progress, Table, type Column } from "../../ui";

const StartReport = lazy(() => import("../outline/StartReport"));

export default function Reports() {
  const seesTexts = useMay("see_texts");
  const living = useQuery({ queryKey: ["livings"], queryFn: api.livings });
  const readings = useQuery({ queryKey: ["readings"], queryFn: api.readings, enabled: seesTexts });
  const mayAdopt = useMay("adopt");
  const mayStart = useMay("edit_report");
  const [starting, setStarting] = useState(false);
  return (
    <>
      <PageHead title={t("reports.title")} note={t("reports.note")} />
      <div className="stack">
        <Panel title={t("reports.living")} actions={<div className="row"><Link className="button button-secondary button-small" href="/reports/register">{t("register.link")}</Link>{mayStart && <Button small icon="plus" onClick={() => setStarting(true)}>{t("start.new")}</Button>}</div>} flush>
          <Loaded query={living}>
            {(rows) => <Table caption={t("reports.living")} columns={livingColumns()} rows={rows} rowKey={(r) => r.period} empty={<p className="muted panel-note">{t("reports.livingEmpty")} {mayStart && t("start.empty")}</p>} />}
          </Loaded>
        </Panel>
        {mayAdopt && <Upload />}
        {seesTexts && (
          <Panel
            title={t("reports.readings")}
            actions={(readings.data?.length ?? 0) > 1 && <Link className="button button-secondary button-small" href="/reports/series">{t("alignment.link")}</Link>}
            flush
          >
            <Loaded query={readings}>
              {(rows) => <Table caption={t("reports.readings")} columns={readingColumns()} rows={rows} rowKey={(r) => r.id} empty={<p className="muted panel-note">{t("reports.readingsEmpty")}</p>} />}
            </Loaded>
          </Panel>
        )}
      </div>
      {starting && <Suspense fallback={null}><StartReport onClose={() => setStarting(false)} /></Suspense>}
    </>
  );
}

function livingColumns(): Column<LivingRow>[] {
  return [
    {
      key: "period",
      title: t("reports.period"),
      cell: (r) => <Link href={r.issued ? `/reports/issued/${r.period}` : `/reports/living/${r.period}`}><strong className="nowrap">{periodName(r.period)}</strong></Link>,
      sort: (r) => r.period,
    },
    { key: "title", title: t("reports.heading"), cell: (r) => r.title, wide: true },
    {
      key: "state",
      title: t("reports.state"),
      cell: (r) =>
        r.correcting ? (
          <Badge tone="warn" icon="edit">{t("issued.correcting")}</Badge>
        ) : r.issued ? (
          <Badge tone="ok" icon="approved">{t("rounds.issued")}</Badge>
        ) : r.approval ? (
          <Badge tone={r.approval.stale ? "warn" : "ok"} icon={r.approval.stale ? "warning" : "check"}>
            {r.approval.stale ? t("reports.stale") : t("reports.approvedBy", { by: r.approval.by })}
          </Badge>
        ) : r.adopted ? (
          <Badge tone="ok" icon="check">{t("reports.adopted")}</Badge>
        ) : (
          <Badge tone="accent" icon="edit">{t("reports.drafting")}</Badge>
        ),
    },
    {
      key: "more",
      title: "",
      cell: (r) => <span className="muted small nowrap">{r.issued ? t("reports.issuedAs", { number: r.issued.number, date: day(r.issued.date) }) : r.notices > 0 && !r.adopted ? t("reports.notices", { count: r.notices }) : ""}</span>,
      wide: true,
    },
    {
      key: "do",
      title: "",
      cell: (r) => (
        <div className="row row-end">
          {r.issued && <Link className="button button-secondary button-small" href={`/reports/issued/${r.period}`}>{t("reports.openIssued")}</Link>}
          <Link className="button button-secondary button-small" href={`/reports/living/${r.period}`}>{(r.issued && !r.correcting) || r.adopted ? t("reports.see") : t("reports.openLiving")}</Link>
        </div>
      ),
    },
  ];
}

function readingColumns(): Column<ReadingRow>[] {
  return [
    {
      key: "file",
      title: t("reports.file"),
      cell: (r) => (
        <>
          <Link href={`/reports/read/${encodeURIComponent(r.id)}`}>{r.file_name}</Link>
          {r.recognised && <> <Badge tone="warn" icon="warning">{t("reports.recognised")}</Badge></>}
          {r.title && <p className="muted small">{r.title}</p>}
        </>
      ),
      sort: (r) => r.file_name,
    },
    { key: "period", title: t("reports.period"), cell: (r) => <span className="nowrap">{r.period ? periodName(r.period) : "–"}</span>, sort: (r) => r.period ?? "", wide: true },
    { key: "by", title: t("reports.by"), cell: (r) => r.by, wide: true },
    { key: "at", title: t("reports.at"), cell: (r) => <span className="nowrap">{moment(r.at)}</span>, sort: (r) => r.at, wide: true },
    { key: "adopted", title: t("reports.state"), cell: (r) => (r.adopted ? <Badge tone="ok" icon="approved">{t("reports.adopted")}</Badge> : <Badge tone="warn" icon="clock">{t("reports.notAdopted")}</Badge>) },
    { key: "do", title: "", cell: (r) => <div className="row row-end"><Link className="button button-secondary button-small" href={`/reports/read/${encodeURIComponent(r.id)}`}>{t(r.adopted ? "reports.see" : "reports.review")}</Link></div>, wide: true },
  ];
}

/** Endings of the files that are read; what a file is, its content decides. */
const FORMATS = ".docx,.doc,.pdf,.odt,.rtf,.html,.htm,.txt,.png,.jpg,.jpeg,.tif,.tiff,.bmp";

type Sending = { name: string; share: number; at: number; of: number };

function Upload() {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [sending, setSending] = useState<Sending>();
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  /** One after another; one that is refused does not stop the rest. */
  const send = async (files: readonly File[]) => {
    setRefusals([]);
    for (const [i, file] of files.entries()) {
      const tell = (share: number) => setSending({ name: file.name, share, at: i + 1, of: files.length });
      tell(0);
      try {
        const reading = await api.read(file, tell);
        await client.invalidateQueries({ queryKey: ["readings"] });
        if (files.length === 1) go(`/reports/read/${encodeURIComponent(reading.id)}`);
      } catch (error) {
        const { message } = error as Error;
        setRefusals((before) => [...before, files.length === 1 ? message : `${file.name}: ${message}`]);
      }
    }
    setSending(undefined);
  };
  const words = sending && [sending.of > 1 && `${sending.at}/${sending.of}`, t(sending.share < 1 ? "reports.uploading" : isPicture(sending.name) ? "reports.recognising" : "reports.reading", { name: sending.name })].filter(Boolean).join(" · ");
  return (
    <Panel title={t("reports.upload")}>
      <div className="stack-s">
        {refusals.map((refusal, i) => <Notice key={i} tone="error">{refusal}</Notice>)}
        <DropZone accept={FORMATS} hint={t("reports.uploadHint")} disabled={!!sending} onFiles={(files) => void send(files)} />
        {sending && words && (
          <div className="stack-s" aria-live="polite">
            <span className="row small">{sending.share >= 1 && <span className="spinner" aria-hidden="true" />}{words}</span>
            <Progress value={sending.share} label={words} />
          </div>
        )}
      </div>
    </Panel>
  );
}
