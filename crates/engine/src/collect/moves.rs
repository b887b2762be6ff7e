//! A form's way from draft to approved, and back.

use super::save::{entry, observation};
use super::transitions::{Move, allow};
use super::{Form, Typed, form};
use crate::access::Right;
use crate::book::Book;
use jiff::Timestamp;
use model::{
    Account, Act, CellKey, Refusal, RefusalCode, ReturnedPart, ReturnedPlace, RoundId, Severity, Submission,
    UnitId,
};

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
    let seen = pressed.times.unwrap_or_else(|| submission.times());
    if matches!(submission, Submission::Sent { by, times, .. } if *by == who.name && *times == seen.saturating_add(1))
    {
        return Ok(None);
    }
    allow(book, who, round, unit, Move::Send)?;
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

/// Returns a form with a reason for the whole, or for single cells and sentences; its figures leave the totals.
///
/// # Errors
/// `reason-needed`, `not-on-form` for a part that the form does not have, and those of [`allow`].
pub fn return_form(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    reason: &str,
    parts: Vec<ReturnedPart>,
) -> Result<Act, Refusal> {
    let Form { sheet, .. } = allow(book, who, round, unit, Move::Return)?.form;
    let reason = reason.trim().to_owned();
    let silent = |part: &ReturnedPart| part.reason.trim().is_empty();
    if (reason.is_empty() && parts.is_empty()) || parts.iter().any(silent) {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    let strange = |part: &&ReturnedPart| match &part.place {
        ReturnedPlace::Cell(cell) => !sheet.cells.contains(cell),
        ReturnedPlace::Passage(id) => {
            !book.report(round.period).is_some_and(|r| r.template.passages.iter().any(|p| p.id == *id))
        }
    };
    if let Some(part) = parts.iter().find(strange) {
        let place = match &part.place {
            ReturnedPlace::Cell(cell) => cell.indicator.to_string(),
            ReturnedPlace::Passage(id) => id.to_string(),
        };
        return Err(Refusal::of(RefusalCode::NotOnForm, place));
    }
    Ok(Act::FormReturned { unit: unit.clone(), round: round.clone(), reason, parts })
}

/// Approves a sent form within its unit, where the regime asks for it.
///
/// # Errors
/// Those of [`allow`].
pub fn approve_within(book: &Book, who: &Account, round: &RoundId, unit: &UnitId) -> Result<Act, Refusal> {
    allow(book, who, round, unit, Move::ApproveWithin)?;
    Ok(Act::FormUnitApproved { unit: unit.clone(), round: round.clone() })
}

/// Approves a form that reached the office.
///
/// # Errors
/// Those of [`allow`].
pub fn approve_form(book: &Book, who: &Account, round: &RoundId, unit: &UnitId) -> Result<Act, Refusal> {
    allow(book, who, round, unit, Move::Approve)?;
    Ok(Act::FormApproved { unit: unit.clone(), round: round.clone() })
}

/// Corrects a figure of an approved form, with a reason; also after issue, where it shows as a correction.
///
/// # Errors
/// `reason-needed`, `not-on-form`, `not-a-number`, and those of [`allow`].
pub fn correct(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    cell: &Typed,
    reason: &str,
) -> Result<Act, Refusal> {
    let Form { sheet, .. } = allow(book, who, round, unit, Move::Correct)?.form;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    let observation = observation(book, who, Right::JudgeForm, sheet, round.period, cell)?;
    Ok(Act::FigureCorrected { observation, reason: reason.to_owned() })
}
