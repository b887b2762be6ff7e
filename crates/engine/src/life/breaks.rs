//! Where a series breaks, and what converts exactly.

use crate::book::Book;
use model::{Code, Cut, Date, Decimal, Indicator, LifeChange, LifeEvent, Number, Period};

/// Why numbers on two sides of a day are not the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BreakKind {
    /// It was divided, or came of a division.
    Split,
    /// It was merged, or came of a merger.
    Merged,
    /// It is counted in another way.
    Method,
    /// It is given in another unit of measure.
    MeasureUnit,
    /// It is collected no more.
    Retired,
}

/// A mark on a series: from this day on its numbers are not what they were before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// First day of the new.
    pub on: Date,
    /// Why.
    pub kind: BreakKind,
    /// What happened, as it was noted.
    pub event: LifeEvent,
    /// The paper that says so.
    pub basis: String,
    /// What earlier numbers are to be multiplied by, exactly: such a mark is shown, and does not stop a comparison. Numbers
    /// that [`crate::resolve`] answers are multiplied already.
    pub factor: Option<Decimal>,
    /// Indicators whose sum it is on the side where it has no numbers of its own: after it was split, before it came of a
    /// merger. Only amounts add up, not ratios.
    pub sum_of: Vec<Code>,
    /// Where in the ledger it was noted.
    pub cut: Cut,
}

impl Break {
    /// Whether numbers on either side may be compared, as they are answered.
    pub fn is_bridged(&self) -> bool {
        self.factor.is_some()
    }
}

/// The breaks in the series of an indicator, in the order of their days, as the book stands. A rename is none.
pub fn breaks(book: &Book, code: &Code) -> Vec<Break> {
    breaks_at(book, code, book.cut)
}

/// The breaks as they were known at a cut.
pub fn breaks_at(book: &Book, code: &Code, at: Cut) -> Vec<Break> {
    book.life.changes(code, at).into_iter().filter_map(|(cut, change)| broken(code, cut, change)).collect()
}

fn broken(code: &Code, cut: Cut, change: &LifeChange) -> Option<Break> {
    let (kind, factor, sum_of) = match &change.event {
        LifeEvent::Renamed { .. } => return None,
        LifeEvent::Split { indicator, into } => {
            (BreakKind::Split, None, if indicator == code { into.clone() } else { Vec::new() })
        }
        LifeEvent::Merged { indicator, from } => {
            (BreakKind::Merged, None, if indicator == code { from.clone() } else { Vec::new() })
        }
        LifeEvent::Method { .. } => (BreakKind::Method, None, Vec::new()),
        LifeEvent::MeasureUnit { factor, .. } => (BreakKind::MeasureUnit, *factor, Vec::new()),
        LifeEvent::Retired { .. } => (BreakKind::Retired, None, Vec::new()),
    };
    let (on, event, basis) = (change.on, change.event.clone(), change.basis.clone());
    Some(Break { on, kind, event, basis, factor, sum_of, cut })
}

/// Whether the numbers of two periods may be compared: no break that nothing bridges lies between their ends.
pub fn comparable(book: &Book, code: &Code, one: Period, other: Period) -> bool {
    if one == other || book.life.is_silent(code) {
        return true;
    }
    let (a, b) = (one.calendar_window().to, other.calendar_window().to);
    let between = |on: Date| a.min(b) < on && on <= a.max(b);
    breaks(book, code).iter().all(|mark| mark.is_bridged() || !between(mark.on))
}

/// A number of a period in the unit of measure of today, exactly; none where it was given in another that does not convert.
pub fn converted(book: &Book, indicator: &Indicator, period: Period, number: Number) -> Option<Number> {
    if book.life.is_silent(&indicator.code) {
        return Some(number);
    }
    let end = period.calendar_window().to;
    let later = breaks(book, &indicator.code)
        .into_iter()
        .filter(|mark| mark.kind == BreakKind::MeasureUnit && end < mark.on);
    let mut value = number.value();
    for mark in later {
        value = value.checked_mul(mark.factor?)?;
    }
    Some(Number::new(value))
}

/// What an indicator was called on a day.
pub fn name_on(book: &Book, code: &Code, day: Date) -> Option<String> {
    let renamed = book.life.changes(code, book.cut).into_iter().find_map(|(_, change)| match &change.event {
        LifeEvent::Renamed { from, .. } if day < change.on => Some(from.clone()),
        _ => None,
    });
    renamed.or_else(|| book.indicator(code).map(|i| i.name.clone()))
}
