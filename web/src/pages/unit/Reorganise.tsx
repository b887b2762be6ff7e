import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api } from "../../api";
import type { EffectView, ReorganisedView } from "../../api/types";
import { useMay } from "../../app/session";
import { day, moment } from "../../format/date";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { useKept } from "../../parts/useKept";
import { Button, Checkbox, Loaded, Notice, PageHead, Panel, Table, toast, type Column } from "../../ui";
import { Effect, pastSays } from "./Effect";
import { blank, wishOf, type Draft } from "./draft";
import { WishForm } from "./WishForm";

/** Reorganisations: entered ahead, looked at, applied, taken back. */
export default function Reorganise() {
  const client = useQueryClient();
  const may = useMay("keep_units");
  const [draft, setDraft, forget] = useKept<Draft>("reorganise", blank);
  const [applying, setApplying] = useState(false);
  const look = useMutation({ mutationFn: () => api.tryReorganisation(wishOf(draft, false)) });
  const change = (next: Draft) => {
    setDraft(next);
    look.reset();
  };
  const clear = () => {
    forget();
    look.reset();
  };
  const ready = draft.on !== "" && draft.on !== null;
  return (
    <>
      <PageHead title={t("reorg.title")} above={<Link href="/catalogue/units">{t("catalogue.units")}</Link>} note={t("reorg.note")} />
      <div className="stack">
        {may && (
          <>
            <WishForm draft={draft} onChange={change} />
            {look.error && <Notice tone="error">{look.error.message}</Notice>}
            <div className="row">
              <Button look={look.data ? "secondary" : "primary"} busy={look.isPending} disabled={!ready} onClick={() => look.mutate()}>{t("reorg.try")}</Button>
              {look.data && <Button look="primary" onClick={() => setApplying(true)}>{t("reorg.apply")}</Button>}
              <Button look="quiet" onClick={clear}>{t("reorg.clear")}</Button>
            </div>
            {look.data && <Effect effect={look.data} />}
          </>
        )}
        <Done />
      </div>
      {applying && look.data && (
        <Apply
          draft={draft}
          effect={look.data}
          onClose={() => setApplying(false)}
          onDone={() => {
            setApplying(false);
            toast(t("reorg.applied", { day: day(draft.on) }));
            clear();
            void client.invalidateQueries({ predicate: ({ queryKey }) => ["units", "reorganisations"].includes(String(queryKey[0])) });
          }}
        />
      )}
    </>
  );
}

function Apply({ draft, effect, onClose, onDone }: { draft: Draft; effect: EffectView; onClose: () => void; onDone: () => void }) {
  const [confirmed, setConfirmed] = useState(false);
  const past = pastSays(effect);
  return (
    <ActionDialog
      title={t("reorg.applyTitle", { day: day(draft.on) })}
      action={t("reorg.apply")}
      disabled={past !== "" && !confirmed}
      run={() => api.reorganise(wishOf(draft, confirmed))}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{t("reorg.applyNote", { ends: effect.ends.length, begins: effect.begins.length })}</p>
      {past && <Checkbox label={t("reorg.confirm", { past })} checked={confirmed} onChange={setConfirmed} />}
    </ActionDialog>
  );
}

function Done() {
  const client = useQueryClient();
  const done = useQuery({ queryKey: ["reorganisations"], queryFn: api.reorganisations });
  const [back, setBack] = useState<ReorganisedView>();
  const columns: Column<ReorganisedView>[] = [
    { key: "on", title: t("life.on"), cell: (r) => day(r.on), sort: (r) => r.on },
    { key: "basis", title: t("life.basis"), cell: (r) => r.legal_basis },
    { key: "ends", title: t("reorg.ends"), cell: (r) => r.ends.join(", ") || "–" },
    { key: "begins", title: t("reorg.begins"), cell: (r) => (r.begins.length === 0 ? "–" : r.begins.map((unit, at) => <span key={unit.id}>{at > 0 && ", "}<Link href={`/catalogue/units/${unit.id}`}>{unit.name}</Link></span>)) },
    { key: "by", title: t("reorg.by"), cell: (r) => <>{r.by}<br /><span className="muted small">{moment(r.at)}</span></>, wide: true },
    { key: "do", title: "", cell: (r) => r.may_withdraw && <Button small onClick={() => setBack(r)}>{t("reorg.withdraw")}</Button> },
  ];
  return (
    <Panel title={t("reorg.done")} flush>
      <Loaded query={done}>{(rows) => <Table caption={t("reorg.done")} columns={columns} rows={rows} rowKey={(r) => r.id} empty={<p className="muted panel-note">{t("reorg.doneNone")}</p>} />}</Loaded>
      {back && (
        <ActionDialog
          danger
          title={t("reorg.withdrawTitle", { day: day(back.on) })}
          action={t("reorg.withdraw")}
          run={() => api.withdrawReorganisation(back.id)}
          onClose={() => setBack(undefined)}
          onDone={() => {
            setBack(undefined);
            toast(t("reorg.withdrawn"));
            void client.invalidateQueries({ predicate: ({ queryKey }) => ["units", "reorganisations"].includes(String(queryKey[0])) });
          }}
        >
          <p>{t("reorg.withdrawNote", { begins: back.begins.map((unit) => unit.name).join(", ") || "–", ends: back.ends.join(", ") || "–" })}</p>
        </ActionDialog>
      )}
    </Panel>
  );
}
