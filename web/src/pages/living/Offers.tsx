import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api";
import type { OfferView, OffersView } from "../../api/types";
import { day } from "../../format/date";
import { periodName } from "../../format/period";
import { t } from "../../messages";
import { ActionDialog } from "../../parts/ActionDialog";
import { Badge, Button, Empty, Loaded, toast, toastError } from "../../ui";

const SLOTS = ["pending", "ahead", "request"] as const;
type Answer = "take" | "leave" | "reopen";

/** What the last report left open: each sentence is taken into the report or left, by a person. */
export function Offers({ period, onChanged }: { period: string; onChanged: () => void }) {
  const offers = useQuery({ queryKey: ["offers", period], queryFn: () => api.offers(period) });
  return <Loaded query={offers}>{(view) => <Shown period={period} view={view} onChanged={onChanged} />}</Loaded>;
}

function Shown({ period, view, onChanged }: { period: string; view: OffersView; onChanged: () => void }) {
  const client = useQueryClient();
  const settle = useMutation({
    mutationFn: ({ key, answer }: { key: string; answer: Answer }) => api.answerOffer(period, key, answer),
    onSuccess: (next, { answer }) => {
      client.setQueryData(["offers", period], next);
      if (answer === "take") toast(t("offers.taken"));
      onChanged();
    },
    onError: (error) => {
      toastError(error);
      void client.invalidateQueries({ queryKey: ["offers", period] });
    },
  });
  const answer = (key: string, answer: Answer) => settle.mutate({ key, answer });
  const open = view.offers.filter((offer) => !offer.left);
  const left = view.offers.filter((offer) => offer.left);
  return (
    <>
      {open.length === 0 ? <Empty icon="tasks" title={t("offers.none")}>{t("offers.noneHint")}</Empty> : <p className="muted small">{t("offers.note")}</p>}
      {SLOTS.filter((slot) => open.some((offer) => offer.slot === slot)).map((slot) => (
        <section key={slot} aria-label={t(`offers.slot.${slot}`)}>
          <h3 className="offers-slot">{t(`offers.slot.${slot}`)}</h3>
          <ul>
            {open.filter((offer) => offer.slot === slot).map((offer) => (
              <li key={offer.key} className="talk-item" data-offer={offer.key}>
                <Origin offer={offer} />
                <p lang="vi">{offer.words}</p>
                {view.answerable && (
                  <div className="row">
                    <Button small look="primary" icon="plus" disabled={settle.isPending} onClick={() => answer(offer.key, "take")}>{t("offers.take")}</Button>
                    <Button small look="quiet" disabled={settle.isPending} onClick={() => answer(offer.key, "leave")}>{t("offers.leave")}</Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {left.length > 0 && (
        <details>
          <summary>{t("offers.left", { n: left.length })}</summary>
          <ul>
            {left.map((offer) => (
              <li key={offer.key} className="talk-item">
                <p className="small muted" lang="vi">{offer.words}</p>
                {view.answerable && <Button small look="quiet" disabled={settle.isPending} onClick={() => answer(offer.key, "reopen")}>{t("offers.reopen")}</Button>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {view.begun && <TakeBack period={period} />}
    </>
  );
}

function Origin({ offer }: { offer: OfferView }) {
  return (
    <p className="spread small muted">
      <span>{offer.report ? t("offers.report", { period: periodName(offer.report[0]) }) : t("offers.task")}{offer.due && ` · ${day(offer.due)}`}</span>
      {offer.late && <Badge tone="warn" icon="warning">{t("offers.late")}</Badge>}
    </p>
  );
}

/** The report as it was before it began from an outline. */
function TakeBack({ period }: { period: string }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  return (
    <p>
      <Button small look="quiet" icon="undo" onClick={() => setAsking(true)}>{t("start.back")}</Button>
      {asking && (
        <ActionDialog
          title={t("start.back")}
          action={t("start.back")}
          danger
          run={() => api.takeBackStart(period)}
          onClose={() => setAsking(false)}
          onDone={() => {
            toast(t("start.backNow"));
            go("/reports");
            void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
          }}
        >
          <p>{t("start.backSays")}</p>
        </ActionDialog>
      )}
    </p>
  );
}
