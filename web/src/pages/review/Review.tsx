import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, originalFile } from "../../api";
import type { ReadingView, UnitView } from "../../api/types";
import { isPicture } from "../../format/file";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Button, IconButton, Kbd, Loaded, Menu, Notice, PageHead, Tabs } from "../../ui";
import { AcceptDialog } from "./AcceptDialog";
import { Adopt, Adopted } from "./Adopt";
import { Compare } from "./Compare";
import { Detail } from "./Detail";
import { DocumentPane } from "./DocumentPane";
import { FigureList } from "./FigureList";
import { Filters } from "./Filters";
import { Help } from "./Help";
import { History } from "./History";
import { Meanwhile } from "./Meanwhile";
import { MergeDialog } from "./MergeDialog";
import { Original } from "./Original";
import { SplitDialog } from "./SplitDialog";
import { Standing } from "./Standing";
import { Findings, References, Relations, Tasks } from "./SideLists";
import { WholeDialog } from "./WholeDialog";
import { useReview, type Review as Reviewing, type Saving } from "./useReview";
import { TABS, useWorkspace, type TabKey } from "./useWorkspace";
import "./review.css";

/** A report that was read: the document beside what it is proposed to become. */
export default function Review({ id }: { id: string }) {
  const { query, view, review, saving } = useReview(id);
  const units = useQuery({ queryKey: ["units", false], queryFn: () => api.units() });
  return <Loaded query={query}>{(data) => <Workspace view={view ?? data} units={units.data ?? []} review={review} saving={saving} />}</Loaded>;
}

function Workspace({ view, units, review, saving }: { view: ReadingView; units: readonly UnitView[]; review: Reviewing; saving: Saving }) {
  const work = useWorkspace(view, review);
  const { proposal, fact, locked } = work;
  const picture = isPicture(view.report.file_name);
  const sizes: Record<TabKey, number> = { figures: work.all.length, relations: view.relations.length, findings: view.findings.length, tasks: view.tasks.length, references: view.references.length };
  const lists = { view, facts: work.facts, jump: work.jump, onCompare: work.compare };
  return (
    <div className="review" data-pane={work.pane}>
      <PageHead title={view.report.title ?? view.report.file_name} above={<Link href="/reports">{t("menu.reports")}</Link>} note={[view.report.period && periodName(view.report.period), view.report.file_name].filter(Boolean).join(" · ")}>
        {!locked && <Standing proposals={work.all} saving={saving} />}
        {!locked && <Adopt view={view} saving={saving !== "saved" || review.refused.length > 0} />}
        <Menu
          look="secondary"
          icon="more"
          label={t("review.more")}
          items={[
            ...(locked ? [] : [
              { key: "accept", label: t("review.accept"), onSelect: () => work.ask("accept") },
              { key: "undo", label: t("review.undoLast"), onSelect: work.undo },
              { key: "redo", label: t("review.redoLast"), onSelect: work.redo },
              { key: "add", label: t("review.add"), onSelect: work.add },
            ]),
            { key: "history", label: t("review.history"), onSelect: () => work.ask("history") },
            ...(picture ? [{ key: "original", label: t(work.original ? "review.original.text" : "review.original.show"), onSelect: work.lookAtOriginal }] : []),
            { key: "save", label: t("review.original.save"), onSelect: () => window.open(originalFile(view.report.id)) },
            { key: "help", label: t("review.keys"), onSelect: () => work.ask("help") },
          ]}
        />
        <IconButton icon="info" label={t("review.keys")} onClick={() => work.ask("help")} />
      </PageHead>
      {locked && <Adopted />}
      {view.report.recognised && !locked && (
        <Notice tone="warn" action={picture && <Button small onClick={work.lookAtOriginal}>{t(work.original ? "review.original.text" : "review.original.show")} <Kbd>q</Kbd></Button>}>
          {t("review.recognised")}
        </Notice>
      )}
      <Meanwhile steps={review.refused} proposals={work.all} onShow={work.go} onSettle={review.settle} />

      <div className="review-panes" role="group" aria-label={t("review.pane")}>
        {(["document", "proposals"] as const).map((key) => (
          <button key={key} type="button" aria-pressed={work.pane === key} onClick={() => work.setPane(key)}>{t(`review.pane.${key}`)}</button>
        ))}
      </div>
      <div className="review-work">
        <div className="review-left">
          {work.original && <Original report={view.report} />}
          <DocumentPane hidden={work.original} pane={work.document} blocks={view.blocks} markOf={work.markOf} place={work.place} onPick={work.pick} />
          {work.picking && (
            <div className="review-picking" role="status">
              <span className="grow">{t("review.add.hint")}</span>
              <Button small look="primary" onClick={work.addPicked}>{t("review.add.do")}</Button>
              <Button small onClick={work.stopPicking}>{t("ui.cancel")}</Button>
            </div>
          )}
          {work.comparing && <Compare view={view} relation={work.comparing} facts={work.facts} byFact={work.byFact} at={fact?.id ?? null} onGo={work.go} onClose={work.stopComparing} />}
        </div>
        <div className="review-side">
          <Tabs label={t("review.tabs")} current={work.tab} onChange={(key) => work.setTab(key as TabKey)} tabs={TABS.map((key) => ({ key, title: <>{t(`review.tab.${key}`)} <span className="muted">{sizes[key]}</span></> }))}>
            {work.tab === "figures" && (
              <div className="review-figures">
                <Filters filter={work.filter} search={work.search} amount={work.amount} field={work.searchField} onFilter={work.setFilter} onSearch={work.setSearch} onDown={work.enterList} />
                {work.list.length > 0 ? <FigureList proposals={work.list} chosen={work.chosen} amended={work.amended} onChoose={work.choose} /> : <p className="review-none muted">{t("review.nothingFound")}</p>}
                {proposal && fact && (
                  <Detail
                    key={proposal.id}
                    view={view}
                    proposal={proposal}
                    fact={fact}
                    proposals={work.all}
                    facts={work.facts}
                    relations={work.relations}
                    units={units}
                    locked={locked}
                    editing={work.editing}
                    why={work.why}
                    fields={work.fields}
                    acts={work.acts}
                  />
                )}
              </div>
            )}
            {work.tab === "relations" && <Relations {...lists} />}
            {work.tab === "findings" && <Findings {...lists} />}
            {work.tab === "tasks" && <Tasks {...lists} />}
            {work.tab === "references" && <References {...lists} />}
          </Tabs>
        </div>
      </div>

      {work.dialog === "merge" && proposal && <MergeDialog proposal={proposal} proposals={work.all} onClose={work.closeDialog} onMerge={work.mergeInto} />}
      {work.dialog === "split" && fact && <SplitDialog fact={fact} onClose={work.closeDialog} onSplit={work.splitAt} />}
      {work.dialog === "whole" && fact && <WholeDialog fact={fact} facts={view.facts} onClose={work.closeDialog} onPart={work.partOf} />}
      {work.dialog === "accept" && <AcceptDialog proposals={work.sure} recognised={view.report.recognised} onClose={work.closeDialog} onAccept={work.accept} />}
      {work.dialog === "history" && <History steps={view.steps} proposals={work.all} locked={locked} onClose={work.closeDialog} onUndo={(step) => void review.undo(step)} onRedo={(step) => void review.redo(step)} />}
      {work.dialog === "help" && <Help onClose={work.closeDialog} />}
    </div>
  );
}
