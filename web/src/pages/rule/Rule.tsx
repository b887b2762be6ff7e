import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api";
import type { RuleInput, RuleScope, RuleView } from "../../api/types";
import { t } from "../../messages";
import { SEVERITIES } from "../../parts/states";
import { UnitSelect } from "../../parts/UnitSelect";
import { AreaField, Button, DateField, Loaded, Notice, PageHead, Panel, SelectField, Split, TextField, toast, toastError } from "../../ui";
import { FormulaField } from "./FormulaField";
import { Tried } from "./Tried";
import { useDraft } from "./useDraft";

const NEW: RuleInput = {
  formula: "", severity: "error", message: "", hint: "", source: "", from: "", to: "", owner: null, scope: { of: "everyone" }, reason: "",
};

/** Writes a rule, new or known. */
export default function Rule({ id }: { id?: string }) {
  const rule = useQuery({ queryKey: ["rule", id], queryFn: () => api.rule(id ?? ""), enabled: id !== undefined });
  if (id === undefined) return <Editor />;
  return <Loaded query={rule}>{(known) => <Editor known={known} />}</Loaded>;
}

function Editor({ known }: { known?: RuleView }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [rule, setRule] = useState<RuleInput>(() => (known ? { ...NEW, ...known, formula: known.in_names } : NEW));
  const { typed, setTyped, draft, fresh } = useDraft(rule.formula, { scope: rule.scope }, !known?.fixed);
  const ready = known?.fixed || !!draft?.tried;
  const set = (change: Partial<RuleInput>) => setRule((r) => ({ ...r, ...change }));
  const back = () => {
    void client.invalidateQueries({ queryKey: ["rules"] });
    void client.invalidateQueries({ queryKey: ["rule"] });
    go("/catalogue/rules");
  };
  const undo = useMutation({ mutationFn: api.takeRuleBack, onSuccess: () => (back(), toast(t("rule.undone"))), onError: toastError });
  const save = useMutation({
    mutationFn: () => {
      const body = { ...rule, formula: known?.fixed ? known.formula : typed.text };
      return known ? api.changeRule(known.id, body) : api.addRule(body);
    },
    onSuccess: (kept) => {
      back();
      toast(t(known ? "rule.changed" : "rule.added"), "ok", { label: t("rule.undo"), run: () => undo.mutate(kept.id) });
    },
  });
  const main = (
    <Panel>
      <div className="stack">
        {save.error && <Notice tone="error">{save.error.message}</Notice>}
        {known?.fixed ? <FixedFormula rule={known} /> : <FormulaField label={t("rule.formula")} hint={t("rule.formulaHint")} typed={typed} draft={draft} fresh={fresh} onChange={setTyped} />}
        <div className="rule-fields">
          <SelectField
            label={t("rule.severity")}
            value={rule.severity}
            options={SEVERITIES.map((s) => ({ value: s, label: t(`rule.severity.${s}`) }))}
            onChange={(value) => set({ severity: SEVERITIES.find((s) => s === value) ?? rule.severity })}
          />
          <ScopeFields scope={rule.scope} onChange={(scope) => set({ scope })} />
        </div>
        <TextField label={t("rule.message")} hint={t("rule.messageHint")} value={rule.message} onChange={(message) => set({ message })} />
        <details className="rule-more" open={known !== undefined}>
          <summary>{t("rule.more")}</summary>
          <div className="stack">
            <TextField label={t("rule.hint")} value={rule.hint} onChange={(hint) => set({ hint })} />
            <AreaField label={t("rule.source")} hint={t("rule.sourceHint")} rows={2} value={rule.source} onChange={(source) => set({ source })} />
            <div className="rule-fields">
              <DateField label={t("rule.from")} value={rule.from ?? ""} onChange={(from) => set({ from: from ?? "" })} />
              <DateField label={t("rule.to")} value={rule.to ?? ""} onChange={(to) => set({ to: to ?? "" })} />
              <UnitSelect label={t("rule.owner")} none={t("rule.ownerNone")} value={rule.owner ?? ""} onChange={(owner) => set({ owner: owner || null })} />
            </div>
            {known && <TextField label={t("rule.reason")} value={rule.reason} onChange={(reason) => set({ reason })} />}
          </div>
        </details>
        <div className="row">
          <Button look="primary" busy={save.isPending} disabled={!ready} onClick={() => save.mutate()}>{t(known ? "rule.save" : "rule.add")}</Button>
          <Button onClick={back}>{t("ui.cancel")}</Button>
          {known?.can_take_back && <Button busy={undo.isPending} onClick={() => undo.mutate(known.id)}>{t("rule.takeBack")}</Button>}
        </div>
      </div>
    </Panel>
  );
  const head = (
    <PageHead
      title={t(known ? "rule.titleKnown" : "rule.titleNew")}
      above={<Link href="/catalogue/rules">{t("rule.all")}</Link>}
      note={<>{t("rule.note")} <Link href="/catalogue/rules/language">{t("rule.language")}</Link></>}
    />
  );
  return (
    <>
      {head}
      {known?.fixed ? main : <Split main={main} side={<Tried tried={draft?.tried} stale={!fresh} />} sideWidth="400px" />}
    </>
  );
}

function FixedFormula({ rule }: { rule: RuleView }) {
  return (
    <div>
      <p><strong>{t(`rule.${rule.kind}`)}</strong></p>
      {rule.formula && <p><code>{rule.formula}</code></p>}
      <p className="muted small">{t(rule.formula ? "rule.fixedEach" : "rule.fixedNone")}</p>
    </div>
  );
}

const SCOPES: readonly RuleScope["of"][] = ["everyone", "place", "communes", "units"];

function ScopeFields({ scope, onChange }: { scope: RuleScope; onChange: (scope: RuleScope) => void }) {
  const units = scope.of === "units" ? scope.units : [];
  return (
    <>
      <SelectField
        label={t("rule.scope")}
        value={scope.of}
        options={SCOPES.map((of) => ({ value: of, label: t(`rule.scope.${of}`) }))}
        onChange={(value) => {
          const of = SCOPES.find((s) => s === value) ?? "everyone";
          onChange(of === "units" ? { of, units } : { of });
        }}
      />
      {scope.of === "units" && <UnitSelect label={t("rule.unit")} none="…" value={units[0] ?? ""} onChange={(unit) => onChange({ of: "units", units: unit ? [unit] : [] })} />}
    </>
  );
}
