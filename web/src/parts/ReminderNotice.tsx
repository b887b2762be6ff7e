import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api";
import { useChanges } from "../app/useChanges";
import { moment } from "../format/date";
import { t } from "../messages";
import { Button, Notice, toastError } from "../ui";

/** What the office reminds this form's unit of, until somebody there marks it as seen. */
export function ReminderNotice({ round, unit }: { round: string; unit: string }) {
  const client = useQueryClient();
  const [whole, setWhole] = useState(false);
  const key = ["notices", round, unit];
  const notices = useQuery({ queryKey: key, queryFn: () => api.notices(round, unit) });
  useChanges((changed) => {
    if (changed.act === "many" || changed.act === "reminded" || changed.act === "reminders_seen") void client.invalidateQueries({ queryKey: key });
  });
  const see = useMutation({
    mutationFn: () => api.seeNotices(round, unit),
    onError: toastError,
    onSuccess: (view) => {
      client.setQueryData(key, view);
      void client.invalidateQueries({ queryKey: ["work"] });
    },
  });
  const newest = notices.data?.reminders[0];
  if (!newest) return null;
  const more = (notices.data?.reminders.length ?? 1) - 1;
  return (
    <div className="form-standing"><Notice tone="warn" action={
      <>
        <Button small look="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(whole ? "remind.hide" : "remind.show")}</Button>
        {notices.data?.may_mark && <Button small icon="check" busy={see.isPending} onClick={() => see.mutate()}>{t("remind.markSeen")}</Button>}
      </>
    }>
      <p><strong>{newest.subject}</strong> <span className="muted small">{t("remind.fromAt", { by: newest.by, at: moment(newest.at) })}{more > 0 && ` · ${t("remind.more", { count: more })}`}</span></p>
      {whole && <p style={{ whiteSpace: "pre-wrap" }}>{newest.text}</p>}
    </Notice></div>
  );
}
