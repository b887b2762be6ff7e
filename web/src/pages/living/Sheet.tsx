import { useEffect, useMemo, useRef, useState } from "react";
import { ApiError } from "../../api";
import type { LivingView, ProseAnswer } from "../../api/types";
import { useSession, useSessionLost } from "../../app/session";
import { lang, t } from "../../messages";
import { Button, Notice, toast } from "../../ui";
import { ChartDialog } from "./ChartDialog";
import type { Facts } from "./facts";
import { FigurePick } from "./FigurePick";
import { Find } from "./Find";
import { Paper, quoteOf } from "./paper";
import { Saver, type SaveState } from "./saver";
import { idOf } from "./schema";
import { atCaret, Toolbar, type AtCaret } from "./Toolbar";
import { addChart, blocksIn, changeChart } from "./typing";
import { maySuggest } from "./plain";

/** Where the caret is, for what stands beside the text. */
export type Place = { passage: string; quote: string | null; passages: string[] };

/** The document with its tools. Everything typed goes to the server by itself. */
export default function Sheet({ view, facts, more, onReady, onState, onPlace, onFigure, onChanged, onHeld, onSuggest }: {
  view: LivingView;
  facts: Facts;
  /** Further tools, of those who judge. */
  more: React.ReactNode;
  onReady: (paper: Paper | null) => void;
  onState: (state: SaveState) => void;
  onPlace: (place: Place) => void;
  onFigure: (id: string) => void;
  onChanged: () => void;
  onHeld: (held: ProseAnswer["held"]) => void;
  onSuggest: (passage: string) => void;
}) {
  const { name } = useSession();
  const lost = useSessionLost();
  const place = useRef<HTMLDivElement>(null);
  const keeper = useRef<Saver | null>(null);
  const [paper, setPaper] = useState<Paper | null>(null);
  const [caret, setCaret] = useState<AtCaret>({ kind: null, bold: false, italic: false, table: false });
  const [pick, setPick] = useState<{ at: ReturnType<Paper["caret"]>; typed: string } | null>(null);
  const [chart, setChart] = useState<{ of: string | null } | null>(null);
  const [finding, setFinding] = useState(false);
  const [locked, setLocked] = useState<string | null>(null);
  const [refused, setRefused] = useState<ProseAnswer["refused"]>([]);
  const editable = useMemo(() => new Map(view.passages.map((p) => [p.id, p.editable && !p.locked])), [view]);
  const now = useRef({ view, editable, onState, onPlace, onFigure, onChanged, onHeld, lost });
  now.current = { view, editable, onState, onPlace, onFigure, onChanged, onHeld, lost };

  useEffect(() => {
    if (!place.current) return;
    let shown = "";
    const paper: Paper = new Paper(place.current, now.current.view, t("living.document"), {
      typed: () => {
        setLocked(null);
        saver.typed();
      },
      moved: (state) => {
        const [tools, quote] = [atCaret(state), quoteOf(state)];
        const passages = blocksIn(state).map(({ node }) => idOf(node));
        const key = JSON.stringify([tools, quote, passages]);
        if (key === shown) return;
        shown = key;
        setCaret(tools);
        if (quote) now.current.onPlace({ ...quote, passages });
      },
      left: () => void saver.now(),
      figure: (id) => now.current.onFigure(id),
      chart: (id) => now.current.view.may.write && (now.current.editable.get(id) ?? true) && setChart({ of: id }),
      pick: (typed) => setPick({ at: paper.caret(), typed }),
      mayWrite: (id) => now.current.editable.get(id) ?? true,
      locked: setLocked,
      view: () => now.current.view,
    });
    const saver = new Saver(name, now.current.view.report.period, now.current.view, paper, {
      state: (state) => now.current.onState(state),
      changed: () => now.current.onChanged(),
      held: (held) => now.current.onHeld(held),
      refused: (no) => setRefused((all) => [...all.filter((r) => !no.some((n) => n.passage === r.passage)), ...no]),
      failed: (error: ApiError) => {
        now.current.lost(error);
        if (error.status >= 400 && error.status < 500 && error.status !== 401) toast(error.message, "error");
      },
    });
    keeper.current = saver;
    setPaper(paper);
    onReady(paper);
    return () => {
      saver.close();
      paper.close();
      keeper.current = null;
      onReady(null);
    };
    // One document for as long as the page stands; newer views are followed below.
  }, []);

  useEffect(() => keeper.current?.seen(view), [keeper, view]);
  useEffect(() => paper?.show(facts), [paper, facts]);
  useEffect(() => paper?.view.setProps({}), [paper, view.may.write]);

  const why = locked ? view.passages.find((p) => p.id === locked) : undefined;
  return (
    <div className="paper-frame">
      {paper && view.may.write && <Toolbar paper={paper} caret={caret} onFigure={() => setPick({ at: paper.caret(), typed: "" })} onChart={() => setChart({ of: null })} onFind={() => setFinding(true)} more={more} />}
      {paper && !view.may.write && <div className="paper-tools"><Button small icon="search" onClick={() => setFinding(true)}>{t("tools.find")}</Button>{more}</div>}
      {paper && finding && <Find paper={paper} onClose={() => { setFinding(false); paper.view.focus(); }} />}
      {locked && (
        <Notice tone="neutral" action={why && maySuggest(view, locked) && <Button small onClick={() => { setLocked(null); onSuggest(locked); }}>{t("suggest.do")}</Button>}>
          {view.report.issued ? t("living.readOnly") : why?.locked ? t("living.lockedPassage") : t("living.closedPassage", { unit: why?.owner?.name ?? t("living.office") })}
        </Notice>
      )}
      {refused.map((no) => (
        <Notice
          key={no.passage}
          tone="warn"
          action={<Button small onClick={() => { keeper.current?.giveUp(view, no.passage); setRefused(refused.filter((r) => r !== no)); }}>{t("prose.giveUp")}</Button>}
        >
          {t("prose.refused", { reason: no[lang()] })} <button type="button" className="link" onClick={() => paper?.goTo(no.passage)}>{t("prose.seeIt")}</button>
        </Notice>
      ))}
      <div className="living-sheet" ref={place} />
      {paper && chart && (
        <ChartDialog
          period={view.report.period}
          first={chart.of ? paper.chart(chart.of) : null}
          onDone={(wanted) => {
            setChart(null);
            // The dialog gives the focus back to what opened it, before the text takes it.
            setTimeout(() => paper.run(chart.of ? changeChart(chart.of, wanted) : addChart(wanted)));
          }}
          onClose={() => {
            setChart(null);
            paper.view.focus();
          }}
        />
      )}
      {paper && pick && (
        <FigurePick
          period={view.report.period}
          at={pick.at}
          onInsert={(figure, tried) => {
            setPick(null);
            paper.insertFigure(figure, tried);
          }}
          onChart={() => {
            setPick(null);
            setChart({ of: null });
          }}
          onClose={(empty) => {
            setPick(null);
            if (empty && pick.typed) paper.insert(pick.typed);
            else paper.view.focus();
          }}
        />
      )}
    </div>
  );
}
