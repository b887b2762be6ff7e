import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api";
import { useMay } from "../../app/session";
import { periodShort } from "../../format/period";
import { t } from "../../messages";
import { Button, Loaded, Panel, toastError } from "../../ui";

/** Relations that could be rules, and rules that could rest. */
export function Learned() {
  const client = useQueryClient();
  const office = useMay("edit_catalogue");
  const learned = useQuery({ queryKey: ["learned"], queryFn: api.learned });
  const again = () => void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === "learned" || name === "findings" || name === "rules" });
  const decide = useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) => api.decideProposal(id, { accept, reason: "" }),
    onSuccess: again,
    onError: toastError,
  });
  const retire = useMutation({ mutationFn: (id: string) => api.switchRule(id, { active: false, reason: t("learned.reason") }), onSuccess: again, onError: toastError });
  return (
    <Loaded query={learned}>
      {({ proposals, retirements }) => (
        <div className="stack">
          <Panel title={t("learned.rules")}>
            {proposals.length === 0 && <p className="muted">{t("learned.noRules")}</p>}
            <ul className="explain-cells">
              {proposals.map(({ rule, in_words, held }) => (
                <li key={rule.id} className="stack-s">
                  <p>{in_words}</p>
                  <p className="muted small">{t("learned.held", { count: held.length, periods: held.map(periodShort).join(", ") })}</p>
                  {office && (
                    <div className="row">
                      <Button small look="primary" disabled={decide.isPending} onClick={() => decide.mutate({ id: rule.id, accept: true })}>{t("learned.accept")}</Button>
                      <Button small look="quiet" disabled={decide.isPending} onClick={() => decide.mutate({ id: rule.id, accept: false })}>{t("learned.reject")}</Button>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t("learned.retire")}>
            {retirements.length === 0 && <p className="muted">{t("learned.noRetire")}</p>}
            <ul className="explain-cells">
              {retirements.map(({ rule, in_words, answers, periods, last }) => (
                <li key={rule.id} className="stack-s">
                  <p>{rule.formula ? in_words : t(`rule.${rule.kind}`)}</p>
                  <p className="muted small">{t("learned.answers", { answers, periods: periods.length, last })}</p>
                  {office && <div className="row"><Button small disabled={retire.isPending} onClick={() => retire.mutate(rule.id)}>{t("learned.switchOff")}</Button></div>}
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      )}
    </Loaded>
  );
}
