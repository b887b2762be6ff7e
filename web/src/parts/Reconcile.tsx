import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api";
import type { Counts, FindingView, PairView } from "../api/types";
import { moment } from "../format/date";
import { t } from "../messages";
import { AreaField, Badge, Button, toast, toastError } from "../ui";
import { ActionDialog } from "./ActionDialog";

/** What can be done about two statements beside choosing one. */
export function usePairActions() {
  const client = useQueryClient();
  const done = (words: string) => {
    void client.invalidateQueries();
    toast(words);
  };
  return { done, takeBack: (pair: PairView) => void api.takeSourceChoiceBack({ key: pair.key }).then(() => done(t("sources.tookBack")), toastError) };
}

const SIDES: readonly Counts[] = ["owner", "second"];

/** The office says which of two statements about a figure counts, and why. */
export function ReconcileDialog({ pair, onClose }: { pair: PairView; onClose: () => void }) {
  const { done } = usePairActions();
  const [counts, setCounts] = useState<Counts | undefined>(pair.choice?.counts);
  const [reason, setReason] = useState("");
  return (
    <ActionDialog
      title={t("sources.choose")}
      action={t("sources.choose")}
      disabled={!counts || !reason.trim()}
      run={() => api.chooseSource({ key: pair.key, counts: counts ?? "owner", reason: reason.trim(), computation: pair.computation })}
      onClose={onClose}
      onDone={() => {
        done(t("sources.chooseDone"));
        onClose();
      }}
    >
      <p>{pair.name}: <strong className="nowrap">{pair.computation}</strong></p>
      <fieldset className="stack-s">
        <legend>{t("sources.which")}</legend>
        {SIDES.map((side) => (
          <label className="checkbox" key={side}>
            <input type="radio" name="counts" checked={counts === side} onChange={() => setCounts(side)} />
            <span>
              {t("sources.option", { printed: pair[side].printed, unit: pair[side].unit })}
              {pair[side].by && <><br /><span className="muted small">{t("sources.stated", { by: pair[side].by, at: moment(pair[side].at) })}</span></>}
            </span>
          </label>
        ))}
      </fieldset>
      <AreaField label={t("sources.reason")} hint={t("sources.whyHint")} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

/** From a finding on two sources: the button that opens the choice. */
export function ReconcileButton({ finding }: { finding: FindingView }) {
  const [open, setOpen] = useState(false);
  const sources = useQuery({ queryKey: ["sources"], queryFn: api.sources });
  const figure = JSON.stringify(finding.evidence[0]?.key);
  const pair = sources.data?.pairs.find((p) => JSON.stringify(p.key) === figure && p.may_choose);
  return (
    <>
      {pair && <Button small look="primary" icon="check" onClick={() => setOpen(true)}>{t("sources.choose")}</Button>}
      {pair && open && <ReconcileDialog pair={pair} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Two statements about one figure, what came of them, and what can be done. */
export function PairBox({ pair }: { pair: PairView }) {
  const [choosing, setChoosing] = useState(false);
  const { takeBack } = usePairActions();
  return (
    <div className="stack-s">
      {SIDES.map((side) => (
        <div key={side}>
          <div className="spread spread-tight"><span>{pair[side].unit}</span><strong className="nowrap">{pair[side].printed}</strong></div>
          {pair[side].by && <p className="small muted">{t("sources.stated", { by: pair[side].by, at: moment(pair[side].at) })}</p>}
        </div>
      ))}
      <div><PairBadge pair={pair} /></div>
      {pair.choice && <p className="small">{t("sources.because", { reason: pair.choice.reason, by: pair.choice.by, at: moment(pair.choice.at) })}</p>}
      {pair.may_choose && !pair.agree && (
        <div className="row">
          <Button small onClick={() => setChoosing(true)}>{t(pair.choice ? "sources.chooseAgain" : "sources.choose")}</Button>
          {pair.choice && <Button small look="quiet" onClick={() => takeBack(pair)}>{t("sources.takeBack")}</Button>}
        </div>
      )}
      {choosing && <ReconcileDialog pair={pair} onClose={() => setChoosing(false)} />}
    </div>
  );
}

/** How two statements compare. */
export function PairBadge({ pair }: { pair: PairView }) {
  if (pair.agree) return <Badge tone="ok" icon="check">{t("sources.agree")}</Badge>;
  if (pair.choice) return <Badge tone="info" icon="approved">{t(`sources.chosen.${pair.choice.counts}`)}</Badge>;
  return <Badge tone="error" icon="error">{t("sources.differ")}</Badge>;
}
