//! Typing into a form.

use super::{Form, form, own};
use crate::access::{self, Right};
use crate::book::Book;
use model::{
    Account, Act, Code, Indicator, Measure, Number, Observation, Period, Refusal, RefusalCode, Sheet, Stated,
    UnitId,
};

/// A cell as it arrives: what was typed, and a word on it.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// As typed.
    pub text: String,
    /// A word on it.
    pub note: Option<String>,
}

/// Reads what was typed in a cell; empty withdraws the statement.
///
/// # Errors
/// `not-a-number` with the text.
pub fn stated(text: &str) -> Result<Option<Stated>, Refusal> {
    match viet::fold::fold(text.trim()).as_str() {
        "" => Ok(None),
        "kps" | "khong phat sinh" => Ok(Some(Stated::NotArisen)),
        "kad" | "khong ap dung" => Ok(Some(Stated::NotApplicable)),
        "kcb" | "khong cong bo" => Ok(Some(Stated::Withheld)),
        _ => signed(text.trim())
            .map(|n| Some(Stated::Number(n)))
            .ok_or_else(|| Refusal::of(RefusalCode::NotANumber, text.trim())),
    }
}

fn signed(text: &str) -> Option<Number> {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => viet::number::parse(rest.trim()).map(|n| Number::new(-n.value())),
        None => viet::number::parse(text),
    }
}

/// Keeps typed cells. Values that say what is already kept are left out; nothing new gives no act.
///
/// # Errors
/// `form-locked`, `not-on-form`, `not-a-number`, `not-allowed`, `not-found`.
pub fn save(
    book: &Book,
    who: &Account,
    period: Period,
    unit: &UnitId,
    typed: &[Typed],
) -> Result<Option<Act>, Refusal> {
    let Form { sheet, submission, .. } = form(book, who, period, unit)?;
    own(book, who, unit)?;
    if !submission.is_open() {
        return Err(RefusalCode::FormLocked.into());
    }
    let mut values = Vec::new();
    for cell in typed {
        let observation = observation(book, who, Right::FillOwn, sheet, period, cell)?;
        let kept = book.cell(&observation.key).map(|c| &c.observation);
        let silent = kept.is_none() && observation.stated.is_none() && observation.note.is_none();
        if kept != Some(&observation) && !silent {
            values.push(observation);
        }
    }
    Ok((!values.is_empty()).then(|| Act::CellsSaved { unit: unit.clone(), period, values }))
}

pub(super) fn observation(
    book: &Book,
    who: &Account,
    right: Right,
    sheet: &Sheet,
    period: Period,
    cell: &Typed,
) -> Result<Observation, Refusal> {
    let asked = sheet.cells.iter().any(|c| c.indicator == cell.indicator && c.measure == cell.measure);
    let theirs = |i: &&Indicator| access::may_cell(book, who, right, &sheet.unit, i);
    let indicator = book.indicator(&cell.indicator).filter(|_| asked).filter(theirs);
    let indicator = indicator.ok_or_else(|| Refusal::of(RefusalCode::NotOnForm, &cell.indicator))?;
    Ok(Observation {
        key: book.form_key(&sheet.unit, indicator, cell.measure, period),
        stated: stated(&cell.text)?,
        approx: None,
        as_of: None,
        note: cell.note.as_deref().map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned),
    })
}
