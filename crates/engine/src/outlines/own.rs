//! The outlines that an office keeps.

use super::find;
use crate::access::{self, Right};
use crate::book::Book;
use crate::issue;
use catalogue::outline::{Head, Measured, Outline, check, write};
use catalogue::{Aggregation, DataError, starter};
use model::{
    Account, AccountName, Act, Code, Flaw, OutlineAct, OutlineId, Period, Refusal, RefusalCode, UnitKind,
};

/// An outline that the office keeps.
#[derive(Clone, Debug)]
pub struct OwnOutline {
    /// As it is written.
    pub text: String,
    /// Who wrote it last.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// Taken out of the list.
    pub removed: bool,
}

/// Characters of an outline at most.
const LONGEST: usize = 400_000;

/// What of an outline's figures cannot be in this place: indicators that neither it nor the starter catalogue has, measures
/// that make no sense, other units of measure.
pub fn unknown(book: &Book, outline: &Outline) -> Vec<DataError> {
    check(outline, &|code| measured(book, code))
}

fn measured(book: &Book, code: &Code) -> Option<Measured> {
    if let Some(known) = book.indicator(code) {
        return Some(Measured { units: vec![known.measure_unit.clone()], timing: known.timing, plan: false });
    }
    let found = starter().iter().find(|i| i.code == code.as_str())?;
    let units = std::iter::once(&found.measure_unit).chain(&found.units_also).cloned().collect();
    Some(Measured { units, timing: found.aggregation.timing(), plan: found.aggregation == Aggregation::Plan })
}

/// Keeps an outline, as a new one or in the place of one that the office has. The inner `Err` names every line that cannot be.
///
/// # Errors
/// `outline-gone`, `bad-input` for too long a text, `not-allowed`.
pub fn keep(
    book: &Book,
    who: &Account,
    outline: Option<&OutlineId>,
    text: &str,
) -> Result<Result<Act, Vec<DataError>>, Refusal> {
    access::need(who, Right::EditReport)?;
    if outline.is_some_and(|id| !book.outlines.contains_key(id)) {
        return Err(RefusalCode::OutlineGone.into());
    }
    if text.chars().count() > LONGEST {
        return Err(Flaw::OutlineLong.into());
    }
    let read = match catalogue::outline::read(text) {
        Ok(read) => read,
        Err(errors) => return Ok(Err(errors)),
    };
    // What an office writes in its own words need not put the unit of measure where ours do; it must be known.
    let errors: Vec<DataError> =
        unknown(book, &read).into_iter().filter(|e| e.says.starts_with("không có")).collect();
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    let new = || OutlineId::from(format!("dc-{}", book.cut.0 + 1));
    let what = OutlineAct::Kept { outline: outline.cloned().unwrap_or_else(new), text: text.to_owned() };
    Ok(Ok(Act::OutlineTended { what }))
}

/// The living report of a period as the text of an outline: figures stay bound, their numbers are left out.
///
/// # Errors
/// `not-found`, `bad-input` without a name or a kind of period.
pub fn text_of(
    book: &Book,
    period: Period,
    name: &str,
    kinds: &[model::PeriodKind],
) -> Result<String, Refusal> {
    let state = issue::living(book, period)?;
    if name.trim().is_empty() || kinds.is_empty() {
        return Err(Flaw::OutlineIncomplete.into());
    }
    let level = Some(crate::adopt::level(book)).filter(|level| level.is_area()).unwrap_or(UnitKind::District);
    let numbering = state.template.numbering;
    let head = Head { name: name.trim().to_owned(), level, kinds: kinds.to_vec(), numbering };
    Ok(write(&head, &state.template.passages))
}

/// Takes an outline of the office out of the list, or puts it back.
///
/// # Errors
/// `outline-gone`, `not-allowed`.
pub fn switch(book: &Book, who: &Account, outline: &OutlineId, removed: bool) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    match find(book, outline)?.own {
        Some(_) => {
            Ok(Act::OutlineTended { what: OutlineAct::Switched { outline: outline.clone(), removed } })
        }
        None => Err(Flaw::OutlineBuiltIn.into()),
    }
}
