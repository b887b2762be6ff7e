//! A form's way from draft to approved, and back.

use super::save::{entry, observation};
use super::{Form, Typed, form, own};
use crate::access::{self, Right};
use crate::book::Book;
use jiff::Timestamp;
use model::{Account, Act, CellKey, Refusal, RefusalCode, RoundId, Severity, Submission, UnitId};

/// How "send" was pressed; a sending may wait for a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pressed {
    /// When, by the sender's clock.
    pub at: Option<Timestamp>,
    /// How often the form had been sent, as the sender saw it.
    pub times: Option<u32>,
}

/// Sends a form. Errors that this unit is asked about must be mended or explained first, warnings want a word: an answer,
/// or a note beside one of the unit's numbers. `now` is the arrival. A sending that came twice is one.
///
/// # Errors
/// `errors-open` or `words-wanted` with their count, `form-locked`, `moved-meanwhile`, `not-allowed`, `not-found`.
pub fn send(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    pressed: Pressed,
    now: Timestamp,
) -> Result<Option<Act>, Refusal> {
    let Form { submission, .. } = form(book, who, round, unit)?;
    own(book, who, unit)?;
    let seen = pressed.times.unwrap_or_else(|| submission.times());
    if matches!(submission, Submission::Sent { by, times, .. } if *by == who.name && *times == seen.saturating_add(1))
    {
        return Ok(None);
    }
    if !submission.is_open() {
        return Err(RefusalCode::FormLocked.into());
    }
    if submission.times() != seen {
        return Err(RefusalCode::MovedMeanwhile.into());
    }
    let findings = crate::findings::of_form(book, round, unit);
    let open = |severity| {
        let asked = move |f: &&model::Finding| f.severity == severity && f.answer.is_none() && f.ask == *unit;
        findings.iter().filter(asked)
    };
    let errors = open(Severity::Error).count();
    if errors > 0 {
        return Err(Refusal::of(RefusalCode::ErrorsOpen, errors));
    }
    let noted = |key: &CellKey| book.cell(key).is_some_and(|c| c.observation.note.is_some());
    let silent =
        |f: &&model::Finding| !f.evidence.iter().any(|e| e.key.period == round.period && noted(&e.key));
    let unexplained = open(Severity::Warning).filter(silent).count();
    if unexplained > 0 {
        return Err(Refusal::of(RefusalCode::WordsWanted, unexplained));
    }
    Ok(Some(Act::FormSent { unit: unit.clone(), round: round.clone(), entered_at: entry(pressed.at, now) }))
}

/// Returns a sent or approved form with a reason; its figures leave the totals.
///
/// # Errors
/// `reason-needed`, `wrong-state`, `not-allowed`, `not-found`, `already-issued`.
pub fn return_form(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    reason: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::JudgeForm)?;
    let Form { submission, .. } = form(book, who, round, unit)?;
    access::need_for(book, who, Right::JudgeForm, unit)?;
    not_issued(book, round)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    match submission {
        Submission::Sent { .. } | Submission::Approved { .. } => {
            Ok(Act::FormReturned { unit: unit.clone(), round: round.clone(), reason: reason.to_owned() })
        }
        _ => Err(Refusal::of(RefusalCode::WrongState, state_name(submission))),
    }
}

/// Approves a sent form.
///
/// # Errors
/// `wrong-state`, `not-allowed`, `not-found`.
pub fn approve_form(book: &Book, who: &Account, round: &RoundId, unit: &UnitId) -> Result<Act, Refusal> {
    access::need(who, Right::JudgeForm)?;
    let Form { submission, .. } = form(book, who, round, unit)?;
    access::need_for(book, who, Right::JudgeForm, unit)?;
    match submission {
        Submission::Sent { .. } => Ok(Act::FormApproved { unit: unit.clone(), round: round.clone() }),
        _ => Err(Refusal::of(RefusalCode::WrongState, state_name(submission))),
    }
}

/// Corrects a figure of an approved form, with a reason; also after issue, where it shows as a correction.
///
/// # Errors
/// `reason-needed`, `wrong-state`, `not-on-form`, `not-a-number`, `not-allowed`, `not-found`.
pub fn correct(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    cell: &Typed,
    reason: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::JudgeForm)?;
    let Form { sheet, submission, .. } = form(book, who, round, unit)?;
    access::need_for(book, who, Right::JudgeForm, unit)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    if !matches!(submission, Submission::Approved { .. }) {
        return Err(Refusal::of(RefusalCode::WrongState, state_name(submission)));
    }
    let observation = observation(book, who, Right::JudgeForm, sheet, round.period, cell)?;
    Ok(Act::FigureCorrected { observation, reason: reason.to_owned() })
}

fn not_issued(book: &Book, round: &RoundId) -> Result<(), Refusal> {
    let report = book.report(round.period).filter(|_| round.regime.is_main());
    match report.is_some_and(|r| r.issued.is_some()) {
        true => Err(Refusal::of(RefusalCode::AlreadyIssued, round)),
        false => Ok(()),
    }
}

/// The words for a form's state.
pub fn state_name(submission: &Submission) -> &'static str {
    match submission {
        Submission::Draft => "Chưa gửi",
        Submission::Sent { .. } => "Đã gửi",
        Submission::Returned { .. } => "Bị trả lại",
        Submission::Approved { .. } => "Đã duyệt",
    }
}
