import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { Decision, ReadingView, UnitView } from "../../api/types";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Button, Dialog, FilterSelect, IconButton, Kbd, Loaded, PageHead, Progress, Tabs } from "../../ui";
import { Adopt, Adopted } from "./Adopt";
import { Detail } from "./Detail";
import { DocumentPane, type Place } from "./DocumentPane";
import { MergeDialog } from "./MergeDialog";
import { ProposalList } from "./ProposalList";
import { counts, effective, FILTERS, isComplete, markOf, narrowed, neighbour, nextOpen, ordered, proposalsByFact, standing, type ProposalFilter, type Settings } from "./proposals";
import { Findings, References, Relations, Tasks } from "./SideLists";
import { useKeys } from "./useKeys";
import { useReading, type Saving } from "./useReading";
import "./review.css";

const TABS = ["figures", "relations", "findings", "tasks", "references"] as const;
type TabKey = (typeof TABS)[number];

/** The keys of the page and what they do, for the help. */
const KEYS = [["↑ ↓ / k j", "move"], ["Enter", "confirm"], ["e", "edit"], ["m", "merge"], ["s", "skip"], ["u", "undo"], ["/", "search"], ["?", "help"]] as const;

/** A report that was read: the document beside what it is proposed to become. */
export default function Review({ id }: { id: string }) {
  const { query, view, decide, saving } = useReading(id);
  const units = useQuery({ queryKey: ["units"], queryFn: api.units });
  return <Loaded query={query}>{(data) => <Workspace view={view ?? data} units={units.data ?? []} decide={decide} saving={saving} />}</Loaded>;
}

