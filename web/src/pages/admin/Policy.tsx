import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { SignInPolicy } from "../../api/types";
import { t } from "../../messages";
import { Button, Checkbox, Loaded, Notice, Panel, TextField, toast } from "../../ui";
import { ROLES } from "./roles";

const POLICY = ["sign-in-policy"] as const;
const NUMBERS = [
  ["idle_days", "people.idleDays"],
  ["session_hours", "people.sessionHours"],
  ["quiet_minutes", "people.quietMinutes"],
  ["link_hours", "people.linkHours"],
] as const;

/** How people sign in: the times and who must have a second step. */
export function Policy() {
  const policy = useQuery({ queryKey: POLICY, queryFn: api.signInPolicy });
  return <Panel title={t("people.policy")}><Loaded query={policy}>{(kept) => <Edit kept={kept} />}</Loaded></Panel>;
}

function Edit({ kept }: { kept: SignInPolicy }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(kept);
  const save = useMutation({
    mutationFn: () => api.setSignInPolicy(draft),
    onSuccess: (now) => {
      client.setQueryData(POLICY, now);
      setDraft(now);
      toast(t("ui.saved"));
    },
  });
  const has = (role: (typeof ROLES)[number]) => draft.second_factor.includes(role);
  return (
    <form className="stack admin-policy" noValidate onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
      <p className="muted">{t("people.policyNote")}</p>
      {save.error && <Notice tone="error">{save.error.message}</Notice>}
      {NUMBERS.map(([field, label]) => (
        <TextField key={field} label={t(label)} inputMode="numeric" value={String(draft[field])} onChange={(text) => setDraft({ ...draft, [field]: Number(text.replace(/\D/g, "")) })} />
      ))}
      <fieldset className="stack-s">
        <legend>{t("people.mustFactor")}</legend>
        {ROLES.map((role) => (
          <Checkbox key={role} label={t(`role.${role}`)} checked={has(role)} onChange={(on) => setDraft({ ...draft, second_factor: on ? [...draft.second_factor, role] : draft.second_factor.filter((r) => r !== role) })} />
        ))}
      </fieldset>
      <div className="row"><Button look="primary" type="submit" busy={save.isPending}>{t("ui.save")}</Button></div>
    </form>
  );
}
