import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import type { LivingView, RemarksView, ProposalView, ThreadView } from "../../api/types";
import { moment } from "../../format/date";
import { t } from "../../messages";
import { AreaField, Badge, Button, Empty, Loaded, toastError } from "../../ui";
import { Pieces } from "./Pieces";
import type { Place } from "./Sheet";

/** What is said of the text: asked once for panel and marks in the text. */
export const useRemarks = (period: string) => useQuery({ queryKey: ["remarks", period], queryFn: () => api.remarks(period) });

/** One of the four things that can be done with remarks; the newest list comes back. */
function useAct(period: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<RemarksView>) => act(),
    onSuccess: (next) => {
      client.setQueryData(["remarks", period], next);
      void client.invalidateQueries({ queryKey: ["living", period] });
    },
    onError: toastError,
  });
}

/** Remarks as threads, and suggested changes to take or refuse. */
export function Remarks({ view, place, onJump }: { view: LivingView; place: Place | null; onJump: (passage: string) => void }) {
  const { period } = view.report;
  const query = useRemarks(period);
  const [settled, setSettled] = useState(false);
  return (
    <div className="talk">
      {view.may.remark && <NewRemark period={period} place={place} />}
      <Loaded query={query}>
        {({ threads, suggestions }) => {
          const open = threads.filter((th) => th.settled === settled);
          const asked = suggestions.filter((s) => (s.state === "open") !== settled);
          const done = threads.filter((th) => th.settled).length + suggestions.filter((s) => s.state !== "open").length;
          return (
            <>
              {done > 0 && <Button small look="quiet" onClick={() => setSettled(!settled)}>{settled ? t("remark.showOpen") : t("remark.showSettled", { n: done })}</Button>}
              {open.length + asked.length === 0 && <Empty icon="approved" title={t(settled ? "remark.noneSettled" : "remark.none")}>{!settled && view.may.remark && t("remark.noneHint")}</Empty>}
              <ul>
                {asked.map((s) => <Suggested key={s.cut} period={period} suggestion={s} here={s.passage === place?.passage} onJump={onJump} />)}
                {open.map((th) => <Thread key={th.cut} period={period} thread={th} may={view.may.remark} here={th.passage === place?.passage} onJump={onJump} />)}
              </ul>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function NewRemark({ period, place }: { period: string; place: Place | null }) {
  const [text, setText] = useState("");
  const act = useAct(period);
  const send = () =>
    place && text.trim() && act.mutate(() => api.remark(period, { passage: place.passage, quote: place.quote, text: text.trim().normalize("NFC"), answers: null }), { onSuccess: () => setText("") });
  return (
    <div className="talk-new">
      <AreaField label={t("remark.new")} hint={place ? (place.quote ? t("remark.quotes", { quote: short(place.quote) }) : t("remark.ofPassage")) : t("remark.nowhere")} rows={2} value={text} onChange={setText} />
      <Button small look="primary" busy={act.isPending} disabled={!place || !text.trim()} onClick={send}>{t("remark.send")}</Button>
    </div>
  );
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 78)}…` : text);

function Thread({ period, thread, may, here, onJump }: { period: string; thread: ThreadView; may: boolean; here: boolean; onJump: (passage: string) => void }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const act = useAct(period);
  return (
    <li className="talk-item" data-here={here || undefined}>
      {thread.quote && <button type="button" className="talk-quote" onClick={() => onJump(thread.passage)}>{short(thread.quote)}</button>}
      <p><strong>{thread.by}</strong> <span className="small muted">{moment(thread.at)}</span></p>
      <p className="talk-text">{thread.text}</p>
      {thread.answers.map((a) => (
        <div key={a.cut} className="talk-answer">
          <p><strong>{a.by}</strong> <span className="small muted">{moment(a.at)}</span></p>
          <p className="talk-text">{a.text}</p>
        </div>
      ))}
      {answer !== null && (
        <div className="talk-new">
          <AreaField label={t("remark.answer")} rows={2} value={answer} onChange={setAnswer} />
          <div className="row">
            <Button small look="primary" busy={act.isPending} disabled={!answer.trim()} onClick={() => act.mutate(() => api.remark(period, { passage: thread.passage, quote: null, text: answer.trim().normalize("NFC"), answers: thread.cut }), { onSuccess: () => setAnswer(null) })}>{t("remark.send")}</Button>
            <Button small onClick={() => setAnswer(null)}>{t("ui.cancel")}</Button>
          </div>
        </div>
      )}
      <div className="row">
        {!thread.quote && <Button small look="quiet" onClick={() => onJump(thread.passage)}>{t("remark.see")}</Button>}
        {may && answer === null && !thread.settled && <Button small look="quiet" onClick={() => setAnswer("")}>{t("remark.answer")}</Button>}
        {may && <Button small look="quiet" busy={act.isPending} onClick={() => act.mutate(() => api.settleRemark(period, thread.cut, !thread.settled))}>{t(thread.settled ? "remark.reopen" : "remark.settle")}</Button>}
      </div>
    </li>
  );
}

function Suggested({ period, suggestion, here, onJump }: { period: string; suggestion: ProposalView; here: boolean; onJump: (passage: string) => void }) {
  const act = useAct(period);
  const settle = (accepted: boolean) => act.mutate(() => api.settleSuggestion(period, suggestion.cut, accepted));
  return (
    <li className="talk-item" data-here={here || undefined} id={`suggestion-${suggestion.cut}`}>
      <p><Badge icon="edit">{t("suggest.one")}</Badge> <strong>{suggestion.by}</strong> <span className="small muted">{moment(suggestion.at)}</span></p>
      <Pieces pieces={suggestion.difference} />
      {suggestion.why && <p className="small">“{suggestion.why}”</p>}
      <div className="row">
        <Button small look="quiet" onClick={() => onJump(suggestion.passage)}>{t("remark.see")}</Button>
        {suggestion.state !== "open" ? (
          <Badge tone={suggestion.state === "accepted" ? "ok" : "neutral"}>{t(`suggest.${suggestion.state}`)}</Badge>
        ) : (
          <>
            {suggestion.settleable && <Button small look="primary" busy={act.isPending} onClick={() => settle(true)}>{t("suggest.accept")}</Button>}
            {suggestion.refusable && <Button small busy={act.isPending} onClick={() => settle(false)}>{t("suggest.refuse")}</Button>}
          </>
        )}
      </div>
    </li>
  );
}
