//! Opening a round: who is asked what.

use super::figures;
use crate::access::{self, Right};
use crate::book::Book;
use crate::resolve::resolve;
use crate::spans::plan_year;
use model::{
    Account, Act, CellSpec, Collector, Date, Indicator, Measure, Period, Refusal, RefusalCode, RegimeId,
    Round, Sheet, Template, UnitId,
};
use std::collections::BTreeSet;

/// The period that follows the newest report or round.
pub fn next_period(book: &Book) -> Option<Period> {
    book.reports.keys().next_back().map(|p| p.shift(1))
}

/// Opens the round of `period`, with one sheet for every unit that is asked something.
///
/// # Errors
/// `nothing-adopted`, `round-exists`, `wrong-period`, `not-allowed`.
pub fn open_round(book: &Book, who: &Account, period: Period, due: Date) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    let newest = book.reports.keys().next_back().ok_or(RefusalCode::NothingAdopted)?;
    if book.main_round(period).is_some() {
        return Err(Refusal::of(RefusalCode::RoundExists, period));
    }
    if period.kind() != newest.kind() || period <= *newest {
        return Err(Refusal::of(RefusalCode::WrongPeriod, period));
    }
    let window = period.legal_window();
    if due <= window.to {
        let says = format!("hạn gửi phải sau ngày chốt số liệu {}", viet::date::format(window.to));
        return Err(Refusal::of(RefusalCode::BadInput, says));
    }
    Ok(Act::RoundOpened {
        round: Round { regime: RegimeId::main(), period, window, due, sheets: sheets(book, period) },
    })
}

/// What every unit would be asked in `period`, in the order of the report.
pub fn sheets(book: &Book, period: Period) -> Vec<Sheet> {
    let template = book.latest_template(period);
    let asked: Vec<CellSpec> =
        book.indicators.iter().flat_map(|i| asked(book, &template, i, period)).collect();
    let departments = book.indicators.iter().filter_map(|i| match &i.collector {
        Collector::Unit(unit) => Some(unit.clone()),
        Collector::Communes => None,
    });
    let departments: BTreeSet<UnitId> = departments.collect();
    let communes = book.communes(period).into_iter().map(|u| (u.id.clone(), true));
    let units = departments.into_iter().map(|u| (u, false)).chain(communes);
    let sheet = |(unit, commune): (UnitId, bool)| Sheet {
        cells: asked.iter().filter(|c| asks(book, c, &unit, commune)).cloned().collect(),
        unit,
        due: None,
    };
    units.map(sheet).filter(|s| !s.cells.is_empty()).collect()
}

fn asks(book: &Book, cell: &CellSpec, unit: &UnitId, commune: bool) -> bool {
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
