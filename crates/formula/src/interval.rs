//! Arithmetic on what printed numbers may stand for. The result holds every value that the operands
//! allow: where a decimal of 28 digits cannot hold it, the ends move outwards, never inwards.

use model::{Decimal, Interval};
use rust_decimal::RoundingStrategy;
use std::ops::Bound::{self, Excluded, Included, Unbounded};

/// Where an end of an interval lies, ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Lowest,
    At(Decimal),
    Highest,
}

use Place::{At, Highest, Lowest};

const ZERO: Place = At(Decimal::ZERO);

/// An end of an interval; an open one is not reached.
#[derive(Clone, Copy)]
struct End {
    place: Place,
    open: bool,
}

impl End {
    fn new(bound: Bound<Decimal>, unbounded: Place) -> Self {
        match bound {
            Included(value) => Self { place: At(value), open: false },
            Excluded(value) => Self { place: At(value), open: true },
            Unbounded => Self { place: unbounded, open: false },
        }
    }

    fn bound(self) -> Bound<Decimal> {
        match self.place {
            At(value) if self.open => Excluded(value),
            At(value) => Included(value),
            Lowest | Highest => Unbounded,
        }
    }

    fn is_zero(self) -> bool {
        self.place == ZERO && !self.open
    }
}

/// A result between two decimals; both are equal where it is exact.
type Between = (Decimal, Decimal);

fn low(interval: Interval) -> End {
    End::new(interval.low, Lowest)
}

fn high(interval: Interval) -> End {
    End::new(interval.high, Highest)
}

/// The result, opened by more than the last of 28 digits where it is not exact.
fn between(result: Decimal, exact: bool) -> Option<Between> {
    if exact {
        return Some((result, result));
    }
    let slack = (result.abs() * Decimal::new(1, 27)).max(Decimal::new(1, 28));
    Some((result.checked_sub(slack)?, result.checked_add(slack)?))
}

fn plus(a: Decimal, b: Decimal) -> Option<Between> {
    let result = a.checked_add(b)?;
    let exact = a.is_zero() || b.is_zero() || result.is_zero() || result.scale() >= a.scale().max(b.scale());
    between(result, exact)
}

fn times(a: Decimal, b: Decimal) -> Option<Between> {
    let result = a.checked_mul(b)?;
    between(result, a.is_zero() || b.is_zero() || result.scale() >= a.scale() + b.scale())
}

fn over(a: Decimal, b: Decimal) -> Option<Between> {
    let result = a.checked_div(b)?;
    between(result, times(result, b).is_some_and(|(low, high)| low == high && low == a))
}

/// The opposite.
pub fn negate(a: Interval) -> Interval {
    Interval { low: a.high.map(|v| -v), high: a.low.map(|v| -v) }
}

/// The sum; `None` when it is too large to hold.
pub fn add(a: Interval, b: Interval) -> Option<Interval> {
    let end = |a: End, b: End, outer: fn(Between) -> Decimal| match (a.place, b.place) {
        (At(x), At(y)) => Some(End { place: At(outer(plus(x, y)?)), open: a.open || b.open }.bound()),
        _ => Some(Unbounded),
    };
    Some(Interval {
        low: end(low(a), low(b), |(below, _)| below)?,
        high: end(high(a), high(b), |(_, above)| above)?,
    })
}

/// The product; `None` when it is too large to hold.
pub fn multiply(a: Interval, b: Interval) -> Option<Interval> {
    corners(a, b, |a, b| match (a, b) {
        (At(a), At(b)) => times(a, b).map(|(low, high)| (At(low), At(high))),
        // Zero times anything is zero, however far the other end lies.
        (At(zero), _) | (_, At(zero)) if zero.is_zero() => Some((ZERO, ZERO)),
        _ => Some(if (a < ZERO) == (b < ZERO) { (Highest, Highest) } else { (Lowest, Lowest) }),
    })
}

/// The quotient; `None` when the divisor may be zero or the result is too large to hold.
pub fn divide(a: Interval, b: Interval) -> Option<Interval> {
    if low(b).place <= ZERO && ZERO <= high(b).place {
        return None;
    }
    corners(a, b, |a, b| match (a, b) {
        (At(a), At(b)) => over(a, b).map(|(low, high)| (At(low), At(high))),
        (_, Lowest | Highest) => Some((ZERO, ZERO)),
        (Lowest | Highest, At(_)) => {
            Some(if (a < ZERO) == (b < ZERO) { (Highest, Highest) } else { (Lowest, Lowest) })
        }
    })
}

/// The hull of an operation over the four pairs of ends; right for operations that rise or fall along each operand.
fn corners(
    a: Interval,
    b: Interval,
    op: impl Fn(Place, Place) -> Option<(Place, Place)>,
) -> Option<Interval> {
    let mut hull: Option<(End, End)> = None;
    for (a, b) in [(low(a), low(b)), (low(a), high(b)), (high(a), low(b)), (high(a), high(b))] {
        let (below, above) = op(a.place, b.place)?;
        // A zero that is reached needs no other end to be reached.
        let open = (a.open || b.open) && !a.is_zero() && !b.is_zero();
        let corner = (End { place: below, open }, End { place: above, open });
        hull = Some(hull.map_or(corner, |(low, high)| (lower(low, corner.0), higher(high, corner.1))));
    }
    hull.map(|(low, high)| Interval { low: low.bound(), high: high.bound() })
}

/// Of two ends, the one that lies lower and is reached first.
fn lower(a: End, b: End) -> End {
    std::cmp::min_by_key(a, b, |end| (end.place, end.open))
}

/// Of two ends, the one that lies higher and is reached last.
fn higher(a: End, b: End) -> End {
    std::cmp::max_by_key(a, b, |end| (end.place, !end.open))
}

/// The absolute value.
pub fn abs(a: Interval) -> Interval {
    let turned = negate(a);
    match (low(a).place >= ZERO, high(a).place <= ZERO) {
        (true, _) => a,
        (_, true) => turned,
        _ => Interval { low: Included(Decimal::ZERO), high: higher(high(a), high(turned)).bound() },
    }
}

/// The lesser of two; it reaches its upper end only where both do.
pub fn least(a: Interval, b: Interval) -> Interval {
    let high = std::cmp::min_by_key(high(a), high(b), |end| (end.place, !end.open));
    Interval { low: lower(low(a), low(b)).bound(), high: high.bound() }
}

/// The greater of two.
pub fn greatest(a: Interval, b: Interval) -> Interval {
    negate(least(negate(a), negate(b)))
}

/// Everything from one to the other.
pub fn hull(a: Interval, b: Interval) -> Interval {
    Interval { low: lower(low(a), low(b)).bound(), high: higher(high(a), high(b)).bound() }
}

/// Both ends rounded; an end that is not reached may be reached then.
pub fn rounded(a: Interval, decimals: u8) -> Interval {
    let end = |end: Option<Decimal>| end.map_or(Unbounded, |value| Included(round(value, decimals)));
    Interval { low: end(a.lowest()), high: end(a.highest()) }
}

/// Rounds halves away from zero, as people do on paper.
pub fn round(value: Decimal, decimals: u8) -> Decimal {
    value.round_dp_with_strategy(u32::from(decimals), RoundingStrategy::MidpointAwayFromZero)
}
