import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../messages";
import { Button, Dialog, Notice } from "../ui";

/** A dialog that makes one request: shows its refusal in words and stays open, or hands on the answer. */
export function ActionDialog<T>({ title, action, danger, wide, disabled, run, onClose, onDone, children }: {
  title: string;
  action: string;
  danger?: boolean;
  wide?: boolean;
  disabled?: boolean;
  run: () => Promise<T>;
  onClose: () => void;
  onDone: (answer: T) => void;
  children: ReactNode;
}) {
  const step = useMutation({ mutationFn: run, onSuccess: onDone });
  return (
    <Dialog
      open
      wide={!!wide}
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look={danger ? "danger" : "primary"} busy={step.isPending} disabled={disabled} onClick={() => step.mutate()}>{action}</Button>
        </>
      }
    >
      {step.error && <Notice tone="error">{step.error.message}</Notice>}
      {children}
    </Dialog>
  );
}
