//! What a figure is in a period: stated, recomputed from its parts, rolled up, left over, or missing.

use crate::book::{Book, Cell};
use crate::life;
use crate::plans;
use crate::spans::{periods, plan_year, shifted};
use formula::{Gather, Reference, Whose};
use model::{
    CellKey, Code, Collector, Decimal, Indicator, Measure, Number, Period, Stated, Submission, Timing, UnitId,
};
use std::borrow::Cow;

/// How far back a left-over value is looked for.
const PERIODS_BACK: i16 = 4;
/// How deep derived figures may rest on derived figures.
pub(crate) const DEPTH: u8 = 6;

/// How fresh a figure is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Stated for this period and approved, or read from an adopted report.
    Approved,
    /// Stated and sent, not approved yet.
    Stated,
    /// Recomputed from parts.
    Derived,
    /// Rolled up, but not all units have answered.
    Partial,
    /// From an earlier period.
    Stale,
    /// Nothing known.
    Missing,
}

/// Completeness of a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUp {
    /// Units whose answer counts.
    pub reported: Vec<UnitId>,
    /// Units that must answer and have not.
    pub missing: Vec<UnitId>,
}

/// A figure's value and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// How fresh.
    pub status: Status,
    /// The statement; none when missing.
    pub stated: Option<Stated>,
    /// The cells it rests on.
    pub basis: Vec<CellKey>,
    /// Completeness, for a roll-up.
    pub roll_up: Option<RollUp>,
}

impl Resolved {
    fn missing(roll_up: Option<RollUp>) -> Self {
        Self { status: Status::Missing, stated: None, basis: Vec::new(), roll_up }
    }

    /// The number, when it is one.
    pub fn number(&self) -> Option<Number> {
        self.stated.and_then(Stated::number)
    }
}

/// What `measure` of an indicator is for `unit` (none = the place) in `period`. Returned and unsent forms do not
/// count. Ratios are recomputed, never averaged; totals over communes say who is missing.
pub fn resolve(
    book: &Book,
    code: &Code,
    measure: Measure,
    unit: Option<&UnitId>,
    period: Period,
) -> Resolved {
    resolve_within(book, code, measure, unit, period, DEPTH)
}

pub(crate) fn resolve_within(
    book: &Book,
    code: &Code,
    measure: Measure,
    unit: Option<&UnitId>,
    period: Period,
    depth: u8,
) -> Resolved {
    let Some(indicator) = book.indicator(code) else { return Resolved::missing(None) };
    let question = Question { book, indicator, unit, period, depth, chosen: true };
    match measure {
        Measure::Actual | Measure::Estimate => question.level(measure),
        Measure::Plan => question.plan(),
        Measure::PctOfPlan => question.pct_of_plan(),
        Measure::ChangePct => {
            question.derived_or_stated(measure, Measure::Actual, period.shift(-1), Measure::Actual, growth)
        }
        Measure::GrowthPct => question.derived_or_stated(
            measure,
            Measure::Actual,
            period.year_before(),
            Measure::Actual,
            growth,
        ),
        Measure::ChangeAbs => {
            question.derived_or_stated(measure, Measure::Actual, period.shift(-1), Measure::Actual, |a, b| {
                a.checked_sub(b)
            })
        }
    }
}

/// What the units that own a figure make of it, whatever the office chose instead.
pub(crate) fn owned(
    book: &Book,
    indicator: &Indicator,
    measure: Measure,
    unit: &UnitId,
    period: Period,
) -> Resolved {
    let unit = (*unit != book.place_unit()).then_some(unit);
    Question { book, indicator, unit, period, depth: DEPTH, chosen: false }.now(measure)
}

fn ratio(part: Decimal, whole: Decimal, decimals: u32) -> Option<Decimal> {
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(round(share, decimals))
}

fn growth(now: Decimal, then: Decimal) -> Option<Decimal> {
    ratio(now.checked_sub(then)?, then, 2)
}

/// Rounds half away from zero, as people do on paper, and prints exactly `decimals`.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    let mut rounded = value.round_dp_with_strategy(decimals, strategy);
    rounded.rescale(decimals);
    rounded
}

/// What one figure of a formula comes to, and what it rests on.
struct Part {
    status: Status,
    value: Option<Decimal>,
    basis: Vec<CellKey>,
}

