import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { EntryView } from "../../api/types";
import { fold } from "../../format/fold";
import { lang, t } from "../../messages";
import { Loaded, PageHead, Panel, SearchBox, Table, type Column } from "../../ui";
import "../rule/rule.css";

type Case = EntryView["cases"][number];

const columns = (): Column<Case>[] => [
  { key: "written", title: t("language.written"), cell: (c) => <code className="language-case">{c.written}</code>, width: "34%" },
  { key: "given", title: t("language.given"), cell: (c) => c.given || t("language.nothing") },
  { key: "result", title: t("language.result"), cell: (c) => c.result, width: "34%" },
];

/** Every word of the rule language with the cases that the program's own tests hold it to. */
export default function Language() {
  const [search, setSearch] = useState("");
  const language = useQuery({ queryKey: ["language"], queryFn: api.language, staleTime: Infinity });
  const shown = (e: EntryView) => fold([e.name, ...e.also, e.vi, e.en].join(" ")).includes(fold(search));
  return (
    <>
      <PageHead title={t("language.title")} above={<Link href="/catalogue/rules">{t("rule.all")}</Link>} note={t("language.note")} />
      <div className="filters"><SearchBox label={t("language.search")} value={search} onSearch={setSearch} /></div>
      <Loaded query={language}>
        {({ entries }) => (
          <div className="stack language">
            {entries.filter(shown).map((e) => (
              <Panel key={`${e.name} ${e.shape}`} title={<><code>{e.shape}</code></>}>
                <p>{lang() === "vi" ? e.vi : e.en}</p>
                {e.also.length > 0 && <p className="muted small">{t("language.also", { words: e.also.join(", ") })}</p>}
                <Table caption={e.name} columns={columns()} rows={e.cases} rowKey={(c) => `${c.written} ${c.given}`} empty={null} />
              </Panel>
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}
