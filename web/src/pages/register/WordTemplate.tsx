import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, files } from "../../api";
import type { WordTemplateView } from "../../api/types";
import { t } from "../../messages";
import { Badge, Button, Dialog, DropZone, Loaded, Notice, Panel, Progress, toast, toastError } from "../../ui";

/** The office's own Word file with fields: put in, looked at, taken out. Drafts and issued reports are filled into it. */
export function WordTemplate() {
  const query = useQuery({ queryKey: ["word-template"], queryFn: api.wordTemplate });
  return <Loaded query={query}>{(view) => <Shown view={view} />}</Loaded>;
}

function Shown({ view }: { view: WordTemplateView }) {
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const [asked, setAsked] = useState(false);
  const done = (words: string) => (next: WordTemplateView) => {
    client.setQueryData(["word-template"], next);
    setAsked(false);
    toast(words);
  };
  const keep = useMutation({ mutationFn: (file: File) => api.keepWordTemplate(file, setShare), onSuccess: done(t("template.kept")) });
  const remove = useMutation({ mutationFn: api.removeWordTemplate, onSuccess: done(t("template.removed")), onError: toastError });
  return (
    <Panel title={t("template.title")}>
      <div className="stack">
        <p className="muted">{t("template.says")}</p>
        {view.name ? (
          <>
            <p className="row">
              <a href={files.wordTemplate()} download>{view.name}</a>
              <Badge tone={view.usable ? "ok" : "warn"} icon={view.usable ? "approved" : "warning"}>{t(view.usable ? "template.usable" : "template.unusable")}</Badge>
              {view.editable && <Button small look="quiet" onClick={() => setAsked(true)}>{t("template.remove")}</Button>}
            </p>
            {view.unknown.length > 0 && <Notice tone="warn">{t("template.unknown", { names: view.unknown.map((name) => `{${name}}`).join(", ") })}</Notice>}
            {!view.known.includes("nội dung") && <Notice tone="warn">{t("template.noBody")}</Notice>}
            <p className="small">{t("template.known", { names: view.known.map((name) => `{${name}}`).join(", ") || "—" })}</p>
          </>
        ) : (
          <p>{t("template.none")}</p>
        )}
        <details>
          <summary>{t("template.fields")}</summary>
          <p className="small">{view.fields.map((name) => `{${name}}`).join(", ")}</p>
        </details>
        {view.editable && <DropZone accept=".docx" hint={t(view.name ? "template.replaceHint" : "template.hint")} disabled={keep.isPending} onFiles={([file]) => file && keep.mutate(file)} />}
        {keep.isPending && <Progress label={t("template.sending")} value={share} />}
        {keep.error && <Notice tone="error">{keep.error.message}</Notice>}
      </div>
      <Dialog open={asked} title={t("template.removeTitle")} onClose={() => setAsked(false)} actions={<Button look="primary" busy={remove.isPending} onClick={() => remove.mutate()}>{t("template.remove")}</Button>}>
        <p>{t("template.removeSays")}</p>
      </Dialog>
    </Panel>
  );
}
