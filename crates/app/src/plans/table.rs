//! A decision's table: what it says, what was in force before, whether parts meet the whole.

use super::{decimal, distributed, plan_unit, planned, row};
use crate::view::plan::printed;
use crate::view::{DecisionView, OfferedTarget, PlanUnit, TargetCell, TargetChange, TargetRow};
use crate::{App, Trouble, period, see_all, unit_ref};
use engine::access::sees_indicator;
use engine::plans::{self, Made};
use engine::{Book, plan_year};
use model::{
    Account, CellKey, Cut, Date, Indicator, Measure, Period, PlanDecision, PlanId, RefusalCode, Target,
    UnitId,
};

impl App {
    /// A decision with its table for a period; none = the first that it speaks of, or the year that it comes into force in.
    ///
    /// # Errors
    /// `plan-gone`, `wrong-period`, `not-allowed`.
    pub async fn decision(
        &self,
        who: &Account,
        plan: &PlanId,
        of: Option<&str>,
    ) -> Result<DecisionView, Trouble> {
        see_all(who)?;
        let of = of.map(period).transpose()?;
        let book = self.book().await;
        Ok(view(&book, who, plan, of, None)?)
    }
}

/// The table of a decision; `step` is what was just done.
pub(super) fn view(
    book: &Book,
    who: &Account,
    plan: &PlanId,
    of: Option<Period>,
    step: Option<Cut>,
) -> Result<DecisionView, RefusalCode> {
    let decision = book.plans.decision(plan, book.cut).ok_or(RefusalCode::PlanGone)?;
    let targets = book.plans.targets_of(plan, book.cut);
    let of = of.or_else(|| targets.first().map(|t| t.period)).or_else(|| year_of(decision.from));
    let of = of.ok_or(RefusalCode::WrongPeriod)?;
    let units: Vec<UnitId> = plans::units(book, of).into_iter().map(|unit| unit.id.clone()).collect();
    let table = Table { book, decision, targets, of, units: &units };
    let known = planned(book, &super::targets(book, who), of);
    let meant =
        |i: &&Indicator| sees_indicator(who, i) && (i.planned || known.iter().any(|k| k.code == i.code));
    let rows = book.indicators.iter().filter(meant).map(|i| table.row(i)).collect();
    let offers = plans::offered(book, plan, of).into_iter().filter_map(|offer| {
        let indicator = book.indicator(&offer.indicator).filter(|i| sees_indicator(who, i))?;
        Some(OfferedTarget {
            indicator: indicator.code.clone(),
            name: indicator.name.clone(),
            unit: offer.unit.as_ref().map(|unit| unit_ref(book, unit)),
            on: offer.on.to_string(),
            text: offer.amount.map(|amount| printed(amount, None)).unwrap_or_default(),
            estimated: offer.made == Made::Estimated,
            of: offer
                .of
                .iter()
                .map(|(unit, amount)| {
                    let amount = amount.map_or_else(|| "chưa giao".to_owned(), viet::number::format);
                    format!("{} ({amount})", book.unit_name(unit))
                })
                .collect(),
        })
    });
    let units: Vec<PlanUnit> = units.iter().map(|unit| plan_unit(book, unit)).collect();
    Ok(DecisionView { row: row(book, decision, of), period: of, step, units, rows, offers: offers.collect() })
}

fn year_of(day: Date) -> Option<Period> {
    Period::days(day, day).map(plan_year)
}

struct Table<'a> {
    book: &'a Book,
    decision: &'a PlanDecision,
    targets: Vec<&'a Target>,
    of: Period,
    units: &'a [UnitId],
}

impl Table<'_> {
    fn row(&self, indicator: &Indicator) -> TargetRow {
        let found = plans::distribution(self.book, &indicator.code, self.of, self.decision.from);
        TargetRow {
            indicator: indicator.code.clone(),
            name: indicator.name.clone(),
            measure_unit: indicator.measure_unit.clone(),
            less_is_better: indicator.less_is_better,
            cells: self.units.iter().map(|unit| self.cell(indicator, unit)).collect(),
            distribution: found.iter().map(|d| distributed(self.book, indicator, d)).collect(),
        }
    }

    fn cell(&self, indicator: &Indicator, unit: &UnitId) -> TargetCell {
        let key = CellKey {
            indicator: indicator.code.clone(),
            unit: unit.clone(),
            period: self.of,
            measure: Measure::Plan,
        };
        let own = self
            .targets
            .iter()
            .find(|t| t.indicator == key.indicator && t.unit == key.unit && t.period == key.period);
        let versions = plans::versions(self.book, &key, self.book.cut);
        let eve = self.decision.from.yesterday().unwrap_or(self.decision.from);
        let others =
            versions.iter().filter(|v| v.source != plans::Source::Decision(self.decision.id.clone()));
        let before = others
            .rev()
            .find(|v| v.from.is_none_or(|from| from <= eve) && v.until.is_none_or(|until| eve < until));
        let amount = own.and_then(|target| target.amount);
        let replaced = before.is_some_and(
            |v| matches!(&v.source, plans::Source::Decision(plan) if self.decision.replaces.contains(plan)),
        );
        let change = match (before, amount) {
            (None, Some(_)) => Some(TargetChange::New),
            (Some(before), Some(now)) => Some(match now.value().cmp(&before.amount.value()) {
                std::cmp::Ordering::Greater => TargetChange::Up,
                std::cmp::Ordering::Less => TargetChange::Down,
                std::cmp::Ordering::Equal => TargetChange::Same,
            }),
            (Some(_), None) if replaced => Some(TargetChange::Dropped),
            _ => None,
        };
        TargetCell {
            text: own.and_then(|t| Some(printed(t.amount?, t.approx))).unwrap_or_default(),
            before: before.map(|v| printed(v.amount, v.approx)),
            milestones: own.map(|t| t.milestones.clone()).unwrap_or_default(),
            change,
        }
    }
}

/// A number without the zeros that rounding left.
pub(super) fn plain(value: model::Decimal) -> String {
    decimal(value.normalize())
}
