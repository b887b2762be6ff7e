import { useMutation, useQueryClient } from "@tanstack/react-query";
import { baseKeymap } from "@tiptap/pm/commands";
import { history, redo, undo } from "@tiptap/pm/history";
import { keymap } from "@tiptap/pm/keymap";
import { EditorState } from "@tiptap/pm/state";
import { EditorView } from "@tiptap/pm/view";
import { useEffect, useRef, useState } from "react";
import { api } from "../../api";
import type { LivingPassage } from "../../api/types";
import { t } from "../../messages";
import { Button, Dialog, Notice, TextField, toast } from "../../ui";
import { contentOf, contentOfPassage, same, toBlock } from "./content";
import { schema } from "./schema";
import { bold, italic } from "./typing";

/** One paragraph written anew as a proposal; the text itself stays as it is until somebody accepts. */
export default function Suggest({ period, passage, onClose }: { period: string; passage: LivingPassage; onClose: () => void }) {
  const client = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const [why, setWhy] = useState("");
  const [changed, setChanged] = useState(false);
  const base = contentOfPassage(passage);
  useEffect(() => {
    if (!place.current) return;
    const state = EditorState.create({
      doc: schema.nodes.doc.create(null, toBlock(passage)),
      plugins: [history(), keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-b": bold, "Mod-i": italic, Enter: () => true }), keymap(baseKeymap)],
    });
    const view: EditorView = new EditorView(place.current, {
      state,
      attributes: { class: "paper", role: "textbox", "aria-multiline": "true", "aria-label": t("suggest.text") },
      dispatchTransaction: (tr) => {
        view.updateState(view.state.apply(tr));
        if (tr.docChanged) setChanged(true);
      },
    });
    editor.current = view;
    view.focus();
    return () => view.destroy();
    // The passage as it was when the dialog opened is what is proposed upon.
  }, []);
  const send = useMutation({
    mutationFn: () => api.suggestProse(period, { passage: passage.id, base, now: contentOf(editor.current?.state.doc.firstChild ?? toBlock(passage)), why: why.trim().normalize("NFC") || null }),
    onSuccess: (next) => {
      client.setQueryData(["remarks", period], next);
      void client.invalidateQueries({ queryKey: ["living", period] });
      toast(t("suggest.sent"));
      onClose();
    },
  });
  const differs = changed && !same(base, contentOf(editor.current?.state.doc.firstChild ?? toBlock(passage)));
  return (
    <Dialog
      open
      wide
      title={t("suggest.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" busy={send.isPending} disabled={!differs} onClick={() => send.mutate()}>{t("suggest.send")}</Button>
        </>
      }
    >
      <p className="muted">{t("suggest.says")}</p>
      <div className="suggest-text" data-first ref={place} />
      <TextField label={t("suggest.why")} value={why} onChange={setWhy} />
      {send.error && <Notice tone="error">{send.error.message}</Notice>}
    </Dialog>
  );
}
