import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { ReturnedProse, DocletView, LivingView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { UnitSelect } from "../../parts/UnitSelect";
import { AreaField, Badge, Button, Checkbox, Dialog, Empty, Menu, Notice, toast, toastError, type IconName, type Tone } from "../../ui";
import { plainWords } from "./plain";

const STATE: Record<DocletView["state"], [Tone, IconName]> = {
  writing: ["neutral", "edit"],
  sent: ["info", "sent"],
  returned: ["warn", "returned"],
  accepted: ["ok", "approved"],
};

/** Something done to the whole report; the newest view comes back. */
export function useReportAct(period: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<LivingView>) => act(),
    onSuccess: (next) => {
      client.setQueryData(["living", period], next);
      void client.invalidateQueries({ predicate: ({ queryKey }) => ["livings", "work"].includes(String(queryKey[0])) });
    },
    onError: toastError,
  });
}

const StateBadge = ({ doclet }: { doclet: DocletView }) => <Badge tone={STATE[doclet.state][0]} icon={STATE[doclet.state][1]}>{t(`doclet.${doclet.state}`)}</Badge>;

/** What a department sees of its part: where it stands, why it came back, and the way to send it. */
export function DocletBar({ period, doclet, unsaved }: { period: string; doclet: DocletView; unsaved: boolean }) {
  const [asking, setAsking] = useState(false);
  const act = useReportAct(period);
  return (
    <div className="doclet-bar">
      <span>{t("doclet.mine", { unit: doclet.unit.name })}</span>
      <StateBadge doclet={doclet} />
      {doclet.by && <span className="small muted">{doclet.by}{doclet.at && ` · ${moment(doclet.at)}`}</span>}
      {doclet.state === "returned" && <span className="doclet-reason">{doclet.reason && t("doclet.returnedFor", { reason: doclet.reason })} {doclet.parts.length > 0 && t("doclet.marked", { n: doclet.parts.length })}</span>}
      {doclet.sendable && <Button look="primary" small icon="sent" disabled={unsaved} title={unsaved ? t("prose.wait") : undefined} onClick={() => setAsking(true)}>{t("doclet.send")}</Button>}
      {asking && (
        <Dialog
          open
          title={t("doclet.sendTitle", { unit: doclet.unit.name })}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t("ui.cancel")}</Button>
              <Button look="primary" busy={act.isPending} onClick={() => act.mutate(() => api.sendDoclet(period, doclet.unit.id), { onSuccess: () => { setAsking(false); toast(t("doclet.sentNow")); } })}>{t("doclet.send")}</Button>
            </>
          }
        >
          <p>{t("doclet.sendSays")}</p>
        </Dialog>
      )}
    </div>
  );
}

