//! Plans stated one by one, before any decision gives them.

use super::stated;
use crate::access::{self, Right};
use crate::book::Book;
use crate::spans::plan_year;
use model::{Account, Act, CellKey, Code, Measure, Observation, Period, Refusal, RefusalCode};

/// Sets a plan of a year by decision.
///
/// # Errors
/// `not-found`, `not-a-number`, `bad-input` without a basis, `plan-decided` where a decision gives it, `not-allowed`.
pub fn set_plan(
    book: &Book,
    who: &Account,
    code: &Code,
    year: Period,
    text: &str,
    basis: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    if !book.indicator(code).is_some_and(|i| access::sees_indicator(who, i)) {
        return Err(Refusal::of(RefusalCode::NotFound, "chỉ tiêu này"));
    }
    if basis.trim().is_empty() {
        return Err(Refusal::of(RefusalCode::BadInput, "hãy ghi văn bản giao kế hoạch"));
    }
    let key = CellKey {
        indicator: code.clone(),
        unit: book.place_unit(),
        period: plan_year(year),
        measure: Measure::Plan,
    };
    if let Some(version) = crate::plans::versions(book, &key, book.cut).last()
        && matches!(version.source, crate::plans::Source::Decision(_))
    {
        return Err(Refusal::of(RefusalCode::PlanDecided, version.named(book)));
    }
    let observation = Observation {
        key,
        stated: stated(text)?,
        approx: None,
        as_of: None,
        note: Some(basis.trim().to_owned()),
    };
    Ok(Act::PlanSet { observation, basis: basis.trim().to_owned() })
}
