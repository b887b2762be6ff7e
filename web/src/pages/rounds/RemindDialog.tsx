import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { ReminderPlanView } from "../../api/types";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { AreaField, Checkbox, Dialog, Loaded, SelectField, Skeleton, TextField, toast } from "../../ui";
import { Fields, Preview } from "./Preview";

type Props = {
  round: string;
  /** Empty: all that have not sent. */
  units: string[];
  name: string | undefined;
  returned: boolean;
  mail: boolean;
  onClose: () => void;
  onDone: () => void;
};

/** Reminds one unit, a choice, or all that have not sent. */
export function RemindDialog(props: Props) {
  const plan = useQuery({ queryKey: ["reminder-plan"], queryFn: api.reminderPlan });
  if (!plan.data) {
    return <Dialog open title={t("remind.title")} onClose={props.onClose} actions={null}>{plan.error ? <Loaded query={plan}>{() => null}</Loaded> : <Skeleton lines={4} />}</Dialog>;
  }
  return <Words plan={plan.data} {...props} />;
}

const RETURNED = "bi-tra-lai";
const OVERDUE = "qua-han";

function Words({ plan: { plan, fields }, round, units, name, returned, mail, onClose, onDone }: Props & { plan: ReminderPlanView }) {
  const client = useQueryClient();
  const start = plan.templates.find((one) => one.id === (returned ? RETURNED : OVERDUE)) ?? plan.templates[0];
  const [template, setTemplate] = useState(start?.id ?? "");
  const [subject, setSubject] = useState(start?.subject ?? "");
  const [text, setText] = useState(start?.text ?? "");
  const [byMail, setByMail] = useState(mail);
  const take = (id: string) => {
    const chosen = plan.templates.find((one) => one.id === id);
    setTemplate(id);
    setSubject(chosen?.subject ?? "");
    setText(chosen?.text ?? "");
  };
  return (
    <ActionDialog
      title={units.length === 0 ? t("remind.titleAll") : name ? t("remind.titleOne", { unit: name }) : t("remind.titleChosen", { count: units.length })}
      action={t("remind.send")}
      disabled={!subject.trim() || !text.trim()}
      run={() => api.remind(round, { units, how: byMail ? "mail" : "page", subject, text })}
      onClose={onClose}
      onDone={({ units: count, letters }) => {
        void client.invalidateQueries({ queryKey: ["board", round] });
        toast(byMail ? t("remind.doneMail", { count, letters }) : t("remind.done", { count }));
        onDone();
        onClose();
      }}
    >
      <SelectField label={t("remind.template")} value={template} onChange={take} options={plan.templates.map((one) => ({ value: one.id, label: one.name }))} />
      <TextField label={t("remind.subject")} value={subject} onChange={setSubject} />
      <AreaField label={t("remind.text")} rows={7} value={text} onChange={setText} />
      <Fields fields={fields} onAdd={(field) => setText(`${text}${field}`)} />
      <Checkbox label={mail ? t("remind.byMail") : t("remind.noMail")} disabled={!mail} checked={byMail} onChange={setByMail} />
      <Preview round={round} unit={units[0]} subject={subject} text={text} />
    </ActionDialog>
  );
}