/** Every department's part, for those who put them together. */
export function Doclets({ view, onJump, onReturn }: { view: LivingView; onJump: (passage: string) => void; onReturn: (doclet: DocletView) => void }) {
  const { period } = view.report;
  const act = useReportAct(period);
  const locked = new Set(view.passages.filter((p) => p.locked).map((p) => p.id));
  if (view.doclets.length === 0) return <Empty icon="reports" title={t("doclet.none")}>{view.may.assign && t("doclet.noneHint")}</Empty>;
  return (
    <ul>
      {view.doclets.map((doclet) => {
        const closed = doclet.passages.length > 0 && doclet.passages.every((id) => locked.has(id));
        return (
          <li key={doclet.unit.id} className="talk-item">
            <p className="spread"><strong>{doclet.unit.name}</strong> <StateBadge doclet={doclet} /></p>
            <p className="small muted">{[t("doclet.passages", { n: doclet.passages.length }), doclet.by, doclet.at && moment(doclet.at)].filter(Boolean).join(" · ")}</p>
            {doclet.reason && <p className="small">“{doclet.reason}”</p>}
            {doclet.parts.map((part, at) => <button key={at} type="button" className="talk-quote" onClick={() => onJump(part.passage)}>{part.sentence ?? t("doclet.wholePassage")}: {part.reason}</button>)}
            <div className="row">
              {doclet.passages[0] && <Button small look="quiet" onClick={() => onJump(doclet.passages[0] ?? "")}>{t("remark.see")}</Button>}
              {doclet.judgeable && <Button small look="primary" busy={act.isPending} onClick={() => act.mutate(() => api.acceptDoclet(period, doclet.unit.id))}>{t("doclet.accept")}</Button>}
              {doclet.returnable && <Button small icon="returned" onClick={() => onReturn(doclet)}>{t("doclet.return")}</Button>}
              {view.may.judge && <Button small look="quiet" icon="lock" busy={act.isPending} onClick={() => act.mutate(() => api.lockPassages(period, doclet.passages, !closed))}>{t(closed ? "doclet.unlock" : "doclet.lock")}</Button>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Sentences of printed words: they end at a stop before a capital or at the end. */
export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?…;])\s+(?=["“(]?[\p{Lu}\d])/u).map((sentence) => sentence.trim()).filter(Boolean);

/** Sends a part back, whole or by sentences, with the reason of each. */
export function ReturnDialog({ view, doclet, marked, onClose }: { view: LivingView; doclet: DocletView; marked: { passage: string; sentence: string | null } | null; onClose: () => void }) {
  const { period } = view.report;
  const act = useReportAct(period);
  const [reason, setReason] = useState("");
  const [parts, setParts] = useState<readonly ReturnedProse[]>(marked ? [{ ...marked, reason: "" }] : []);
  const [missing, setMissing] = useState(false);
  const own = view.passages.filter((p) => doclet.passages.includes(p.id) && plainWords(p.inlines).trim());
  const find = (passage: string, sentence: string) => parts.find((p) => p.passage === passage && p.sentence === sentence);
  const toggle = (passage: string, sentence: string) => {
    const known = find(passage, sentence);
    setParts(known ? parts.filter((p) => p !== known) : [...parts, { passage, sentence, reason: "" }]);
  };
  const send = () => {
    if (!reason.trim() && (parts.length === 0 || parts.some((p) => !p.reason.trim()))) return setMissing(true);
    const said = parts.map((p) => ({ ...p, reason: p.reason.trim() || reason.trim() }));
    act.mutate(() => api.returnDoclet(period, doclet.unit.id, { reason: reason.trim() || said.map((p) => p.reason).join("; "), parts: said }), { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      wide
      title={t("doclet.returnTitle", { unit: doclet.unit.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" busy={act.isPending} onClick={send}>{t("doclet.return")}</Button>
        </>
      }
    >
      <AreaField label={t("doclet.reason")} hint={t("doclet.reasonHint")} error={missing ? t("doclet.reasonMissing") : null} rows={2} value={reason} onChange={setReason} />
      {act.error && <Notice tone="error">{act.error.message}</Notice>}
      <fieldset className="return-list">
        <legend>{t("doclet.pick")}</legend>
        {marked?.sentence && !own.some((p) => p.id === marked.passage && sentencesOf(plainWords(p.inlines)).includes(marked.sentence ?? "")) && <p className="talk-quote">{marked.sentence}</p>}
        {own.map((passage) =>
          sentencesOf(plainWords(passage.inlines)).map((sentence, at) => {
            const known = find(passage.id, sentence);
            return (
              <div key={`${passage.id} ${at}`}>
                <Checkbox label={sentence} checked={!!known} onChange={() => toggle(passage.id, sentence)} />
                {known && <input className="input" aria-label={t("doclet.reasonOf", { sentence })} placeholder={t("doclet.reasonOne")} value={known.reason} onChange={(e) => setParts(parts.map((p) => (p === known ? { ...p, reason: e.target.value } : p)))} />}
              </div>
            );
          }),
        )}
      </fieldset>
    </Dialog>
  );
}

const LEVEL: Record<string, number> = { title: 0, annex: 0, wide_annex: 0, part: 1, part_title: 1, section: 2, clause: 3, subclause: 4, point: 5 };

/** The passages meant by a selection: of a single heading the whole section below it. */
export function sectionOf(view: LivingView, chosen: readonly string[]): string[] {
  const [first, ...more] = chosen;
  const at = view.passages.findIndex((p) => p.id === first);
  const level = LEVEL[view.passages[at]?.kind ?? ""];
  if (at < 0 || more.length > 0 || level === undefined) return [...chosen];
  const found = [view.passages[at]?.id ?? ""];
  for (const passage of view.passages.slice(at + 1)) {
    const other = LEVEL[passage.kind];
    if (passage.kind === "note" || (other !== undefined && other <= level && !(level === 1 && passage.kind === "part_title"))) break;
    found.push(passage.id);
  }
  return found;
}

/** What the office does with the passages at the caret. */
export function OfficeTools({ view, passages, onReturn }: { view: LivingView; passages: readonly string[]; onReturn: (doclet: DocletView) => void }) {
  const { period } = view.report;
  const act = useReportAct(period);
  const [assigning, setAssigning] = useState<string[] | null>(null);
  const meant = sectionOf(view, passages);
  const locked = meant.length > 0 && meant.every((id) => view.passages.find((p) => p.id === id)?.locked);
  const doclet = view.doclets.find((d) => d.returnable && passages.some((id) => d.passages.includes(id)));
  const items = [
    ...(view.may.assign ? [{ key: "assign", label: t("assign.do"), onSelect: () => setAssigning(meant) }] : []),
    ...(view.may.judge ? [{ key: "lock", label: t(locked ? "doclet.unlockHere" : "doclet.lockHere"), onSelect: () => act.mutate(() => api.lockPassages(period, meant, !locked)) }] : []),
    ...(doclet ? [{ key: "return", label: t("doclet.returnHere"), onSelect: () => onReturn(doclet) }] : []),
    ...(view.may.assign ? (["as_written", "in_words", "roman"] as const).filter((n) => n !== view.numbering).map((n) => ({ key: n, label: t(`numbering.${n}`), onSelect: () => act.mutate(() => api.setNumbering(period, n)) })) : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <Menu small icon="more" label={t("tools.office")} items={items} />
      {assigning && <AssignDialog view={view} passages={assigning} onClose={() => setAssigning(null)} />}
    </>
  );
}

function AssignDialog({ view, passages, onClose }: { view: LivingView; passages: string[]; onClose: () => void }) {
  const first = view.passages.find((p) => p.id === passages[0]);
  const [owner, setOwner] = useState(first?.owner?.id ?? "");
  const act = useReportAct(view.report.period);
  return (
    <Dialog
      open
      title={t("assign.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button look="primary" busy={act.isPending} onClick={() => act.mutate(() => api.assignPassages(view.report.period, passages, owner || null), { onSuccess: onClose })}>{t("assign.do")}</Button>
        </>
      }
    >
      <p>{t("assign.says", { n: passages.length })} {first && <q>{plainWords(first.inlines).slice(0, 90)}</q>}</p>
      <UnitSelect label={t("assign.unit")} value={owner} none={t("assign.nobody")} onChange={setOwner} />
      {act.error && <Notice tone="error">{act.error.message}</Notice>}
    </Dialog>
  );
}
