//! Targets of units that ended: who takes them over.

use crate::book::Book;
use model::{Date, UnitId};

/// The day from which a unit is no more; none while it lives.
pub fn ended(book: &Book, unit: &UnitId) -> Option<Date> {
    book.units.get(unit)?.placements.last()?.to
}
