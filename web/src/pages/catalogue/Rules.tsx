import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api";
import type { RuleView } from "../../api/types";
import { useMay } from "../../app/session";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { SeverityBadge } from "../../parts/states";
import { AreaField, Badge, Button, Empty, Loaded, Pager, Panel, SearchBox, Table, toast, toastError, type Column } from "../../ui";

export function Rules() {
  const mayEdit = useMay("edit_catalogue");
  const [, go] = useLocation();
  const [filter, setFilter] = useState({ search: "", page: 1 });
  const [switching, setSwitching] = useState<RuleView>();
  const rules = useQuery({ queryKey: ["rules", filter], queryFn: () => api.rules(filter), placeholderData: keepPreviousData });
  const columns: Column<RuleView>[] = [
    {
      key: "rule",
      title: t("catalogue.rule"),
      cell: (r) => (
        <>
          <p>{r.message || (r.fixed ? t(`rule.${r.kind}`) : r.in_words)}</p>
          <p className="muted small">{!r.fixed && t(`rule.${r.kind}`)} {r.formula && <code>{r.formula}</code>}</p>
        </>
      ),
      sort: (r) => r.in_words,
    },
    { key: "severity", title: t("findings.severity"), cell: (r) => <SeverityBadge severity={r.severity} />, sort: (r) => r.severity },
    { key: "source", title: t("catalogue.ruleSource"), cell: (r) => <span className="small">{r.source}</span>, wide: true, width: "34%" },
    { key: "active", title: t("reports.state"), cell: (r) => (r.active ? <Badge tone="ok" icon="check">{t("catalogue.active")}</Badge> : <Badge icon="cross">{t("catalogue.inactive")}</Badge>) },
    ...(mayEdit
      ? [{
          key: "do",
          title: "",
          cell: (r: RuleView) => (
            <span className="row row-end">
              <Button small onClick={() => go(`/catalogue/rules/${encodeURIComponent(r.id)}`)}>{t("rule.edit")}</Button>
              <Button small onClick={() => setSwitching(r)}>{t(r.active ? "catalogue.switchOff" : "catalogue.switchOn")}</Button>
            </span>
          ),
        }]
      : []),
  ];
  return (
    <>
      <div className="filters">
        <SearchBox label={t("catalogue.searchRules")} value={filter.search} onSearch={(search) => setFilter({ search, page: 1 })} />
        <Link href="/catalogue/rules/language">{t("rule.language")}</Link>
        {mayEdit && <Button look="primary" icon="plus" onClick={() => go("/catalogue/rules/new")}>{t("rule.new")}</Button>}
      </div>
      <Loaded query={rules}>
        {({ rows, total }) => (
          <>
            <Table
              caption={t("catalogue.rules")}
              columns={columns}
              rows={rows}
              rowKey={(r) => r.id}
              empty={<Panel><Empty icon="catalogue" title={t(filter.search ? "ui.noMatch" : "catalogue.empty")}>{t(filter.search ? "ui.noMatchHint" : "catalogue.emptyHint")}</Empty></Panel>}
            />
            {rows.length > 0 && <Pager page={filter.page} total={total} onPage={(page) => setFilter({ ...filter, page })} />}
          </>
        )}
      </Loaded>
      {switching && <SwitchDialog rule={switching} onClose={() => setSwitching(undefined)} />}
    </>
  );
}

function SwitchDialog({ rule, onClose }: { rule: RuleView; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  return (
    <ActionDialog
      title={t("catalogue.switchTitle")}
      action={t(rule.active ? "catalogue.switchOff" : "catalogue.switchOn")}
      danger={rule.active}
      disabled={!reason.trim()}
      run={() => api.switchRule(rule.id, { active: !rule.active, reason: reason.trim() })}
      onClose={onClose}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ["rules"] });
        toast(t("ui.saved"), "ok", {
          label: t("rule.undo"),
          run: () => void api.takeRuleBack(rule.id).then(() => client.invalidateQueries({ queryKey: ["rules"] }), toastError),
        });
        onClose();
      }}
    >
      <p>{rule.in_words}</p>
      <AreaField label={t("catalogue.reason")} value={reason} onChange={setReason} autoFocus />
    </ActionDialog>
  );
}
