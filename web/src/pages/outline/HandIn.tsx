import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { OutlineRow } from "../../api/types";
import { t } from "../../messages";
import { AreaField, Button, Dialog, DropZone, Notice, toast } from "../../ui";

/** Hands in an outline as text, as a new one or in the place of one; what is wrong is said line by line. */
export default function HandIn({ outline, onClose, onKept }: { outline?: string; onClose: () => void; onKept: (row: OutlineRow) => void }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const keep = useMutation({
    mutationFn: () => (outline ? api.changeOutline(outline, text) : api.handInOutline(text)),
    onSuccess: ({ kept }) => {
      if (!kept) return;
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["outlines", "outline"].includes(String(queryKey[0])) });
      toast(t("outline.kept", { name: kept.name }));
      onKept(kept);
      onClose();
    },
  });
  const faults = keep.data?.faults ?? [];
  return (
    <Dialog
      open
      wide
      title={t(outline ? "outline.rewrite" : "outline.upload")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" disabled={!text.trim()} busy={keep.isPending} onClick={() => keep.mutate()}>{t("outline.keep")}</Button>
        </>
      }
    >
      {keep.error && <Notice tone="error">{keep.error.message}</Notice>}
      {faults.length > 0 && (
        <Notice tone="error">
          <p>{t("outline.faults", { n: faults.length })}</p>
          <ul className="outline-faults">{faults.map((fault, at) => <li key={at}>{fault.line ? t("outline.fault", { line: fault.line, says: fault.says }) : fault.says}</li>)}</ul>
        </Notice>
      )}
      <DropZone accept=".txt,text/plain" hint={t("outline.file")} onFiles={(files) => void files[0]?.text().then(setText)} />
      <AreaField label={t("outline.text")} hint={t("outline.textHint")} rows={12} value={text} onChange={setText} spellCheck={false} />
    </Dialog>
  );
}
