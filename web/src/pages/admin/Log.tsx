import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { LogRow } from "../../api/types";
import { moment } from "../../format/date";
import { periodShort } from "../../format/period";
import { t, tCode } from "../../messages";
import { Empty, Loaded, Pager, SearchBox, Table, type Column } from "../../ui";

const SHOWN_CODES = 6;

export function Log() {
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const log = useQuery({ queryKey: ["log", filter], queryFn: () => api.log(filter), placeholderData: keepPreviousData });
  const columns: Column<LogRow>[] = [
    { key: "cut", title: t("admin.cut"), cell: (r) => r.cut, numeric: true, wide: true, width: "90px" },
    { key: "at", title: t("admin.when"), cell: (r) => <span className="nowrap">{moment(r.at)}</span> },
    { key: "by", title: t("admin.who"), cell: (r) => r.by },
    { key: "act", title: t("admin.act"), cell: (r) => tCode("act", r.act) },
    {
      key: "subject",
      title: t("admin.subject"),
      cell: (r) => (
        <>
          {[r.subject, r.period && periodShort(r.period)].filter(Boolean).join(" · ")}
          {r.codes.length > 0 && <p className="muted small">{r.codes.slice(0, SHOWN_CODES).join(", ")}{r.codes.length > SHOWN_CODES && ` … (${r.codes.length})`}</p>}
        </>
      ),
    },
  ];
  return (
    <>
      <div className="filters"><SearchBox label={t("admin.searchLog")} value={filter.search} onSearch={(search) => setFilter({ search, page: 1 })} /></div>
      <Loaded query={log}>
        {({ rows, total }) => (
          <>
            <Table caption={t("admin.log")} columns={columns} rows={rows} rowKey={(r) => String(r.cut)} empty={<Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>} />
            {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
          </>
        )}
      </Loaded>
    </>
  );
}
