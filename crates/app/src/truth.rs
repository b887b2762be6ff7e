//! Truth before issue: what wants a look in the living report, reasons for it, typed numbers bound.

use crate::view::{
    BindNumber, Binding, BindingChoice, ExplainNotices, GivenReason, LivingView, Notice, WithdrawReasons,
};
use crate::{App, Trouble, eyes};
use engine::access::{Right, need, sees_all_of};
use engine::truth::{self, Candidate};
use engine::{Book, issue};
use model::{Account, Measure, NoticeKey, Period};
use std::collections::BTreeSet;

impl App {
    /// Says why places of the report stand as they do.
    ///
    /// # Errors
    /// As [`truth::explain`], `restricted-inside`.
    pub async fn explain_notices(
        &self,
        who: &Account,
        period: Period,
        input: ExplainNotices,
    ) -> Result<LivingView, Trouble> {
        let decide = |book: &Book| {
            need(who, Right::EditReport)?;
            self.seen_by(book, who, period, input.places.iter().map(|place| &place.key))?;
            truth::explain(book, who, period, &input.places, &input.reason).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// Takes reasons back.
    ///
    /// # Errors
    /// As [`truth::withdraw`], `restricted-inside`.
    pub async fn withdraw_reasons(
        &self,
        who: &Account,
        period: Period,
        input: WithdrawReasons,
    ) -> Result<LivingView, Trouble> {
        let decide = |book: &Book| {
            need(who, Right::EditReport)?;
            self.seen_by(book, who, period, &input.keys)?;
            truth::withdraw(book, who, period, &input.keys).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// Binds a typed number to a datum.
    ///
    /// # Errors
    /// As [`truth::bind`], `restricted-inside`.
    pub async fn bind_number(
        &self,
        who: &Account,
        period: Period,
        input: BindNumber,
    ) -> Result<LivingView, Trouble> {
        let Binding { indicator, measure, unit, shift } = input.choice.clone();
        let choice = Candidate { indicator, measure, unit, shift, printed: String::new() };
        let decide = |book: &Book| {
            need(who, Right::EditReport)?;
            eyes::passage(book, who, period, &input.passage)?;
            if !sees_all_of(book, who, [&choice.indicator]) {
                return Err(crate::not_found("chỉ tiêu này"));
            }
            let place = (input.start, input.end);
            truth::bind(book, who, period, &input.passage, place, &input.words, &choice).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// A notice of a paragraph that is not for these eyes is none of theirs.
    fn seen_by<'k>(
        &self,
        book: &Book,
        who: &Account,
        period: Period,
        keys: impl IntoIterator<Item = &'k NoticeKey>,
    ) -> Result<(), model::Refusal> {
        let state = issue::living(book, period)?;
        let notices = self.notices_of(book, state, period);
        let keys: BTreeSet<_> = keys.into_iter().collect();
        let about: BTreeSet<_> =
            notices.iter().filter(|n| keys.contains(&n.key)).map(|n| &n.passage).collect();
        about.into_iter().try_for_each(|passage| eyes::passage(book, who, period, passage))
    }
}

/// A notice as shown; of its candidates those that this person sees.
pub(crate) fn notice(book: &Book, who: &Account, period: Period, notice: &truth::Notice) -> Notice {
    let candidates = notice.candidates.iter().filter(|c| sees_all_of(book, who, [&c.indicator]));
    Notice {
        key: notice.key.clone(),
        kind: notice.kind,
        severity: notice.severity,
        passage: notice.passage.clone(),
        figure: notice.figure.as_ref().map(|f| f.id.to_string()),
        start: notice.start,
        end: notice.end,
        subject: notice.words.clone(),
        seen: notice.seen.clone(),
        says: notice.says.clone(),
        hint: notice.hint.clone(),
        candidates: candidates.map(|c| choice(book, period, c)).collect(),
        takes_reason: notice.takes_reason(),
        open: notice.is_open(),
        reason: notice.reason.as_ref().map(|reason| GivenReason {
            text: reason.text.clone(),
            by: book.person(&reason.by),
            at: reason.at.clone(),
            withdrawable: notice.finding.is_none(),
        }),
    }
}

fn choice(book: &Book, period: Period, candidate: &Candidate) -> BindingChoice {
    let Candidate { indicator, measure, unit, shift, printed } = candidate;
    let name = book.indicator(indicator).map_or_else(|| indicator.to_string(), |i| i.name.clone());
    let statement = match measure {
        Measure::Actual => None,
        Measure::Plan => Some("kế hoạch năm".to_owned()),
        Measure::Estimate => Some("ước thực hiện".to_owned()),
        Measure::PctOfPlan => Some("% kế hoạch".to_owned()),
        Measure::ChangePct => Some("% tăng, giảm so với kỳ trước".to_owned()),
        Measure::GrowthPct => Some("% tăng, giảm so với cùng kỳ".to_owned()),
        Measure::ChangeAbs => Some("tăng, giảm so với kỳ trước".to_owned()),
    };
    let unit_name = unit.as_ref().map(|u| book.unit_name(u));
    let when = (*shift != 0).then(|| engine::watch::words::in_words(period.shift(*shift)));
    let parts = std::iter::once(Some(name)).chain([statement, unit_name, when]);
    BindingChoice {
        choice: Binding {
            indicator: indicator.clone(),
            measure: *measure,
            unit: unit.clone(),
            shift: *shift,
        },
        name: parts.flatten().collect::<Vec<_>>().join(", "),
        printed: printed.clone(),
    }
}
