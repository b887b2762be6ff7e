import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Amendment, Decision, Proposal, ReadingView, Relation, StepView } from "../../api/types";
import { isPicture } from "../../format/file";
import { t } from "../../messages";
import { toast } from "../../ui";
import type { DetailActs } from "./Detail";
import type { Place } from "./DocumentPane";
import { FIELDS, type FigureField } from "./FigureFields";
import { lastPlace, rememberPlace } from "./place";
import { cuts, unread, type Stretch } from "./places";
import { amendedFacts, counts, effective, FILTERS, isComplete, markOf, narrowed, neighbour, nextOpen, ordered, proposalsByFact, standing, sure, type ProposalFilter, type Settings } from "./proposals";
import { selected } from "./selection";
import { figuresOf, stepWords } from "./steps";
import { useKeys } from "../../parts/useKeys";
import type { Review } from "./useReview";

export const TABS = ["figures", "relations", "findings", "tasks", "references"] as const;
export type TabKey = (typeof TABS)[number];

/** Keys that change at once what the figures are; keys that open a field or move may not lag behind what is typed next. */
const CORRECTING: ReadonlySet<string> = new Set(["x", "c", "g", "u", "Ctrl+z", "U", "Ctrl+y", "Ctrl+Z"]);

type Ask = "merge" | "split" | "whole" | "accept" | "history" | "help";

