//! What a form holds: cells answered, and findings that may be open. Counted once, as long as nothing that it rests on
//! moves; answers to findings are looked up when the board is shown.

use crate::book::Book;
use crate::findings;
use crate::state::RoundState;
use model::{CellSpec, Cut, FindingKey, Severity, UnitId, UnitKind};

/// What was counted, and at which cut.
#[derive(Clone, Debug, Default)]
pub struct FormCount {
    /// The book that was looked at.
    pub cut: Cut,
    /// Cells with an answer.
    pub filled: usize,
    /// Errors and warnings, answered or not, with the numbers they are about.
    found: Vec<(FindingKey, Severity, String)>,
}

impl FormCount {
    /// Open errors and open warnings.
    pub fn open(&self, book: &Book) -> (usize, usize) {
        let is_open = |(key, _, computation): &&(FindingKey, Severity, String)| {
            let mut given = book.answers.get(key).into_iter().flatten();
            !given.any(|answer| answer.computation == *computation)
        };
        let count = |severity| self.found.iter().filter(is_open).filter(|f| f.1 == severity).count();
        (count(Severity::Error), count(Severity::Warning))
    }
}

/// Counts a unit's form.
pub fn count(book: &Book, round: &RoundState, unit: &UnitId) -> FormCount {
    let key = |cell: &CellSpec| {
        let indicator = book.indicator(&cell.indicator)?;
        Some(book.form_key(unit, indicator, cell.measure, round.round.period))
    };
    let cells = round.sheet(unit).map_or(&[][..], |sheet| &sheet.cells);
    let filled = cells.iter().filter_map(key).filter(|key| book.stated(key).is_some()).count();
    let found = findings::of_form(book, &round.round.id(), unit).into_iter();
    let found = found.filter(|f| f.severity <= Severity::Warning);
    FormCount { cut: book.cut, filled, found: found.map(|f| (f.key, f.severity, f.computation)).collect() }
}

/// Whether a count still says what the book says. A commune's form rests on its own figures and on the laws; any other
/// form may rest on every figure of the place.
pub fn is_fresh(book: &Book, round: &RoundState, unit: &UnitId, count: &FormCount) -> bool {
    let commune = book.units.get(unit).is_some_and(|u| u.kind == UnitKind::Commune);
    let touched = book.board.trace_of(&round.round.id(), unit).and_then(|t| t.touched.as_ref()).map(|t| t.0);
    let moved = if commune { touched.unwrap_or_default() } else { book.board.figures };
    count.cut >= moved.max(book.board.laws)
}
