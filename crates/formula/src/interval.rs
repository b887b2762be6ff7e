//! Arithmetic on what printed numbers may stand for. The result holds every value that the operands
//! allow: where a decimal of 28 digits cannot hold it, the ends move outwards, never inwards.

use model::{Decimal, Interval};

/// An end of an interval, ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Lowest,
    At(Decimal),
    Highest,
}

use End::{At, Highest, Lowest};

/// A result between two decimals; both are equal where it is exact.
type Between = (Decimal, Decimal);

fn low(interval: Interval) -> End {
    interval.low.map_or(Lowest, At)
}

fn high(interval: Interval) -> End {
    interval.high.map_or(Highest, At)
}

fn finite(end: End) -> Option<Decimal> {
    match end {
        At(value) => Some(value),
        Lowest | Highest => None,
    }
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
    let end = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
        (Some(a), Some(b)) => plus(a, b).map(Some),
        _ => Some(None),
    };
    Some(Interval {
        low: end(a.low, b.low)?.map(|(low, _)| low),
        high: end(a.high, b.high)?.map(|(_, high)| high),
    })
}

/// The product; `None` when it is too large to hold.
pub fn multiply(a: Interval, b: Interval) -> Option<Interval> {
    corners(a, b, |a, b| match (a, b) {
        (At(a), At(b)) => times(a, b).map(|(low, high)| (At(low), At(high))),
        // Zero times anything is zero, however far the other end lies.
        (At(zero), _) | (_, At(zero)) if zero.is_zero() => Some((At(Decimal::ZERO), At(Decimal::ZERO))),
        _ => Some(if is_negative(a) == is_negative(b) { (Highest, Highest) } else { (Lowest, Lowest) }),
    })
}

/// The quotient; `None` when the divisor may be zero or the result is too large to hold.
pub fn divide(a: Interval, b: Interval) -> Option<Interval> {
    let may_be_zero = low(b) <= At(Decimal::ZERO) && At(Decimal::ZERO) <= high(b);
    if may_be_zero {
        return None;
    }
    corners(a, b, |a, b| match (a, b) {
        (At(a), At(b)) => over(a, b).map(|(low, high)| (At(low), At(high))),
        (_, Lowest | Highest) => Some((At(Decimal::ZERO), At(Decimal::ZERO))),
        (Lowest | Highest, At(_)) => {
            Some(if is_negative(a) == is_negative(b) { (Highest, Highest) } else { (Lowest, Lowest) })
        }
    })
}

fn is_negative(end: End) -> bool {
    end < At(Decimal::ZERO)
}

/// The hull of an operation over the four pairs of ends; right for operations that rise or fall along each operand.
fn corners(a: Interval, b: Interval, op: impl Fn(End, End) -> Option<(End, End)>) -> Option<Interval> {
    let mut hull: Option<(End, End)> = None;
    for (a, b) in [(low(a), low(b)), (low(a), high(b)), (high(a), low(b)), (high(a), high(b))] {
        let (below, above) = op(a, b)?;
        hull = Some(hull.map_or((below, above), |(l, h)| (l.min(below), h.max(above))));
    }
    hull.map(|(low, high)| Interval { low: finite(low), high: finite(high) })
}