function Workspace({ view, units, decide, saving }: {
  view: ReadingView;
  units: readonly UnitView[];
  decide: (proposal: string, decision: Decision) => void;
  saving: Saving;
}) {
  const [tab, setTab] = useState<TabKey>("figures");
  const [filter, setFilter] = useState<ProposalFilter>("all");
  const [search, setSearch] = useState("");
  const [dialog, setDialog] = useState<"merge" | "help" | null>(null);
  const [pane, setPane] = useState<"document" | "proposals">("proposals");
  const fields = useRef<HTMLFieldSetElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const turn = useRef(0);

  const all = useMemo(() => ordered(view.proposals), [view.proposals]);
  const list = useMemo(() => narrowed(all, filter, search), [all, filter, search]);
  const facts = useMemo(() => new Map(view.facts.map((fact) => [fact.id, fact])), [view.facts]);
  const byFact = useMemo(() => proposalsByFact(view.proposals), [view.proposals]);
  const amount = useMemo(() => counts(all), [all]);
  const [chosen, setChosen] = useState<string | null>(() => nextOpen(all, null) ?? all[0]?.id ?? null);
  const proposal = all.find((p) => p.id === chosen) ?? null;
  const [place, setPlace] = useState<Place | null>(() => (proposal?.facts[0] ? { fact: proposal.facts[0], turn: 0 } : null));
  const locked = view.report.adopted;

  const toFact = useCallback((fact: string) => setPlace({ fact, turn: ++turn.current }), []);
  const choose = useCallback(
    (next: string | null) => {
      setChosen(next);
      const fact = all.find((p) => p.id === next)?.facts[0];
      if (fact) toFact(fact);
    },
    [all, toFact],
  );
  const pick = useCallback(
    (fact: string) => {
      const owner = byFact.get(fact);
      toFact(fact);
      if (!owner) return;
      setChosen(owner.id);
      setTab("figures");
      setPane("proposals");
      if (!narrowed([owner], filter, search).length) {
        setFilter("all");
        setSearch("");
      }
    },
    [byFact, toFact, filter, search],
  );
  const jump = {
    toFact: (fact: string) => {
      toFact(fact);
      setPane("document");
    },
    toBlock: (block: number) => {
      setPlace({ block, turn: ++turn.current });
      setPane("document");
    },
  };

  const decideAndGo = (decision: Decision) => {
    if (!proposal || locked) return;
    decide(proposal.id, decision);
    choose(nextOpen(list, proposal.id) ?? nextOpen(all, proposal.id) ?? neighbour(list, proposal.id, 1));
  };
  const confirm = (settings: Settings) => {
    if (isComplete(settings)) return decideAndGo({ decision: "confirmed", ...settings });
    [...(fields.current?.querySelectorAll("input") ?? [])].find((field) => !field.value.trim())?.focus();
  };
  const onFigures = (act: () => void) => () => tab === "figures" && act();
  const step = (by: number) => onFigures(() => choose(neighbour(list, chosen, by)));
  useKeys({
    ArrowDown: step(1),
    j: step(1),
    ArrowUp: step(-1),
    k: step(-1),
    Enter: onFigures(() => proposal && confirm(effective(proposal))),
    e: onFigures(() => fields.current?.querySelector("input")?.select()),
    m: onFigures(() => proposal && !locked && setDialog("merge")),
    s: onFigures(() => decideAndGo({ decision: "skipped" })),
    u: onFigures(() => proposal && standing(proposal) && !locked && decide(proposal.id, { decision: "undone" })),
    "/": onFigures(() => searchField.current?.focus()),
    "?": () => setDialog("help"),
  });

  const doubtful = amount.doubtful;
  const done = doubtful - view.doubtful_open;
  const lists = { view, facts, jump };
  const sizes: Record<TabKey, number> = { figures: all.length, relations: view.relations.length, findings: view.findings.length, tasks: view.tasks.length, references: view.references.length };

  return (
    <div className="review" data-pane={pane}>
      <PageHead title={view.report.title ?? view.report.file_name} above={<Link href="/reports">{t("menu.reports")}</Link>} note={[view.report.period && periodName(view.report.period), view.report.file_name].filter(Boolean).join(" · ")}>
        {!locked && (
          <div className="review-progress">
            <span className="small">{t("review.progress", { done, of: doubtful })}</span>
            <Progress value={doubtful ? done / doubtful : 1} tone={view.doubtful_open ? "accent" : "ok"} label={t("review.progress", { done, of: doubtful })} />
            <span className="small muted" role="status">{saving !== "waiting" && view.doubtful_open > 0 ? t("review.adopt.blocked", { n: view.doubtful_open }) : t(`review.${saving}`)}</span>
          </div>
        )}
        {!locked && <Adopt view={view} saving={saving !== "saved"} />}
        <IconButton icon="info" label={t("review.keys")} onClick={() => setDialog("help")} />
      </PageHead>
      {locked && <Adopted />}

      <div className="review-panes" role="group" aria-label={t("review.pane")}>
        {(["document", "proposals"] as const).map((key) => (
          <button key={key} type="button" aria-pressed={pane === key} onClick={() => setPane(key)}>{t(`review.pane.${key}`)}</button>
        ))}
      </div>
      <div className="review-work">
        <DocumentPane blocks={view.blocks} markOf={(fact) => markOfFact(byFact, fact)} place={place} onPick={pick} />
        <div className="review-side">
          <Tabs label={t("review.tabs")} current={tab} onChange={(key) => setTab(key as TabKey)} tabs={TABS.map((key) => ({ key, title: <>{t(`review.tab.${key}`)} <span className="muted">{sizes[key]}</span></> }))}>
            {tab === "figures" && (
              <div className="review-figures">
                <div className="review-filters">
                  <FilterSelect label={t("review.filter")} value={filter} onChange={(key) => setFilter(key as ProposalFilter)} options={FILTERS.map((key) => ({ value: key, label: `${t(`review.filter.${key}`)} (${amount[key]})` }))} />
                  <input ref={searchField} className="input" type="search" aria-label={t("review.search")} placeholder={t("review.search")} value={search} onChange={(e) => setSearch(e.target.value)} />
                </div>
                {list.length > 0 ? <ProposalList proposals={list} chosen={chosen} onChoose={choose} /> : <p className="review-none muted">{t("review.nothingFound")}</p>}
                {proposal && (
                  <Detail
                    key={proposal.id}
                    proposal={proposal}
                    proposals={all}
                    facts={facts}
                    units={units}
                    locked={locked}
                    fields={fields}
                    onDecide={(decision) => (decision.decision === "skipped" ? decideAndGo(decision) : decide(proposal.id, decision))}
                    onConfirm={confirm}
                    onMerge={() => setDialog("merge")}
                    onChoose={choose}
                  />
                )}
              </div>
            )}
            {tab === "relations" && <Relations {...lists} />}
            {tab === "findings" && <Findings {...lists} />}
            {tab === "tasks" && <Tasks {...lists} />}
            {tab === "references" && <References {...lists} />}
          </Tabs>
        </div>
      </div>

      {dialog === "merge" && proposal && (
        <MergeDialog
          proposal={proposal}
          proposals={all}
          onClose={() => setDialog(null)}
          onMerge={(into) => {
            setDialog(null);
            decideAndGo({ decision: "merged", into });
          }}
        />
      )}
      <Dialog open={dialog === "help"} title={t("review.keys")} onClose={() => setDialog(null)} actions={<Button onClick={() => setDialog(null)}>{t("ui.close")}</Button>}>
        <dl className="review-keys">
          {KEYS.map(([key, what]) => (
            <div key={key}>
              <dt><Kbd>{key}</Kbd></dt>
              <dd>{t(`review.key.${what}`)}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </div>
  );
}

/** A figure that no proposal speaks for stays plain text. */
function markOfFact(byFact: ReturnType<typeof proposalsByFact>, fact: string) {
  const proposal = byFact.get(fact);
  return proposal ? markOf(proposal) : "skipped";
}
