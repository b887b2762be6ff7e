//! Indicators.

use crate::forms::printed;
use crate::view::{IndicatorView, Page};
use crate::{App, Trouble, matches, not_found, page, see_all, unit_ref};
use engine::access::{Right, need, sees_indicator};
use engine::{Book, Status, findings, life, resolve};
use formula::Reference;
use model::{
    Account, Act, Code, Collector, Flaw, Indicator, JoiningBy, Measure, Period, Refusal, RefusalCode, UnitId,
};

impl App {
    /// Indicators in the order of the report.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn indicators(
        &self,
        who: &Account,
        search: Option<&str>,
        number: Option<usize>,
    ) -> Result<Page<IndicatorView>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let hits = book
            .indicators
            .iter()
            .filter(|i| sees_indicator(who, i))
            .filter(|i| matches(&format!("{} {} {}", i.code, i.name, i.group), search));
        Ok(page(hits.map(|i| view(&book, i)).collect(), number))
    }

    /// Changes an indicator.
    ///
    /// # Errors
    /// `not-found`, `bad-input`, `measure-unit-kept`, `not-allowed`.
    pub async fn set_indicator(
        &self,
        who: &Account,
        code: &Code,
        indicator: Indicator,
    ) -> Result<IndicatorView, Trouble> {
        need(who, Right::EditCatalogue)?;
        self.act(&who.name, |book| check(book, who, code, &indicator).map(Some)).await?;
        let book = self.book().await;
        let indicator = book.indicator(code).ok_or_else(|| not_found("chỉ tiêu này"))?;
        Ok(view(&book, indicator))
    }
}

fn check(book: &Book, who: &Account, code: &Code, indicator: &Indicator) -> Result<Act, Refusal> {
    let bad = |flaw: Flaw| Err(flaw.into());
    if !book.indicator(code).is_some_and(|i| sees_indicator(who, i)) || indicator.code != *code {
        return Err(not_found("chỉ tiêu này"));
    }
    if indicator.name.trim().is_empty() || indicator.measure_unit.trim().is_empty() {
        return bad(Flaw::NameOrMeasureUnitEmpty);
    }
    let collector = match &indicator.collector {
        Collector::Unit(unit) => Some(unit),
        Collector::Communes => None,
    };
    if collector.into_iter().chain([&indicator.owner]).any(|u| !book.units.contains_key(u)) {
        return bad(Flaw::UnitUnknown);
    }
    if let JoiningBy::Weighted(weight) = &indicator.joining.by
        && (weight == code || !book.indicator(weight).is_some_and(|i| sees_indicator(who, i)))
    {
        return bad(Flaw::WeightWanted);
    }
    life::keeps_measure_unit(book, indicator)?;
    Ok(Act::IndicatorSet { indicator: Indicator { formula: formula(book, indicator)?, ..indicator.clone() } })
}

/// The formula as it is kept; none where nothing is written.
fn formula(book: &Book, indicator: &Indicator) -> Result<Option<String>, Refusal> {
    let Some(text) = indicator.formula.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if book.indicator(&indicator.code).is_some_and(|known| known.formula.as_deref() == Some(text)) {
        return Ok(Some(text.to_owned()));
    }
    let expr = formula::read_expr(text, Some(&indicator.measure_unit), book)
        .map_err(|error| Refusal::of(RefusalCode::BadInput, error))?;
    if expr.references().iter().any(|r| r.code == indicator.code && *r == &Reference::own(r.code.clone())) {
        return Err(Flaw::FormulaOfItself.into());
    }
    Ok(Some(expr.to_string()))
}

fn value(book: &Book, code: &Code, unit: Option<&UnitId>, period: Period) -> Option<String> {
    let found = resolve(book, code, Measure::Actual, unit, period);
    found.stated.filter(|_| found.status < Status::Stale).map(printed)
}

/// An indicator with the names it needs.
pub(crate) fn view(book: &Book, indicator: &Indicator) -> IndicatorView {
    let newest = findings::periods(book).into_iter();
    let weight = match &indicator.joining.by {
        JoiningBy::Weighted(weight) => book.indicator(weight),
        JoiningBy::Timing | JoiningBy::Greatest => None,
    };
    IndicatorView {
        indicator: indicator.clone(),
        owner_unit: unit_ref(book, &indicator.owner),
        weight_name: weight.map(|weight| weight.name.clone()),
        has_figures: life::has_figures(book, &indicator.code),
        formula_in_names: indicator.formula.as_deref().map(|text| engine::rules::in_names(book, text)),
        latest: newest.filter_map(|p| value(book, &indicator.code, None, p)).next(),
    }
}
