//! The rule for outages: who entered in time and could not send, or sends within one working day after the line is back,
//! was on time.

use super::{Sent, days_between, local_day};
use crate::access::{self, Right};
use crate::book::Book;
use model::{Account, Act, Cut, Date, Flaw, Outage, Refusal, RefusalCode};

/// How a form's first sending stands to its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Punctuality {
    /// On time.
    OnTime,
    /// Counts as on time, because of this outage.
    Excused(Outage),
    /// So many days late.
    Late(i64),
}

/// How a sending stands to the last day.
pub fn punctuality(book: &Book, due: Date, sent: &Sent) -> Punctuality {
    let days = local_day(&sent.at).map_or(0, |day| days_between(due, day));
    if days <= 0 {
        return Punctuality::OnTime;
    }
    let in_time = |at: &String| local_day(at).is_some_and(|day| day <= due);
    let entered = sent.entered_at.as_ref().is_some_and(in_time);
    let back = |outage: &Outage| local_day(&outage.to.to_string()).map(working_day_after);
    let arrived = local_day(&sent.at);
    let excuses = |outage: &&Outage| {
        let concerns = spans(outage, due);
        concerns && (entered || arrived.zip(back(outage)).is_some_and(|(day, until)| day <= until))
    };
    match book.board.outages.values().find(excuses) {
        Some(outage) => Punctuality::Excused(outage.clone()),
        None => Punctuality::Late(days),
    }
}

/// An outage that is recorded for a last day and not over by more than its working day: the form is not late yet.
pub fn is_suspended(book: &Book, due: Date, today: Date) -> bool {
    let until = |outage: &Outage| local_day(&outage.to.to_string()).map(working_day_after);
    book.board.outages.values().any(|o| spans(o, due) && until(o).is_some_and(|until| today <= until))
}

/// Whether the last day lies in an outage.
fn spans(outage: &Outage, due: Date) -> bool {
    let day = |at: jiff::Timestamp| local_day(&at.to_string());
    day(outage.from).is_some_and(|from| from <= due) && day(outage.to).is_some_and(|to| due <= to)
}

/// The next day that is no Saturday or Sunday.
fn working_day_after(day: Date) -> Date {
    let next = |day: &Date| day.tomorrow().ok();
    let mut following = std::iter::successors(next(&day), next);
    following
        .find(|d| !matches!(d.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday))
        .unwrap_or(day)
}

/// Records an outage.
///
/// # Errors
/// `bad-input`, `reason-needed`, `not-allowed`.
pub fn record(who: &Account, outage: &Outage) -> Result<Act, Refusal> {
    if !access::may(who, Right::RunRound) {
        access::need(who, Right::SetMail)?;
    }
    if outage.to <= outage.from {
        return Err(Flaw::OutageReversed.into());
    }
    if outage.reason.trim().is_empty() {
        return Err(Flaw::OutageUnnamed.into());
    }
    Ok(Act::OutageRecorded { outage: Outage { reason: outage.reason.trim().to_owned(), ..outage.clone() } })
}

/// Takes the record of an outage back.
///
/// # Errors
/// `not-found`, `not-allowed`.
pub fn withdraw(book: &Book, who: &Account, recorded: Cut) -> Result<Act, Refusal> {
    if !access::may(who, Right::RunRound) {
        access::need(who, Right::SetMail)?;
    }
    match book.board.outages.contains_key(&recorded) {
        true => Ok(Act::OutageWithdrawn { recorded }),
        false => Err(Refusal::of(RefusalCode::NotFound, "sự cố này")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(from: &str, to: &str) -> Book {
        let mut book = Book::default();
        let outage =
            Outage { from: from.parse().unwrap(), to: to.parse().unwrap(), reason: "mất điện".into() };
        book.board.outages.insert(Cut(1), outage);
        book
    }

    fn stands(book: &Book, at: &str, entered_at: Option<&str>) -> String {
        let sent = Sent { at: at.to_owned(), entered_at: entered_at.map(str::to_owned) };
        match punctuality(book, "2021-06-18".parse().unwrap(), &sent) {
            Punctuality::OnTime => "on time".to_owned(),
            Punctuality::Excused(outage) => format!("excused: {}", outage.reason),
            Punctuality::Late(days) => format!("{days} late"),
        }
    }

    #[test]
    fn an_outage_over_the_last_day_excuses_until_the_next_working_day() {
        // 18/6/2021 is a Friday. The line is back at 21:00 in Vietnam.
        let book = book("2021-06-18T06:00:00Z", "2021-06-18T14:00:00Z");
        let table = [
            ("2021-06-18T16:59:59Z", None, "on time"),
            ("2021-06-18T17:00:00Z", None, "excused: mất điện"),
            ("2021-06-21T16:59:59Z", None, "excused: mất điện"),
            ("2021-06-21T17:00:00Z", None, "4 late"),
            ("2021-06-30T02:00:00Z", Some("2021-06-18T10:00:00Z"), "excused: mất điện"),
            ("2021-06-30T02:00:00Z", Some("2021-06-19T10:00:00Z"), "12 late"),
        ];
        for (at, entered_at, expected) in table {
            assert_eq!(stands(&book, at, entered_at), expected, "{at} {entered_at:?}");
        }
    }

    #[test]
    fn an_outage_before_the_last_day_excuses_nobody() {
        let book = book("2021-06-15T06:00:00Z", "2021-06-16T14:00:00Z");
        assert_eq!(stands(&book, "2021-06-19T02:00:00Z", Some("2021-06-18T02:00:00Z")), "1 late");
    }
}
