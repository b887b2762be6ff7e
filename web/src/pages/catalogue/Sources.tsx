import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { DeclaredSource, PairView, SourcesView } from "../../api/types";
import { useMay } from "../../app/session";
import { matches } from "../../format/fold";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { PairBadge, ReconcileDialog, usePairActions } from "../../parts/Reconcile";
import { UnitSelect, useUnits } from "../../parts/UnitSelect";
import { AreaField, Button, Empty, Loaded, Panel, SearchBox, SelectField, Table, toast, toastError, type Column } from "../../ui";

/** Second sources of figures: who is asked beside the owner, and how the two compare. */
export function Sources() {
  const client = useQueryClient();
  const sources = useQuery({ queryKey: ["sources"], queryFn: api.sources });
  const mayEdit = useMay("edit_catalogue");
  const [adding, setAdding] = useState(false);
  const [search, setSearch] = useState("");
  const took = (view: SourcesView) => client.setQueryData(["sources"], view);
  const ask = (d: DeclaredSource) => api.declareSource(d.indicator, d.source.id, { of: d.of.id, reason: d.reason }).then(took, toastError);
  const withdraw = (d: DeclaredSource) =>
    api.withdrawSource(d.indicator, d.source.id).then((view) => {
      took(view);
      toast(t("sources.withdrawn", { source: d.source.name }), "ok", { label: t("sources.again"), run: () => void ask(d) });
    }, toastError);
  const columns: Column<DeclaredSource>[] = [
    { key: "name", title: t("sources.indicator"), cell: (d) => <>{d.name} <span className="muted small">{d.indicator}</span></>, sort: (d) => d.name },
    { key: "of", title: t("sources.of"), cell: (d) => (d.of.kind === "commune" ? d.of.name : t("sources.ofPlace")), sort: (d) => d.of.name, wide: true },
    { key: "owner", title: t("sources.owner"), cell: (d) => d.owner?.name ?? t("sources.ownerCommunes"), sort: (d) => d.owner?.name ?? "", wide: true },
    { key: "source", title: t("sources.source"), cell: (d) => d.source.name, sort: (d) => d.source.name },
    { key: "reason", title: t("sources.reason"), cell: (d) => d.reason, wide: true },
    { key: "do", title: "", cell: (d) => mayEdit && <Button small onClick={() => void withdraw(d)}>{t("sources.withdraw")}</Button> },
  ];
  const addButton = mayEdit && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t("sources.add")}</Button>;
  return (
    <>
      <div className="filters">
        <SearchBox label={t("catalogue.searchIndicators")} value={search} onSearch={setSearch} />
        {addButton}
      </div>
      <p className="muted">{t("sources.note")}</p>
      <Loaded query={sources}>
        {({ declared, pairs }) => (
          <div className="stack">
            <Panel title={t("sources.declared")} flush={declared.length > 0}>
              <Table
                caption={t("sources.declared")}
                columns={columns}
                rows={declared.filter((d) => search === "" || matches(search, d.name, d.indicator, d.source.name))}
                rowKey={(d) => `${d.indicator} ${d.source.id}`}
                empty={declared.length === 0 ? <Empty icon="catalogue" title={t("sources.empty")}>{t("sources.emptyHint")}</Empty> : <Empty icon="search" title={t("ui.noMatch")}>{t("ui.noMatchHint")}</Empty>}
              />
            </Panel>
            {declared.length > 0 && <Pairs pairs={pairs.filter((p) => search === "" || matches(search, p.name, p.key.indicator, p.second.unit))} />}
          </div>
        )}
      </Loaded>
      {adding && (
        <Declare
          onClose={() => setAdding(false)}
          onDone={(view) => {
            took(view);
            setAdding(false);
            toast(t("sources.saved"));
          }}
        />
      )}
    </>
  );
}

function Pairs({ pairs }: { pairs: readonly PairView[] }) {
  const [choosing, setChoosing] = useState<PairView>();
  const { takeBack } = usePairActions();
  const side = ({ unit, printed }: PairView["owner"]) => <><strong className="nowrap">{printed}</strong><br /><span className="muted small">{unit}</span></>;
  const columns: Column<PairView>[] = [
    { key: "period", title: t("sources.period"), cell: (p) => periodName(p.key.period), sort: (p) => p.key.period },
    { key: "name", title: t("sources.indicator"), cell: (p) => p.name, sort: (p) => p.name },
    { key: "owner", title: t("sources.owner"), cell: (p) => side(p.owner) },
    { key: "second", title: t("sources.source"), cell: (p) => side(p.second) },
    {
      key: "state",
      title: t("sources.state"),
      cell: (p) => (
        <div className="stack-s">
          <span><PairBadge pair={p} /></span>
          {p.choice && <span className="muted small">{p.choice.reason}</span>}
        </div>
      ),
      sort: (p) => Number(p.agree) + Number(!!p.choice),
    },
    {
      key: "do",
      title: "",
      cell: (p) => p.may_choose && !p.agree && (
        <div className="row">
          <Button small onClick={() => setChoosing(p)}>{t(p.choice ? "sources.chooseAgain" : "sources.choose")}</Button>
          {p.choice && <Button small look="quiet" onClick={() => takeBack(p)}>{t("sources.takeBack")}</Button>}
        </div>
      ),
    },
  ];
  return (
    <Panel title={t("sources.pairs")} flush={pairs.length > 0}>
      <Table caption={t("sources.pairs")} columns={columns} rows={pairs} rowKey={(p) => JSON.stringify(p.key)} empty={<Empty icon="partial" title={t("sources.pairsEmpty")}>{t("sources.pairsEmptyHint")}</Empty>} />
      {choosing && <ReconcileDialog pair={choosing} onClose={() => setChoosing(undefined)} />}
    </Panel>
  );
}

function Declare({ onClose, onDone }: { onClose: () => void; onDone: (view: SourcesView) => void }) {
  const [indicator, setIndicator] = useState<readonly Picked[]>([]);
  const [source, setSource] = useState("");
  const [of, setOf] = useState("");
  const units = useUnits();
  const [reason, setReason] = useState("");
  const chosen = indicator[0]?.id ?? "";
  return (
    <ActionDialog
      title={t("sources.add")}
      action={t("sources.add")}
      disabled={!chosen || !source || !reason.trim()}
      run={() => api.declareSource(chosen, source, { of: of || null, reason: reason.trim() })}
      onClose={onClose}
      onDone={onDone}
    >
      <PickIndicators label={t("sources.indicator")} chosen={indicator} one onChange={setIndicator} />
      <SelectField label={t("sources.of")} value={of} onChange={setOf} options={[{ value: "", label: t("sources.ofPlace") }, ...(units.data ?? []).filter((u) => u.kind === "commune").map((u) => ({ value: u.id, label: u.name }))]} />
      <UnitSelect label={t("sources.source")} value={source} none="–" onChange={setSource} />
      <AreaField label={t("sources.reason")} hint={t("sources.reasonHint")} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
