import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { ReadingView } from "../../api/types";
import { periodName } from "../../format/period";
import { useSession } from "../../app/session";
import { t } from "../../messages";
import { Button, Checkbox, Dialog, Notice, SelectField, TextField } from "../../ui";
import { outlook } from "./proposals";

/** The periods of a year as their codes end, whole year last. */
const PERIODS = ["Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", ...Array.from({ length: 12 }, (_, i) => `M${String(i + 1).padStart(2, "0")}`), ""];

/** The button that makes the system out of the report, its question and its wait. */
export function Adopt({ view, saving }: { view: ReadingView; saving: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>{t("review.adopt")}</Button>
      {asking && <AdoptDialog view={view} saving={saving} onClose={() => setAsking(false)} />}
    </>
  );
}

function AdoptDialog({ view, saving, onClose }: { view: ReadingView; saving: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const [rest, setRest] = useState(false);
  const { today } = useSession();
  const [year, setYear] = useState(today.slice(0, 4));
  const [part, setPart] = useState("Q1");
  const named = !view.report.period;
  const period = part ? `${year}-${part}` : year;
  const adopt = useMutation({
    mutationFn: () => api.adopt(view.report.id, { accept_rest: rest, period: named ? period : null }),
    onSuccess: (next) => {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "reading" });
      client.setQueryData(["reading", view.report.id], next);
      onClose();
    },
  });
  const open = view.doubtful_open;
  const ready = !saving && (open === 0 || rest) && (!named || /^\d{4}$/.test(year));
  const will = outlook(view);
  return (
    <Dialog
      open
      title={t("review.adopt")}
      onClose={() => !adopt.isPending && onClose()}
      actions={
        <>
          <Button disabled={adopt.isPending} onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={!ready} busy={adopt.isPending} onClick={() => adopt.mutate()}>{t("review.adopt.do")}</Button>
        </>
      }
    >
      <p>{t("review.adopt.says")}</p>
      <dl className="review-outlook">
        {(["fresh", "known", "rules", "tasks", "plain"] as const).map((key) => (
          <div key={key}>
            <dt>{t(`review.adopt.${key}`)}</dt>
            <dd>{will[key]}</dd>
          </div>
        ))}
      </dl>
      {named && (
        <fieldset className="review-period">
          <legend>{t("review.adopt.period")}</legend>
          <SelectField label={t("review.adopt.kind")} value={part} options={PERIODS.map((code) => ({ value: code, label: periodName(code ? `${year}-${code}` : year) }))} onChange={setPart} />
          <TextField label={t("review.adopt.year")} inputMode="numeric" maxLength={4} value={year} onChange={setYear} />
        </fieldset>
      )}
      {open > 0 && (
        <Notice tone="warn">
          <p>{t("review.adopt.blocked", { n: open })}.</p>
          <Checkbox checked={rest} onChange={setRest} label={t("review.adopt.rest", { n: open })} />
        </Notice>
      )}
      {adopt.isPending && <p role="status">{t("review.adopt.working")}</p>}
      {adopt.error && <Notice tone="error">{adopt.error.message}</Notice>}
    </Dialog>
  );
}

/** What comes after adoption. */
export function Adopted() {
  return (
    <Notice tone="ok">
      <strong>{t("review.adopted")}</strong>
      <p>{t("review.adopted.next")}</p>
      <p className="row">
        <Link href="/rounds">{t("review.adopted.round")}</Link>
        <Link href="/catalogue">{t("review.adopted.catalogue")}</Link>
        <Link href="/tasks">{t("review.adopted.tasks")}</Link>
      </p>
    </Notice>
  );
}
