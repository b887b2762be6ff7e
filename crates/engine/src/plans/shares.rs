//! Whether what a plan gives to the parts meets what it gives to the whole.

use super::targets::{Targets, target};
use super::version::{Version, in_force};
use crate::book::Book;
use model::{CellKey, Code, Date, Decimal, Indicator, Interval, JoiningBy, Period, Timing, UnitId, UnitKind};
use std::ops::Bound;

/// How the targets of the parts stand to that of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// They meet it within what was printed.
    Meets,
    /// They meet it with the parts of other kinds: communes and departments share it.
    Together,
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
    /// The target of the whole.
    pub key: CellKey,
    /// What sort of units its parts are.
    pub kind: UnitKind,
    /// The version of the target that is in force.
    pub whole: Version,
    /// The sum of the targets of its parts.
    pub sum: Decimal,
    /// Parts with a target.
    pub given: Vec<(UnitId, Version)>,
    /// Parts without one.
    pub without: Vec<UnitId>,
    /// How they stand to each other.
    pub fit: Fit,
}

impl Distribution {
    /// The target of one of the parts.
    pub fn part(&self, unit: &UnitId) -> CellKey {
        CellKey { unit: unit.clone(), ..self.key.clone() }
    }
}

/// Kinds of units that plans are distributed to.
const KINDS: [UnitKind; 4] =
    [UnitKind::Province, UnitKind::District, UnitKind::Commune, UnitKind::Department];

/// How the targets whose period reaches over the end of another one are distributed on that day, indicator by indicator.
pub fn distributions(book: &Book, within: Period) -> Vec<Distribution> {
    let day = within.calendar_window().to;
    let targets = Targets::new(book, |_| true);
    let reaches = |of: &Period| {
        let window = of.calendar_window();
        window.from <= day && day <= window.to
    };
    let of = |of: Period| {
        let codes = targets.indicators(of).into_iter();
        codes.map(move |code| (code, of)).collect::<Vec<_>>()
    };
    let mut asked: Vec<(&Code, Period)> =
        targets.periods().into_iter().filter(reaches).flat_map(of).collect();
    asked.sort();
    asked.into_iter().flat_map(|(code, of)| distribution(book, code, of, day)).collect()
}

/// How the targets of an indicator for a period are distributed on a day, level by level: one row for each unit with a
/// target and each kind of its parts that have one. What does not add up is not distributed.
pub fn distribution(book: &Book, code: &Code, period: Period, day: Date) -> Vec<Distribution> {
    let adds = |i: &&Indicator| i.timing != Timing::Ratio && i.joining.by == JoiningBy::Timing;
    let Some(indicator) = book.indicator(code).filter(adds) else { return Vec::new() };
    let of = |unit: &UnitId| {
        book.units.get(unit)?.parent_on(day)?;
        in_force(book, &target(code, unit, period), day)
    };
    let wholes = book.placed.uppers().filter_map(|unit| Some((unit, of(unit)?)));
    wholes
        .flat_map(|(unit, whole)| parts(book, indicator, target(code, unit, period), &whole, day, &of))
        .collect()
}

/// How the target of a whole is distributed, by kinds of parts; `of` tells the target of a unit.
fn parts(
    book: &Book,
    indicator: &Indicator,
    key: CellKey,
    whole: &Version,
    day: Date,
    of: &impl Fn(&UnitId) -> Option<Version>,
) -> Vec<Distribution> {
    let below: Vec<_> =
        book.below(&key.unit).filter(|unit| unit.parent_on(day) == Some(Some(&key.unit))).collect();
    let mut rows = Vec::new();
    for kind in KINDS {
        let (mut given, mut without) = (Vec::new(), Vec::new());
        for unit in below.iter().filter(|unit| unit.kind == kind) {
            match of(&unit.id) {
                Some(version) => given.push((unit.id.clone(), version)),
                None => without.push(unit.id.clone()),
            }
        }
        rows.extend(distributed(indicator, &key, kind, whole, given, without));
    }
    let sum = rows.iter().filter_map(|row| total(indicator, &row.given)).reduce(added);
    let alone = rows.len() == 1 || rows.iter().any(|row| row.fit == Fit::Meets);
    if !alone && sum.is_some_and(|sum| sum.meets(interval(indicator, whole))) {
        rows.iter_mut().for_each(|row| row.fit = Fit::Together);
    }
    rows
}

/// What parts may come to together.
fn total(indicator: &Indicator, given: &[(UnitId, Version)]) -> Option<Interval> {
    given.iter().map(|(_, version)| interval(indicator, version)).reduce(added)
}

/// None where no part has a target.
fn distributed(
    indicator: &Indicator,
    key: &CellKey,
    kind: UnitKind,
    whole: &Version,
    given: Vec<(UnitId, Version)>,
    without: Vec<UnitId>,
) -> Option<Distribution> {
    let parts = total(indicator, &given)?;
    let mut amounts = given.iter().map(|(_, version)| version.amount.value());
    let sum = amounts.try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount))?;
    // Only some departments are given a share of anything; every commune is.
    let open = kind != UnitKind::Department && !without.is_empty();
    let fit = fit(interval(indicator, whole), parts, open, indicator.less_is_better);
    Some(Distribution { key: key.clone(), kind, whole: whole.clone(), sum, given, without, fit })
}

/// What a target may mean as it was printed.
fn interval(indicator: &Indicator, version: &Version) -> Interval {
    version.amount.interval(indicator.counted, version.approx)
}

/// How parts stand to a whole (XBRL Calculations 1.1: two amounts agree when their intervals meet).
fn fit(whole: Interval, sum: Interval, open: bool, less_is_better: bool) -> Fit {
    let more = !sum.may_be_at_most(whole);
    match (sum.meets(whole), open, more, less_is_better) {
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
