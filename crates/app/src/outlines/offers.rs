//! What the last report left open, offered to the next.

use crate::view::{AnswerOffer, OfferAnswer, OfferSlot, OfferView, OffersView};
use crate::{App, Trouble, eyes, see_all};
use engine::access::{Right, may};
use engine::outlines::offers::{self, Answer, Offer, OfferState, Origin, Slot};
use engine::{Book, issue};
use model::{Account, Inline, Period};

impl App {
    /// What is offered to the report of a period.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn offers(&self, who: &Account, period: Period) -> Result<OffersView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let today = self.0.clock.today();
        let all = offers::offers(&book, period);
        let shown = all.iter().filter(|offer| is_for(&book, who, offer));
        Ok(OffersView {
            offers: shown.map(|offer| view(offer, today)).collect(),
            answerable: may(who, Right::EditReport) && state.is_open(),
            begun: engine::outlines::take_back(&book, who, period).is_ok(),
        })
    }

    /// Takes an offer into the report, leaves it aside, or opens it again.
    ///
    /// # Errors
    /// As [`offers::settle`].
    pub async fn answer_offer(
        &self,
        who: &Account,
        period: Period,
        input: AnswerOffer,
    ) -> Result<OffersView, Trouble> {
        let answer = match input.answer {
            OfferAnswer::Take => Answer::Take,
            OfferAnswer::Leave => Answer::Leave,
            OfferAnswer::Reopen => Answer::Reopen,
        };
        self.act(&who.name, |book| offers::settle(book, who, period, &input.key, answer).map(Some)).await?;
        self.offers(who, period).await
    }
}

/// Whether what an offer says is for these eyes.
fn is_for(book: &Book, who: &Account, offer: &Offer) -> bool {
    let figures = offer.inlines.iter().all(|inline| match inline {
        Inline::Figure { figure } => eyes::figure(book, who, figure),
        _ => true,
    });
    let paragraph = match &offer.origin {
        Origin::Report(before, id) => eyes::passage(book, who, *before, id).is_ok(),
        Origin::Task(_) => true,
    };
    figures && paragraph
}

fn view(offer: &Offer, today: model::Date) -> OfferView {
    let (task, report) = match &offer.origin {
        Origin::Task(task) => (Some(task.clone()), None),
        Origin::Report(period, passage) => (None, Some((*period, passage.clone()))),
    };
    OfferView {
        key: offer.key.clone(),
        slot: match offer.slot {
            Slot::Pending => OfferSlot::Pending,
            Slot::Ahead => OfferSlot::Ahead,
            Slot::Request => OfferSlot::Request,
        },
        words: offer.words.clone(),
        task,
        report,
        due: offer.due,
        late: offer.due.is_some_and(|due| due < today),
        left: offer.state == OfferState::Left,
    }
}
