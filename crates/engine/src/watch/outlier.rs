//! A figure that does not fit its own history. What is expected comes from the steadiest of three ways to look at the past: the
//! level itself, the step from one period to the next, the growth over the same period of the year before. Medians and
//! median distances, so one strange period in the past neither hides nor makes another.

use super::robust::spread;
use super::track::Track;
use model::{Decimal, Number, Period, PeriodKind, Timing};
use std::collections::BTreeMap;

/// Fewer earlier numbers, or pairs of them, say nothing of what is usual.
pub(super) const ENOUGH: usize = 6;
/// Median distances from the median that are still usual, for a normal spread more than five standard deviations: more where
/// few numbers make the distance itself uncertain.
const DISTANCES: [i64; 2] = [8, 11];
/// Fewer numbers are few.
const MANY: usize = 10;
/// What no history is steadier than, in per cent.
pub(super) const STEADIEST: i64 = 2;
/// Standard deviations of a count of chance events (Poisson), squared: four for what happens, less for what is there.
const CHANCE: [i64; 2] = [16, 1];

/// What history lets one expect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The number in the middle.
    pub middle: Decimal,
    /// How far off is still usual.
    pub reach: Decimal,
    /// How it was found.
    pub way: Way,
    /// How many numbers, or pairs of them, it rests on.
    pub seen: usize,
}

/// A way to look at the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The level of earlier periods.
    Level,
    /// The step from one period to the next.
    Step,
    /// The growth over the same period of the year before.
    Growth,
}

/// The ways to look at the past of figures of a timing, with how many periods lie between those that are held against
/// each other.
pub(super) fn ways(timing: Timing, kind: PeriodKind) -> impl Iterator<Item = (Way, i16)> {
    let year = kind.per_year().unwrap_or(1);
    // What runs up within a year starts anew in the next: only the same period of other years is like it.
    let all = if timing == Timing::Cumulative { 1 } else { 3 };
    [(Way::Growth, year), (Way::Step, 1), (Way::Level, 0)].into_iter().take(all)
}

/// How many median distances from the median of so many numbers are still usual.
pub(super) fn distances(many: usize) -> i64 {
    DISTANCES[usize::from(many < MANY)]
}

/// What the past of a figure lets one expect, by the steadiest way; none without enough history.
pub fn expected(track: &Track) -> Option<Expected> {
    let ways = ways(track.indicator.timing, track.key.period.kind());
    ways.filter_map(|(way, lag)| by(track, way, lag)).min_by(|a, b| steadiness(a).cmp(&steadiness(b)))
}

/// How wide the usual is beside its middle; narrow first.
fn steadiness(expected: &Expected) -> Decimal {
    expected.reach.checked_div(expected.middle.abs()).unwrap_or(Decimal::MAX)
}

fn by(track: &Track, way: Way, lag: i16) -> Option<Expected> {
    let (base, samples) = match way {
        Way::Level => (Decimal::ONE, track.past.values().map(|n| n.value()).collect()),
        Way::Step | Way::Growth => (track.before(lag)?, ratios(&track.past, lag)),
    };
    if samples.len() < ENOUGH || base <= Decimal::ZERO {
        return None;
    }
    let (middle, distance) = spread(&samples)?;
    let least = middle.abs().checked_mul(Decimal::new(STEADIEST, 2))?;
    let reach = distance.checked_mul(distances(samples.len()).into())?.max(least);
    let (middle, reach) = (base.checked_mul(middle)?, base.checked_mul(reach)?);
    Some(Expected { middle, reach, way, seen: samples.len() })
}

/// Each number over the one `lag` periods before it.
fn ratios(past: &BTreeMap<Period, Number>, lag: i16) -> Vec<Decimal> {
    let ratio = |(period, number): (&Period, &Number)| {
        let before = past.get(&period.shift(-lag))?.value();
        if before > Decimal::ZERO { number.value().checked_div(before) } else { None }
    };
    past.iter().filter_map(ratio).collect()
}

/// Whether a figure is farther off than is usual. Counts of a few things jump by chance alone.
pub fn is_outlier(track: &Track, expected: &Expected) -> bool {
    let Some(off) = track.now.value().checked_sub(expected.middle) else { return true };
    let happens = matches!(track.indicator.timing, Timing::Flow | Timing::Cumulative);
    let by_chance = || {
        let squared = CHANCE[usize::from(!happens)];
        let chance = expected.middle.max(Decimal::ONE).checked_mul(squared.into());
        track.indicator.counted && off.checked_mul(off).zip(chance).is_some_and(|(off, chance)| off <= chance)
    };
    off.abs() > expected.reach && !by_chance()
}
