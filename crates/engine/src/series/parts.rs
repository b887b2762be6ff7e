//! Figures that are recomputed from others: ratios by their formula, means by their weight. Never averaged.

use super::gather::exactly;
use super::land::Within;
use super::{Area, Ask, Boundaries, Lack, Lens, Line, Point, Total, View, Why};
use crate::resolve::round;
use crate::spans::shifted;
use crate::territory::{Amount, Made};
use crate::time::How;
use formula::{Expr, Gather, Reference, Span, Whose};
use model::{Code, Decimal, Indicator, Interval, JoiningBy, Measure, Period, Timing};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// What a figure is recomputed from.
pub(super) enum Parts<'l> {
    /// Figures that a formula names.
    Formula(Rc<Expr>, Vec<(Reference, Line<'l>)>),
    /// What each unit's figure weighs.
    Weight(&'l Lens<'l>, Code),
}

impl<'l> Parts<'l> {
    /// How deep figures may rest on others.
    pub(super) const DEPTH: u8 = 6;

    /// What an indicator is recomputed from; none where it is stated alone, or its formula names figures of others.
    pub(super) fn of(
        lens: &'l Lens<'l>,
        ask: &Ask,
        indicator: &Indicator,
        within: &Arc<Within>,
        depth: u8,
    ) -> Option<Self> {
        if let JoiningBy::Weighted(weight) = &indicator.joining.by {
            return (*weight != indicator.code).then(|| Self::Weight(lens, weight.clone()));
        }
        if !matches!(ask.measure, Measure::Actual | Measure::Estimate) {
            return None;
        }
        let depth = depth.checked_sub(1)?;
        let expression = read(lens, indicator)?;
        let line = |reference: &Reference| {
            let within_area = matches!(reference.whose, Whose::Own | Whose::Children(Gather::Sum));
            let view = if reference.span == Span::YearToDate { View::ToDate } else { ask.view };
            let (code, measure) = (reference.code.clone(), reference.measure);
            let ask = Ask { indicator: code, measure, view, ..ask.clone() };
            let line = within_area.then(|| lens.line_within(&ask, Arc::clone(within), depth))??;
            Some((reference.clone(), line))
        };
        let lines: Option<Vec<_>> = expression.references().into_iter().map(line).collect();
        Some(Self::Formula(expression, lines?))
    }

    /// What is stated of them.
    pub(super) fn names(&self) -> Vec<(&Code, Measure)> {
        match self {
            Self::Formula(_, lines) => lines.iter().flat_map(|(_, line)| line.names()).collect(),
            Self::Weight(..) => Vec::new(),
        }
    }

    /// The figure of a period.
    pub(super) fn at(&self, line: &Line<'_>, period: Period) -> Point {
        let mut point = line.stated_at(period);
        match self {
            Self::Formula(expression, lines) => {
                let is_ratio = line.indicator.timing == Timing::Ratio;
                if !is_ratio && (point.own.is_some() || point.below.is_some()) {
                    return point;
                }
                let (computed, whys) = recomputed(line.indicator, expression, lines, period);
                if is_ratio && computed.is_some() {
                    point.whys.retain(|why| *why != Why::NoParts);
                }
                if computed.is_some() || !is_ratio {
                    (point.below, point.recomputed) = (computed, true);
                    point.decimals = line.indicator.decimals;
                }
                point.whys.extend(whys);
            }
            Self::Weight(lens, weight) => {
                let mean = mean(lens, line, weight, period);
                point.whys.retain(|why| *why != Why::NoParts || mean.is_none());
                if let Some(mean) = mean {
                    point.decimals = line.indicator.decimals;
                    (point.below, point.recomputed) = (Some(mean), false);
                }
            }
        }
        point.whys.sort();
        point.whys.dedup();
        point
    }
}

/// The formula of an indicator, with its units of measure fitted, read once.
fn read(lens: &Lens<'_>, indicator: &Indicator) -> Option<Rc<Expr>> {
    let text = indicator.formula.as_deref()?;
    if let Some(known) = lens.formulas.borrow().get(&indicator.code) {
        return known.clone();
    }
    let measure_unit = Some(indicator.measure_unit.as_str());
    let fitted = |expression: Expr| {
        formula::fit_expr(&expression, measure_unit, &|code| lens.book.indicator(code)).unwrap_or(expression)
    };
    let read = formula::parse_expr(text).ok().map(fitted).map(Rc::new);
    lens.formulas.borrow_mut().insert(indicator.code.clone(), read.clone());
    read
}

/// The amount that a formula comes to; none when nothing is known of it.
pub(super) fn computed(
    indicator: &Indicator,
    expression: &Expr,
    amount: &dyn Fn(&Reference) -> Option<Amount>,
    known_exactly: bool,
) -> Option<Amount> {
    let decimals = indicator.decimals;
    let value = formula::value(expression, &|r| amount(r)?.value).map(|value| round(value, decimals));
    let computed = match value.filter(|_| known_exactly) {
        Some(value) => Amount::exact(value),
        None => {
            let bounds = |r: &Reference| {
                let Amount { low, high, .. } = amount(r)?;
                Some(Interval::closed(low, high))
            };
            let certain = formula::eval(expression, &bounds);
            let end = |end: Option<Decimal>| end.map(|end| round(end, decimals));
            let (low, high) = certain.map_or((None, None), |c| (end(c.lowest()), end(c.highest())));
            Amount { value, low, high }
        }
    };
    ((computed.value, computed.low, computed.high) != (None, None, None)).then_some(computed)
}

/// What a formula comes to, and what wants care in its parts.
fn recomputed(
    indicator: &Indicator,
    expression: &Expr,
    lines: &[(Reference, Line<'_>)],
    period: Period,
) -> (Option<Total>, BTreeSet<Why>) {
    let parts: Vec<(&Reference, Point)> =
        lines.iter().map(|(r, line)| (r, line.at(shifted(r, period)))).collect();
    let whys = parts.iter().flat_map(|(_, point)| point.whys.iter().cloned()).collect();
    let total = |r: &Reference| parts.iter().find(|(known, _)| *known == r)?.1.counts();
    let totals: Vec<&Total> = parts.iter().filter_map(|(_, point)| point.counts()).collect();
    let known_exactly = totals.iter().all(|total| total.amount.is_exact());
    let amount = computed(indicator, expression, &|r| Some(total(r)?.amount), known_exactly);
    let Some(amount) = amount else { return (None, whys) };
    let decimals = indicator.decimals;
    let missing: BTreeSet<Lack> = totals.iter().flat_map(|total| total.missing.iter().cloned()).collect();
    let reported: BTreeSet<_> = totals.iter().flat_map(|total| total.reported.iter().cloned()).collect();
    let excluded: BTreeSet<_> = totals.iter().flat_map(|total| total.excluded.iter().cloned()).collect();
    let made = |total: &&Total| total.made;
    let total = Total {
        amount,
        slack: Decimal::try_new(5, decimals + 1).unwrap_or_default(),
        made: totals.iter().map(made).max().unwrap_or(Made::Counted),
        how: totals.iter().map(|total| total.how).max().unwrap_or(How::Stated),
        reported: reported.into_iter().collect(),
        missing: missing.into_iter().collect(),
        excluded: excluded.into_iter().collect(),
        sources: totals.iter().flat_map(|total| total.sources.iter().cloned()).collect(),
        clocks: totals.iter().flat_map(|total| total.clocks.iter().copied()).collect(),
    };
    (Some(total), whys)
}

/// The mean of the units that stated a period, each weighing what its weight came to then. None when a unit lacks either.
fn mean(lens: &Lens<'_>, line: &Line<'_>, weight: &Code, period: Period) -> Option<Total> {
    let units = line.stating(period)?;
    let (mut sum, mut weights) = (Decimal::ZERO, Decimal::ZERO);
    let mut total: Option<Total> = None;
    for unit in &units {
        let of = |code: &Code| {
            let area = Area::of(unit);
            let boundaries = Boundaries::Then;
            let ask = Ask { indicator: code.clone(), area, boundaries, ..line.ask.clone() };
            exactly(&lens.line(&ask)?, period)
        };
        let (figure, weighs) = (of(&line.ask.indicator)?, of(weight)?);
        let (value, heavy) = (figure.amount.value?, weighs.amount.value?);
        sum = sum.checked_add(value.checked_mul(heavy)?)?;
        weights = weights.checked_add(heavy)?;
        let joined = total.get_or_insert_with(|| Total { reported: Vec::new(), ..figure.clone() });
        joined.reported.push(unit.clone());
        joined.sources.extend(figure.sources);
        joined.sources.extend(weighs.sources);
        joined.clocks.extend(figure.clocks);
    }
    let mut total = total?;
    total.amount = Amount::exact(round(sum.checked_div(weights)?, line.indicator.decimals));
    total.made = Made::Added;
    total.sources.sort();
    total.sources.dedup();
    Some(total)
}
