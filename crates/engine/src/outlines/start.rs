//! Beginning a living report: from an outline, or from the report of another period.

use super::find;
use crate::access::{self, Right};
use crate::adopt;
use crate::book::Book;
use crate::issue;
use catalogue::outline::{Outline, Owner};
use catalogue::{Sector, StarterIndicator, sectors, starter};
use model::{
    Account, Act, Code, Collector, Indicator, Inline, Measure, OutlineAct, Passage, Period, PeriodKind,
    Phrasing, Refusal, RefusalCode, Start, StartFrom, Template, UnitId, UnitKind,
};
use std::collections::BTreeSet;

/// Which report shall begin.
#[derive(Clone, Debug)]
pub struct StartWish {
    /// Of which period.
    pub period: Period,
    /// From what.
    pub from: StartFrom,
    /// Also where a report stands already: its prose is replaced.
    pub replace: bool,
}

/// Begins a living report. Sections go to the department of their sector where the place has one; indicators of the starter
/// catalogue that the place lacks are taken into its catalogue.
///
/// # Errors
/// `report-there`, `report-adopted`, `already-issued`, `outline-gone`, `outline-other-kind`, `not-found`, `not-allowed`.
pub fn start(book: &Book, who: &Account, wish: &StartWish) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    let StartWish { period, from, replace } = wish;
    let named = crate::watch::words::in_words(*period);
    if let Some(state) = book.report(*period) {
        if !state.is_open() {
            return Err(Refusal::of(RefusalCode::AlreadyIssued, period));
        }
        if !book.is_written(*period) {
            return Err(Refusal::of(RefusalCode::ReportAdopted, named));
        }
        if !replace {
            return Err(Refusal::of(RefusalCode::ReportThere, named));
        }
    }
    let (template, indicators) = match from {
        StartFrom::Report { period } => (issue::living(book, *period)?.template.clone(), Vec::new()),
        StartFrom::Outline { outline } => {
            let found = find(book, outline)?;
            if !found.outline.head.kinds.contains(&period.kind()) {
                return Err(Refusal::of(RefusalCode::OutlineOtherKind, named));
            }
            let template = template(book, &found.outline, period.kind(), found.id.as_str());
            let indicators = taken(book, *period, &template);
            (template, indicators)
        }
    };
    let start = Box::new(Start { period: *period, from: from.clone(), template, indicators });
    Ok(Act::OutlineTended { what: OutlineAct::Started { start } })
}

/// Takes back how a report began, while no round is open for it and it is not issued.
///
/// # Errors
/// `nothing-started`, `not-found`, `not-allowed`.
pub fn take_back(book: &Book, who: &Account, period: Period) -> Result<Act, Refusal> {
    access::need(who, Right::EditReport)?;
    let state = issue::editable(book, period)?;
    let begun =
        state.begun.as_ref().filter(|begun| begun.before.is_some() || book.main_round(period).is_none());
    match begun {
        Some(_) => Ok(Act::OutlineTended { what: OutlineAct::StartTakenBack { period } }),
        None => Err(RefusalCode::NothingStarted.into()),
    }
}

/// What a report of that kind of period begins with in this place.
pub fn template(book: &Book, outline: &Outline, kind: PeriodKind, name: &str) -> Template {
    let draft = outline.draft(kind, name);
    let owned = |(passage, owner): (Passage, Option<Owner>)| {
        let unit = owner.and_then(|owner| match owner {
            Owner::Unit(unit) => Some(unit),
            Owner::Sector(code) => sector(&code).map(|sector| adopt::owner(book, Some(sector))),
        });
        Passage { owner: unit.filter(|unit| book.units.contains_key(unit)), ..passage }
    };
    Template { passages: draft.passages.into_iter().map(owned).collect(), numbering: draft.numbering }
}

fn sector(code: &str) -> Option<&'static Sector> {
    sectors().iter().find(|sector| sector.code == code)
}

/// An indicator that an outline speaks of.
#[derive(Clone, Debug)]
pub struct Needed {
    /// As the place has it, or as the starter catalogue would give it.
    pub indicator: Indicator,
    /// Whether the place has it.
    pub held: bool,
}

