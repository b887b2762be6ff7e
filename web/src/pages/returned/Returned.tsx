import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api, files } from "../../api";
import type { FigureAnswer, ReturnedChange, ReturnedPreview } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Button, DropZone, Empty, Notice, PageHead, Panel, Progress, toast } from "../../ui";
import { nfc } from "../issued/lines";
import { Change, answerKey, type Answers } from "./Change";
import "./returned.css";

/** Changes that may be taken with one press: all but tables of another shape. */
const takeable = (preview: ReturnedPreview) => new Set(preview.changes.filter((c) => c.what !== "reshaped").map((c) => c.id));

/** A Word file of the living report that was edited elsewhere: looked at, then merged piece by piece. */
export default function Returned({ period }: { period: string }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [file, setFile] = useState<File>();
  const [share, setShare] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [answers, setAnswers] = useState<Answers>({});
  const at = `/reports/living/${period}`;
  const look = useMutation({
    mutationFn: (file: File) => api.previewReturned(period, file, setShare),
    onSuccess: (preview) => setChosen(takeable(preview)),
  });
  const preview = look.data;
  const given = (changes: readonly ReturnedChange[]): FigureAnswer[] =>
    changes.flatMap((c) => c.figures.flatMap((f) => {
      const answer = answers[answerKey(c, f)];
      return answer ? [{ passage: c.id, figure: f.figure, take: answer.take, reason: nfc(answer.reason) || null }] : [];
    }));
  const take = useMutation({
    mutationFn: () => api.takeReturned(period, file!, { changes: [...chosen], figures: given(preview!.changes) }, setShare),
    onSuccess: (answer) => {
      for (const key of ["living", "livings", "work", "prose"]) void client.invalidateQueries({ queryKey: [key] });
      toast(answer.held.length > 0 ? t("returned.takenHeld", { count: answer.held.length }) : t("returned.taken"));
      go(at);
    },
  });
  const open = (next: File | undefined) => {
    look.reset();
    take.reset();
    setAnswers({});
    setFile(next);
    if (next) look.mutate(next);
  };
  const unanswered = preview?.changes.filter((c) => chosen.has(c.id)).flatMap((c) => c.figures.filter((f) => {
    const answer = answers[answerKey(c, f)];
    return !answer || (answer.take === "text" && answer.reason.trim() === "");
  })).length ?? 0;
  const error = look.error ?? take.error;
  return (
    <>
      <PageHead
        title={t("returned.title")}
        above={<><Link href="/reports">{t("menu.reports")}</Link> › <Link href={at}>{periodName(period)}</Link></>}
        note={t("returned.note")}
      >
        {file && <Button icon="upload" onClick={() => open(undefined)}>{t("returned.other")}</Button>}
      </PageHead>
      <div className="stack">
        {error && <Notice tone="error">{error.message}</Notice>}
        {!file && (
          <Panel title={t("returned.choose")} actions={<a className="button button-secondary button-small" href={files.preview(period, "docx")} download>{t("returned.download")}</a>}>
            <DropZone accept=".docx" hint={t("returned.hint")} onFiles={([first]) => first && open(first)} />
          </Panel>
        )}
        {file && look.isPending && <Progress value={share} label={t("returned.reading", { name: file.name })} />}
        {preview && (
          <>
            <Panel title={file?.name}>
              <ul className="returned-counts">
                <li>{t("returned.figures", { same: preview.figures_same, total: preview.figures })}</li>
                <li>{t("returned.unchanged", { count: preview.unchanged })}</li>
                <li>{t("returned.changed", { count: preview.changes.length })}</li>
                <li className="muted">{t("returned.madeAt", { cut: preview.cut })}</li>
              </ul>
              {preview.newer && <Notice tone="info">{t("returned.newer")}</Notice>}
              {!preview.takeable && <Notice tone="warn">{t("returned.closed")}</Notice>}
            </Panel>
            {preview.changes.length === 0 ? (
              <Empty icon="approved" title={t("returned.nothing")}>{t("returned.nothingHint")}</Empty>
            ) : (
              <ol className="returned-list">
                {preview.changes.map((change) => (
                  <li key={`${change.what}-${change.id}`}>
                    <Change
                      change={change}
                      chosen={chosen.has(change.id)}
                      answers={answers}
                      onChoose={(yes) => setChosen((before) => new Set(yes ? [...before, change.id] : [...before].filter((id) => id !== change.id)))}
                      onAnswer={(key, answer) => setAnswers((before) => ({ ...before, [key]: answer }))}
                    />
                  </li>
                ))}
              </ol>
            )}
            {preview.changes.length > 0 && preview.takeable && (
              <div className="row row-end returned-foot">
                {unanswered > 0 && <span className="small" role="status">{t("returned.unanswered", { count: unanswered })}</span>}
                <Button look="primary" disabled={chosen.size === 0 || unanswered > 0} busy={take.isPending} onClick={() => take.mutate()}>{t("returned.take", { count: chosen.size })}</Button>
              </div>
            )}
          </>
        )}
      </div>
    </>
  );
}
