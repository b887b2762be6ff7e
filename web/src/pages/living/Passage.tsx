import { lazy, memo, Suspense, useEffect, useRef, type MouseEvent } from "react";
import type { LivingInline, LivingPassage, Notice } from "../../api/types";
import { t } from "../../messages";
import { Button, Icon, Notice as NoticeBox } from "../../ui";
import { plainWords } from "./inlines";
import { Prose } from "./Prose";
import type { Draft } from "./useDrafts";

/** Loads the editor; called early so that the first click does not wait. */
export const loadEditor = () => import("./PassageEditor");
const PassageEditor = lazy(loadEditor);

/** What a passage may ask of its page. Stable over redraws. */
export type PassageActions = {
  edit: (passage: LivingPassage, at?: { left: number; top: number }) => void;
  type: (key: string, inlines: LivingInline[]) => void;
  save: (key: string) => void;
  saveAndAdd: (key: string) => void;
  drop: (key: string) => void;
  addAfter: (passage: LivingPassage) => void;
  remove: (passage: LivingPassage) => void;
  figure: (figure: string) => void;
  typed: (key: string) => LivingInline[];
};

/** One paragraph of the report: it reads as prose, and becomes an editor where it is clicked. */
export const Passage = memo(function Passage({ passage, showOwner, notices, asked, flash, draft, saved, editable, actions }: {
  passage: LivingPassage;
  /** The owner stands in the margin where it changes. */
  showOwner: boolean;
  notices: readonly Notice[];
  /** The figure of this passage that is asked about or was jumped to. */
  asked: string | null;
  /** Changes when the passage is jumped to. */
  flash: number | undefined;
  draft: Draft | undefined;
  /** It was just saved. */
  saved: boolean;
  editable: boolean;
  actions: PassageActions;
}) {
  const { inlines, kind, owner, note } = passage;
  const prose = <Prose inlines={inlines} notices={notices} asked={asked} onFigure={actions.figure} />;
  const edit = (e: MouseEvent) => {
    const selected = window.getSelection();
    if (!editable || (selected && !selected.isCollapsed)) return;
    actions.edit(passage, { left: e.clientX, top: e.clientY });
  };
  return (
    <div className="passage" id={`passage-${passage.id}`} data-kind={kind} data-flash={flash}>
      {draft ? (
        <Writing draftKey={passage.id} draft={draft} notices={notices} newest={inlines} label={t("living.editing")} onAdd={() => actions.addAfter(passage)} onRemove={() => actions.remove(passage)} actions={actions} />
      ) : (
        <p className={editable ? "passage-text passage-editable" : "passage-text"} onClick={edit}>
          {note && <sup className="note-mark">{note}</sup>}
          {passage.number && <span className="passage-number">{passage.number} </span>}
          {prose}
        </p>
      )}
      <div className="passage-margin">
        {showOwner && owner && <span className="passage-owner" title={t("living.owner", { name: owner.name })}>{owner.name}</span>}
        {saved && <span className="passage-saved" role="status"><Icon name="check" size={14} /> {t("living.edit.saved")}</span>}
        {editable && !draft && <button type="button" className="passage-edit" aria-label={`${t("living.edit")}: ${plainWords(inlines).slice(0, 60)}`} onClick={() => actions.edit(passage)}>{t("living.edit")}</button>}
      </div>
    </div>
  );
});

/** A paragraph being written, with what stands in the way of saving it. */
export function Writing({ draftKey, draft, notices, newest, label, onAdd, onRemove, actions }: {
  draftKey: string;
  draft: Draft;
  notices: readonly Notice[];
  /** The newest version on the server, to compare with after a conflict. */
  newest?: readonly LivingInline[];
  label: string;
  onAdd?: () => void;
  onRemove?: () => void;
  actions: PassageActions;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (draft.status === "conflict" || draft.status === "failed") box.current?.scrollIntoView({ block: "center" });
  }, [draft.status]);
  return (
    <div className="passage-draft" ref={box}>
      {draft.status === "failed" && (
        <NoticeBox tone="error" action={<Button small onClick={() => actions.save(draftKey)}>{t("living.edit.retry")}</Button>}>
          {t("living.edit.failed")} {draft.message}
        </NoticeBox>
      )}
      {draft.status === "conflict" && newest && (
        <NoticeBox tone="warn">
          <p>{t("living.edit.conflict")}</p>
          <p className="small muted">{t("living.edit.theirs")}</p>
          <div className="passage-theirs"><Prose inlines={newest} notices={notices} onFigure={actions.figure} /></div>
          <div className="row">
            <Button small look="primary" onClick={() => actions.save(draftKey)}>{t("living.edit.keepMine")}</Button>
            <Button small onClick={() => actions.drop(draftKey)}>{t("living.edit.takeTheirs")}</Button>
          </div>
          <p className="small muted">{t("living.edit.mine")}</p>
        </NoticeBox>
      )}
      <Suspense fallback={<p className="passage-text"><Prose inlines={draft.start} notices={notices} /></p>}>
        <PassageEditor
          initial={actions.typed(draftKey)}
          {...(draft.at ? { at: draft.at } : {})}
          label={label}
          saving={draft.status === "saving"}
          choosing={draft.status === "conflict"}
          onType={(content) => actions.type(draftKey, content)}
          onSave={() => draft.status !== "conflict" && actions.save(draftKey)}
          onSaveAndAdd={() => draft.status !== "conflict" && actions.saveAndAdd(draftKey)}
          onCancel={() => actions.drop(draftKey)}
          {...(onAdd ? { onAdd } : {})}
          {...(onRemove ? { onRemove } : {})}
          onFigure={actions.figure}
        />
      </Suspense>
    </div>
  );
}
