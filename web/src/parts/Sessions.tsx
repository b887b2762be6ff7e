import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { OpenSession } from "../api/types";
import { moment } from "../format/date";
import { t } from "../messages";
import { Badge, Button, Empty, Loaded, Notice, Table, toast, type Column } from "../ui";

/** Open sessions, ended one by one or all: one's own, or somebody's. */
export function Sessions({ of, list, end, all }: {
  /** Names the list in the cache. */
  of: string;
  list: () => Promise<OpenSession[]>;
  end: (id: string | null) => Promise<OpenSession[]>;
  /** The words for ending all. */
  all: string;
}) {
  const client = useQueryClient();
  const key = ["sessions", of];
  const sessions = useQuery({ queryKey: key, queryFn: list });
  const ending = useMutation({
    mutationFn: end,
    onSuccess: (left) => {
      client.setQueryData(key, left);
      toast(t("people.ended"));
    },
  });
  const name = (s: OpenSession) => s.device || t("people.unknownDevice");
  const columns: Column<OpenSession>[] = [
    { key: "device", title: t("people.device"), cell: (s) => <>{name(s)} {s.own && <Badge tone="accent">{t("people.thisOne")}</Badge>}</>, sort: name },
    { key: "address", title: t("people.address"), cell: (s) => s.address || "–", wide: true },
    { key: "begun", title: t("people.begun"), cell: (s) => <span className="nowrap">{moment(s.begun_at)}</span>, sort: (s) => s.begun_at, wide: true },
    { key: "used", title: t("people.used"), cell: (s) => <span className="nowrap">{moment(s.seen_at)}</span>, sort: (s) => s.seen_at },
    { key: "do", title: "", cell: (s) => !s.own && <Button small disabled={ending.isPending} aria-label={t("people.endNamed", { device: name(s) })} onClick={() => ending.mutate(s.id)}>{t("people.end")}</Button> },
  ];
  return (
    <Loaded query={sessions}>
      {(rows) => (
        <div className="stack">
          {ending.error && <Notice tone="error">{ending.error.message}</Notice>}
          <Table caption={t("people.sessions")} columns={columns} rows={rows} rowKey={(s) => s.id} empty={<Empty icon="lock" title={t("people.noSessions")} />} />
          {rows.some((s) => !s.own) && <div className="row"><Button disabled={ending.isPending} onClick={() => ending.mutate(null)}>{all}</Button></div>}
        </div>
      )}
    </Loaded>
  );
}
