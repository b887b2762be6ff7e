import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { ReadingView } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, Notice } from "../../ui";
import { outlook } from "./proposals";

/** The button that makes the system out of the report, its question and its wait. */
export function Adopt({ view, saving }: { view: ReadingView; saving: boolean }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const adopt = useMutation({
    mutationFn: () => api.adopt(view.report.id),
    onSuccess: (next) => {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "reading" });
      client.setQueryData(["reading", view.report.id], next);
      setAsking(false);
    },
  });
  const open = view.doubtful_open;
  const will = outlook(view);
  return (
    <>
      <Button look="primary" disabled={open > 0 || saving} title={open > 0 ? t("review.adopt.blocked", { n: open }) : undefined} onClick={() => setAsking(true)}>
        {t("review.adopt")}
      </Button>
      <Dialog
        open={asking}
        title={t("review.adopt")}
        onClose={() => !adopt.isPending && setAsking(false)}
        actions={
          <>
            <Button disabled={adopt.isPending} onClick={() => setAsking(false)}>{t("ui.cancel")}</Button>
            <Button look="primary" busy={adopt.isPending} onClick={() => adopt.mutate()}>{t("review.adopt.do")}</Button>
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
        {adopt.isPending && <p role="status">{t("review.adopt.working")}</p>}
        {adopt.error && <Notice tone="error">{adopt.error.message}</Notice>}
      </Dialog>
    </>
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
