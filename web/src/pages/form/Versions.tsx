import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import type { FormView, VersionsView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { Empty, Loaded, Table, type Column } from "../../ui";

type Row = VersionsView["rows"][number];

/** What the unit sent each time, what is kept now, and what the issued report prints. */
export function Versions({ form }: { form: FormView }) {
  const versions = useQuery({ queryKey: ["versions", form.round, form.unit.id, form.cut], queryFn: () => api.formVersions(form.round, form.unit.id) });
  return (
    <Loaded query={versions}>
      {({ sendings, rows }) => {
        if (sendings.length === 0) return <Empty icon="sent" title={t("form.versionsNone")} />;
        const differs = (r: Row) => new Set([...r.sent, r.now, ...(r.printed == null ? [] : [r.printed])].map((v) => v ?? "")).size > 1;
        const columns: Column<Row>[] = [
          { key: "name", title: t("return.part"), cell: (r) => <>{r.name}{r.reason && <span className="muted small"> · {r.reason}</span>}</> },
          ...sendings.map((s, i): Column<Row> => ({ key: `sent${i}`, title: `${t("form.sentTime", { number: i + 1 })} · ${moment(s.at)}`, cell: (r) => r.sent[i] ?? "–", numeric: true })),
          { key: "now", title: t("form.kept"), cell: (r) => (differs(r) ? <strong>{r.now ?? "–"}</strong> : (r.now ?? "–")), numeric: true },
          { key: "printed", title: t("form.printed"), cell: (r) => r.printed ?? "–", numeric: true },
        ];
        return <Table caption={t("form.versionsTab")} columns={columns} rows={rows} rowKey={(r) => `${r.indicator} ${r.measure}`} empty={null} />;
      }}
    </Loaded>
  );
}