/** Where the officer is on the page, and what the keys and buttons do from there. */
export function useWorkspace(view: ReadingView, review: Review) {
  const locked = view.report.adopted;
  const [last] = useState(() => lastPlace(view.report.id));
  /** The figure that a link from elsewhere asks for. */
  const [asked] = useState(() => new URLSearchParams(window.location.search).get("fact"));
  const [tab, setTab] = useState<TabKey>("figures");
  const [filter, setFilter] = useState<ProposalFilter>(asked ? "all" : (last?.filter ?? "all"));
  const [search, setSearch] = useState(asked ? "" : (last?.search ?? ""));
  const [dialog, setDialog] = useState<Ask | null>(null);
  const [pane, setPane] = useState<"document" | "proposals">("proposals");
  const [editing, setEditing] = useState<FigureField | null>(null);
  const [compared, setComparing] = useState<Relation | null>(null);
  const [why, setWhy] = useState(false);
  const [original, setOriginal] = useState(false);
  const [picking, setPicking] = useState<Stretch | null>(null);
  const trail = useRef<string[]>([]);
  const turn = useRef(0);
  const fields = useRef<HTMLFieldSetElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const document = useRef<HTMLDivElement>(null);

  const all = useMemo(() => ordered(view.proposals), [view.proposals]);
  const amended = useMemo(() => amendedFacts(view), [view]);
  const amount = useMemo(() => counts(all, amended), [all, amended]);
  const facts = useMemo(() => new Map(view.facts.map((fact) => [fact.id, fact])), [view.facts]);
  const list = useMemo(() => narrowed(all, filter, search, amended, facts), [all, filter, search, amended, facts]);
  const byFact = useMemo(() => proposalsByFact(view.proposals), [view.proposals]);

  const [chosen, setChosen] = useState<string | null>(() => byFact.get(asked ?? "")?.id ?? all.find((p) => p.id === last?.chosen)?.id ?? nextOpen(all, null) ?? all[0]?.id ?? null);
  const [at, setAt] = useState<string | null>(asked);
  const proposal = all.find((p) => p.id === chosen) ?? null;
  const fact = facts.get(proposal?.facts.find((id) => id === at) ?? proposal?.facts[0] ?? "") ?? null;
  const [place, setPlace] = useState<Place | null>(() => (fact ? { fact: fact.id, turn: 0 } : null));
  // A correction may have mended the relation that is looked at, or done away with it.
  const comparing = (compared && view.relations.find((r) => r.kind === compared.kind && r.members.join() === compared.members.join())) ?? null;
  const relations = useMemo(() => view.relations.filter((r) => r.members.some((id) => proposal?.facts.includes(id))).sort((a, b) => Number(a.holds) - Number(b.holds)), [view.relations, proposal]);

  useEffect(() => rememberPlace(view.report.id, { chosen, filter, search }), [view.report.id, chosen, filter, search]);

  const show = useCallback((id: string) => {
    setAt(id);
    setPlace({ fact: id, turn: ++turn.current });
  }, []);
  const choose = useCallback(
    (next: string | null) => {
      setChosen(next);
      setEditing(null);
      const first = all.find((p) => p.id === next)?.facts[0];
      if (first) show(first);
    },
    [all, show],
  );
  /** To a figure elsewhere; `b` comes back. */
  const go = (id: string) => {
    const owner = byFact.get(id);
    show(id);
    if (!owner) return;
    if (owner.id !== chosen && chosen) trail.current.push(chosen);
    setChosen(owner.id);
    setEditing(null);
    if (!narrowed([owner], filter, search, amended, facts).length) {
      setFilter("all");
      setSearch("");
    }
  };
  const pick = (id: string) => {
    go(id);
    setTab("figures");
    setPane("proposals");
  };
  const back = () => {
    const before = trail.current.pop();
    if (before) choose(before);
  };
  const jump = {
    toFact: (id: string) => {
      show(id);
      setOriginal(false);
      setPane("document");
    },
    toWords: (words: Stretch) => {
      setPlace({ words, turn: ++turn.current });
      setOriginal(false);
      setPane("document");
    },
  };

  // What was chosen may be gone after a join, a discard or an undo; what was added is chosen when it comes.
  const wanted = useRef<Stretch | null>(null);
  useEffect(() => {
    const { start, end } = wanted.current ?? { start: 0, end: 0 };
    const added = view.facts.find((f) => start <= f.start && f.end <= end && /^n\d+$/.test(f.id));
    if (added && byFact.has(added.id)) {
      wanted.current = null;
      setTab("figures");
      go(added.id);
      setEditing("subject");
    } else if (chosen && !all.some((p) => p.id === chosen)) choose(nextOpen(all, null) ?? all[0]?.id ?? null);
  }, [view]);

  // The caret goes back to the list when a field is done.
  const wasEditing = useRef(editing);
  useEffect(() => {
    if (wasEditing.current && !editing) focusList();
    wasEditing.current = editing;
  }, [editing]);

  const onward = (from: Proposal) => choose(nextOpen(list, from.id) ?? nextOpen(all, from.id) ?? neighbour(list, from.id, 1));
  const decide = (decision: Decision) => {
    if (proposal && !locked) review.make([{ change: "decided", proposal: proposal.id, decision }]);
  };
  const decideAndGo = (decision: Decision) => {
    if (!proposal || locked) return;
    decide(decision);
    onward(proposal);
  };
  const amend = (amendment: Amendment) => !locked && review.make([{ change: "amended", amendment }]);
  const confirm = (settings: Settings) => {
    if (!proposal || locked) return;
    if (isComplete(proposal, settings)) return decideAndGo({ decision: "confirmed", ...settings });
    if (!proposal.measure_unit) return setEditing("unit");
    caretIn(fields.current?.querySelector("input"));
  };
  const discard = () => {
    if (!proposal || !fact || locked) return;
    if (proposal.facts.length === 1) onward(proposal);
    amend({ amend: "discard", fact: fact.id });
  };
  const split = () => {
    if (!fact || locked) return;
    const places = cuts(fact);
    if (places.length === 0) toast(t("review.split.none"));
    else if (places[0] !== undefined && places.length === 1 && /[^\d.,]/.test(fact.surface)) amend({ amend: "split", fact: fact.id, at: places[0] });
    else setDialog("split");
  };
  const join = () => {
    if (!fact || locked) return;
    const next = view.facts.filter((f) => f.start >= fact.end).sort((a, b) => a.start - b.start)[0];
    if (next) amend({ amend: "join", fact: fact.id, with: next.id });
    else toast(t("review.join.none"));
  };
  const addStretch = (stretch: Stretch) => {
    wanted.current = stretch;
    setPicking(null);
    window.getSelection()?.removeAllRanges();
    amend({ amend: "add", ...stretch });
  };
  const numbers = useMemo(() => (picking ? unread(view.blocks) : []), [picking, view.blocks]);
  const pickAt = (stretch: Stretch | undefined) => {
    if (!stretch) return;
    setOriginal(false);
    setPicking(stretch);
    setPlace({ stretch, turn: ++turn.current });
  };
  const pickNext = (by: number) => pickAt(numbers[numbers.findIndex((n) => n.start === picking?.start) + by]);
  const add = () => {
    if (locked) return;
    const marked = selected(document.current, view.blocks);
    if (marked) return addStretch(marked);
    const free = unread(view.blocks);
    const from = fact?.start ?? 0;
    const near = free.find((n) => n.start >= from) ?? free[0];
    if (near) pickAt(near);
    else toast(t("review.add.none"));
  };
  const accept = () => {
    setDialog(null);
    review.make(sure(all).map((p) => ({ change: "decided", proposal: p.id, decision: { decision: "confirmed", ...effective(p) } })));
  };
  const tell = (done: "review.undone" | "review.redone") => (step: StepView | null) => {
    if (!step) return toast(t("review.nothingToUndo"));
    toast(t(done, { what: stepWords(step, all) }));
    const [id] = step.changes.length === 1 && step.changes[0] ? figuresOf(step.changes[0]) : [];
    if (id && byFact.has(id)) go(id);
  };
  const undo = () => void (!locked && review.undo().then(tell("review.undone")));
  const redo = () => void (!locked && review.redo().then(tell("review.redone")));

  const compareNext = () => {
    const open = comparing ? relations.indexOf(comparing) : -1;
    const next = relations[open + 1] ?? relations[0];
    if (next) setComparing(next);
    else toast(t("review.compare.none"));
  };
  const along = (by: number) => {
    if (picking) return pickNext(by);
    if (!comparing || !fact) return;
    const { members } = comparing;
    const next = members[(members.indexOf(fact.id) + by + members.length) % members.length];
    if (next) go(next);
  };

  const onFigures = (act: () => void) => () => tab === "figures" && act();
  const step = (by: number) => onFigures(() => (picking ? pickNext(Math.sign(by)) : choose(neighbour(list, chosen, by))));
  const edit = (field: FigureField | null) => {
    if (locked) return;
    setEditing(field === "part_of" ? null : field);
    if (field === "part_of" && fact) setDialog("whole");
  };
  const turnTab = (by: number) => setTab(TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? tab);
  const lookAtOriginal = () => {
    if (!isPicture(view.report.file_name)) return;
    setOriginal(!original);
    setPane("document");
  };
  useKeys({
    ArrowDown: step(1), j: step(1), ArrowUp: step(-1), k: step(-1),
    PageDown: step(10), PageUp: step(-10), Home: step(-list.length), End: step(list.length),
    ArrowLeft: () => along(-1), ArrowRight: () => along(1),
    Enter: () => (picking ? addStretch(picking) : tab === "figures" && proposal && confirm(effective(proposal))),
    Escape: () => (picking ? setPicking(null) : setComparing(null)),
    ...Object.fromEntries(Object.entries(FIELDS).map(([field, key]) => [key, onFigures(() => edit(field as FigureField))])),
    e: onFigures(() => caretIn(fields.current?.querySelector("input"))),
    s: onFigures(() => decideAndGo({ decision: "skipped" })),
    o: onFigures(() => proposal && standing(proposal) && decide({ decision: "undone" })),
    x: onFigures(discard),
    m: onFigures(() => proposal && !locked && setDialog("merge")),
    c: onFigures(split),
    g: onFigures(join),
    n: onFigures(add),
    r: onFigures(compareNext),
    b: back,
    y: onFigures(() => setWhy(!why)),
    A: () => !locked && setDialog("accept"),
    u: undo, "Ctrl+z": undo, U: redo, "Ctrl+y": redo, "Ctrl+Z": redo,
    h: () => setDialog("history"),
    q: lookAtOriginal,
    "[": () => turnTab(-1), "]": () => turnTab(1),
    "/": onFigures(() => caretIn(searchField.current)),
    "?": () => setDialog("help"),
    ...Object.fromEntries(FILTERS.map((key, i) => [String(i + 1), onFigures(() => setFilter(key))])),
  }, CORRECTING, review.changing);

  const acts: DetailActs = {
    decide: (decision) => (decision.decision === "skipped" ? decideAndGo(decision) : decide(decision)),
    amend, edit, confirm, compare: setComparing, merge: () => setDialog("merge"), split, join, discard, choose: (id) => go(id), show, why: () => setWhy(!why),
  };
  return {
    locked, tab, setTab, filter, setFilter, search, setSearch, dialog, ask: setDialog, closeDialog: () => setDialog(null), pane, setPane, original, lookAtOriginal, editing, why, comparing, stopComparing: () => setComparing(null),
    picking, addPicked: () => picking && addStretch(picking), stopPicking: () => setPicking(null), fields, searchField, document, all, amended, list, amount, facts, byFact, chosen, choose, proposal, fact, place, relations, go, pick, jump,
    compare: (relation: Relation) => setComparing(relation), undo, redo, add, accept, sure: useMemo(() => sure(all), [all]), acts,
    markOf: (id: string) => { const owner = byFact.get(id); return owner ? markOf(owner) : "skipped"; },
    mergeInto: (into: string) => { setDialog(null); decideAndGo({ decision: "merged", into }); },
    splitAt: (cut: number) => { setDialog(null); if (fact) amend({ amend: "split", fact: fact.id, at: cut }); },
    partOf: (whole: string | null) => { setDialog(null); if (fact && whole !== (fact.part_of ?? null)) amend({ amend: "part_of", fact: fact.id, whole }); },
    enterList: () => { if (list[0] && !list.some((p) => p.id === chosen)) choose(list[0].id); focusList(); },
  };
}

function caretIn(field: HTMLInputElement | null | undefined) {
  field?.focus();
  field?.select();
}

function focusList() {
  window.document.querySelector<HTMLElement>(".review-list")?.focus();
}
