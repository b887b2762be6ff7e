//! The versions of a target, and the one in force on a day.

use super::state::Said;
use crate::book::Book;
use crate::spans::plan_year;
use model::{
    Approx, CellKey, Cut, Date, Figure, Measure, Milestone, Number, Period, PlanDecision, PlanId,
    PrintedPlan, Stated,
};

/// What a version of a target rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// What a form, a report or an officer said of the plan before any decision did.
    Stated,
    /// A decision.
    Decision(PlanId),
}

/// One version of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which one, from one.
    pub number: usize,
    /// What it rests on.
    pub source: Source,
    /// The target.
    pub amount: Number,
    /// A word that loosens it.
    pub approx: Option<Approx>,
    /// First day; none = from the start.
    pub from: Option<Date>,
    /// First day on which it holds no more; none = it still does.
    pub until: Option<Date>,
    /// What must be reached on the way.
    pub milestones: Vec<Milestone>,
    /// Where in the ledger it was said.
    pub cut: Cut,
}

impl Version {
    /// Whether it is in force on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl Version {
    /// What it rests on, as people cite it.
    pub fn named(&self, book: &Book) -> String {
        let plan = match &self.source {
            Source::Stated => return "kế hoạch đã nêu trước khi có quyết định".to_owned(),
            Source::Decision(plan) => plan,
        };
        match book.plans.decision(plan, book.cut) {
            Some(d) => {
                format!("Quyết định {} ngày {} của {}", d.number, viet::date::format(d.date), d.issuer)
            }
            None => plan.to_string(),
        }
    }

    /// As a printed report keeps it.
    pub fn printed(&self, book: &Book) -> PrintedPlan {
        let decision = match &self.source {
            Source::Stated => None,
            Source::Decision(plan) => Some(plan.clone()),
        };
        let version = u32::try_from(self.number).unwrap_or(u32::MAX);
        PrintedPlan { decision, version, named: self.named(book), amount: self.amount }
    }
}

/// The version that a printed plan, or a percentage of one, rests on.
pub fn of_figure(book: &Book, figure: &Figure, period: Period) -> Option<Version> {
    if figure.formula.is_some() || !matches!(figure.measure, Measure::Plan | Measure::PctOfPlan) {
        return None;
    }
    let period = period.shift(figure.shift);
    let key = CellKey {
        indicator: figure.indicator.clone(),
        unit: figure.unit.clone().unwrap_or_else(|| book.place_unit()),
        period: plan_year(period),
        measure: Measure::Plan,
    };
    version_of(book, &key, period)
}

/// The versions of a target as of a cut, in the order in which they come into force.
pub fn versions(book: &Book, key: &CellKey, at: Cut) -> Vec<Version> {
    let said = book.plans.said(key, at);
    let ends = |plan: Option<&PlanId>| {
        let replacing = |d: &&PlanDecision| plan.is_some_and(|plan| d.replaces.contains(plan));
        book.plans.decisions(at).into_iter().filter(replacing).map(|d| d.from).min()
    };
    let of_decision = |(decision, said): &(&PlanDecision, &Said)| {
        let target = &said.target;
        let milestones = if target.milestones.is_empty() { &decision.milestones } else { &target.milestones };
        Some(Version {
            number: 0,
            source: Source::Decision(decision.id.clone()),
            amount: target.amount?,
            approx: target.approx,
            from: Some(decision.from),
            until: ends(Some(&decision.id)),
            milestones: milestones.clone(),
            cut: said.cut,
        })
    };
    let mut found: Vec<Version> = first(book, key, at).into_iter().collect();
    found.extend(said.iter().filter_map(of_decision));
    let signed = |version: &Version| match &version.source {
        Source::Stated => None,
        Source::Decision(plan) => book.plans.decision(plan, at).map(|d| d.date),
    };
    found.sort_by_cached_key(|v| (v.from, signed(v), v.cut));
    let starts: Vec<Option<Date>> = found.iter().skip(1).map(|v| v.from).collect();
    for (at, version) in found.iter_mut().enumerate() {
        version.number = at + 1;
        let next = starts.get(at).copied().flatten();
        version.until = [version.until, next].into_iter().flatten().min();
    }
    found
}

/// What was said of the plan before any decision did.
fn first(book: &Book, key: &CellKey, at: Cut) -> Option<Version> {
    let cell = book.cell_at(key, at)?;
    let Some(Stated::Number(amount)) = cell.observation.stated else { return None };
    Some(Version {
        number: 0,
        source: Source::Stated,
        amount,
        approx: cell.observation.approx,
        from: None,
        until: None,
        milestones: Vec::new(),
        cut: cell.provenance.cut,
    })
}

/// The version of a target that is in force on a day, as the book stands.
pub fn in_force(book: &Book, key: &CellKey, day: Date) -> Option<Version> {
    // Most targets were never spoken of by a decision: one look at their cell.
    versions(book, key, book.cut).into_iter().rev().find(|version| version.holds(day))
}

/// The version of a plan that holds at the end of a period, where a decision gave it.
pub fn decided(book: &Book, key: &CellKey, period: Period) -> Option<Version> {
    let plan = Some(key).filter(|key| key.measure == Measure::Plan);
    plan.and_then(|key| version_of(book, key, period)).filter(|v| v.source != Source::Stated)
}

/// The version that gives a figure of a period its percentage: the one in force on the last day of the calendar period.
pub fn version_of(book: &Book, key: &CellKey, period: Period) -> Option<Version> {
    in_force(book, key, period.calendar_window().to)
}
