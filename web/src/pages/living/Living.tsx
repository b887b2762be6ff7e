import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { LivingPassage, LivingView, Notice as NoticeRow } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { bringIntoView } from "../../parts/scroll";
import { Badge, Button, Dialog, Loaded, Notice, PageHead, Panel, Split, toastError } from "../../ui";
import { Actions, ApprovalState } from "./Actions";
import { Basis } from "./Basis";
import { plainWords } from "./inlines";
import { Legend } from "./Legend";
import { Notices } from "./Notices";
import { loadEditor, Passage, Writing, type PassageActions } from "./Passage";
import { newKey, useDrafts } from "./useDrafts";
import "./living.css";

const NO_NOTICES: readonly NoticeRow[] = [];

/** The report between two issues: prose to edit in place, figures that say where they come from. */
export default function Living({ period }: { period: string }) {
  const query = useQuery({ queryKey: ["living", period], queryFn: () => api.living(period) });
  return <Loaded query={query}>{(view) => <Workspace view={view} />}</Loaded>;
}

function useNarrow(): boolean {
  const query = window.matchMedia("(max-width: 860px)");
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}

function Workspace({ view }: { view: LivingView }) {
  const { period, title } = view.report;
  const narrow = useNarrow();
  const [asked, setAsked] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const [flash, setFlash] = useState<{ passage: string; figure: string | null; turn: number } | null>(null);
  const [removing, setRemoving] = useState<LivingPassage | null>(null);
  const drafts = useDrafts(period, view);
  const { begin, commit, drop, type, typed } = drafts;

  useEffect(() => {
    if (view.editable) void loadEditor();
  }, [view.editable]);

  const actions: PassageActions = useMemo(() => {
    const addAfter = (passage: Pick<LivingPassage, "id" | "kind">) =>
      begin(newKey(passage.id), { start: [], version: null, added: { after: passage.id, kind: passage.kind === "note" ? "note" : "body" } });
    return {
      edit: (passage, at) => begin(passage.id, { start: passage.inlines, version: passage.version, ...(at ? { at } : {}) }),
      type,
      typed,
      drop,
      save: (key) => void commit(key),
      saveAndAdd: (key) => void commit(key).then((id) => id && addAfter({ id, kind: "body" })),
      addAfter: (passage) => void commit(passage.id).then(() => addAfter(passage)),
      remove: setRemoving,
      figure: (figure) => {
        setAsked(figure);
        setSheet(true);
      },
    };
  }, [begin, commit, drop, type, typed]);

  const jump = useCallback((notice: NoticeRow) => {
    setSheet(false);
    setFlash((last) => ({ passage: notice.passage, figure: notice.figure ?? null, turn: (last?.turn ?? 0) + 1 }));
    const target = (notice.figure && document.getElementById(`figure-${notice.figure}`)) || document.getElementById(`passage-${notice.passage}`);
    bringIntoView(target);
  }, []);

  const shown = asked ?? flash?.figure ?? null;
  const byPassage = useMemo(() => noticesByPassage(view.notices), [view.notices]);
  const side = asked ? (
    <Panel title={t("living.side.basis")} actions={!narrow && <Button small look="quiet" icon="left" onClick={() => setAsked(null)}>{t("living.back")}</Button>}>
      <Basis period={period} figure={asked} />
    </Panel>
  ) : (
    <Panel title={<>{t("living.notices")} <span className="muted">{view.report.notices}</span></>}>
      <Notices view={view} onJump={jump} />
    </Panel>
  );

  return (
    <div className="living">
      <PageHead title={`${t("living.title")} · ${periodName(period)}`} above={<Link href="/reports">{t("menu.reports")}</Link>} note={title}>
        {narrow && <Button onClick={() => { setAsked(null); setSheet(true); }}>{t("living.notices")} <strong>{view.report.notices}</strong></Button>}
        <Actions view={view} unsaved={drafts.drafts.size > 0} />
      </PageHead>
      <div className="row living-state">
        <ApprovalState view={view} />
        <Badge title={t("living.cutHint", { cut: view.cut })}>{t("living.cut", { cut: view.cut })}</Badge>
        <Legend />
      </div>
      {!view.editable && !view.report.issued && <Notice tone="neutral">{t("living.readOnly")}</Notice>}

      <Split
        main={
          <article className="living-sheet" aria-label={t("living.document")}>
            {view.passages.map((passage, at) => {
              const added = drafts.drafts.get(newKey(passage.id));
              return (
                <div key={passage.id} className="passage-slot">
                  <Passage
                    passage={passage}
                    showOwner={passage.owner?.id !== view.passages[at - 1]?.owner?.id}
                    notices={byPassage.get(passage.id) ?? NO_NOTICES}
                    asked={passage.inlines.some((i) => i.type === "figure" && i.figure.id === shown) ? shown : null}
                    flash={flash?.passage === passage.id ? flash.turn : undefined}
                    draft={drafts.drafts.get(passage.id)}
                    saved={drafts.savedKey === passage.id}
                    editable={view.editable}
                    actions={actions}
                  />
                  {added && <Writing draftKey={newKey(passage.id)} draft={added} notices={NO_NOTICES} label={t("living.adding")} actions={actions} />}
                </div>
              );
            })}
          </article>
        }
        side={narrow ? null : side}
      />
      {narrow && (
        <Dialog open={sheet} title={asked ? t("living.side.basis") : t("living.notices")} onClose={() => setSheet(false)}>
          {asked ? <Basis period={period} figure={asked} /> : <Notices view={view} onJump={jump} />}
        </Dialog>
      )}
      {removing && <RemoveDialog period={period} passage={removing} onClose={() => setRemoving(null)} onRemoved={() => drop(removing.id)} />}
    </div>
  );
}

function noticesByPassage(notices: readonly NoticeRow[]): Map<string, NoticeRow[]> {
  const by = new Map<string, NoticeRow[]>();
  for (const notice of notices) by.set(notice.passage, [...(by.get(notice.passage) ?? []), notice]);
  return by;
}

/** Asks before a paragraph goes. */
function RemoveDialog({ period, passage, onClose, onRemoved }: { period: string; passage: LivingPassage; onClose: () => void; onRemoved: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.removePassage(period, passage.id),
    onSuccess: (next) => {
      onRemoved();
      client.setQueryData(["living", period], next);
      onClose();
    },
    onError: toastError,
  });
  return (
    <Dialog
      open
      title={t("living.remove.ask")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>{t("living.remove")}</Button>
        </>
      }
    >
      <blockquote className="passage-theirs">{plainWords(passage.inlines)}</blockquote>
      <p className="muted">{t("living.remove.note")}</p>
    </Dialog>
  );
}
