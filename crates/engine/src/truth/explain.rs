//! Reasons that people give for a place of the report; each holds for exactly what they saw.

use super::{Notice, notices};
use crate::access::{self, Right};
use crate::book::Book;
use crate::compile;
use crate::state::Reason;
use crate::{findings, issue};
use model::{Account, Act, Answer, AnswerKind, Entry, NoticeAct, NoticeKey, Period, Refusal, RefusalCode};

/// The notices of a period as the book has it now.
///
/// # Errors
/// `not-found`.
pub(crate) fn of_book(book: &Book, period: Period) -> Result<Vec<Notice>, Refusal> {
    let compiled = compile::compile(book, issue::living(book, period)?, period);
    Ok(notices(book, period, &compiled, &findings::of_period(book, period)))
}

/// Says why a place stands as it does. A reason given for a finding is the office's answer to it.
///
/// # Errors
/// `reason-needed`, `notice-moved` when the place reads otherwise now, `mend-instead` where no reason is taken, `already-issued`,
/// `not-found`, `not-allowed`.
pub fn explain(
    book: &Book,
    who: &Account,
    period: Period,
    key: &NoticeKey,
    seen: &str,
    reason: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    issue::editable(book, period)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    let notice = of_book(book, period)?.into_iter().find(|n| n.key == *key && n.seen == seen);
    let notice = notice.ok_or(RefusalCode::NoticeMoved)?;
    if !notice.takes_reason() {
        return Err(Refusal::of(RefusalCode::MendInstead, notice.hint.trim_end_matches('.')));
    }
    match notice.finding {
        Some((key, computation)) => {
            access::need(who, Right::Accept)?;
            let kind = AnswerKind::Accepted;
            let answer = Answer { key, kind, text: reason, computation, by: None, at: None };
            Ok(Act::FindingAnswered { answer })
        }
        None => {
            let what = NoticeAct::Explained { key: notice.key, seen: notice.seen, reason };
            Ok(Act::NoticeTended { period, what })
        }
    }
}

/// Takes a reason back.
///
/// # Errors
/// `not-found` without one, `already-issued`, `not-allowed`.
pub fn withdraw(book: &Book, who: &Account, period: Period, key: &NoticeKey) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = issue::editable(book, period)?;
    match state.reasons.contains_key(key) {
        true => Ok(Act::NoticeTended { period, what: NoticeAct::Withdrawn { key: key.clone() } }),
        false => Err(Refusal::of(RefusalCode::NotFound, "lý do này")),
    }
}

impl Book {
    pub(crate) fn apply_to_reasons(&mut self, entry: &Entry, period: Period, what: &NoticeAct) {
        let Some(report) = self.reports.get_mut(&period) else { return };
        match what {
            NoticeAct::Explained { key, seen, reason } => {
                let (seen, text, by) = (seen.clone(), reason.clone(), entry.by.clone());
                let reason = Reason { seen, text, by, at: entry.at.clone() };
                report.reasons.insert(key.clone(), reason);
            }
            NoticeAct::Withdrawn { key } => {
                report.reasons.remove(key);
            }
        }
    }
}
