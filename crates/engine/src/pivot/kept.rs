//! Keeping tables.

use crate::access::{self, Right};
use crate::book::Book;
use model::{
    Account, Act, Dimension, Flaw, KeptPivot, Pivot, PivotAct, PivotId, PivotPeriods, PivotUnits, Refusal,
    RefusalCode,
};
use std::collections::BTreeSet;

/// Most cells that a table may have.
const CELLS: usize = 20_000;
/// Longest name.
const NAME: usize = 200;

/// Whether a table can be answered.
///
/// # Errors
/// `bad-input` with what to choose otherwise; `not-found` for a unit or an indicator that the book does not know.
pub fn check(book: &Book, pivot: &Pivot) -> Result<(), Refusal> {
    let bad = |flaw: Flaw| Err(flaw.into());
    let laid: Vec<Dimension> = pivot.rows.iter().chain(&pivot.columns).copied().collect();
    if laid.iter().collect::<BTreeSet<_>>().len() != laid.len() {
        return bad(Flaw::DimensionTwice);
    }
    if laid.is_empty() {
        return bad(Flaw::DimensionsNone);
    }
    for (dimension, members, [none, unplaced]) in many(pivot) {
        match members {
            Some(0) => return bad(none),
            Some(1) => {}
            _ if !laid.contains(&dimension) => {
                return bad(unplaced);
            }
            _ => {}
        }
    }
    let cells = many(pivot).iter().map(|(_, members, _)| members.unwrap_or(50)).product::<usize>();
    if cells > CELLS {
        return Err(Flaw::TableTooLarge.about(cells));
    }
    let known = |unit| book.units.contains_key(unit);
    let units = match &pivot.units {
        PivotUnits::Listed { units } => units.iter().all(known),
        PivotUnits::Below { unit } => known(unit),
    };
    if !units || pivot.indicators.iter().any(|code| book.indicator(code).is_none()) {
        return Err(Refusal::of(RefusalCode::NotFound, "đơn vị hoặc chỉ tiêu của bảng"));
    }
    Ok(())
}

/// How many members each dimension has, none = as many as there are; and what is wrong without any, or with several that
/// stand nowhere.
fn many(pivot: &Pivot) -> [(Dimension, Option<usize>, [Flaw; 2]); 4] {
    use Flaw as R;
    let total = usize::from(pivot.total);
    let units = match &pivot.units {
        PivotUnits::Listed { units } if units.is_empty() => Some(0),
        PivotUnits::Listed { units } => Some(units.len() + total),
        PivotUnits::Below { .. } => None,
    };
    let periods = match &pivot.periods {
        PivotPeriods::Listed { periods } => periods.len(),
        PivotPeriods::Last { many, .. } => usize::from(*many),
    };
    [
        (Dimension::Indicator, Some(pivot.indicators.len()), [R::IndicatorsNone, R::IndicatorsUnplaced]),
        (Dimension::Measure, Some(pivot.measures.len()), [R::MeasuresNone, R::MeasuresUnplaced]),
        (Dimension::Unit, units, [R::UnitsNone, R::UnitsUnplaced]),
        (Dimension::Period, Some(periods), [R::PeriodsNone, R::PeriodsUnplaced]),
    ]
}

/// Keeps a table under a name; `id` = lays out anew one that is kept.
///
/// # Errors
/// As [`check`]; `bad-input` without a name; `not-allowed` for another's table, `not-found`.
pub fn keep(
    book: &Book,
    who: &Account,
    id: Option<&PivotId>,
    name: &str,
    pivot: Pivot,
) -> Result<Act, Refusal> {
    access::need(who, Right::SeeAll)?;
    check(book, &pivot)?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(Flaw::TableUnnamed.about(NAME));
    }
    let id = match id {
        Some(id) => own(book, who, id)?.clone(),
        None => PivotId::from(format!("bang-{}", book.cut.0 + 1)),
    };
    let what = PivotAct::Kept { table: KeptPivot { id, name: name.to_owned(), pivot } };
    Ok(Act::PivotTended(what))
}

/// Takes a table out of the list, or puts it back.
///
/// # Errors
/// `not-allowed` for another's table, `not-found`.
pub fn switch(book: &Book, who: &Account, id: &PivotId, removed: bool) -> Result<Act, Refusal> {
    let id = own(book, who, id)?.clone();
    Ok(Act::PivotTended(PivotAct::Switched { id, removed }))
}

/// A table that this person may change: an own one, or any for who edits the catalogue.
fn own<'a>(book: &'a Book, who: &Account, id: &PivotId) -> Result<&'a PivotId, Refusal> {
    let (id, kept) =
        book.pivots.get_key_value(id).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "bảng này"))?;
    if kept.by != who.name {
        access::need(who, Right::EditCatalogue)?;
    }
    Ok(id)
}
