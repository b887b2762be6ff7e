//! Typing into a form.

use super::Form;
use super::transitions::{Allowed, Move, allow};
use crate::access::{self, Right};
use crate::book::{Book, Cell};
use jiff::Timestamp;
use model::{
    Account, Act, CellSpec, Code, Cut, EnteredAt, Indicator, Measure, Observation, Period, Refusal,
    RefusalCode, RoundId, Sheet, Stated, UnitId,
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

/// A typed cell with what its typist saw, and when it was typed.
#[derive(Clone, Debug)]
pub struct Typing {
    /// What was typed.
    pub cell: Typed,
    /// The position of the statement that the typist saw; none = the cell said nothing yet.
    pub base: Option<Cut>,
    /// When, by the typist's clock.
    pub entered_at: Option<Timestamp>,
}

/// What comes of saving. Each cell that was typed is in the act, in the book already, in conflict or refused.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    /// What is new; none when the book says it all already.
    pub act: Option<Act>,
    /// Cells that say something else by now than their typist saw: not written.
    pub conflicts: Vec<Conflict>,
    /// Cells that say nothing that can be kept.
    pub refused: Vec<(CellSpec, Refusal)>,
}

/// Two statements about one cell, neither of which knew the other.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Which.
    pub cell: CellSpec,
    /// As it came, not written.
    pub mine: Observation,
    /// As it is kept.
    pub theirs: Cell,
}

/// How much later than its entry a value arrives when it waited for a line, seconds. Below it the arrival tells both.
const WAITED: i64 = 60;

/// Reads what was typed in a cell; empty withdraws the statement.
///
/// # Errors
/// `not-a-number` with the text.
pub fn stated(text: &str) -> Result<Option<Stated>, Refusal> {
    viet::stated::parse(text).map_err(|_| Refusal::of(RefusalCode::NotANumber, text.trim()))
}

/// Keeps typed cells. What is already kept is left out, so the same save may come twice. A cell about which something
/// newer was said than its typist saw is never written over: it is told as a conflict. `now` is the arrival.
///
/// # Errors
/// `form-locked`, `not-allowed`, `not-found`.
pub fn save(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    typed: &[Typing],
    now: Timestamp,
) -> Result<Saving, Refusal> {
    let Allowed { form: Form { sheet, .. }, by, on_behalf } = allow(book, who, round, unit, Move::Save)?;
    let (mut saving, mut values, mut entered) = (Saving::default(), Vec::new(), Vec::new());
    for Typing { cell, base, entered_at } in typed {
        let spec = CellSpec { indicator: cell.indicator.clone(), measure: cell.measure };
        let mine = match observation(book, who, by, sheet, round.period, cell) {
            Ok(observation) => observation,
            Err(refusal) => {
                saving.refused.push((spec, refusal));
                continue;
            }
        };
        let kept = book.last_said(&mine.key);
        if says(kept, &mine) {
            continue;
        }
        match kept.filter(|kept| kept.provenance.cut > base.unwrap_or_default()) {
            Some(theirs) => saving.conflicts.push(Conflict { cell: spec, mine, theirs: theirs.clone() }),
            None => {
                let at = entry(*entered_at, now).map(|at| EnteredAt { key: mine.key.clone(), at });
                entered.extend(at);
                values.push(mine);
            }
        }
    }
    if !values.is_empty() {
        saving.act = Some(Act::CellsSaved {
            unit: unit.clone(),
            round: round.clone(),
            values,
            entered,
            file: None,
            on_behalf,
        });
    }
    Ok(saving)
}

/// Whether the book says this already; a cell about which nothing was said is as good as an empty one.
fn says(kept: Option<&Cell>, observation: &Observation) -> bool {
    match kept {
        Some(kept) => kept.observation == *observation,
        None => observation.stated.is_none() && observation.note.is_none(),
    }
}

/// The time of entry, where it lies clearly before the arrival. The typist's clock may run ahead: nothing is typed
/// after it has arrived.
pub(super) fn entry(entered_at: Option<Timestamp>, now: Timestamp) -> Option<String> {
    let waited = entered_at.filter(|at| now.as_second().saturating_sub(at.as_second()) >= WAITED)?;
    Timestamp::from_second(waited.as_second()).ok().map(|at| at.to_string())
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
