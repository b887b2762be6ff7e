//! A figure beside the one before, that of the same period last year, and the year's plan.

use super::{Line, Told, View, Why};
use crate::life;
use crate::resolve::round;
use crate::territory::Amount;
use crate::time::{self, Stretch};
use model::{Decimal, Period, Timing};

/// How a figure stands to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Beside which period.
    pub than: Period,
    /// What it was.
    pub was: Amount,
    /// By how much it changed; none when one of the two is not known as a number.
    pub by: Option<Decimal>,
    /// By how many percent; none of a ratio, whose change is told in points, and of nothing.
    pub percent: Option<Decimal>,
    /// Whether the days of the two are counted by different calendars.
    pub windows: bool,
    /// Whether the indicator became another between the two (method, unit of measure, division): nothing is compared then.
    pub broken: bool,
}

/// What stands beside a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The period before.
    pub previous: Option<Change>,
    /// The same period of the year before.
    pub year_before: Option<Change>,
    /// The year's plan.
    pub plan: Option<Told>,
    /// Percent of the year's plan, counted from the beginning of the year.
    pub of_plan: Option<Decimal>,
    /// What the year comes to if it goes on as until now.
    pub annualised: Option<Amount>,
}

/// What stands beside a line's figure of a period; `plan` tells the plan of the same area, `share` the part of the year's
/// plan that falls until the end of the period (none = as much as months have passed).
pub fn beside(
    line: &Line<'_>,
    plan: Option<&Line<'_>>,
    share: Option<Decimal>,
    period: Period,
    told: &Told,
) -> Beside {
    let is_ratio = line.indicator.timing == Timing::Ratio;
    // What is counted from the beginning of the year begins anew with it.
    let before = period.shift(-1);
    let same_year = line.ask.view == View::Period || before.year() == period.year();
    let beside = |then: Period| {
        let change = change(told, &line.told(then), is_ratio)?;
        let broken = !life::comparable(line.lens.book, &line.indicator.code, period, then);
        Some(if broken { Change { by: None, percent: None, broken, ..change } } else { change })
    };
    let previous = same_year.then(|| beside(before)).flatten();
    let year_before = beside(period.year_before());
    let plan = plan.map(|plan| plan.told(period)).filter(|plan| plan.sum().is_some());
    let to_date = match (line.ask.view, line.indicator.timing) {
        (View::Period, Timing::Flow | Timing::Cumulative) => {
            let ask = super::Ask { view: View::ToDate, ..line.ask.clone() };
            line.lens.line_within(&ask, std::sync::Arc::clone(&line.within), 1).map(|line| line.told(period))
        }
        _ => Some(told.clone()),
    };
    let to_date = to_date.as_ref().and_then(Told::sum).map(|sum| sum.amount);
    let of_plan = to_date.and_then(|amount| {
        let plan = plan.as_ref()?.value()?;
        let percent = amount.value?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(plan)?;
        Some(round(percent, 1))
    });
    let annualised = to_date.filter(|_| matches!(line.indicator.timing, Timing::Flow | Timing::Cumulative));
    let annualised =
        annualised.and_then(|amount| time::annualised(&amount, share.or_else(|| passed(period))?));
    Beside { previous, year_before, plan: plan.filter(|_| !is_ratio), of_plan, annualised }
}

/// The part of the year's months that has passed at the end of a period; none at its end, when nothing is left to guess.
fn passed(period: Period) -> Option<Decimal> {
    let last = Stretch::of(period)?.last;
    (last < 12).then(|| Decimal::from(last) / Decimal::from(12))
}

/// How a figure stands to an earlier one; none when nothing is known of the earlier.
fn change(now: &Told, then: &Told, is_ratio: bool) -> Option<Change> {
    let (new, old) = (now.sum()?, then.sum()?);
    let by = new.amount.value.zip(old.amount.value).and_then(|(new, old)| new.checked_sub(old));
    let percent = by.zip(old.amount.value).filter(|_| !is_ratio).and_then(|(by, old)| {
        let percent = by.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(old.abs())?;
        Some(round(percent, 2))
    });
    let windows = new.clocks != old.clocks || now.whys().contains(&Why::Windows);
    Some(Change { than: then.period(), was: old.amount, by, percent, windows, broken: false })
}
