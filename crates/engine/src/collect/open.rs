//! Opening a round: who is asked what, by when.

use super::figures;
use crate::access::{self, Right};
use crate::book::Book;
use crate::calendar;
use crate::regimes;
use crate::resolve::resolve;
use crate::spans::plan_year;
use model::{
    Account, Act, CellKey, CellSpec, Collector, Date, Flaw, Indicator, Measure, Period, Refusal, RefusalCode,
    Regime, RegimeCells, RegimeId, RegimeKind, Round, RoundId, Sheet, Template, UnitId, UnitKind, Window,
};
use std::collections::{BTreeMap, BTreeSet};

/// What opening a round takes; what is none follows from the regime.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Of which regime.
    pub regime: RegimeId,
    /// Which period.
    pub period: Period,
    /// Dates that its figures cover.
    pub window: Option<Window>,
    /// Last day for everybody whom the regime does not name.
    pub due: Option<Date>,
    /// Units left out, each with the reason.
    pub excluded: BTreeMap<UnitId, String>,
}

impl Opening {
    /// A round of the main regime as it stands.
    pub fn main(period: Period, due: Option<Date>) -> Self {
        Self { regime: RegimeId::main(), period, window: None, due, excluded: BTreeMap::new() }
    }
}

/// A cell that a regime asks for and that need not be asked: it is held, or another round asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Who would have been asked.
    pub unit: UnitId,
    /// Which cell.
    pub key: CellKey,
    /// The round that asks or asked for it; none = read from a report or set by decision.
    pub round: Option<RoundId>,
}

/// A round as it would be opened, and what it need not ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The round.
    pub round: Round,
    /// What is left out of it.
    pub held: Vec<Held>,
}

/// The period that follows the newest report or round.
pub fn next_period(book: &Book) -> Option<Period> {
    let every = book.regimes.get(&RegimeId::main()).map(|regime| regime.every);
    let newest = || book.reports.keys().rev();
    let newest = newest().find(|p| every.is_none_or(|kind| p.kind() == kind)).or_else(|| newest().next())?;
    Some(if waits(book, *newest) { *newest } else { newest.shift(1) })
}

/// Whether the report of a period began from an outline and no round has been opened for it.
fn waits(book: &Book, period: Period) -> bool {
    book.report(period).is_some_and(|report| report.begun.is_some()) && book.main_round(period).is_none()
}

/// Opens a round, with one sheet for every unit that is due.
///
/// # Errors
/// As [`plan`], and `not-allowed`.
pub fn open_round(book: &Book, who: &Account, opening: &Opening) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    Ok(Act::RoundOpened { round: plan(book, opening)?.round })
}

/// The round as it would be opened.
///
/// # Errors
/// As [`complete`] and [`draft`], and `not-found`, `asked-twice` when nothing is left to ask, `bad-input`.
pub fn plan(book: &Book, opening: &Opening) -> Result<Plan, Refusal> {
    let regime = known(book, &opening.regime)?;
    complete(regime)?;
    let plan = draft(book, regime, opening)?;
    plan.askable(book)?;
    let plans = |unit: &UnitId| plan.round.sheets.iter().any(|s| s.unit == *unit);
    let reasonless = opening.excluded.values().any(|reason| reason.trim().is_empty());
    match reasonless || !opening.excluded.keys().all(plans) {
        true => Err(Flaw::ExclusionReasonWanted.into()),
        false => Ok(plan),
    }
}

impl Plan {
    /// # Errors
    /// `asked-twice` when all is held or asked already, `bad-input` when nobody is named for it.
    pub fn askable(&self, book: &Book) -> Result<(), Refusal> {
        if !self.round.sheets.is_empty() {
            return Ok(());
        }
        let first = self.held.first().and_then(|h| book.indicator(&h.key.indicator));
        Err(match first {
            Some(indicator) => Refusal::of(RefusalCode::AskedTwice, &indicator.name),
            None => Refusal::from(Flaw::NobodyAsked),
        })
    }
}

