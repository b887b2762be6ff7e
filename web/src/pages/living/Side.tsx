import { useState } from "react";
import type { DocletView, EditionView, Figure, LivingView, Notice, TriedFigure } from "../../api/types";
import { t } from "../../messages";
import { Empty, Tabs } from "../../ui";
import { Basis } from "./Basis";
import { Doclets } from "./Doclets";
import { Editions } from "./Editions";
import { FigureSettings, FigureWays } from "./FigureWays";
import { Notices } from "./Notices";
import { Offers } from "./Offers";
import type { Paper } from "./paper";
import { Remarks } from "./Remarks";
import type { Place } from "./Sheet";

export type SideTab = "notices" | "basis" | "remarks" | "editions" | "offers" | "doclets";

/** What stands beside the text: what wants a look, where a figure is from, what is said, what was, whose part it is. */
export function Side({ view, tab, onTab, asked, paper, place, onNotice, onJump, onReturn, onRestore, onChanged }: {
  view: LivingView;
  tab: SideTab;
  onTab: (tab: SideTab) => void;
  asked: string | null;
  paper: Paper | null;
  place: Place | null;
  onNotice: (notice: Notice) => void;
  onJump: (passage: string) => void;
  onReturn: (doclet: DocletView) => void;
  onRestore: ((edition: EditionView) => void) | null;
  onChanged: () => void;
}) {
  const open = view.passages.reduce((sum, p) => sum + p.remarks + p.suggestions, 0);
  const counts: Partial<Record<SideTab, number>> = { notices: view.report.notices, remarks: open };
  const tabs: readonly SideTab[] = ["notices", "basis", "remarks", "editions", ...(view.editable ? (["offers"] as const) : []), ...(view.may.judge || view.may.assign ? (["doclets"] as const) : [])];
  return (
    <Tabs label={t("side.label")} current={tab} onChange={(key) => onTab(key as SideTab)} tabs={tabs.map((key) => ({ key, title: counts[key] ? `${t(`side.${key}`)} (${counts[key]})` : t(`side.${key}`) }))}>
      <div className="side-body">
        {tab === "notices" && <Notices view={view} onJump={onNotice} />}
        {tab === "basis" && (asked ? <FigureSide key={asked} view={view} figure={asked} paper={paper} /> : <Empty icon="figures" title={t("side.noFigure")}>{t("side.noFigureHint")}</Empty>)}
        {tab === "remarks" && <Remarks view={view} place={place} onJump={onJump} />}
        {tab === "editions" && <Editions period={view.report.period} cut={view.cut} passage={place?.passage ?? null} onRestore={onRestore} />}
        {tab === "offers" && <Offers period={view.report.period} onChanged={onChanged} />}
        {tab === "doclets" && <Doclets view={view} onJump={onJump} onReturn={onReturn} />}
      </div>
    </Tabs>
  );
}

/** Where a figure comes from, and what it prints. */
function FigureSide({ view, figure: id, paper }: { view: LivingView; figure: string; paper: Paper | null }) {
  const [, redraw] = useState(0);
  const figure = paper?.figure(id) ?? null;
  const saved = view.passages.some((p) => JSON.stringify(p).includes(`"${id}"`));
  const change = (next: Figure, tried: TriedFigure | undefined) => {
    paper?.changeFigure(next, tried);
    redraw((n) => n + 1);
  };
  return (
    <>
      {figure && view.may.write && (
        <details className="figure-settings">
          <summary>{t("figure.change")}</summary>
          <FigureWays period={view.report.period} figure={figure} onChoose={change} />
          <FigureSettings figure={figure} onChange={(settings) => change({ ...figure, ...settings }, undefined)} />
        </details>
      )}
      {saved ? <Basis period={view.report.period} figure={id} /> : <p className="muted">{t("figure.notSaved")}</p>}
    </>
  );
}
