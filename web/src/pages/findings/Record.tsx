import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { RecordView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { SeverityBadge } from "../../parts/states";
import { Button, Checkbox, Loaded, Notice, Panel, toast } from "../../ui";
import { Trace } from "./Closed";

/** Biên bản kiểm tra số liệu: what was asked and how it ended, to be signed by who compiles the report. */
export function Record({ period }: { period: string }) {
  const record = useQuery({ queryKey: ["findings", "record", period], queryFn: () => api.checkRecord(period) });
  return <Loaded query={record}>{(view) => <Sheet view={view} />}</Loaded>;
}

function Sheet({ view }: { view: RecordView }) {
  const client = useQueryClient();
  const [annexed, setAnnexed] = useState(view.signed?.annexed ?? false);
  const sign = useMutation({
    mutationFn: () => api.signRecord(view.period, { cut: view.cut, annexed }),
    onSuccess: (next) => {
      client.setQueryData(["findings", "record", view.period], next);
      toast(t("record.done"));
    },
  });
  return (
    <div className="stack">
      <Panel title={t("record.title")}>
        <div className="stack-s">
          <p>{t("record.summary", { passed: view.passed, asked: view.findings.length, closed: view.closed.length })}</p>
          {view.signed && <p>{t("record.signed", { by: view.signed.by, at: moment(view.signed.at) })}. {view.signed.annexed && t("record.annexed")}</p>}
          {view.signed?.stale && <Notice tone="warn">{t("record.stale")}</Notice>}
          {sign.error && <Notice tone="error">{sign.error.message}</Notice>}
          {view.signable && (
            <>
              <Checkbox label={t("record.annex")} checked={annexed} onChange={setAnnexed} />
              <div className="row"><Button look="primary" icon="approved" busy={sign.isPending} onClick={() => sign.mutate()}>{t("record.sign")}</Button></div>
            </>
          )}
        </div>
      </Panel>
      {view.findings.map((finding) => (
        <article key={finding.key} className="finding">
          <header className="row"><SeverityBadge severity={finding.severity} /><span className="muted small">{finding.ask_unit.name}</span></header>
          <p>{finding.says}</p>
          {finding.answer ? <blockquote className="finding-answer">{finding.answer.text}<footer className="muted small">{finding.answer.by}</footer></blockquote> : <p className="muted small">{t("record.open")}</p>}
        </article>
      ))}
      {view.closed.map((row) => <Trace key={`${row.finding.key} ${row.cut}`} row={row} />)}
    </div>
  );
}
