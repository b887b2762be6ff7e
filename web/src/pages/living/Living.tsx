import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { DocletView, EditionView, LivingView, Notice as NoticeRow, WriterView } from "../../api/types";
import { useSession } from "../../app/session";
import { useChanges } from "../../app/useChanges";
import { useHere } from "../../app/useHere";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, Checkbox, Dialog, Icon, Loaded, Notice, PageHead, Panel, Skeleton, Split } from "../../ui";
import { Actions, ApprovalState } from "./Actions";
import { Compare } from "./Compare";
import { DocletBar, OfficeTools, ReturnDialog } from "./Doclets";
import type { Facts } from "./facts";
import { Legend } from "./Legend";
import type { Paper } from "./paper";
import { maySuggest } from "./plain";
import { useRemarks } from "./Remarks";
import type { SaveState } from "./saver";
import type { Place } from "./Sheet";
import { Side, type SideTab } from "./Side";
import "./living.css";

const Sheet = lazy(() => import("./Sheet"));
const Suggest = lazy(() => import("./Suggest"));

/** The report between two issues: prose to type in, figures that say where they come from. */
export default function Living({ period }: { period: string }) {
  const { name } = useSession();
  // What a page that was closed had not sent goes first; the report is then read with it.
  const left = useQuery({ queryKey: ["left", period], queryFn: async () => (await import("../../offline/prose")).sendLeft(name, period), staleTime: Infinity, gcTime: 0 });
  const query = useQuery({ queryKey: ["living", period], queryFn: () => api.living(period), enabled: left.isSuccess });
  return (
    <Loaded query={left}>
      {(found) => (
        <>
          {found.refused.map(({ reason, edits, drop }, at) => (
            <Notice key={at} tone="warn" action={<Button small onClick={() => { drop(); void left.refetch(); }}>{t("prose.forget")}</Button>}>
              <p>{t("prose.leftRefused", { reason })}</p>
              {edits.map((edit) => edit.type === "write" && <blockquote key={edit.id} className="talk-quote">{edit.now.inlines.map((i) => (i.type === "text" ? i.text : "•")).join("")}</blockquote>)}
            </Notice>
          ))}
          <Loaded query={query}>{(view) => <Workspace view={view} held={found.answers.flatMap((a) => a.held).length} />}</Loaded>
        </>
      )}
    </Loaded>
  );
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

/** The report is asked for again after a pause, and at the latest after a while of changes. */
const PAUSE_MS = 1500;
const LATEST_MS = 6000;

function useRefresh(period: string): () => void {
  const client = useQueryClient();
  const wait = useRef({ timer: 0, since: 0 });
  useEffect(() => () => window.clearTimeout(wait.current.timer), []);
  return useCallback(() => {
    const now = Date.now();
    window.clearTimeout(wait.current.timer);
    wait.current.since ||= now;
    wait.current.timer = window.setTimeout(() => {
      wait.current.since = 0;
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["living", "remarks", "basis"].includes(String(queryKey[0])) && queryKey[1] === period });
    }, Math.max(0, Math.min(PAUSE_MS, wait.current.since + LATEST_MS - now)));
  }, [client, period]);
}