/// A round of a regime as it would be opened, even where fields of the regime are empty or nothing is left to ask.
///
/// # Errors
/// `regime-not-in-force`, `round-exists`, `wrong-period`, `deadline-too-early`, `bad-input`.
pub fn draft(book: &Book, regime: &Regime, opening: &Opening) -> Result<Plan, Refusal> {
    let period = opening.period;
    in_force(regime, period)?;
    let id = RoundId { period, regime: regime.id.clone() };
    if book.rounds.contains_key(&id) {
        return Err(Refusal::of(RefusalCode::RoundExists, id));
    }
    let opened = |p: &&Period| p.kind() == period.kind() && !waits(book, **p);
    let later = book.reports.keys().rev().find(opened).is_none_or(|newest| period > *newest);
    if (regime.kind == RegimeKind::Periodic && period.kind() != regime.every)
        || (regime.id.is_main() && !later)
    {
        return Err(Refusal::of(RefusalCode::WrongPeriod, period));
    }
    let window = opening.window.unwrap_or_else(|| regime.window.window(period));
    if window.from > window.to {
        return Err(Flaw::ClosingReversed.into());
    }
    let due_of = |unit: &UnitId, level| {
        regime.deadline(unit, level).map(|rule| calendar::deadline(book, rule, period, window))
    };
    let everyone = || due_of(&UnitId::from(""), UnitKind::Province);
    let earliest = calendar::earliest(book, window);
    let due = opening.due.or_else(everyone).unwrap_or(earliest);
    if due < earliest {
        return Err(Refusal::of(RefusalCode::DeadlineTooEarly, viet::date::format(earliest)));
    }
    let (mut sheets, held) = sheets(book, regime, period, window);
    let named =
        |unit: &UnitId| regime.deadlines.iter().any(|d| d.whom == model::DeadlineFor::Unit(unit.clone()));
    for sheet in &mut sheets {
        let level = book.units.get(&sheet.unit).map_or(UnitKind::Department, |u| u.kind);
        let levelled = regime.deadlines.iter().any(|d| d.whom == model::DeadlineFor::Level(level));
        let own = due_of(&sheet.unit, level).filter(|_| levelled || named(&sheet.unit));
        sheet.due = own.filter(|own| *own != due);
    }
    let (regime_id, excluded, unit_approval) =
        (regime.id.clone(), opening.excluded.clone(), regime.unit_approval);
    Ok(Plan {
        round: Round { regime: regime_id, period, window, due, sheets, excluded, unit_approval },
        held,
    })
}

fn known<'a>(book: &'a Book, id: &RegimeId) -> Result<&'a Regime, Refusal> {
    let missing = || match id.is_main() {
        true => RefusalCode::NothingAdopted.into(),
        false => Refusal::of(RefusalCode::NotFound, format!("chế độ {id}")),
    };
    book.regimes.get(id).ok_or_else(missing)
}

/// Whether every field that the decree asks for is filled.
///
/// # Errors
/// `regime-incomplete` with the fields.
pub fn complete(regime: &Regime) -> Result<(), Refusal> {
    match regime.missing().as_slice() {
        [] => Ok(()),
        empty => Err(Refusal::of(RefusalCode::RegimeIncomplete, empty.join(", "))),
    }
}

fn in_force(regime: &Regime, period: Period) -> Result<(), Refusal> {
    match regime.holds_on(period.calendar_window().to) {
        true => Ok(()),
        false => Err(Refusal::of(RefusalCode::RegimeNotInForce, crate::watch::words::in_words(period))),
    }
}

/// What every unit that is due would be asked, and what need not be asked, in the order of the catalogue.
fn sheets(book: &Book, regime: &Regime, period: Period, window: Window) -> (Vec<Sheet>, Vec<Held>) {
    let template = book.template_of(period);
    let cells: Vec<CellSpec> = match &regime.cells {
        RegimeCells::Report => {
            book.indicators.iter().flat_map(|i| asked(book, &template, i, period)).collect()
        }
        RegimeCells::Listed { cells } => cells.clone(),
    };
    let mut held = Vec::new();
    let mut sheets = Vec::new();
    for (unit, commune) in due_units(book, regime, window) {
        let mut own: Vec<CellSpec> =
            cells.iter().filter(|c| asks(book, c, &unit, commune)).cloned().collect();
        own.retain(|cell| {
            let Some(indicator) = book.indicator(&cell.indicator) else { return false };
            let key = book.form_key(&unit, indicator, cell.measure, period);
            match holding(book, regime, &unit, &key) {
                Some(round) => {
                    held.push(Held { unit: unit.clone(), key, round });
                    false
                }
                None => true,
            }
        });
        if !own.is_empty() {
            sheets.push(Sheet { unit, cells: own, due: None });
        }
    }
    (sheets, held)
}

