import { useState } from "react";
import { t } from "../../messages";
import { PageHead, Tabs } from "../../ui";
import { Days } from "./Days";
import { Indicators } from "./Indicators";
import { Outlines } from "./Outlines";
import { Regimes } from "./Regimes";
import { Routes } from "./Routes";
import { Rules } from "./Rules";
import { Sources } from "./Sources";
import { Units } from "./Units";

const PARTS = { indicators: Indicators, rules: Rules, units: Units, routes: Routes, sources: Sources, regimes: Regimes, outlines: Outlines, days: Days } as const;
type Part = keyof typeof PARTS;
const NAMES = Object.keys(PARTS) as Part[];

export default function Catalogue({ part: first = "indicators" }: { part?: Part }) {
  const [part, setPart] = useState<Part>(first);
  const Shown = PARTS[part];
  return (
    <>
      <PageHead title={t("catalogue.title")} note={t("catalogue.note")} />
      <Tabs
        label={t("catalogue.title")}
        current={part}
        onChange={(key) => setPart(NAMES.find((n) => n === key) ?? part)}
        tabs={NAMES.map((key) => ({ key, title: t(`catalogue.${key}`) }))}
      >
        <Shown />
      </Tabs>
    </>
  );
}