/// What an expression comes to for `unit` (none = the place) in `period`, when all that it speaks of is fresh, in
/// `measure_unit` (none = in the one that it gives itself), rounded to `decimals`.
pub fn compute(
    book: &Book,
    formula: &str,
    measure_unit: Option<&str>,
    decimals: u32,
    unit: Option<&UnitId>,
    period: Period,
) -> Resolved {
    Formula { book, unit, period, depth: DEPTH }.resolve(formula, measure_unit, decimals)
}

/// Whom and when the figures of a formula are asked for.
struct Formula<'a> {
    book: &'a Book,
    unit: Option<&'a UnitId>,
    period: Period,
    depth: u8,
}

impl Formula<'_> {
    fn resolve(&self, formula: &str, measure_unit: Option<&str>, decimals: u32) -> Resolved {
        // A formula whose units of measure were changed since is taken as it was written.
        let expression = formula::parse_expr(formula).map(|expression| {
            formula::fit_expr(&expression, measure_unit, &|code| self.book.indicator(code))
                .unwrap_or(expression)
        });
        let (Ok(expression), Some(depth)) = (expression, self.depth.checked_sub(1)) else {
            return Resolved::missing(None);
        };
        let parts: Vec<(&Reference, Part)> =
            expression.references().into_iter().map(|r| (r, self.part(r, depth))).collect();
        let worst = parts.iter().map(|(_, part)| part.status).fold(Status::Derived, Status::max);
        let lookup = |r: &Reference| parts.iter().find(|(known, _)| *known == r)?.1.value;
        match formula::value(&expression, &lookup) {
            Some(value) if worst < Status::Stale => Resolved {
                status: worst,
                stated: Some(Stated::Number(Number::new(round(value, decimals)))),
                basis: parts.iter().flat_map(|(_, part)| part.basis.iter().cloned()).collect(),
                roll_up: None,
            },
            _ => Resolved::missing(None),
        }
    }

    /// What a figure of a formula comes to over the units and periods that it covers.
    fn part(&self, reference: &Reference, depth: u8) -> Part {
        let mut part = Part { status: Status::Approved, value: None, basis: Vec::new() };
        let timing = self.book.indicator(&reference.code).map_or(Timing::Flow, |i| i.timing);
        let planned = reference.measure == Measure::Plan;
        // A year's plan has versions: the one in force at the end of the period that is spoken of counts.
        let periods = match planned {
            true => vec![shifted(reference, self.period)],
            false => periods(reference, timing, self.period),
        };
        let communes: Vec<UnitId>;
        let (how, units) = match &reference.whose {
            Whose::Own => (Gather::Sum, vec![self.unit]),
            Whose::Unit(unit) => (Gather::Sum, vec![Some(unit)]),
            // The total says itself who is missing; the plan of the whole is no sum of plans.
            Whose::Children(Gather::Sum) if !planned => (Gather::Sum, vec![None]),
            Whose::Children(how) => {
                communes = self.book.communes(self.period).into_iter().map(|u| u.id.clone()).collect();
                (*how, communes.iter().map(Some).collect())
            }
        };
        let mut shares = Vec::with_capacity(units.len());
        for unit in units {
            let mut share = Some(Decimal::ZERO);
            for &period in &periods {
                if !life::comparable(self.book, &reference.code, period, self.period) {
                    share = None;
                    continue;
                }
                let found =
                    resolve_within(self.book, &reference.code, reference.measure, unit, period, depth);
                share = share.zip(found.number()).and_then(|(sum, next)| sum.checked_add(next.value()));
                part.status = part.status.max(found.status);
                part.basis.extend(found.basis);
            }
            shares.push(share);
        }
        if how == Gather::Count {
            part.status = Status::Approved;
            part.value = Some(Decimal::from(shares.iter().flatten().count()));
        } else if shares.iter().all(Option::is_some) {
            let shares: Vec<Decimal> = shares.into_iter().flatten().collect();
            part.value = formula::gather(how, shares.into_iter());
        }
        part
    }
}

