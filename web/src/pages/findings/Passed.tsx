import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { PassedView } from "../../api/types";
import { t } from "../../messages";
import { Empty, Loaded, Pager, Panel, SearchBox, Table, type Column } from "../../ui";

/** Every check of a period that holds, with its numbers. */
export function Passed({ period }: { period: string }) {
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(1);
  const passed = useQuery({ queryKey: ["findings", "passed", period, search, page], queryFn: () => api.passed({ period, search, page }), placeholderData: keepPreviousData });
  const columns: readonly Column<PassedView>[] = [
    { key: "what", title: t("passed.what"), cell: (row) => <><span>{[...new Set(row.evidence.map((e) => e.name))].join(", ")}</span><br /><span className="num">{row.computation}</span></> },
    { key: "unit", title: t("passed.unit"), cell: (row) => row.unit.name, sort: (row) => row.unit.name },
    { key: "rule", title: t("passed.rule"), cell: (row) => t(`rule.${row.kind}`), sort: (row) => t(`rule.${row.kind}`), wide: true },
  ];
  return (
    <div className="stack">
      <div className="filters"><SearchBox label={t("passed.search")} value={search} onSearch={(text) => { setSearch(text); setPage(1); }} /></div>
      <Loaded query={passed}>
        {({ rows, total }) => (
          <>
            <Table
              caption={t("passed.caption")}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.rule} ${row.unit.id} ${row.computation} ${JSON.stringify(row.evidence[0]?.key)}`}
              empty={<Panel><Empty icon={search ? "search" : "info"} title={t(search ? "ui.noMatch" : "passed.empty")} /></Panel>}
            />
            <Pager page={page} total={total} onPage={setPage} />
          </>
        )}
      </Loaded>
    </div>
  );
}