function Workspace({ view, held: heldBefore }: { view: LivingView; held: number }) {
  const { period, title } = view.report;
  const session = useSession();
  const narrow = useNarrow();
  const refresh = useRefresh(period);
  useChanges(refresh);
  const remarks = useRemarks(period);
  const [paper, setPaper] = useState<Paper | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const [saving, setSaving] = useState<SaveState>({ kind: "saved", waiting: 0 });
  const [tab, setTab] = useState<SideTab>("notices");
  const [asked, setAsked] = useState<string | null>(null);
  const [flash, setFlash] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const [unchanged, setUnchanged] = useState(false);
  const [comparing, setComparing] = useState(false);
  const [held, setHeld] = useState(heldBefore);
  const [suggesting, setSuggesting] = useState<string | null>(null);
  const [returning, setReturning] = useState<{ doclet: DocletView; marked: { passage: string; sentence: string | null } | null } | null>(null);

  const writers = useHere("report", period, view.may.write ? place?.passage : undefined, ({ place, ...said }) => api.writing(period, { ...said, passage: place }));

  const facts = useMemo<Facts>(() => {
    const group = <T, V>(rows: readonly T[], passage: (row: T) => string, value: (row: T) => V) => {
      const by = new Map<string, V[]>();
      for (const row of rows) by.set(passage(row), [...(by.get(passage(row)) ?? []), value(row)]);
      return by;
    };
    return {
      passages: new Map(view.passages.map((p) => [p.id, p])),
      notices: group(view.notices, (n) => n.passage, (n) => n),
      returned: group(view.doclets.filter((d) => d.state === "returned").flatMap((d) => d.parts), (p) => p.passage, (p) => p),
      quotes: group((remarks.data?.threads ?? []).filter((th) => !th.settled && th.quote), (th) => th.passage, (th) => th.quote ?? ""),
      writers: group(writers, (w) => w.passage, nameOf),
      unchanged,
      asked,
      flash,
    };
  }, [view, remarks.data, writers, unchanged, asked, flash]);

  const open = useCallback((next: SideTab) => {
    setTab(next);
    setSheet(true);
  }, []);
  const onFigure = useCallback((figure: string) => {
    setAsked(figure);
    open("basis");
  }, [open]);
  const jump = useCallback((passage: string, figure: string | null = null) => {
    setSheet(false);
    setFlash(passage);
    setAsked(figure);
    paper?.goTo(passage);
  }, [paper]);
  const onHeld = useCallback((more: readonly unknown[]) => setHeld((n) => n + more.length), []);
  const restore = (edition: EditionView) => place && edition.content && paper?.restore(place.passage, edition.content);

  const mine = view.doclets.filter((d) => d.sendable || (d.unit.id === session.unit.id && !view.may.judge));
  const unsaved = saving.kind !== "saved";
  const side = (
    <Side
      view={view}
      tab={tab}
      onTab={setTab}
      asked={asked}
      paper={paper}
      place={place}
      onNotice={(notice: NoticeRow) => jump(notice.passage, notice.figure ?? null)}
      onJump={jump}
      onReturn={(doclet) => setReturning({ doclet, marked: null })}
      onRestore={view.may.write ? restore : null}
      onChanged={refresh}
    />
  );
  const more = (
    <>
      {place && maySuggest(view, place.passage) && <Button small icon="edit" onClick={() => setSuggesting(place.passage)}>{t("suggest.do")}</Button>}
      {view.may.remark && place && <Button small onClick={() => open("remarks")}>{t("remark.do")}</Button>}
      <OfficeTools view={view} passages={place?.passages ?? []} onReturn={(doclet) => setReturning({ doclet, marked: place && { passage: place.passage, sentence: place.quote } })} />
    </>
  );
  const suggested = view.passages.find((p) => p.id === suggesting);

  return (
    <div className="living">
      <PageHead title={`${t("living.title")} · ${periodName(period)}`} above={<Link href="/reports">{t("menu.reports")}</Link>} note={title}>
        {narrow && <Button onClick={() => open("notices")}>{t("living.notices")} <strong>{view.report.notices}</strong></Button>}
        {view.previous && <Button onClick={() => setComparing(true)}>{t("compare.do")}</Button>}
        <Actions view={view} unsaved={unsaved} />
      </PageHead>
      <div className="row living-state">
        <ApprovalState view={view} />
        {view.may.write && <Saved state={saving} />}
        <Badge title={t("living.cutHint", { cut: view.cut })}>{t("living.cut", { cut: view.cut })}</Badge>
        <Legend />
        <Writers writers={writers} onJump={jump} />
        {view.previous && <Checkbox label={t("living.unchanged")} checked={unchanged} onChange={setUnchanged} />}
      </div>
      {mine.map((doclet) => <DocletBar key={doclet.unit.id} period={period} doclet={doclet} unsaved={unsaved} />)}
      {!view.may.write && !view.report.issued && <Notice tone="neutral">{t("living.readOnly")}</Notice>}
      {held > 0 && (
        <Notice tone="info" action={<Button small onClick={() => { setHeld(0); open("remarks"); }}>{t("held.see")}</Button>}>{t("held.says", { n: held })}</Notice>
      )}

      <Split
        main={
          <Suspense fallback={<div className="living-sheet"><Skeleton lines={14} /></div>}>
            <Sheet view={view} facts={facts} more={more} onReady={setPaper} onState={setSaving} onPlace={setPlace} onFigure={onFigure} onChanged={refresh} onHeld={onHeld} onSuggest={setSuggesting} />
          </Suspense>
        }
        side={narrow ? null : <Panel>{side}</Panel>}
        sideWidth="372px"
      />
      {narrow && <Dialog open={sheet} title={t(`side.${tab}`)} onClose={() => setSheet(false)}>{side}</Dialog>}
      {comparing && <Compare period={period} onClose={() => setComparing(false)} />}
      {returning && <ReturnDialog view={view} doclet={returning.doclet} marked={returning.marked} onClose={() => setReturning(null)} />}
      {suggested && <Suspense fallback={null}><Suggest period={period} passage={suggested} onClose={() => setSuggesting(null)} /></Suspense>}
    </div>
  );
}

const nameOf = (writer: WriterView): string => (writer.own ? t("form.otherWindow") : writer.by);

/** Who else writes now, and the way there. */
function Writers({ writers, onJump }: { writers: readonly WriterView[]; onJump: (passage: string) => void }) {
  if (writers.length === 0) return null;
  return (
    <span className="living-writers">
      <Icon name="edit" size={14} /> {t("writers.now")}
      {writers.map((writer, at) => <button key={at} type="button" className="link" title={t("writers.goThere")} onClick={() => onJump(writer.passage)}>{nameOf(writer)}</button>)}
    </span>
  );
}

/** Where what was typed is. */
function Saved({ state }: { state: SaveState }) {
  const tone = { saved: "ok", saving: "info", waiting: "info", cut: "warn" } as const;
  const icon = { saved: "check", saving: "clock", waiting: "edit", cut: "warning" } as const;
  return (
    <span role="status" data-save={state.kind}>
      <Badge tone={tone[state.kind]} icon={icon[state.kind]}>{t(`prose.${state.kind}`, { n: state.waiting })}</Badge>
    </span>
  );
}
