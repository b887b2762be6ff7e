//! Regimes: the main one that an adopted report brings, and those that people write.

use crate::access::{self, Right};
use crate::book::Book;
use model::{
    Account, Act, Channel, Date, DayMark, Deadline, DeadlineFor, DeadlineRule, Flaw, Period, Place, Refusal,
    RefusalCode, Regime, RegimeCells, RegimeId, RegimeKind, ReportingRoute, UnitId, WindowRule,
};

/// Working days after closing that the main regime gives until somebody says otherwise.
const DAYS_TO_SEND: u8 = 5;
/// What every regime of administrative bodies rests on.
const DECREE: &str = "Nghị định số 09/2019/NĐ-CP ngày 24/01/2019 của Chính phủ";

/// The main regime as an adopted report lets one know it.
pub fn of_report(place: Option<&Place>, period: Period, title: Option<&str>) -> Regime {
    let superior = place.and_then(|p| p.addressees.first().cloned().or_else(|| Some(p.issuer.clone())));
    let or = |text: Option<&str>, other: &str| {
        text.map(str::trim).filter(|t| !t.is_empty()).unwrap_or(other).to_owned()
    };
    Regime {
        id: RegimeId::main(),
        kind: RegimeKind::Periodic,
        name: or(title, "Báo cáo tình hình kinh tế – xã hội"),
        content: "Lời văn và số liệu theo báo cáo đã tiếp nhận".to_owned(),
        units: None,
        receiver: or(superior.as_deref(), "Cơ quan tổng hợp"),
        channels: vec![Channel::System],
        deadlines: vec![Deadline {
            whom: DeadlineFor::Everyone,
            rule: DeadlineRule::WorkingDays { days: DAYS_TO_SEND },
        }],
        every: period.kind(),
        window: WindowRule::Legal,
        outline: "Theo báo cáo đã ban hành kỳ trước".to_owned(),
        cells: RegimeCells::Report,
        guidance: String::new(),
        legal_basis: DECREE.to_owned(),
        valid_from: None,
        valid_to: None,
        unit_approval: false,
    }
}

/// Writes or changes a regime; it may lack fields until a round is opened.
///
/// # Errors
/// `bad-input` for a code, cell or unit that is not there, `not-allowed`.
pub fn set(book: &Book, who: &Account, regime: Regime) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let bad = |flaw: Flaw| Err(flaw.into());
    if RegimeId::parse(regime.id.as_str()).is_none() {
        return bad(Flaw::RegimeCodeWrong);
    }
    if regime.id.is_main() && regime.cells != RegimeCells::Report {
        return bad(Flaw::MainRegimeWhole);
    }
    if let RegimeCells::Listed { cells } = &regime.cells
        && let Some(cell) = cells.iter().find(|c| book.indicator(&c.indicator).is_none())
    {
        return Err(Flaw::RegimeIndicatorUnknown.about(&cell.indicator));
    }
    let named = regime.deadlines.iter().filter_map(|d| match &d.whom {
        DeadlineFor::Unit(unit) => Some(unit),
        _ => None,
    });
    let mut units = regime.units.iter().flatten().chain(named);
    if let Some(unit) = units.find(|unit| !book.units.contains_key(*unit)) {
        return Err(Flaw::RegimeUnitUnknown.about(unit));
    }
    if regime.valid_from.zip(regime.valid_to).is_some_and(|(from, to)| from >= to) {
        return bad(Flaw::ValidityReversed);
    }
    let zero = |d: &Deadline| matches!(d.rule, DeadlineRule::WorkingDays { days: 0 });
    if regime.deadlines.iter().any(zero) {
        return bad(Flaw::DueTooEarly);
    }
    Ok(Act::RegimeSet { regime: Box::new(regime) })
}

/// Marks a day as worked or off, or takes the mark of the place back.
///
/// # Errors
/// `bad-input` without a name, `not-allowed`.
pub fn mark_day(who: &Account, day: Date, mark: Option<DayMark>) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    if mark.as_ref().is_some_and(|m| m.name.trim().is_empty() || m.day != day) {
        return Err(Flaw::HolidayUnnamed.into());
    }
    Ok(Act::DayMarked { day, mark })
}

/// Says whom a unit reports to, and when.
///
/// # Errors
/// `bad-input` for routes that overlap, turn round or lead nowhere, `not-found`, `not-allowed`.
pub fn set_routes(
    book: &Book,
    who: &Account,
    unit: &UnitId,
    mut routes: Vec<ReportingRoute>,
) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let bad = |flaw: Flaw| Err(flaw.into());
    if !book.units.contains_key(unit) {
        return Err(Refusal::of(RefusalCode::NotFound, "đơn vị này"));
    }
    routes.sort_by_key(|r| r.from);
    for route in &routes {
        if route.unit != *unit || route.receiver == *unit || !book.units.contains_key(&route.receiver) {
            return bad(Flaw::ReceiverWrong);
        }
        if route.from.zip(route.to).is_some_and(|(from, to)| from >= to) {
            return bad(Flaw::EndBeforeStart);
        }
    }
    let overlap = |pair: &[ReportingRoute]| match pair {
        [first, second] => first.to.is_none_or(|to| second.from.is_none_or(|from| from < to)),
        _ => false,
    };
    if routes.windows(2).any(overlap) {
        return bad(Flaw::RoutesOverlap);
    }
    Ok(Act::RoutesSet { unit: unit.clone(), routes })
}

/// Whom a unit reports to on a day: its route, else whom it stands below.
pub fn receiver<'a>(book: &'a Book, unit: &'a UnitId, day: Date) -> Option<&'a UnitId> {
    let routed = book.routes.get(unit).into_iter().flatten().find(|route| route.covers(day));
    let above = || book.units.get(unit)?.parent_on(day)?;
    routed.map(|route| &route.receiver).or_else(above)
}
