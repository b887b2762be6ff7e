import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import { api } from "../../api";
import { useMay } from "../../app/session";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { FilterSelect, PageHead, Tabs } from "../../ui";
import { Closed } from "./Closed";
import { Learned } from "./Learned";
import { Passed } from "./Passed";
import { Questions } from "./Questions";
import { Record } from "./Record";
import "./findings.css";

const OF_ALL = ["questions", "closed", "passed", "learned", "record"] as const;
const OF_A_UNIT = ["questions", "closed"] as const;
type TabName = (typeof OF_ALL)[number];

/** Questions about figures, how they ended, what holds, what is proposed, and the record of it all. */
export default function Findings() {
  const seesAll = useMay("see_all");
  const asked = new URLSearchParams(useSearch());
  const [tab, setTab] = useState<TabName>("questions");
  const [chosen, setPeriod] = useState(asked.get("period") ?? "");
  const rounds = useQuery({ queryKey: ["rounds"], queryFn: api.rounds });
  const periods = [...new Set((rounds.data?.rounds ?? []).map((r) => r.period))];
  const names: readonly TabName[] = seesAll ? OF_ALL : OF_A_UNIT;
  const period = chosen || periods[0] || "";
  const body = () => {
    if (tab === "questions") return <Questions period={chosen} />;
    if (tab === "learned") return <Learned />;
    if (!period) return <p className="muted">{t("findings.choosePeriod")}</p>;
    if (tab === "closed") return <Closed period={period} />;
    return tab === "passed" ? <Passed period={period} /> : <Record period={period} />;
  };
  return (
    <>
      <PageHead title={t("findings.title")} note={t("findings.note")}>
        <FilterSelect
          label={t("findings.period")}
          value={chosen}
          onChange={setPeriod}
          options={[{ value: "", label: t("findings.anyPeriod") }, ...periods.map((p) => ({ value: p, label: periodName(p) }))]}
        />
      </PageHead>
      <Tabs label={t("findings.tabs")} current={tab} onChange={(key) => setTab(names.find((name) => name === key) ?? "questions")} tabs={names.map((key) => ({ key, title: t(`findings.tab.${key}`) }))}>
        {body()}
      </Tabs>
    </>
  );
}
