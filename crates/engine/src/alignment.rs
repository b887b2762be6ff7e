//! Series through several reports: what people rule about wordings, and which indicator a series is.

use crate::access::{self, Right};
use crate::book::Book;
use model::{Account, Act, Code, DOUBTFUL_JOINT, Fact, Flaw, Refusal, ReportId, Series, Wording};
use std::collections::BTreeMap;

/// Keeps what a person says of pairs of wordings: the same indicator, not the same, or nothing any more.
///
/// # Errors
/// `not-allowed`; `bad-input` when a pair is one wording twice, or when there is none.
pub fn rule(who: &Account, pairs: Vec<(Wording, Wording)>, same: Option<bool>) -> Result<Act, Refusal> {
    access::need(who, Right::Adopt)?;
    if pairs.is_empty() || pairs.iter().any(|(one, other)| one == other) {
        return Err(Flaw::WordingsAlike.into());
    }
    Ok(Act::WordingsRuled { pairs, same })
}

/// The indicator of the book that a series is: the one that its newest adopted figure became.
/// `reports` are those that were aligned, in their order.
pub fn indicator_of(book: &Book, reports: &[ReportId], series: &Series) -> Option<Code> {
    series.cells.iter().rev().find_map(|cell| {
        let record = book.readings.get(reports.get(cell.report)?)?;
        record.became.get(&cell.start).cloned()
    })
}

/// For the figures of a report the indicators that they continue for sure, by fact. A figure in another unit of
/// measure continues none: its sentence prints it in its own unit.
pub fn continued(
    book: &Book,
    reports: &[ReportId],
    series: &[Series],
    report: &ReportId,
) -> BTreeMap<String, Code> {
    let own = |series: &Series| {
        let cell = series.cells.iter().find(|cell| reports.get(cell.report) == Some(report))?;
        let code = indicator_of(book, reports, series)?;
        let same_unit = viet::measure_unit::same(&book.indicator(&code)?.measure_unit, &cell.wording.unit);
        (series.confidence() >= DOUBTFUL_JOINT && same_unit).then(|| (cell.fact.clone(), code))
    };
    series.iter().filter_map(own).collect()
}

/// The indicators that a file of ours names for its figures, by fact; one that the book does not hold, or in another
/// unit of measure, is none of this place's.
pub fn carried<'a>(
    book: &'a Book,
    facts: &'a [Fact],
    carried: &'a BTreeMap<usize, Code>,
) -> impl Iterator<Item = (String, Code)> + 'a {
    facts.iter().filter_map(|fact| {
        let indicator = book.indicator(carried.get(&fact.start)?)?;
        let unit = fact.unit.as_deref().unwrap_or_default();
        let same_unit = viet::measure_unit::same(&indicator.measure_unit, unit);
        same_unit.then(|| (fact.id.clone(), indicator.code.clone()))
    })
}
