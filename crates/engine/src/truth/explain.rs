//! Reasons that people give for a place of the report; each holds for exactly what they saw.

use super::{Notice, notices};
use crate::access::{self, Right};
use crate::book::Book;
use crate::compile;
use crate::state::Reason;
use crate::{findings, issue};
use model::{
    Account, Act, Answer, AnswerKind, Entry, Flaw, NoticeAct, NoticeKey, Period, Refusal, RefusalCode,
    SeenNotice,
};
use std::collections::BTreeMap;

/// The notices of a period as the book has it now.
///
/// # Errors
/// `not-found`.
pub(crate) fn of_book(book: &Book, period: Period) -> Result<Vec<Notice>, Refusal> {
    let compiled = compile::compile(book, issue::living(book, period)?, period);
    Ok(notices(book, period, &compiled, &findings::of_period(book, period)))
}

/// Most places in one act.
const MOST: usize = 2_000;

/// Says why places stand as they do. A reason given for a finding is the office's answer to it; findings are answered one by
/// one.
///
/// # Errors
/// `reason-needed`, `notice-moved` when a place reads otherwise now, `mend-instead` where no reason is taken, `bad-input` for
/// none, too many or several with a finding among them, `already-issued`, `not-found`, `not-allowed`.
pub fn explain(
    book: &Book,
    who: &Account,
    period: Period,
    places: &[SeenNotice],
    reason: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    issue::editable(book, period)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    if places.is_empty() || places.len() > MOST {
        return Err(Flaw::PlacesWanted.into());
    }
    let told = of_book(book, period)?;
    let told: BTreeMap<&NoticeKey, &Notice> = told.iter().map(|n| (&n.key, n)).collect();
    for place in places {
        let notice = told.get(&place.key).filter(|n| n.seen == place.seen);
        let notice = notice.ok_or(RefusalCode::NoticeMoved)?;
        if !notice.takes_reason() {
            return Err(Refusal::of(RefusalCode::MendInstead, notice.hint.trim_end_matches('.')));
        }
        match &notice.finding {
            Some((key, computation)) if places.len() == 1 => {
                access::need(who, Right::Accept)?;
                let (key, kind) = (key.clone(), AnswerKind::Accepted);
                let answer =
                    Answer { key, kind, text: reason, computation: computation.clone(), by: None, at: None };
                return Ok(Act::FindingAnswered { answer });
            }
            Some(_) => {
                return Err(Flaw::FindingsOneByOne.into());
            }
            None => {}
        }
    }
    Ok(Act::NoticeTended { period, what: NoticeAct::Explained { places: places.to_vec(), reason } })
}

/// Takes reasons back.
///
/// # Errors
/// `not-found` where one has none, `already-issued`, `not-allowed`.
pub fn withdraw(book: &Book, who: &Account, period: Period, keys: &[NoticeKey]) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = issue::editable(book, period)?;
    if keys.is_empty() || !keys.iter().all(|key| state.reasons.contains_key(key)) {
        return Err(Refusal::of(RefusalCode::NotFound, "lý do này"));
    }
    Ok(Act::NoticeTended { period, what: NoticeAct::Withdrawn { keys: keys.to_vec() } })
}

impl Book {
    pub(crate) fn apply_to_reasons(&mut self, entry: &Entry, period: Period, what: &NoticeAct) {
        let Some(report) = self.reports.get_mut(&period) else { return };
        match what {
            NoticeAct::Explained { places, reason } => {
                report.reasons.extend(places.iter().map(|SeenNotice { key, seen }| {
                    let (seen, text, by) = (seen.clone(), reason.clone(), entry.by.clone());
                    (key.clone(), Reason { seen, text, by, at: entry.at.clone() })
                }));
            }
            NoticeAct::Withdrawn { keys } => report.reasons.retain(|key, _| !keys.contains(key)),
        }
    }
}
