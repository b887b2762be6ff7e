import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { RoundRow } from "../../api/types";
import { useMay, useSession } from "../../app/session";
import { day } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { Badge, Button, Empty, Loaded, PageHead, Panel, Progress, Table, type Column } from "../../ui";
import { OpenRound } from "./OpenRound";

export default function Rounds() {
  const session = useSession();
  const rounds = useQuery({ queryKey: ["rounds"], queryFn: api.rounds });
  const [opening, setOpening] = useState(false);
  const next = rounds.data?.next;
  const mayOpen = useMay("run_round") && !!next;
  const judges = useMay("judge_form");
  const seesBoard = useMay("see_all") || judges;
  const openButton = <Button look="primary" icon="plus" onClick={() => setOpening(true)}>{t("rounds.open")}</Button>;
  // A unit has its form; the board is for those who look after all of them.
  const place = (round: string) => `/rounds/${round}${seesBoard ? "" : `/forms/${encodeURIComponent(session.unit.id)}`}`;
  const columns: Column<RoundRow>[] = [
    { key: "period", title: t("rounds.period"), cell: (r) => <Link href={place(r.round)}><strong className="nowrap">{periodName(r.round)}</strong></Link>, sort: (r) => r.period },
    { key: "due", title: t("rounds.due"), cell: (r) => day(r.due), sort: (r) => r.due },
    {
      key: "approved",
      title: t("rounds.progress"),
      cell: (r) => (
        <div className="stack-s">
          <span>{r.approved}/{r.units}</span>
          <Progress value={r.units ? r.approved / r.units : 0} label={t("rounds.progress")} tone={r.approved === r.units ? "ok" : "accent"} />
        </div>
      ),
    },
    { key: "sent", title: t("rounds.sent"), cell: (r) => r.sent, numeric: true, wide: true },
    { key: "returned", title: t("rounds.returned"), cell: (r) => r.returned, numeric: true, wide: true },
    { key: "late", title: t("rounds.late"), cell: (r) => (r.late > 0 ? <Badge tone="error" icon="clock">{r.late}</Badge> : 0), numeric: true },
    {
      key: "issued",
      title: t("reports.state"),
      cell: (r) => (r.issued ? <Badge tone="ok" icon="approved">{t("rounds.issued")}</Badge> : <Badge tone="accent" icon="partial">{t("rounds.running")}</Badge>),
    },
  ];
  return (
    <>
      <PageHead title={t("rounds.title")} note={t("rounds.note")}>{mayOpen && openButton}</PageHead>
      <Loaded query={rounds}>
        {({ rounds: rows }) => (
          <Table
            caption={t("rounds.title")}
            columns={columns}
            rows={rows}
            rowKey={(r) => r.round}
            empty={
              <Panel>
                <Empty icon="rounds" title={t("rounds.empty")} action={mayOpen ? openButton : <Link className="button button-primary" href="/reports">{t("rounds.toReports")}</Link>}>
                  {mayOpen ? t("rounds.emptyNext") : t("rounds.emptyHint")}
                </Empty>
              </Panel>
            }
          />
        )}
      </Loaded>
      {opening && rounds.data && <OpenRound rounds={rounds.data} onClose={() => setOpening(false)} />}
    </>
  );
}
