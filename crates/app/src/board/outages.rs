//! Outages, and returns that the office caused.

use crate::view::{ExcuseInput, OutageInput, OutageView, ReturnView};
use crate::{App, Trouble};
use engine::access::{Right, need, need_for};
use engine::board::{league, outage};
use jiff::{Timestamp, civil, tz};
use model::{Account, Cut, Flaw, Outage, Refusal, RoundId, UnitId};

impl App {
    /// Recorded outages, newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn outages(&self, who: &Account) -> Result<Vec<OutageView>, Trouble> {
        need(who, Right::See).or_else(|_| need(who, Right::SetMail))?;
        let book = self.book().await;
        let view = |(cut, outage): (&Cut, &Outage)| OutageView {
            cut: *cut,
            from: outage.from.to_string(),
            to: outage.to.to_string(),
            reason: outage.reason.clone(),
        };
        Ok(book.board.outages.iter().rev().map(view).collect())
    }

    /// Records an outage.
    ///
    /// # Errors
    /// As [`outage::record`]; `bad-input` for what is no time.
    pub async fn record_outage(&self, who: &Account, input: OutageInput) -> Result<Vec<OutageView>, Trouble> {
        let outage = Outage { from: local(&input.from)?, to: local(&input.to)?, reason: input.reason };
        self.act(&who.name, |_| outage::record(who, &outage).map(Some)).await?;
        self.outages(who).await
    }

    /// Takes the record of an outage back.
    ///
    /// # Errors
    /// As [`outage::withdraw`].
    pub async fn withdraw_outage(&self, who: &Account, recorded: Cut) -> Result<Vec<OutageView>, Trouble> {
        self.act(&who.name, |book| outage::withdraw(book, who, recorded).map(Some)).await?;
        self.outages(who).await
    }

    /// The returns of a form.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn returns(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
    ) -> Result<Vec<ReturnView>, Trouble> {
        let book = self.book().await;
        need_for(&book, who, Right::See, unit)?;
        let events = book.rounds.get(round).map_or(&[][..], |state| state.events(unit)).iter();
        let returned = events.filter(|event| event.what == "returned");
        let all = league::returns_of(&book, round, unit).into_iter().zip(returned);
        let view = |((cut, excused), event): ((Cut, bool), &engine::FormEvent)| ReturnView {
            cut,
            excused,
            at: event.at.clone(),
            reason: event.reason.clone().unwrap_or_default(),
        };
        Ok(all.map(view).collect())
    }

    /// Says of a return whether the office caused it.
    ///
    /// # Errors
    /// As [`league::excuse`].
    pub async fn excuse_return(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        input: ExcuseInput,
    ) -> Result<Vec<ReturnView>, Trouble> {
        let ExcuseInput { returned, excused } = input;
        self.act(&who.name, |book| league::excuse(book, who, round, unit, returned, excused).map(Some))
            .await?;
        self.returns(who, round, unit).await
    }
}

/// A time as the clock of Vietnam shows it.
fn local(text: &str) -> Result<Timestamp, Refusal> {
    let wrong = || Flaw::MomentWrong.about(text);
    let shown: civil::DateTime = text.trim().parse().map_err(|_| wrong())?;
    let zone = tz::TimeZone::fixed(tz::offset(crate::clock::HOURS));
    Ok(shown.to_zoned_datetime(zone).map_err(|_| wrong())?.timestamp())
}
