//! Whether what a plan gives to the parts meets what it gives to the whole.

use super::version::{Version, in_force};
use crate::book::Book;
use model::{
    CellKey, Code, Date, Decimal, Indicator, Interval, JoiningBy, Measure, Period, Timing, UnitId, UnitKind,
};
use std::collections::{BTreeMap, BTreeSet};
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

/// How the targets of an indicator for a period are distributed on a day, level by level: one row for each unit with a
/// target and each kind of its parts that have one. What does not add up is not distributed.
pub fn distribution(book: &Book, code: &Code, period: Period, day: Date) -> Vec<Distribution> {
    let key = |unit: &UnitId| CellKey {
        indicator: code.clone(),
        unit: unit.clone(),
        period,
        measure: Measure::Plan,
    };
    among(book, day, &book.units.keys().map(key).collect::<Vec<_>>())
}

/// How the targets whose period reaches over the end of another one are distributed on that day, indicator by indicator.
pub fn distributions(book: &Book, within: Period) -> Vec<Distribution> {
    let day = within.calendar_window().to;
    let reaches = |key: &&CellKey| {
        let window = key.period.calendar_window();
        key.measure == Measure::Plan && window.from <= day && day <= window.to
    };
    let mut targets: BTreeMap<(&Code, Period), BTreeSet<&CellKey>> = BTreeMap::new();
    let stated = book.cells.iter().map(|(key, _)| key);
    for key in book.plans.keys().chain(stated).filter(reaches) {
        targets.entry((&key.indicator, key.period)).or_default().insert(key);
    }
    let several = targets.into_values().filter(|keys| keys.len() > 1);
    several.flat_map(|keys| among(book, day, &keys.into_iter().cloned().collect::<Vec<_>>())).collect()
}

/// How targets of one indicator and period are distributed on a day.
fn among(book: &Book, day: Date, keys: &[CellKey]) -> Vec<Distribution> {
    let adds = |i: &&Indicator| i.timing != Timing::Ratio && i.joining.by == JoiningBy::Timing;
    let indicator = keys.first().and_then(|key| book.indicator(&key.indicator)).filter(adds);
    let Some(indicator) = indicator else { return Vec::new() };
    let stands = |unit: &UnitId| book.units.get(unit).is_some_and(|unit| unit.parent_on(day).is_some());
    let targets: BTreeMap<&UnitId, (&CellKey, Version)> = keys
        .iter()
        .filter(|key| stands(&key.unit))
        .filter_map(|key| Some((&key.unit, (key, in_force(book, key, day)?))))
        .collect();
    // Most units with a target are parts themselves: only those above others are wholes.
    let above = |unit: &&UnitId| book.units.get(*unit).and_then(|unit| unit.parent_on(day)).flatten();
    let wholes: BTreeSet<&UnitId> = targets.keys().filter_map(above).collect();
    let mut found = Vec::new();
    for (key, whole) in wholes.into_iter().filter_map(|unit| targets.get(unit)) {
        let below: Vec<_> =
            book.units.values().filter(|unit| unit.parent_on(day) == Some(Some(&key.unit))).collect();
        let mut rows = Vec::new();
        for kind in KINDS {
            let parts = below.iter().filter(|unit| unit.kind == kind).map(|unit| &unit.id);
            let (given, without): (Vec<&UnitId>, Vec<_>) = parts.partition(|unit| targets.contains_key(unit));
            let given =
                given.into_iter().filter_map(|unit| Some((unit.clone(), targets.get(unit)?.1.clone())));
            let without = without.into_iter().cloned().collect();
            rows.extend(distributed(indicator, key, kind, whole, given.collect(), without));
        }
        let sum = rows.iter().filter_map(|row| total(indicator, &row.given)).reduce(added);
        let alone = rows.len() == 1 || rows.iter().any(|row| row.fit == Fit::Meets);
        if !alone && sum.is_some_and(|sum| sum.meets(interval(indicator, whole))) {
            rows.iter_mut().for_each(|row| row.fit = Fit::Together);
        }
        found.extend(rows);
    }
    found
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
