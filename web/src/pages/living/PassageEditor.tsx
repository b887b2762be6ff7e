import { UndoRedo } from "@tiptap/extensions";
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import { useEffect, useRef, useState } from "react";
import type { LivingInline } from "../../api/types";
import { t } from "../../messages";
import { Button } from "../../ui";
import { fromDoc, toDoc, type DocNode } from "./inlines";
import { InsertFigure } from "./InsertFigure";
import { passageSchema } from "./schema";

const extensions = [...passageSchema, UndoRedo];

/** One paragraph under the hand: words are typed, figures are pieces that move and go as a whole. */
export default function PassageEditor({ initial, at, label, saving, choosing, onType, onSave, onSaveAndAdd, onCancel, onAdd, onRemove, onFigure }: {
  initial: readonly LivingInline[];
  at?: { left: number; top: number };
  label: string;
  saving: boolean;
  /** A conflict waits for a choice: saving is asked elsewhere. */
  choosing: boolean;
  onType: (inlines: LivingInline[]) => void;
  onSave: () => void;
  /** Enter at the end of the paragraph. */
  onSaveAndAdd: () => void;
  onCancel: () => void;
  onAdd?: () => void;
  onRemove?: () => void;
  onFigure: (figure: string) => void;
}) {
  const [inserting, setInserting] = useState(false);
  const hooks = useRef({ onSave, onSaveAndAdd, onCancel, onFigure, insert: () => setInserting(true) });
  hooks.current = { ...hooks.current, onSave, onSaveAndAdd, onCancel, onFigure };

  const editor = useEditor({
    extensions,
    content: toDoc(initial),
    onCreate: ({ editor }) => placeCaret(editor, at),
    onUpdate: ({ editor }) => onType(fromDoc(editor.getJSON() as DocNode)),
    editorProps: {
      attributes: { class: "passage-editor", role: "textbox", "aria-multiline": "false", "aria-label": label },
      handleKeyDown: (view, e) => {
        if (e.isComposing) return false;
        if (e.key === "Escape") hooks.current.onCancel();
        else if (e.key === "Enter") {
          const { $to, empty } = view.state.selection;
          if (!e.ctrlKey && !e.metaKey && empty && $to.pos === view.state.doc.content.size - 1) hooks.current.onSaveAndAdd();
          else hooks.current.onSave();
        } else return false;
        e.preventDefault();
        return true;
      },
      handleTextInput: (view, from, _to, text) => {
        const before = view.state.doc.textBetween(Math.max(0, from - 1), from, undefined, "\ufffc");
        if (text !== "/" || /\S/.test(before)) return false;
        hooks.current.insert();
        return true;
      },
      handleClickOn: (_view, _pos, node) => {
        const inline = node.attrs.inline as LivingInline | undefined;
        if (inline?.type === "figure") hooks.current.onFigure(inline.figure.id);
        return false;
      },
    },
  });

  useEffect(() => editor.setEditable(!saving, false), [editor, saving]);

  return (
    <div
      className="passage-editing"
      aria-busy={saving || undefined}
      onBlur={(e) => {
        if (inserting || saving || !document.hasFocus() || e.currentTarget.contains(e.relatedTarget)) return;
        onSave();
      }}
    >
      <EditorContent editor={editor} />
      <div className="passage-tools" onMouseDown={(e) => e.preventDefault()}>
        <Button small icon="plus" disabled={saving} onClick={() => setInserting(true)}>{t("living.insert")}</Button>
        {onAdd && !choosing && <Button small look="quiet" disabled={saving} onClick={onAdd}>{t("living.add")}</Button>}
        {onRemove && <Button small look="quiet" disabled={saving} onClick={onRemove}>{t("living.remove")}</Button>}
        <span className="grow small muted passage-hint">{t("living.edit.hint")}</span>
        <Button small look="quiet" disabled={saving} onClick={onCancel}>{t("living.edit.cancel")}</Button>
        {!choosing && <Button small look="primary" busy={saving} onClick={onSave}>{t("living.edit.save")}</Button>}
      </div>
      {inserting && (
        <InsertFigure
          onClose={() => {
            setInserting(false);
            editor.commands.focus();
          }}
          onInsert={(inline) => {
            setInserting(false);
            editor.chain().focus().insertContent({ type: "figure", attrs: { inline } }).run();
          }}
        />
      )}
    </div>
  );
}

/** The caret goes where the click fell, else to the end. */
function placeCaret(editor: Editor, at: { left: number; top: number } | undefined) {
  const position = at && editor.view.posAtCoords(at)?.pos;
  editor.commands.focus(position ?? "end", { scrollIntoView: false });
}
