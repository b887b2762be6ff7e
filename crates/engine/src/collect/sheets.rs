//! Sheets of a running round: leaving a unit out, bringing it back, giving more time, closing.

use super::transitions::{Move, allow};
use crate::access::{self, Right};
use crate::book::Book;
use crate::calendar;
use model::{Account, Act, Date, Flaw, Refusal, RefusalCode, RoundId, UnitId};

fn given(reason: &str) -> Result<String, Refusal> {
    match reason.trim() {
        "" => Err(RefusalCode::ReasonNeeded.into()),
        reason => Ok(reason.to_owned()),
    }
}

/// Leaves a unit out of a round.
///
/// # Errors
/// `reason-needed`, and those of [`allow`].
pub fn exclude(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    reason: &str,
) -> Result<Act, Refusal> {
    allow(book, who, round, unit, Move::Exclude)?;
    Ok(Act::UnitExcluded { round: round.clone(), unit: unit.clone(), reason: given(reason)? })
}

/// Brings a unit back into a round.
///
/// # Errors
/// `not-found` when it was not left out, `round-closed`, `not-allowed`.
pub fn bring_back(book: &Book, who: &Account, round: &RoundId, unit: &UnitId) -> Result<Act, Refusal> {
    access::need_for(book, who, Right::JudgeForm, unit)?;
    let state = running(book, round)?;
    match state.excluded.contains_key(unit) {
        true => Ok(Act::UnitBroughtBack { round: round.clone(), unit: unit.clone() }),
        false => Err(Refusal::of(RefusalCode::NotFound, "đơn vị này trong số không phải báo cáo")),
    }
}

/// Gives a unit until `due`.
///
/// # Errors
/// `reason-needed`, `deadline-too-early`, and those of [`allow`].
pub fn extend(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    due: Date,
    reason: &str,
) -> Result<Act, Refusal> {
    let form = allow(book, who, round, unit, Move::Extend)?.form;
    let earliest = calendar::earliest(book, form.round.round.window);
    if due < earliest {
        return Err(Refusal::of(RefusalCode::DeadlineTooEarly, viet::date::format(earliest)));
    }
    Ok(Act::DeadlineExtended { round: round.clone(), unit: unit.clone(), due, reason: given(reason)? })
}

/// Closes a round whose report is not issued here.
///
/// # Errors
/// `bad-input` for a round of the main regime, which closes with the issue of its report, `round-closed`, `not-found`, `not-allowed`.
pub fn close(book: &Book, who: &Account, round: &RoundId) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    running(book, round)?;
    match round.regime.is_main() {
        true => Err(Flaw::EndsAtIssue.into()),
        false => Ok(Act::RoundClosed { round: round.clone() }),
    }
}

fn running<'a>(book: &'a Book, round: &RoundId) -> Result<&'a crate::book::RoundState, Refusal> {
    let missing = || Refusal::of(RefusalCode::NotFound, format!("đợt {round}"));
    let state = book.rounds.get(round).ok_or_else(missing)?;
    match state.closed {
        Some(_) => Err(Refusal::of(RefusalCode::RoundClosed, round)),
        None => Ok(state),
    }
}
