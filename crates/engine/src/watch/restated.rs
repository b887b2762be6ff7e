//! The past that is no longer what was published: a number of an earlier period that was issued, or read in an adopted report,
//! and says something else now without a correction that gives a reason.

use crate::book::{Book, Cell};
use model::{CellKey, Cut, Number, Period, Stated};

/// A number of an earlier period that was changed after it went out.
#[derive(Clone, Debug)]
pub struct Restated<'a> {
    /// Which.
    pub key: &'a CellKey,
    /// As it went out.
    pub published: Number,
    /// As it is now.
    pub now: Number,
}

/// What was restated of the periods before `period`, as far back as a report compares with: a year.
pub fn since(book: &Book, period: Period) -> Vec<Restated<'_>> {
    let first = period.year_before();
    let corrected = |key: &CellKey| book.corrections.iter().any(|c| c.key == *key);
    let apart =
        |key: &CellKey| book.indicator(&key.indicator).is_some_and(|i| book.states_apart(i, &key.unit));
    let past = book
        .former
        .keys()
        .filter(|k| k.period.kind() == period.kind() && k.period < period && k.period >= first);
    let restated = past.filter(|key| !corrected(key) && !apart(key)).filter_map(|key| {
        let published = number(book.cell_at(key, published(book, key)?)?.as_ref())?;
        let now = number(book.cell(key)?.as_ref())?;
        (published.value() != now.value()).then_some(Restated { key, published, now })
    });
    restated.collect()
}

/// The cut at which a period's numbers went out: that of its issued report, or of its first statement when the report was read.
fn published(book: &Book, key: &CellKey) -> Option<Cut> {
    if book.main_round(key.period).is_some() {
        return book.report(key.period)?.issued().map(|issued| issued.cut);
    }
    book.former.get(key)?.first().map(|cell| cell.provenance.cut)
}

fn number(cell: &Cell) -> Option<Number> {
    match cell.observation.stated? {
        Stated::Number(number) => Some(number),
        _ => None,
    }
}
