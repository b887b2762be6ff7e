//! Plans: decisions with their tables, and how targets stand.

mod annex;
mod progress;
mod table;
mod write;

pub use progress::ProgressAsk;

use crate::view::{
    DecidedBy, DecisionRow, DistributionFit, DistributionView, PlanStepView, PlanUnit, PlansView, SignalView,
};
use crate::{App, Trouble, period, see_all, unit_ref};
use engine::Book;
use engine::access::sees_indicator;
use engine::plans::{self, Distribution, Fit, Source, Targets, Version};
use model::{
    Account, Date, Decimal, Indicator, Measure, Number, Period, PeriodKind, PlanDecision, SignalRule, UnitId,
};
use std::collections::BTreeSet;

/// Steps shown on the page of plans.
const STEPS: usize = 20;

impl App {
    /// The plans of a period; none = the newest that has plans, or the year of today.
    ///
    /// # Errors
    /// `wrong-period`, `not-allowed`.
    pub async fn plans(&self, who: &Account, of: Option<&str>) -> Result<PlansView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let today = self.0.clock.today();
        let targets = targets(&book, who);
        let (planned, this) = (targets.periods(), Period::new(today.year(), PeriodKind::Year, 1));
        let newest = || planned.last().copied().or(this);
        let periods: BTreeSet<Period> = planned.iter().copied().chain(this).collect();
        let of = match of {
            Some(text) => Some(period(text)?),
            None => newest(),
        };
        let of = of.ok_or_else(|| crate::not_found("kỳ kế hoạch"))?;
        let rows: Vec<DecisionRow> =
            book.plans.decisions(book.cut).into_iter().map(|d| row(&book, d, of)).collect();
        let window = of.calendar_window();
        let speaks = |row: &DecisionRow| {
            let from: Option<Date> = row.from.parse().ok();
            let within = from.is_some_and(|from| window.from <= from && from <= window.to);
            row.targets > 0 || (row.all_targets == 0 && within)
        };
        let (decisions, others) = rows.into_iter().partition(speaks);
        let day = today.clamp(window.from, window.to);
        Ok(PlansView {
            period: of,
            periods: periods.iter().rev().copied().collect(),
            decisions,
            others,
            signals: signals(&book, today),
            steps: steps(&book),
            distribution: uneven(&book, &targets, of, day),
        })
    }
}

/// Every target that anybody ever spoke of and this person may see.
fn targets<'a>(book: &'a Book, who: &Account) -> Targets<'a> {
    Targets::new(book, |code| book.indicator(code).is_some_and(|i| sees_indicator(who, i)))
}

/// The indicators with a target of a period, in the order of the report.
fn planned<'a>(book: &'a Book, targets: &Targets<'_>, of: Period) -> Vec<&'a Indicator> {
    let codes = targets.indicators(of);
    book.indicators.iter().filter(|i| codes.contains(&i.code)).collect()
}

fn row(book: &Book, decision: &PlanDecision, of: Period) -> DecisionRow {
    let all = book.plans.targets_of(&decision.id, book.cut);
    let periods: BTreeSet<Period> = all.iter().map(|target| target.period).collect();
    let replacing = book.plans.decisions(book.cut).into_iter().find(|d| d.replaces.contains(&decision.id));
    DecisionRow {
        id: decision.id.clone(),
        number: decision.number.clone(),
        date: decision.date.to_string(),
        issuer: decision.issuer.clone(),
        title: decision.title.clone(),
        from: decision.from.to_string(),
        replaces: decision.replaces.clone(),
        replaced_by: replacing.map(|d| format!("{} ({})", d.number, viet::date::format(d.from))),
        milestones: decision.milestones.clone(),
        file: decision.file.as_ref().map(|file| file.name.clone()),
        targets: all.iter().filter(|target| target.period == of).count(),
        all_targets: all.len(),
        periods: periods.into_iter().rev().collect(),
    }
}

fn signals(book: &Book, today: Date) -> Vec<SignalView> {
    let holds = book.plans.signal_on(today, book.cut);
    let rules = book.plans.signals(book.cut).into_iter().rev();
    rules.map(|(cut, rule)| SignalView { cut, ..signal(&rule, rule == holds) }).collect()
}

