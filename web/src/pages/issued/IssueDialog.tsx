import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { IssueProposal, LivingView, Urgency } from "../../api/types";
import { useSession } from "../../app/session";
import { t } from "../../messages";
import { AreaField, Button, DateField, Dialog, Loaded, Notice, SelectField, TextField, toast } from "../../ui";
import { BeforeIssue } from "../living/truth/BeforeIssue";
import { nfc, textLines } from "./lines";
import "./issued.css";

/** How urgent a report can be. */
const URGENCIES: readonly Urgency[] = ["urgent", "very_urgent", "immediate"];

/**
 * Issuing: number, date, signer and authority, whom it goes to. What the place says stands there already. Only `preparing`,
 * nothing goes out: what the report will say of itself is written down, and its drafts say it.
 */
export function IssueDialog({ view, preparing, onClose }: { view: LivingView; preparing?: boolean; onClose: () => void }) {
  const { today } = useSession();
  const [date, setDate] = useState<string | null>(today);
  const year = (date || today).slice(0, 4);
  const query = useQuery({ queryKey: ["proposal", view.report.period, year], queryFn: () => api.proposeIssue(view.report.period, year), placeholderData: (last) => last });
  return (
    <Dialog open wide title={t(preparing ? "prepare.title" : "living.issue.title")} onClose={onClose}>
      <p>{t(preparing ? "prepare.says" : "living.issue.says")}</p>
      {!preparing && <BeforeIssue view={view} />}
      {!preparing && <DateField label={t("living.issue.date")} value={date} onChange={setDate} />}
      <Loaded query={query}>{(proposal) => <Fields key={year} view={view} preparing={!!preparing} date={date} proposal={proposal} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

function Fields({ view, preparing, date, proposal, onClose }: { view: LivingView; preparing: boolean; date: string | null; proposal: IssueProposal; onClose: () => void }) {
  const client = useQueryClient();
  const { period } = view.report;
  const [notation, setNotation] = useState(proposal.symbols[0]?.notation ?? "");
  const symbol = proposal.symbols.find((s) => s.notation === notation.trim());
  const [number, setNumber] = useState("");
  const [chosen, setChosen] = useState(proposal.signers.length > 0 ? "0" : "");
  const signerOf = (at: string) => proposal.signers[Number(at)];
  const [signer, setSigner] = useState(proposal.signers[0]?.signer.name ?? "");
  const [authority, setAuthority] = useState((proposal.signers[0]?.lines ?? proposal.authority).join("\n"));
  const [addressees, setAddressees] = useState(proposal.addressees.join("\n"));
  const [recipients, setRecipients] = useState(proposal.recipients.join("\n"));
  const [drafter, setDrafter] = useState(proposal.drafter ?? "");
  const [urgency, setUrgency] = useState<string>(proposal.urgency ?? "");
  const [circulation, setCirculation] = useState(proposal.circulation ?? "");
  const [contact, setContact] = useState(proposal.contact.join("\n"));
  const [missing, setMissing] = useState(false);
  const badNumber = number.trim() !== "" && !/^[1-9]\d{0,5}$/.test(number.trim());

  const said = () => ({
    authority: textLines(authority),
    addressees: textLines(addressees),
    recipients: textLines(recipients),
    drafter: nfc(drafter) || null,
    urgency: (urgency || null) as Urgency | null,
    circulation: nfc(circulation) || null,
    contact: textLines(contact),
  });
  const prepare = useMutation({
    mutationFn: () => api.prepareIssue(period, { notation: nfc(notation), ...said() }),
    onSuccess: () => {
      toast(t("prepare.done"));
      void client.invalidateQueries({ queryKey: ["proposal"] });
      onClose();
    },
  });
  const issue = useMutation({
    mutationFn: () => api.issue(period, { date: date ?? "", signer: nfc(signer), number: number.trim() === "" ? null : Number(number), notation: nfc(notation) || null, ...said() }),
    onSuccess: (next) => {
      client.setQueryData(["living", period], next);
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["livings", "work", "issued", "register", "proposal"].includes(String(queryKey[0])) });
      onClose();
    },
    onError: () => void client.invalidateQueries({ predicate: ({ queryKey }) => ["living", "proposal"].includes(String(queryKey[0])) }),
  });
  const choose = (at: string) => {
    setChosen(at);
    const found = signerOf(at);
    if (!found) return;
    setSigner(found.signer.name);
    setAuthority(found.lines.join("\n"));
  };
  const ready = !!date && signer.trim() !== "" && !badNumber;
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        if (preparing) prepare.mutate();
        else if (ready) issue.mutate();
        else setMissing(true);
      }}
    >
      <div className="issue-row">
        {!preparing && <TextField
          label={t("issue.number")}
          hint={symbol ? t("issue.numberHint", { next: symbol.next }) : undefined}
          placeholder={symbol ? String(symbol.next) : "1"}
          inputMode="numeric"
          value={number}
          onChange={setNumber}
          error={badNumber ? t("issue.numberBad") : null}
        />}
        <TextField label={t("issue.notation")} list="issue-symbols" value={notation} onChange={setNotation} />
        <datalist id="issue-symbols">{proposal.symbols.map((s) => <option key={s.notation} value={s.notation} />)}</datalist>
      </div>
      {!preparing && symbol && symbol.gaps.length > 0 && <p className="small muted">{t("issue.gaps", { numbers: symbol.gaps.join(", ") })}</p>}
      {!preparing && symbol && symbol.reserved.length > 0 && <p className="small muted">{t("issue.reserved", { numbers: symbol.reserved.join(", ") })}</p>}
      {proposal.signers.length > 0 && (
        <SelectField
          label={t("issue.chosenSigner")}
          value={chosen}
          onChange={choose}
          options={[...proposal.signers.map((s, at) => ({ value: String(at), label: `${s.signer.name} (${s.lines.join(" / ")})` })), { value: "", label: t("issue.otherSigner") }]}
        />
      )}
      <div className="issue-row">
        {!preparing && <TextField label={t("living.issue.signer")} hint={t("living.issue.signerHint")} value={signer} onChange={setSigner} error={missing && !signer.trim() ? t("living.issue.missing") : null} />}
        <AreaField label={t("issue.authority")} hint={t("issue.lineHint")} value={authority} onChange={setAuthority} />
      </div>
      <div className="issue-row">
        <AreaField label={t("issue.addressees")} hint={t("issue.addresseesHint")} value={addressees} onChange={setAddressees} />
        <AreaField label={t("issue.recipients")} hint={t("issue.recipientsHint")} rows={4} value={recipients} onChange={setRecipients} />
      </div>
      <div className="issue-row">
        <SelectField label={t("issue.urgency")} value={urgency} options={[{ value: "", label: t("issue.notUrgent") }, ...URGENCIES.map((value) => ({ value, label: t(`issue.urgency.${value}`) }))]} onChange={setUrgency} />
        <TextField label={t("issue.circulation")} hint={t("issue.circulationHint")} list="issue-circulations" value={circulation} onChange={setCirculation} />
        <datalist id="issue-circulations">{["LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI"].map((words) => <option key={words} value={words} />)}</datalist>
      </div>
      <div className="issue-row">
        <AreaField label={t("issue.contact")} hint={t("issue.contactHint")} value={contact} onChange={setContact} />
        <TextField label={t("issue.drafter")} hint={t("issue.drafterHint")} value={drafter} onChange={setDrafter} />
      </div>
      {!preparing && view.report.correcting && <Notice tone="info">{t("issue.corrects", { number: view.report.issued?.number ?? "" })}</Notice>}
      {(issue.error ?? prepare.error) && <Notice tone="error">{(issue.error ?? prepare.error)?.message}</Notice>}
      <div className="row row-end">
        <Button onClick={onClose}>{t("ui.cancel")}</Button>
        {preparing ? <Button look="primary" type="submit" busy={prepare.isPending}>{t("prepare.save")}</Button> : <Button look="primary" type="submit" busy={issue.isPending} disabled={view.report.notices > 0}>{t("living.issue")}</Button>}
      </div>
    </form>
  );
}
