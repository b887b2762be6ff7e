//! Parts of the report: given to departments, written and sent by them, taken or given back by the office.

use super::state::Doclet;
use crate::access::{self, Right};
use crate::book::{Book, LivingState};
use crate::issue::editable;
use model::{Account, Numbering, PassageId, Period, ProseAct, Refusal, RefusalCode, ReturnedProse, UnitId};
use std::collections::BTreeSet;

/// A step in the life of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocletMove {
    /// The department sends it.
    Send,
    /// The office takes it.
    Accept,
    /// The office gives it back.
    Return,
}

/// From where each step may be taken: open for writing, sent, accepted.
const TABLE: [(DocletMove, [bool; 3]); 3] = [
    (DocletMove::Send, [true, false, false]),
    (DocletMove::Accept, [false, true, false]),
    (DocletMove::Return, [false, true, true]),
];

/// Whether a step may be taken from where a part stands.
pub fn may_move(doclet: &Doclet, step: DocletMove) -> bool {
    let at = match doclet {
        Doclet::Writing | Doclet::Returned { .. } => 0,
        Doclet::Sent { .. } => 1,
        Doclet::Accepted { .. } => 2,
    };
    TABLE.iter().any(|(s, from)| *s == step && from[at])
}

/// Every department that answers for a paragraph of the report.
pub fn owners(state: &LivingState) -> BTreeSet<&UnitId> {
    state.template.passages.iter().filter_map(|p| p.owner.as_ref()).collect()
}

/// Whether the account may send this department's part now.
pub fn may_send(book: &Book, who: &Account, state: &LivingState, unit: &UnitId) -> bool {
    access::may_for(book, who, Right::FillOwn, unit) && may_move(&state.prose.doclet(unit), DocletMove::Send)
}

fn step(state: &LivingState, unit: &UnitId, step: DocletMove) -> Result<(), Refusal> {
    if !owners(state).contains(unit) {
        return Err(Refusal::of(RefusalCode::NotFound, "phần báo cáo của đơn vị này"));
    }
    match may_move(&state.prose.doclet(unit), step) {
        true => Ok(()),
        false => Err(RefusalCode::PartElsewhere.into()),
    }
}

/// A department sends its part.
///
/// # Errors
/// `not-allowed`, `part-elsewhere`, `not-found`, `already-issued`.
pub fn send(book: &Book, who: &Account, period: Period, unit: &UnitId) -> Result<ProseAct, Refusal> {
    access::need_for(book, who, Right::FillOwn, unit)?;
    step(editable(book, period)?, unit, DocletMove::Send)?;
    Ok(ProseAct::DocletSent { unit: unit.clone() })
}

/// The office takes a part as it is.
///
/// # Errors
/// `not-allowed`, `part-elsewhere`, `not-found`, `already-issued`.
pub fn accept(book: &Book, who: &Account, period: Period, unit: &UnitId) -> Result<ProseAct, Refusal> {
    access::need(who, Right::EditReport)?;
    step(editable(book, period)?, unit, DocletMove::Accept)?;
    Ok(ProseAct::DocletAccepted { unit: unit.clone() })
}

/// The office gives a part back, with a reason for the whole or for single paragraphs and sentences.
///
/// # Errors
/// `reason-needed`, `not-allowed`, `part-elsewhere`, `not-found`, `already-issued`.
pub fn return_part(
    book: &Book,
    who: &Account,
    period: Period,
    unit: &UnitId,
    reason: &str,
    parts: Vec<ReturnedProse>,
) -> Result<ProseAct, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = editable(book, period)?;
    step(state, unit, DocletMove::Return)?;
    let reason = reason.trim().to_owned();
    if (reason.is_empty() && parts.is_empty()) || parts.iter().any(|p| p.reason.trim().is_empty()) {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    known(state, parts.iter().map(|p| &p.passage))?;
    Ok(ProseAct::DocletReturned { unit: unit.clone(), reason, parts })
}

/// Paragraphs are given to a department, or to nobody in particular.
///
/// # Errors
/// `not-allowed`, `not-found`, `already-issued`.
pub fn assign(
    book: &Book,
    who: &Account,
    period: Period,
    passages: Vec<PassageId>,
    owner: Option<UnitId>,
) -> Result<ProseAct, Refusal> {
    access::need(who, Right::EditReport)?;
    known(editable(book, period)?, &passages)?;
    match owner.as_ref().filter(|unit| !book.units.contains_key(*unit)) {
        Some(unit) => Err(Refusal::of(RefusalCode::NotFound, unit)),
        None => Ok(ProseAct::Assigned { passages, owner }),
    }
}

/// Paragraphs are closed to the departments, or opened again.
///
/// # Errors
/// `not-allowed`, `not-found`, `already-issued`.
pub fn lock(
    book: &Book,
    who: &Account,
    period: Period,
    passages: Vec<PassageId>,
    locked: bool,
) -> Result<ProseAct, Refusal> {
    access::need(who, Right::EditReport)?;
    known(editable(book, period)?, &passages)?;
    Ok(ProseAct::Locked { passages, locked })
}

/// How headings get their numbers.
///
/// # Errors
/// `not-allowed`, `not-found`, `already-issued`.
pub fn number(book: &Book, who: &Account, period: Period, numbering: Numbering) -> Result<ProseAct, Refusal> {
    access::need(who, Right::EditReport)?;
    editable(book, period)?;
    Ok(ProseAct::Numbered { numbering })
}

fn known<'a>(state: &LivingState, passages: impl IntoIterator<Item = &'a PassageId>) -> Result<(), Refusal> {
    let there = |id: &PassageId| state.template.passages.iter().any(|p| p.id == *id);
    match passages.into_iter().all(there) {
        true => Ok(()),
        false => Err(Refusal::of(RefusalCode::NotFound, "một đoạn đã chọn")),
    }
}
