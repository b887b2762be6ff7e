import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { api, files } from "../../api";
import type { LivingView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { BeforeIssue } from "./truth/BeforeIssue";
import { Badge, Button, Dialog, Menu, Notice } from "../../ui";
import { CorrectionState } from "../issued/Correcting";
import { IssueDialog } from "../issued/IssueDialog";

const KeepReport = lazy(() => import("../outline/KeepReport"));

/** Where the approval stands, in words. */
export function ApprovalState({ view }: { view: LivingView }) {
  const { approval, issued } = view.report;
  if (view.report.correcting) return <CorrectionState view={view} />;
  if (issued) return <Badge tone="ok" icon="lock">{t("living.isIssued", { number: issued.number })}</Badge>;
  if (!approval) return <Badge icon="draft">{t("living.notApproved")}</Badge>;
  if (approval.stale) return <Badge tone="warn" icon="warning">{t("living.approvalStale", { cut: approval.cut })}</Badge>;
  return <Badge tone="ok" icon="approved">{t("living.approved", { by: approval.by, at: moment(approval.at), cut: approval.cut })}</Badge>;
}

/** Preview, approve, issue: what this person may do with the report now. */
export function Actions({ view, unsaved }: { view: LivingView; unsaved: boolean }) {
  const [open, setOpen] = useState<"preview" | "approve" | "issue" | "prepare" | "keep" | null>(null);
  const [, go] = useLocation();
  const template = useQuery({ queryKey: ["word-template"], queryFn: api.wordTemplate, retry: false });
  const { period, issued } = view.report;
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        icon="search"
        label={t("living.preview")}
        items={[
          { key: "html", label: t("living.preview.html"), onSelect: () => setOpen("preview") },
          { key: "docx", label: t("living.preview.docx"), onSelect: () => window.location.assign(files.preview(period, "docx")) },
          ...(template.data?.usable ? [{ key: "filled", label: t("living.preview.filled"), onSelect: () => window.location.assign(files.preview(period, "filled")) }] : []),
          { key: "pdf", label: t("living.preview.pdf"), onSelect: () => void window.open(files.preview(period, "pdf"), "_blank", "noopener") },
          { key: "then", label: t("then.link"), onSelect: () => go(`/reports/living/${period}/then`) },
          ...(view.editable ? [{ key: "prepare", label: t("prepare.do"), onSelect: () => setOpen("prepare") }] : []),
          ...(view.editable ? [{ key: "returned", label: t("returned.link"), onSelect: () => go(`/reports/living/${period}/returned`) }] : []),
          ...(view.editable ? [{ key: "keep", label: t("outline.keepReport"), onSelect: () => setOpen("keep") }] : []),
        ]}
      />
      {issued && <Link href={`/reports/issued/${period}`} className="button button-primary">{t("living.seeIssued")}</Link>}
      {view.approvable && <Button look={view.issuable ? "secondary" : "primary"} icon="approved" disabled={unsaved} title={unsaved ? t("living.unsaved") : undefined} onClick={() => setOpen("approve")}>{t("living.approve")}</Button>}
      {view.issuable && <Button look="primary" icon="lock" disabled={unsaved} title={unsaved ? t("living.unsaved") : undefined} onClick={() => setOpen("issue")}>{t("living.issue")}</Button>}
      <Dialog open={open === "preview"} wide title={t("living.preview.frame")} onClose={close}>
        <iframe className="preview-frame" sandbox="" title={t("living.preview.frame")} src={files.preview(period, "html")} />
      </Dialog>
      {open === "keep" && <Suspense fallback={null}><KeepReport view={view} onClose={close} /></Suspense>}
      {open === "approve" && <ApproveDialog view={view} onClose={close} />}
      {open === "issue" && <IssueDialog view={view} onClose={close} />}
      {open === "prepare" && <IssueDialog view={view} preparing onClose={close} />}
    </>
  );
}

function useChange(view: LivingView, change: () => Promise<LivingView>, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (next) => {
      client.setQueryData(["living", view.report.period], next);
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["livings", "work", "issued"].includes(String(queryKey[0])) });
      onDone();
    },
    // The cut moved: show the newest figures behind the question.
    onError: () => void client.invalidateQueries({ queryKey: ["living", view.report.period] }),
  });
}

function ApproveDialog({ view, onClose }: { view: LivingView; onClose: () => void }) {
  const { cut } = view;
  const approve = useChange(view, () => api.approveReport(view.report.period, cut), onClose);
  return (
    <Dialog
      open
      title={t("living.approve.title", { cut })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" busy={approve.isPending} disabled={view.report.notices > 0} onClick={() => approve.mutate()}>{t("living.approve")}</Button>
        </>
      }
    >
      <p>{t("living.approve.says", { cut })}</p>
      <BeforeIssue view={view} />
      {approve.error && <Notice tone="error">{approve.error.message}</Notice>}
    </Dialog>
  );
}