/// What is stated of a cell and has left the unit, with how fresh it is. Returned and unsent forms do not count.
pub(crate) fn counted<'a>(
    book: &'a Book,
    indicator: &Indicator,
    key: &CellKey,
) -> Option<(Cow<'a, Cell>, Status)> {
    let cell = book.cell(key)?;
    let stating = book.stating_unit(indicator, &key.unit);
    // What waits for somebody in the unit has not left it.
    let waits = || book.round_asking(key, stating).is_some_and(|round| round.round.unit_approval);
    let status = match book.submission(key, stating) {
        Some(Submission::Draft | Submission::Returned { .. }) => return None,
        Some(Submission::Sent { .. }) if waits() => return None,
        Some(Submission::Sent { .. } | Submission::UnitApproved { .. }) => Status::Stated,
        Some(Submission::Approved { .. }) | None => Status::Approved,
    };
    Some((cell, status))
}

struct Question<'a> {
    book: &'a Book,
    indicator: &'a Indicator,
    unit: Option<&'a UnitId>,
    period: Period,
    depth: u8,
    /// Whether the office's choice between two sources counts.
    chosen: bool,
}

impl Question<'_> {
    fn at(&self, period: Period) -> Self {
        Self { period, ..*self }
    }

    fn level(&self, measure: Measure) -> Resolved {
        let now = self.now(measure);
        if now.stated.is_some() {
            return now;
        }
        (1..=PERIODS_BACK)
            .map(|back| self.period.shift(-back))
            .filter(|before| self.comparable(*before))
            .map(|before| self.at(before).now(measure))
            .find(|r| r.stated.is_some())
            .map_or(now.clone(), |old| Resolved { status: Status::Stale, roll_up: now.roll_up, ..old })
    }

    /// The value of this very period. What the office chose between two sources comes first. A ratio is recomputed whatever was stated; anything else with a formula is
    /// computed where nobody states it.
    fn now(&self, measure: Measure) -> Resolved {
        let derived = || {
            let Self { book, unit, period, depth, indicator, .. } = *self;
            let within = Formula { book, unit, period, depth };
            let formula = indicator.formula.as_deref()?;
            Some(within.resolve(formula, Some(&indicator.measure_unit), indicator.decimals))
        };
        let whose = self.unit.cloned().unwrap_or_else(|| self.book.place_unit());
        let own = self.cell(whose.clone(), measure, self.period);
        if own.basis.first().is_some_and(|key| key.unit != whose) {
            return own;
        }
        if self.indicator.timing == Timing::Ratio
            && let Some(derived) = derived().filter(|d| d.stated.is_some())
        {
            return derived;
        }
        match self.indicator.collector {
            _ if own.stated.is_some() => own,
            _ if self.indicator.formula.is_some() && measure == Measure::Actual => derived().unwrap_or(own),
            Collector::Communes if self.unit.is_none() => self.roll_up(measure),
            _ => own,
        }
    }

    fn cell(&self, unit: UnitId, measure: Measure, period: Period) -> Resolved {
        let mut key = CellKey { indicator: self.indicator.code.clone(), unit, period, measure };
        if let Some(second) = self.book.chosen(&key).filter(|_| self.chosen) {
            key.unit = second.clone();
        }
        let Some((cell, status)) = counted(self.book, self.indicator, &key) else {
            return Resolved::missing(None);
        };
        Resolved {
            status,
            stated: self.of_today(&key, cell.observation.stated),
            basis: vec![key],
            roll_up: None,
        }
    }

    /// A statement in the unit of measure of today, where that converts exactly.
    fn of_today(&self, key: &CellKey, stated: Option<Stated>) -> Option<Stated> {
        let percent = matches!(key.measure, Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct);
        let converted = match stated? {
            Stated::Number(number) if !percent => {
                life::converted(self.book, self.indicator, key.period, number).map(Stated::Number)
            }
            _ => None,
        };
        converted.or(stated)
    }

    /// Whether no break lies between a period and the one that is asked for.
    fn comparable(&self, before: Period) -> bool {
        life::comparable(self.book, &self.indicator.code, before, self.period)
    }

    fn roll_up(&self, measure: Measure) -> Resolved {
        let (mut sum, mut decimals) = (Decimal::ZERO, 0);
        let (mut basis, mut reported, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        let mut status = Status::Approved;
        for commune in self.book.communes(self.period) {
            let cell = self.cell(commune.id.clone(), measure, self.period);
            if cell.stated.is_none() {
                let left_out = self.book.rounds_of(self.period).any(|r| r.excluded.contains_key(&commune.id));
                missing.extend((!left_out).then(|| commune.id.clone()));
                continue;
            }
            status = status.max(cell.status);
            basis.extend(cell.basis);
            reported.push(commune.id.clone());
            if let Some(Stated::Number(number)) = cell.stated {
                decimals = decimals.max(number.decimals());
                match sum.checked_add(number.value()) {
                    Some(total) => sum = total,
                    None => return Resolved::missing(None),
                }
            }
        }
        if !missing.is_empty() {
            status = Status::Partial;
        }
        let roll_up = Some(RollUp { reported, missing });
        if basis.is_empty() {
            return Resolved::missing(roll_up);
        }
        sum.rescale(decimals);
        Resolved { status, stated: Some(Stated::Number(Number::new(sum))), basis, roll_up }
    }

    /// Plans stand for the whole year and do not age within it.
    fn plan(&self) -> Resolved {
        let whose = self.unit.cloned().unwrap_or_else(|| self.book.place_unit());
        let year = plan_year(self.period);
        let key = CellKey {
            indicator: self.indicator.code.clone(),
            unit: whose,
            period: year,
            measure: Measure::Plan,
        };
        let stated = match plans::version_of(self.book, &key, self.period) {
            Some(version) => Some(Stated::Number(version.amount)),
            // What is stated of it says no number; a decision that is not in force says nothing.
            None => self.book.stated(&key).filter(|stated| !matches!(stated, Stated::Number(_))),
        };
        match stated {
            Some(_) => Resolved { status: Status::Approved, stated, basis: vec![key], roll_up: None },
            None => Resolved::missing(None),
        }
    }

    /// What is reached since the start of the year over the plan that is in force at the period's end: flows sum, of all else
    /// the latest counts.
    fn pct_of_plan(&self) -> Resolved {
        let year = plan_year(self.period);
        let first = self.period.calendar_window().from == year.calendar_window().from;
        if self.indicator.timing != Timing::Flow || first {
            let percent = |a, b| ratio(a, b, 1);
            return self.derived_or_stated(
                Measure::PctOfPlan,
                Measure::Actual,
                self.period,
                Measure::Plan,
                percent,
            );
        }
        let Some(depth) = self.depth.checked_sub(1) else { return Resolved::missing(None) };
        let plan = self.plan();
        let reached = plans::reached_within(self.book, self.indicator, self.unit, year, self.period, depth);
        let both = reached.zip(plan.number());
        let share = both.and_then(|(r, plan)| Some((ratio(r.amount, plan.value(), 1)?, r)));
        match share {
            Some((value, reached)) => Resolved {
                status: if reached.missing.is_empty() { Status::Derived } else { Status::Partial },
                stated: Some(Stated::Number(Number::new(value))),
                basis: reached.basis.into_iter().chain(plan.basis).collect(),
                roll_up: reached.roll_up,
            },
            None => self.stated_or_left_over(Measure::PctOfPlan),
        }
    }

    /// A statement that follows from two others when both are known, else as stated.
    fn derived_or_stated(
        &self,
        measure: Measure,
        first: Measure,
        before: Period,
        second: Measure,
        compute: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Resolved {
        let Some(depth) = self.depth.checked_sub(1) else { return Resolved::missing(None) };
        let code = &self.indicator.code;
        let a = resolve_within(self.book, code, first, self.unit, self.period, depth);
        let b = resolve_within(self.book, code, second, self.unit, before, depth);
        let fresh = a.status < Status::Stale && b.status < Status::Stale && self.comparable(before);
        if let (true, Some(x), Some(y)) = (fresh, a.number(), b.number())
            && let Some(value) = compute(x.value(), y.value())
        {
            let basis = a.basis.into_iter().chain(b.basis).collect();
            let status = a.status.max(b.status).max(Status::Derived);
            let stated = Some(Stated::Number(Number::new(value)));
            return Resolved { status, stated, basis, roll_up: a.roll_up };
        }
        self.stated_or_left_over(measure)
    }

    /// What the unit itself states, else what it stated last.
    fn stated_or_left_over(&self, measure: Measure) -> Resolved {
        let whose = self.unit.cloned().unwrap_or_else(|| self.book.place_unit());
        let now = self.cell(whose.clone(), measure, self.period);
        if now.stated.is_some() {
            return now;
        }
        (1..=PERIODS_BACK)
            .map(|back| self.cell(whose.clone(), measure, self.period.shift(-back)))
            .find(|r| r.stated.is_some())
            .map_or(now, |old| Resolved { status: Status::Stale, ..old })
    }
}
