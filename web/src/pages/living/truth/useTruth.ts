import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api";
import type { BindingChoice, LivingView, Notice } from "../../../api/types";
import { t } from "../../../messages";
import { toast, toastError } from "../../../ui";

export type Truth = {
  busy: boolean;
  bind: (notice: Notice, to: BindingChoice) => void;
  explain: (notices: readonly Notice[], reason: string, onDone: () => void) => void;
  withdraw: (notices: readonly Notice[]) => void;
};

/** What can be done about a place of the report; the answer is the report as it is then. */
export function useTruth(period: string): Truth {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (ask: () => Promise<LivingView>) => ask(),
    onSuccess: (next) => {
      client.setQueryData(["living", period], next);
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["livings", "work", "findings"].includes(String(queryKey[0])) });
    },
    onError: (error) => {
      toastError(error);
      void client.invalidateQueries({ queryKey: ["living", period] });
    },
  });
  const withdraw = (notices: readonly Notice[]) => change.mutate(() => api.withdrawReasons(period, notices.map((n) => n.key)));
  return {
    busy: change.isPending,
    bind: (notice, to) =>
      change.mutate(
        () => api.bindNumber(period, { passage: notice.passage, start: notice.start, end: notice.end, words: notice.subject, choice: to.choice }),
        { onSuccess: () => toast(t("truth.bound", { words: notice.subject, name: to.name })) },
      ),
    explain: (notices, reason, onDone) =>
      change.mutate(() => api.explainNotices(period, { places: notices.map(({ key, seen }) => ({ key, seen })), reason }), {
        onSuccess: () => {
          onDone();
          if (notices.length > 1) toast(t("truth.many.done", { n: notices.length }), "ok", { label: t("truth.many.undo"), run: () => withdraw(notices) });
        },
      }),
    withdraw,
  };
}
