//! What officers do with the life of indicators: each is an act, or a refusal.

use crate::access::{self, Right};
use crate::book::{Book, Cell};
use model::{
    Account, Act, CellKey, Code, Cut, Date, Decimal, Flaw, LifeAct, LifeChange, LifeEvent, OfficialCode,
    Refusal, RefusalCode, Stated, Timing,
};
use std::collections::BTreeSet;

fn bad<T>(flaw: Flaw) -> Result<T, Refusal> {
    Err(flaw.into())
}

/// The indicator, for these eyes.
fn known<'a>(book: &'a Book, who: &Account, code: &Code) -> Result<&'a model::Indicator, Refusal> {
    let found = book.indicator(code).filter(|i| access::sees_indicator(who, i));
    found.ok_or_else(|| Refusal::of(RefusalCode::NotFound, code))
}

/// Notes a change. What an indicator is today follows it, so a rename and another unit of measure are noted from their day on,
/// not before. `in_new`: figures that are there of periods which end from that day on are in the new unit of measure, or will be.
///
/// # Errors
/// `bad-input` for what is missing, cannot be, or is not yet; `measure-unit-late` for figures that nobody said are in the new
/// unit of measure; `not-found`, `not-allowed`.
pub fn note(
    book: &Book,
    who: &Account,
    change: LifeChange,
    today: Date,
    in_new: bool,
) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let LifeChange { on, basis, event } = change;
    let basis = basis.trim().to_owned();
    for code in event.codes() {
        known(book, who, code)?;
    }
    if basis.is_empty() {
        return bad(Flaw::BasisOfChangeWanted);
    }
    let event = match event {
        LifeEvent::Renamed { .. } | LifeEvent::MeasureUnit { .. } if today < on => {
            return bad(Flaw::RenameEarlier);
        }
        LifeEvent::Renamed { indicator, to, .. } => {
            let from = known(book, who, &indicator)?.name.clone();
            let to = to.trim().to_owned();
            if to.is_empty() || to == from {
                return bad(Flaw::NewNameWanted);
            }
            LifeEvent::Renamed { indicator, from, to }
        }
        LifeEvent::MeasureUnit { indicator, to, factor, .. } => {
            let from = known(book, who, &indicator)?.measure_unit.clone();
            let to = to.trim().to_owned();
            if to.is_empty() || to == from {
                return bad(Flaw::NewMeasureUnitWanted);
            }
            if factor.is_some_and(|factor| factor <= Decimal::ZERO) {
                return bad(Flaw::FactorNotPositive);
            }
            let latest = latest_unit_change(book, &indicator);
            if latest.is_some_and(|latest| on <= latest) {
                return bad(Flaw::MeasureUnitChangedLater);
            }
            let late = if in_new { 0 } else { figures_since(book, &indicator, on) };
            if late > 0 {
                return Err(Refusal::of(RefusalCode::MeasureUnitLate, late));
            }
            LifeEvent::MeasureUnit { indicator, from, to, factor }
        }
        LifeEvent::Method { indicator, says } => {
            let says = says.trim().to_owned();
            if says.is_empty() {
                return bad(Flaw::MethodWanted);
            }
            LifeEvent::Method { indicator, says }
        }
        LifeEvent::Split { indicator, into } => {
            LifeEvent::Split { into: others(book, &indicator, into)?, indicator }
        }
        LifeEvent::Merged { from, indicator } => {
            LifeEvent::Merged { from: others(book, &indicator, from)?, indicator }
        }
        retired @ LifeEvent::Retired { .. } => retired,
    };
    let change = LifeChange { on, basis, event };
    let stands = change
        .event
        .codes()
        .first()
        .is_some_and(|code| book.life.changes(code, book.cut).iter().any(|(_, known)| **known == change));
    Ok((!stands).then(|| Act::LifeTended(LifeAct::Noted { change })))
}

/// How many figures and targets there are of periods that end on a day or later.
fn figures_since(book: &Book, code: &Code, on: Date) -> usize {
    let late = |key: &CellKey| key.indicator == *code && on <= key.period.calendar_window().to;
    let is_number = |cell: &Cell| matches!(cell.observation.stated, Some(Stated::Number(_)));
    let stated = book.cells.iter().filter(|(key, cell)| late(key) && is_number(cell)).count();
    let given = book.plans.keys().filter(|key| late(key)).count();
    stated.saturating_add(given)
}

/// Whether there are figures or targets in an indicator's unit of measure.
pub fn has_figures(book: &Book, code: &Code) -> bool {
    book.has_figures_of(code) || book.plans.keys().any(|key| key.indicator == *code)
}

/// An indicator may be written anew so: numbers that were given keep their meaning.
///
/// # Errors
/// `measure-unit-kept` where there are figures in another unit of measure; such a change is noted, see [`note`].
pub fn keeps_measure_unit(book: &Book, after: &model::Indicator) -> Result<(), Refusal> {
    let other = |known: &model::Indicator| {
        !viet::measure_unit::same(&known.measure_unit, &after.measure_unit) && has_figures(book, &after.code)
    };
    match book.indicator(&after.code).filter(|known| other(known)) {
        Some(known) => Err(Refusal::of(RefusalCode::MeasureUnitKept, &known.name)),
        None => Ok(()),
    }
}