/// Every indicator that an outline speaks of in a kind of period.
pub fn needed(book: &Book, template: &Template, period: Period) -> Vec<Needed> {
    let held = |code: &Code| book.indicator(code).cloned().map(|indicator| Needed { indicator, held: true });
    let codes = spoken_of(template);
    let fresh = taken(book, period, template);
    let one = |code: &Code| {
        let fresh = || fresh.iter().find(|i| i.code == *code).cloned();
        held(code).or_else(|| fresh().map(|indicator| Needed { indicator, held: false }))
    };
    codes.iter().filter_map(one).collect()
}

fn spoken_of(template: &Template) -> BTreeSet<Code> {
    let charts = template.passages.iter().filter_map(|p| p.chart.as_ref());
    let mut codes: BTreeSet<Code> = charts.flat_map(model::Chart::indicators).cloned().collect();
    for inline in template.passages.iter().flat_map(Passage::all_inlines) {
        if let Inline::Figure { figure } = inline {
            codes.insert(figure.indicator.clone());
            codes.extend(figure.formula.as_deref().into_iter().flat_map(codes_of));
        }
    }
    codes
}

fn codes_of(text: &str) -> Vec<Code> {
    let expr = formula::parse_expr(text);
    expr.map(|expr| expr.references().iter().map(|r| r.code.clone()).collect()).unwrap_or_default()
}

/// What the place must take from the starter catalogue for a report: what the report speaks of, and what that is computed from.
fn taken(book: &Book, period: Period, template: &Template) -> Vec<Indicator> {
    let figures: Vec<&model::Figure> = template
        .passages
        .iter()
        .flat_map(Passage::all_inlines)
        .filter_map(|inline| match inline {
            Inline::Figure { figure } => Some(figure),
            _ => None,
        })
        .collect();
    let mut wanted = spoken_of(template);
    let computed =
        |code: &Code| starter().iter().find(|i| i.code == code.as_str()).and_then(|i| i.formula.as_deref());
    let below: Vec<Code> = wanted.iter().filter_map(computed).flat_map(codes_of).collect();
    wanted.extend(below);
    let missing = starter().iter().filter(|i| {
        let code = Code::from(i.code.as_str());
        wanted.contains(&code) && book.indicator(&code).is_none()
    });
    let has_communes = !book.communes(period).is_empty();
    let known = |code: &Code| wanted.contains(code) || book.indicator(code).is_some();
    let of = |i: &StarterIndicator| {
        let own = || figures.iter().filter(|f| f.indicator.as_str() == i.code);
        let planned = own().any(|f| matches!(f.measure, Measure::Plan | Measure::PctOfPlan));
        let by_commune = has_communes && own().any(|f| f.phrasing == Phrasing::Units);
        indicator(book, i, planned, by_commune, &known)
    };
    missing.map(of).collect()
}

/// An indicator of the starter catalogue as the place would have it.
pub(crate) fn indicator(
    book: &Book,
    starter: &StarterIndicator,
    planned: bool,
    by_commune: bool,
    known: &dyn Fn(&Code) -> bool,
) -> Indicator {
    let sector = sector(&starter.sector);
    let owner = answering(book, sector);
    let counted = viet::measure_unit::is_counted(&starter.measure_unit);
    Indicator {
        code: Code::from(starter.code.as_str()),
        name: starter.name.clone(),
        measure_unit: starter.measure_unit.clone(),
        counted,
        decimals: if counted { 0 } else { 1 },
        timing: starter.aggregation.timing(),
        collector: if by_commune { Collector::Communes } else { Collector::Unit(owner.clone()) },
        owner,
        planned,
        part_of: starter.part_of.as_deref().map(Code::from).filter(known),
        formula: starter.formula.clone(),
        source: "Danh mục chỉ tiêu khởi đầu".to_owned(),
        group: sector.map(|s| s.name.clone()).unwrap_or_default(),
        restricted: sector.is_some_and(|s| s.restricted),
        joining: model::Joining::default(),
        less_is_better: starter.less_is_better,
    }
}

/// The department of a sector, where the place has one; else its office; else any department; else the place itself.
fn answering(book: &Book, sector: Option<&Sector>) -> UnitId {
    let there = |unit: UnitId| Some(unit).filter(|unit| book.units.contains_key(unit));
    let department = || book.units.values().find(|u| u.kind == UnitKind::Department).map(|u| u.id.clone());
    there(adopt::owner(book, sector))
        .or_else(|| there(adopt::owner(book, None)))
        .or_else(department)
        .unwrap_or_else(|| book.place_unit())
}
