//! Whether what a plan gives to the parts meets what it gives to the whole.

use super::version::in_force;
use crate::book::Book;
use model::{
    CellKey, Code, Date, Decimal, Indicator, Interval, Measure, Number, Period, Timing, UnitId, UnitKind,
};
use std::ops::Bound;

/// How the targets of the parts stand to that of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// They meet it within what was printed.
    Meets,
    /// Some parts have none yet, and nothing is wrong so far.
    Unfinished,
    /// Together they are more, as an office adopts it that wants a reserve (giao cao hơn); of what should be little, less.
    Beyond,
    /// All have one and together they do not reach the whole; of what should be little, they exceed it.
    Short,
}

/// The targets of one unit's parts beside its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The whole.
    pub unit: UnitId,
    /// What sort of units its parts are.
    pub kind: UnitKind,
    /// Its target.
    pub whole: Number,
    /// The sum of the targets of its parts.
    pub sum: Decimal,
    /// Parts with a target.
    pub given: Vec<UnitId>,
    /// Parts without one.
    pub without: Vec<UnitId>,
    /// How they stand to each other.
    pub fit: Fit,
}

/// A unit, its kind, the one above, its target.
type Standing<'a> = (&'a UnitId, UnitKind, Option<&'a UnitId>, Option<Number>);

/// How the targets of an indicator for a period are distributed on a day, level by level: one row for each unit with a
/// target and each kind of its parts that have one. Ratios are not distributed.
pub fn distribution(book: &Book, code: &Code, period: Period, day: Date) -> Vec<Distribution> {
    let Some(indicator) = book.indicator(code).filter(|i| i.timing != Timing::Ratio) else {
        return Vec::new();
    };
    let target = |unit: &UnitId| {
        let key = CellKey { indicator: code.clone(), unit: unit.clone(), period, measure: Measure::Plan };
        in_force(book, &key, day).map(|version| version.amount)
    };
    let targets: Vec<Standing<'_>> = book
        .units
        .values()
        .filter_map(|unit| Some((&unit.id, unit.kind, unit.parent_on(day)?, target(&unit.id))))
        .collect();
    let mut found = Vec::new();
    for (unit, _, _, whole) in &targets {
        let Some(whole) = whole else { continue };
        for kind in [UnitKind::Province, UnitKind::District, UnitKind::Commune, UnitKind::Department] {
            let parts = targets.iter().filter(|(_, of, parent, _)| *of == kind && *parent == Some(*unit));
            let (given, without): (Vec<&Standing<'_>>, Vec<_>) =
                parts.partition(|(.., amount)| amount.is_some());
            if given.is_empty() {
                continue;
            }
            let amounts: Vec<Number> = given.iter().filter_map(|(.., amount)| *amount).collect();
            let Some(sum) = amounts.iter().try_fold(Decimal::ZERO, |sum, n| sum.checked_add(n.value()))
            else {
                continue;
            };
            // Only some departments are given a share of anything; every commune is.
            let open = kind != UnitKind::Department && !without.is_empty();
            found.push(Distribution {
                unit: (*unit).clone(),
                kind,
                whole: *whole,
                sum,
                given: given.iter().map(|(unit, ..)| (*unit).clone()).collect(),
                without: without.iter().map(|(unit, ..)| (*unit).clone()).collect(),
                fit: fit(indicator, *whole, &amounts, open),
            });
        }
    }
    found
}

/// How parts stand to a whole (XBRL Calculations 1.1: two amounts agree when their intervals meet).
fn fit(indicator: &Indicator, whole: Number, parts: &[Number], open: bool) -> Fit {
    let whole = whole.interval(indicator.counted, None);
    let sum = parts.iter().map(|part| part.interval(indicator.counted, None)).reduce(added);
    let Some(sum) = sum else { return Fit::Unfinished };
    let more = !sum.may_be_at_most(whole);
    match (sum.meets(whole), open, more, indicator.less_is_better) {
        (true, ..) => Fit::Meets,
        (false, _, true, false) | (false, false, false, true) => Fit::Beyond,
        (false, _, true, true) | (false, false, false, false) => Fit::Short,
        (false, true, false, _) => Fit::Unfinished,
    }
}

fn added(a: Interval, b: Interval) -> Interval {
    let end = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b).map_or(Bound::Unbounded, Bound::Included),
        _ => Bound::Unbounded,
    };
    Interval { low: end(a.lowest(), b.lowest()), high: end(a.highest(), b.highest()) }
}
