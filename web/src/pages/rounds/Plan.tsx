import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { ReminderPlanView, ReminderRule, ReminderTemplate } from "../../api/types";
import { t } from "../../messages";
import { AreaField, Button, Checkbox, IconButton, Loaded, Notice, Panel, SelectField, TextField, toast } from "../../ui";
import { Fields, Preview } from "./Preview";

/** When the place reminds by itself, and with which words. */
export function Plan({ round }: { round: string }) {
  const plan = useQuery({ queryKey: ["reminder-plan"], queryFn: api.reminderPlan });
  const rounds = useQuery({ queryKey: ["rounds"], queryFn: api.rounds });
  const shown = round || rounds.data?.rounds[0]?.round || "";
  return <Loaded query={plan}>{(view) => <Editor view={view} round={shown} />}</Loaded>;
}

const days = (text: string) => Number(text.replace(/\D/g, "").slice(0, 3));

function Editor({ view, round }: { view: ReminderPlanView; round: string }) {
  const client = useQueryClient();
  const [plan, setPlan] = useState(view.plan);
  const [looked, setLooked] = useState(plan.templates[0]?.id);
  const save = useMutation({
    mutationFn: () => api.setReminderPlan(plan),
    onSuccess: (saved) => {
      client.setQueryData(["reminder-plan"], saved);
      setPlan(saved.plan);
      toast(t("ui.saved"));
    },
  });
  const setRule = (at: number, rule: ReminderRule) => setPlan({ ...plan, rules: plan.rules.map((one, i) => (i === at ? rule : one)) });
  const setTemplate = (id: string, part: Partial<ReminderTemplate>) => setPlan({ ...plan, templates: plan.templates.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  const addTemplate = () => {
    const id = `mau-${plan.templates.length + 1}-${Date.now()}`;
    setPlan({ ...plan, templates: [...plan.templates, { id, name: t("remind.newTemplate"), subject: "", text: "" }] });
    setLooked(id);
  };
  const template = plan.templates.find((one) => one.id === looked);
  const options = plan.templates.map((one) => ({ value: one.id, label: one.name }));
  const off = !view.editable;
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="error">{save.error.message}</Notice>}
      <Panel title={t("remind.rules")}>
        <div className="stack">
          <p className="muted">{t("remind.rulesNote")}</p>
          {plan.rules.map((rule, at) => (
            <fieldset key={at} className="row" disabled={off}>
              <legend className="visually-hidden">{ruleName(rule)}</legend>
              <Checkbox label={ruleName(rule)} checked={rule.active} onChange={(active) => setRule(at, { ...rule, active })} />
              <span className="grow" />
              {rule.when === "overdue" ? (
                <TextField label={t("remind.every")} inputMode="numeric" value={String(rule.every)} onChange={(text) => setRule(at, { ...rule, every: days(text) })} />
              ) : (
                <TextField label={t("remind.daysBefore")} inputMode="numeric" value={String(rule.days)} onChange={(text) => setRule(at, { ...rule, days: days(text) })} />
              )}
              <SelectField label={t("remind.template")} value={rule.template} onChange={(id) => setRule(at, { ...rule, template: id })} options={options} />
              <Checkbox label={t("remind.ruleMail")} checked={rule.mail} onChange={(mail) => setRule(at, { ...rule, mail })} />
              <IconButton label={t("remind.dropRule")} icon="cross" onClick={() => setPlan({ ...plan, rules: plan.rules.filter((_, i) => i !== at) })} />
            </fieldset>
          ))}
          {!off && (
            <div className="row">
              <Button icon="plus" onClick={() => setPlan({ ...plan, rules: [...plan.rules, { when: "before", days: 5, template: plan.templates[0]?.id ?? "", mail: true, active: true }] })}>{t("remind.addBefore")}</Button>
              <Button icon="plus" onClick={() => setPlan({ ...plan, rules: [...plan.rules, { when: "overdue", every: 5, template: plan.templates[0]?.id ?? "", mail: true, active: true }] })}>{t("remind.addOverdue")}</Button>
            </div>
          )}
          <TextField label={t("remind.fromHour")} inputMode="numeric" disabled={off} value={String(plan.from_hour)} onChange={(text) => setPlan({ ...plan, from_hour: days(text) })} />
        </div>
      </Panel>
      <Panel title={t("remind.templates")} actions={!off && <Button small icon="plus" onClick={addTemplate}>{t("remind.addTemplate")}</Button>}>
        <div className="stack">
          <SelectField label={t("remind.template")} value={looked ?? ""} onChange={setLooked} options={options} />
          {template && (
            <fieldset className="stack" disabled={off}>
              <legend className="visually-hidden">{template.name}</legend>
              <TextField label={t("remind.templateName")} value={template.name} onChange={(name) => setTemplate(template.id, { name })} />
              <TextField label={t("remind.subject")} value={template.subject} onChange={(subject) => setTemplate(template.id, { subject })} />
              <AreaField label={t("remind.text")} rows={8} value={template.text} onChange={(text) => setTemplate(template.id, { text })} />
              <Fields fields={view.fields} onAdd={(field) => setTemplate(template.id, { text: `${template.text}${field}` })} />
            </fieldset>
          )}
          {template && round && <Preview round={round} unit={undefined} subject={template.subject} text={template.text} />}
        </div>
      </Panel>
      {!off && <div className="row"><Button look="primary" type="submit" busy={save.isPending}>{t("remind.savePlan")}</Button></div>}
    </form>
  );
}

function ruleName(rule: ReminderRule): string {
  if (rule.when === "overdue") return t("remind.rule.overdue", { days: rule.every });
  return rule.days === 0 ? t("remind.rule.onDay") : t("remind.rule.before", { days: rule.days });
}