fn latest_unit_change(book: &Book, code: &Code) -> Option<Date> {
    let changes = book.life.changes(code, book.cut);
    let unit = |change: &LifeChange| matches!(change.event, LifeEvent::MeasureUnit { .. });
    changes.into_iter().filter(|(_, change)| unit(change)).map(|(_, change)| change.on).max()
}

/// The other side of a split or a merger: at least two, none of them the whole, all in its unit of measure.
fn others(book: &Book, whole: &Code, parts: Vec<Code>) -> Result<Vec<Code>, Refusal> {
    let parts: Vec<Code> = parts.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    if parts.len() < 2 || parts.contains(whole) {
        return bad(Flaw::TwoIndicatorsWanted);
    }
    let of_one = |code: &Code| {
        let both = book.indicator(code).zip(book.indicator(whole));
        both.is_some_and(|(a, b)| {
            viet::measure_unit::same(&a.measure_unit, &b.measure_unit)
                && (a.timing == Timing::Ratio) == (b.timing == Timing::Ratio)
        })
    };
    match parts.iter().all(of_one) {
        true => Ok(parts),
        false => bad(Flaw::IndicatorsUnlike),
    }
}

/// Sets the official codes of an indicator, all anew.
///
/// # Errors
/// `bad-input` for a code that is empty, a span turned round, or verified without source; `not-found`, `not-allowed`.
pub fn map(
    book: &Book,
    who: &Account,
    indicator: &Code,
    official: Vec<OfficialCode>,
) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    known(book, who, indicator)?;
    let trimmed = |code: OfficialCode| OfficialCode {
        code: code.code.trim().to_uppercase(),
        source: code.source.trim().to_owned(),
        ..code
    };
    let official: Vec<OfficialCode> = official.into_iter().map(trimmed).collect();
    for code in &official {
        if code.code.is_empty() || !code.code.chars().all(|c| c.is_alphanumeric() || "./-".contains(c)) {
            return bad(Flaw::OfficialCodeWrong);
        }
        if code.from.zip(code.until).is_some_and(|(from, until)| until <= from) {
            return bad(Flaw::ValidityReversed);
        }
        if code.verified && code.source.is_empty() {
            return bad(Flaw::VerifiedByWanted);
        }
    }
    let was = book.life.official(indicator, book.cut).map_or(&[][..], |(codes, _)| codes);
    let act = LifeAct::Mapped { indicator: indicator.clone(), official: official.clone() };
    Ok((was != official).then_some(Act::LifeTended(act)))
}

/// Takes a step back, or does it again.
///
/// # Errors
/// `step-gone`, `step-built-upon` when what it made was changed or used since, `not-allowed`.
pub fn switch(book: &Book, who: &Account, step: Cut, undone: bool) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let known = book.life.step(step).ok_or(RefusalCode::StepGone)?;
    if known.undone() == undone {
        return Ok(None);
    }
    let is = |code: &Code, says: &dyn Fn(&model::Indicator) -> bool| book.indicator(code).is_some_and(says);
    let stands = match &known.act {
        LifeAct::Noted { change } => match &change.event {
            LifeEvent::Renamed { indicator, from, to } => {
                is(indicator, &|i| i.name == *if undone { to } else { from })
            }
            LifeEvent::MeasureUnit { indicator, from, to, .. } => {
                is(indicator, &|i| i.measure_unit == *if undone { to } else { from })
            }
            _ => true,
        },
        LifeAct::CatalogueTaken { changes, .. } => changes.iter().all(|change| {
            let now = book.indicator(&change.after.code);
            match (undone, &change.before) {
                (true, Some(_)) => now == Some(&change.after),
                (true, None) => now == Some(&change.after) && !is_used(book, &change.after.code),
                (false, before) => now == before.as_ref(),
            }
        }),
        LifeAct::Mapped { .. } | LifeAct::StepSwitched { .. } => true,
    };
    match stands {
        true => Ok(Some(Act::LifeTended(LifeAct::StepSwitched { step, undone }))),
        false => Err(RefusalCode::StepBuiltUpon.into()),
    }
}

/// Whether figures, plans, prose, rules or formulas speak of an indicator.
pub(super) fn is_used(book: &Book, code: &Code) -> bool {
    let names = |text: &str| formula::codes(text).contains(code);
    let printed = || {
        let templates = book.reports.values().map(|report| &report.template);
        templates.flat_map(crate::collect::figures).any(|figure| figure.indicator == *code)
    };
    has_figures(book, code)
        || book.rules.iter().any(|rule| names(&rule.formula))
        || book.indicators.iter().any(|i| i.part_of.as_ref() == Some(code))
        || book.indicators.iter().filter_map(|i| i.formula.as_deref()).any(names)
        || book.rounds.values().any(|round| {
            round.round.sheets.iter().any(|sheet| sheet.cells.iter().any(|cell| cell.indicator == *code))
        })
        || printed()
}
