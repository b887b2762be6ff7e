import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api";
import type { OpenRound as Asked, RoundsView } from "../../api/types";
import { day } from "../../format/date";
import { codeOf, partsOf, periodName, type PeriodParts } from "../../format/period";
import { lang, t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { PeriodPick } from "../../parts/PeriodPick";
import { PickIndicators, type Picked } from "../../parts/PickIndicators";
import { PickUnits } from "../../parts/PickUnits";
import { useKept, useSettled } from "../../parts/useKept";
import { Checkbox, DateField, Notice, SelectField, TextField, toast } from "../../ui";
import { RoundPlan } from "./RoundPlan";

/** Stands for a request that no regime asks yet. */
const REQUEST = "+";

/** What is typed for an ad hoc request. */
type Request = { name: string; basis: string; indicators: readonly Picked[]; everyone: boolean; units: readonly Picked[]; statistical: boolean };
const EMPTY: Request = { name: "", basis: "", indicators: [], everyone: true, units: [], statistical: false };

/** Opens a round: of a regime, or of a request of the moment; what is held already and who will be asked is shown first. */
export function OpenRound({ rounds, onClose }: { rounds: RoundsView; onClose: () => void }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [regime, setRegime] = useKept("solieu.open.regime", rounds.regimes[0]?.id ?? REQUEST);
  const [period, setPeriod, forgetPeriod] = useKept<PeriodParts>("solieu.open.period", partsOf(rounds.next?.period ?? ""));
  const [request, setRequest, forgetRequest] = useKept("solieu.open.request", EMPTY);
  const [due, setDue] = useState<string | null>("");
  const [from, setFrom] = useState<string | null>("");
  const [to, setTo] = useState<string | null>("");
  const [excluded, setExcluded] = useState<Record<string, string>>({});
  const known = rounds.regimes.find((r) => r.id === regime);
  const kind = known?.kind === "periodic" ? known.every : undefined;
  const code = codeOf(kind ? { ...period, kind } : period);
  const asked: Asked = {
    regime: known ? regime : null,
    period: code,
    due: due || null,
    window: from && to ? { from, to } : null,
    excluded: Object.fromEntries(Object.entries(excluded).filter(([, reason]) => reason.trim())),
    request: known ? null : {
      name: request.name,
      legal_basis: request.basis,
      indicators: request.indicators.map((i) => i.id),
      units: request.everyone ? null : request.units.map((u) => u.id),
      statistical: request.statistical,
    },
  };
  const lacks = [!request.name.trim() && t("request.name"), !request.basis.trim() && t("regime.legalBasis"), request.indicators.length === 0 && t("request.indicators")].filter((field) => field !== false);
  const settled = useSettled(asked);
  const plan = useQuery({ queryKey: ["plan", settled], queryFn: () => api.planRound(settled), retry: false, placeholderData: keepPreviousData, enabled: settled.period !== "" });
  const shown = plan.error || code === "" ? undefined : plan.data;
  const reasonless = Object.values(excluded).some((reason) => !reason.trim());
  const waits = JSON.stringify(settled) !== JSON.stringify(asked) || plan.isFetching;
  return (
    <ActionDialog
      wide
      title={known ? t("rounds.openTitle", { period: periodName(code) }) : t("request.title")}
      action={t("rounds.open")}
      disabled={!shown || waits || !!shown.refused || reasonless || due === null || from === null || to === null}
      run={() => api.openRound(asked)}
      onClose={onClose}
      onDone={(board) => {
        forgetRequest();
        forgetPeriod();
        void client.invalidateQueries();
        toast(t("rounds.opened", { period: periodName(board.round.round) }));
        go(`/rounds/${board.round.round}`);
      }}
    >
      <SelectField
        label={t("open.regime")}
        value={known ? regime : REQUEST}
        options={[...rounds.regimes.map((r) => ({ value: r.id, label: `${r.name} (${t(`regime.kind.${r.kind}`)})` })), { value: REQUEST, label: t("request.new") }]}
        onChange={(next) => {
          setRegime(next);
          setExcluded({});
        }}
      />
      {!known && <RequestFields request={request} onChange={setRequest} />}
      <PeriodPick value={period} kind={kind} onChange={setPeriod} />
      {!known && <SelectField label={t("request.calendar")} value={request.statistical ? "statistical" : "legal"} options={[{ value: "legal", label: t("regime.window.legal") }, { value: "statistical", label: t("regime.window.statistical") }]} onChange={(v) => setRequest({ ...request, statistical: v === "statistical" })} />}
      <details>
        <summary>{t("open.otherWindow")}</summary>
        <div className="field-grid">
          <DateField label={t("open.from")} hint={t("open.asRegime")} value={from} onChange={setFrom} />
          <DateField label={t("open.to")} hint={t("open.asRegime")} value={to} onChange={setTo} />
        </div>
      </details>
      <DateField label={t("open.due")} hint={shown && t(known ? "open.dueHint" : "request.dueHint", { due: day(shown.due), earliest: day(shown.earliest) })} value={due} onChange={setDue} />
      {plan.error && code !== "" && <Notice tone="warn">{plan.error.message}</Notice>}
      {!known && lacks.length > 0 && <Notice>{t("request.missing", { fields: lacks.join(", ") })}</Notice>}
      {shown?.refused && (known || lacks.length === 0) && <Notice tone="warn">{shown.refused[lang()]}</Notice>}
      {shown && <RoundPlan plan={shown} excluded={excluded} onExclude={setExcluded} />}
    </ActionDialog>
  );
}

function RequestFields({ request, onChange }: { request: Request; onChange: (request: Request) => void }) {
  const put = (part: Partial<Request>) => onChange({ ...request, ...part });
  return (
    <>
      <div className="field-grid">
        <TextField label={t("request.name")} hint={t("request.nameHint")} value={request.name} onChange={(name) => put({ name })} />
        <TextField label={t("regime.legalBasis")} hint={t("request.basisHint")} value={request.basis} onChange={(basis) => put({ basis })} />
      </div>
      <PickIndicators label={t("request.indicators")} chosen={request.indicators} onChange={(indicators) => put({ indicators })} />
      <Checkbox label={t("request.everyone")} checked={request.everyone} onChange={(everyone) => put({ everyone })} />
      {!request.everyone && <PickUnits label={t("request.units")} chosen={request.units} onChange={(units) => put({ units })} />}
    </>
  );
}