fn signal(rule: &SignalRule, holds: bool) -> SignalView {
    SignalView {
        from: rule.from.map(|from| from.to_string()),
        green: decimal(rule.green),
        amber: decimal(rule.amber),
        basis: rule.basis.clone(),
        cut: None,
        holds,
    }
}

fn steps(book: &Book) -> Vec<PlanStepView> {
    let view = |(cut, step): (model::Cut, &plans::Step)| PlanStepView {
        cut,
        by: book.person(&step.by),
        at: step.at.clone(),
        did: step.did.to_owned(),
        plan: step.plan.as_ref().map(|plan| {
            let now = book.plans.decision(plan, book.cut).or_else(|| book.plans.decision(plan, cut));
            now.map_or_else(|| plan.to_string(), |decision| decision.number.clone())
        }),
        targets: step.targets,
        file: step.file.clone(),
        undone: step.undone(),
    };
    book.plans.steps().take(STEPS).map(view).collect()
}

/// The distributions of a period that a person should look at.
fn uneven(book: &Book, targets: &Targets<'_>, of: Period, day: Date) -> Vec<DistributionView> {
    let indicators = planned(book, targets, of).into_iter();
    let found =
        indicators.flat_map(|i| plans::distribution(book, &i.code, of, day).into_iter().map(move |d| (i, d)));
    let worth = found.filter(|(_, d)| !matches!(d.fit, Fit::Meets | Fit::Together));
    let mut views: Vec<DistributionView> = worth.map(|(i, d)| distributed(book, i, &d)).collect();
    views.sort_by_key(|view| match view.fit {
        DistributionFit::Short => 0,
        DistributionFit::Unfinished => 1,
        _ => 2,
    });
    views
}

fn distributed(book: &Book, indicator: &Indicator, found: &Distribution) -> DistributionView {
    let off = found.sum.checked_sub(found.whole.amount.value()).unwrap_or_default();
    DistributionView {
        indicator: indicator.code.clone(),
        name: indicator.name.clone(),
        measure_unit: indicator.measure_unit.clone(),
        unit: unit_ref(book, &found.key.unit),
        kind: found.kind,
        whole: viet::aim::format(found.whole.amount, found.whole.approx),
        sum: decimal(found.sum),
        off: decimal(off),
        given: found.given.len(),
        without: found.without.iter().map(|unit| book.unit_name(unit)).collect(),
        fit: match found.fit {
            Fit::Meets => DistributionFit::Meets,
            Fit::Together => DistributionFit::Together,
            Fit::Unfinished => DistributionFit::Unfinished,
            Fit::Beyond => DistributionFit::Beyond,
            Fit::Short => DistributionFit::Short,
        },
    }
}

/// The decision that a version of a target rests on; none where it was only stated.
pub(crate) fn decided_by(book: &Book, version: &Version) -> Option<DecidedBy> {
    let Source::Decision(plan) = &version.source else { return None };
    let decision = book.plans.decision(plan, book.cut)?;
    Some(DecidedBy {
        id: plan.clone(),
        number: decision.number.clone(),
        date: decision.date.to_string(),
        issuer: decision.issuer.clone(),
        from: decision.from.to_string(),
        version: version.number,
    })
}

fn plan_unit(book: &Book, id: &UnitId) -> PlanUnit {
    PlanUnit {
        unit: unit_ref(book, id),
        ended: plans::ended(book, id).map(|day| day.to_string()),
        whole: *id == book.place_unit(),
    }
}

fn decimal(value: Decimal) -> String {
    viet::number::format(Number::new(value))
}

/// The reporting periods within a plan's at whose end it can be looked at, newest first.
fn moments(book: &Book, of: Period) -> Vec<Period> {
    let window = of.calendar_window();
    let within = |p: &Period| {
        let own = p.calendar_window();
        window.from <= own.from && own.to <= window.to
    };
    let stated = book.periods_of(Measure::Actual).into_iter().chain(engine::findings::periods(book));
    let found: BTreeSet<Period> = stated.filter(within).collect();
    let mut found: Vec<Period> = found.into_iter().rev().collect();
    if found.is_empty() {
        found.push(of);
    }
    found
}
