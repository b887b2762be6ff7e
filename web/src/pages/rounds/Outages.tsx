import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { OutageView } from "../../api/types";
import { useMay } from "../../app/session";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Button, Empty, Loaded, Table, TextField, toast, toastError, type Column } from "../../ui";

/** When nobody could send: what was entered in time, or sent by the next working day, counts as on time. */
export function Outages() {
  const client = useQueryClient();
  const records = useMay("run_round");
  const outages = useQuery({ queryKey: ["outages"], queryFn: api.outages });
  const [adding, setAdding] = useState(false);
  const accept = (list: OutageView[]) => {
    client.setQueryData(["outages"], list);
    void client.invalidateQueries({ queryKey: ["board"] });
  };
  const withdraw = useMutation({ mutationFn: api.withdrawOutage, onSuccess: accept, onError: toastError });
  const columns: Column<OutageView>[] = [
    { key: "from", title: t("outage.from"), cell: (o) => <span className="nowrap">{moment(o.from)}</span> },
    { key: "to", title: t("outage.to"), cell: (o) => <span className="nowrap">{moment(o.to)}</span> },
    { key: "reason", title: t("outage.reason"), cell: (o) => o.reason },
    { key: "do", title: "", cell: (o) => records && <Button small icon="undo" busy={withdraw.isPending} onClick={() => withdraw.mutate(o.cut)}>{t("outage.withdraw")}</Button> },
  ];
  const add = records && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t("outage.add")}</Button>;
  return (
    <div className="stack">
      <div className="row"><p className="muted grow">{t("outage.note")}</p>{add}</div>
      <Loaded query={outages}>
        {(rows) => <Table caption={t("outage.title")} columns={columns} rows={rows} rowKey={(o) => String(o.cut)} empty={<Empty icon="info" title={t("outage.none")} />} />}
      </Loaded>
      {adding && <AddDialog onClose={() => setAdding(false)} onDone={accept} />}
    </div>
  );
}

function AddDialog({ onClose, onDone }: { onClose: () => void; onDone: (list: OutageView[]) => void }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  return (
    <ActionDialog
      title={t("outage.add")}
      action={t("outage.save")}
      disabled={!from || !to || !reason.trim()}
      run={() => api.recordOutage({ from, to, reason })}
      onClose={onClose}
      onDone={(list) => {
        onDone(list);
        toast(t("ui.saved"));
        onClose();
      }}
    >
      <TextField label={t("outage.from")} type="datetime-local" value={from} onChange={setFrom} />
      <TextField label={t("outage.to")} type="datetime-local" value={to} onChange={setTo} />
      <TextField label={t("outage.reason")} hint={t("outage.reasonHint")} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
