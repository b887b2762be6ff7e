import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { api } from "../../api";
import type { ReminderRow } from "../../api/types";
import { useChanges } from "../../app/useChanges";
import { moment } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { MailBadge } from "../../parts/MailBadge";
import { Badge, Empty, Loaded, PageHead, Pager, SearchBox, Table, Tabs, type Column } from "../../ui";
import { Outages } from "./Outages";
import { Plan } from "./Plan";

/** Who was reminded, how the place reminds, and when nobody could send. */
export default function Reminders() {
  const round = new URLSearchParams(useSearch()).get("round") ?? "";
  const [part, setPart] = useState("list");
  const tabs = [
    { key: "list", title: t("remind.list") },
    { key: "plan", title: t("remind.plan") },
    { key: "outages", title: t("outage.title") },
  ];
  return (
    <>
      <PageHead above={<><Link href="/rounds">{t("menu.rounds")}</Link>{round && <> › <Link href={`/rounds/${round}`}>{periodName(round)}</Link></>}</>} title={t("remind.pageTitle")} note={t("remind.pageNote")} />
      <Tabs label={t("remind.pageTitle")} current={part} onChange={setPart} tabs={tabs}>
        {part === "list" ? <List round={round} /> : part === "plan" ? <Plan round={round} /> : <Outages />}
      </Tabs>
    </>
  );
}

function List({ round }: { round: string }) {
  const client = useQueryClient();
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const reminders = useQuery({ queryKey: ["reminders", round, filter], queryFn: () => api.reminders({ ...filter, round }), placeholderData: keepPreviousData });
  useChanges((changed) => {
    if (["many", "reminded", "reminders_seen"].includes(changed.act)) void client.invalidateQueries({ queryKey: ["reminders"] });
  });
  const columns: Column<ReminderRow>[] = [
    { key: "at", title: t("remind.when"), cell: (r) => <span className="nowrap">{moment(r.at)}</span> },
    { key: "unit", title: t("board.unit"), cell: (r) => <Link href={`/rounds/${r.round}/forms/${encodeURIComponent(r.unit.id)}`}>{r.unit.name}</Link> },
    {
      key: "what",
      title: t("remind.what"),
      cell: (r) => (
        <details>
          <summary>{r.subject || r.text}</summary>
          {r.subject && <p className="remind-text small">{r.text}</p>}
        </details>
      ),
    },
    {
      key: "how",
      title: t("remind.how"),
      cell: (r) => (
        <div className="stack-s">
          <span>{t(`remind.how.${r.how}`)}</span>
          {r.letter && <MailBadge mail={r.letter} />}
        </div>
      ),
    },
    { key: "by", title: t("remind.by"), cell: (r) => (r.rule ? t("remind.byRule") : r.by), wide: true },
    { key: "seen", title: t("remind.seenHead"), cell: (r) => (r.how === "phone" ? "" : r.seen ? <Badge tone="ok" icon="check">{t("remind.seen")}</Badge> : <span className="muted">{t("remind.notSeen")}</span>), wide: true },
  ];
  return (
    <>
      <div className="filters"><SearchBox label={t("remind.search")} value={filter.search} onSearch={(search) => setFilter({ search, page: 1 })} /></div>
      <Loaded query={reminders}>
        {({ rows, total }) => (
          <>
            <Table caption={t("remind.list")} columns={columns} rows={rows} rowKey={(r) => `${r.cut} ${r.unit.id}`} empty={<Empty icon="clock" title={t("remind.none")}>{t("remind.noneHint")}</Empty>} />
            {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
          </>
        )}
      </Loaded>
    </>
  );
}