/// Whether a cell need not be asked: another round asks for it, or it was stated before. The main regime asks anew what was
/// only read.
fn holding(book: &Book, regime: &Regime, unit: &UnitId, key: &CellKey) -> Option<Option<RoundId>> {
    let asking = book.rounds_of(key.period).find(|round| round.asks(unit, key));
    let stated = || (!regime.id.is_main() && book.stated(key).is_some()).then_some(None);
    asking.map(|round| Some(round.round.id())).or_else(stated)
}

/// The units that report to the place on the closing day, departments that state figures first; `true` = a commune.
fn due_units(book: &Book, regime: &Regime, window: Window) -> Vec<(UnitId, bool)> {
    let owners = book.indicators.iter().filter_map(|i| match &i.collector {
        Collector::Unit(unit) => Some(unit),
        Collector::Communes => None,
    });
    let is_commune = |id: &UnitId| book.units.get(id).is_some_and(|u| u.kind == UnitKind::Commune);
    let second = book.sources.asked().map(|a| &a.source).filter(|id| !is_commune(id));
    let departments: BTreeSet<&UnitId> = owners.chain(second).collect();
    let place = book.place_unit();
    let routed_away = |unit: &UnitId| {
        let routes = book.routes.get(unit).into_iter().flatten();
        routes.into_iter().any(|route| route.covers(window.to))
            && regimes::receiver(book, unit, window.to) != Some(&place)
    };
    let departments = departments.into_iter().filter(|unit| !routed_away(unit)).map(|u| (u.clone(), false));
    let communes = book.communes_on(window.to).into_iter().map(|u| (u.id.clone(), true));
    let listed = |unit: &UnitId| regime.units.as_ref().is_none_or(|units| units.contains(unit));
    departments.chain(communes).filter(|(unit, _)| listed(unit)).collect()
}

/// Whether a unit states a cell: it owns the figure, or is declared as its second source.
fn asks(book: &Book, cell: &CellSpec, unit: &UnitId, commune: bool) -> bool {
    let level = matches!(cell.measure, Measure::Actual | Measure::Estimate);
    if level && book.sources.asks(&cell.indicator, unit) {
        return true;
    }
    match book.indicator(&cell.indicator).map(|i| &i.collector) {
        Some(Collector::Communes) => commune,
        Some(Collector::Unit(stating)) => stating == unit,
        None => false,
    }
}

/// The statements that must be asked about one indicator: what the report prints and nothing else can give. An
/// indicator that the report only plans is not asked for its level, unless something is computed from it.
fn asked(book: &Book, template: &Template, indicator: &Indicator, period: Period) -> Vec<CellSpec> {
    if indicator.formula.is_some() {
        return Vec::new();
    }
    let printed: BTreeSet<Measure> =
        figures(template).filter(|f| f.indicator == indicator.code).map(|f| f.measure).collect();
    let known = |measure, period| resolve(book, &indicator.code, measure, None, period).stated.is_some();
    let plan_known = known(Measure::Plan, plan_year(period));
    let growth_known = known(Measure::Actual, period.year_before());
    let wants = |measure| match measure {
        Measure::Actual => {
            let level = printed.iter().any(|m| *m != Measure::Plan && *m != Measure::Estimate);
            level || printed.is_empty() || used(book, template, indicator)
        }
        Measure::Plan => {
            !plan_known && (printed.contains(&Measure::Plan) || printed.contains(&Measure::PctOfPlan))
        }
        Measure::Estimate => printed.contains(&Measure::Estimate),
        Measure::GrowthPct => printed.contains(&Measure::GrowthPct) && !growth_known,
        Measure::PctOfPlan | Measure::ChangePct | Measure::ChangeAbs => false,
    };
    let order = [Measure::Actual, Measure::Plan, Measure::Estimate, Measure::GrowthPct];
    let spec = |measure| CellSpec { indicator: indicator.code.clone(), measure };
    order.into_iter().filter(|m| wants(*m)).map(spec).collect()
}

/// Whether another indicator or a figure of the report is computed from this one, or its communes state it.
fn used(book: &Book, template: &Template, indicator: &Indicator) -> bool {
    let printed = figures(template).filter_map(|figure| figure.formula.as_deref());
    let mut formulas = book.indicators.iter().filter_map(|i| i.formula.as_deref()).chain(printed);
    let refers = |text: &str| {
        formula::parse_expr(text).is_ok_and(|e| {
            e.references().iter().any(|r| r.code == indicator.code && r.measure == Measure::Actual)
        })
    };
    formulas.any(refers)
}
