//! A number as printed, and the interval it stands for.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::ops::Bound::{self, Excluded, Included, Unbounded};

/// An exact decimal that remembers how many decimals were printed: `14,90` is not `14,9`.
/// Equality compares value and printed decimals.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(Decimal);

#[cfg(feature = "schema")]
crate::schema_as_text!(Number);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 && self.0.scale() == other.0.scale()
    }
}
impl Eq for Number {}

impl Number {
    /// The number printed with the scale that `value` carries.
    pub fn new(value: Decimal) -> Self {
        Self(value)
    }

    /// The exact value.
    pub fn value(self) -> Decimal {
        self.0
    }

    /// Decimals printed.
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// Whether it is printed finer than `decimals`; zeros at its end say nothing finer.
    pub fn has_excess_digits(self, decimals: u32) -> bool {
        self.0.normalize().scale() > decimals
    }

    /// What the printed number may stand for (XBRL Calculations 1.1, round to nearest):
    /// a counted thing is exact, a measured one is half a unit of its last printed digit wide on
    /// either side; one-sided words open one end.
    pub fn interval(self, counted: bool, approx: Option<Approx>) -> Interval {
        let exact = counted && !self.has_excess_digits(0);
        let half =
            if exact { None } else { Decimal::try_new(5, self.decimals() + 1).ok() }.unwrap_or_default();
        // An end too far to hold is open.
        let (low, high) = (self.0.checked_sub(half), self.0.checked_add(half));
        match approx {
            None => Interval::closed(low, high),
            Some(Approx::Above) => Interval::closed(low, None),
            Some(Approx::Below) => Interval::closed(None, high),
            // "About" promises no bound: half a unit of the first two digits on either side.
            Some(Approx::About) => {
                let slack = (self.0.abs() / Decimal::from(20)).max(half);
                Interval::closed(self.0.checked_sub(slack), self.0.checked_add(slack))
            }
        }
    }

    /// What it may stand for where digits were cut off instead of rounded (XBRL Calculations 1.1, truncation): less
    /// than one unit of its last printed digit is missing, away from zero.
    pub fn cut_interval(self) -> Interval {
        let step = Decimal::new(1, self.decimals());
        let open = |end: Option<Decimal>| end.map_or(Unbounded, Excluded);
        let (below, above) = (open(self.0.checked_sub(step)), open(self.0.checked_add(step)));
        match self.0 {
            zero if zero.is_zero() => Interval { low: below, high: above },
            value if value.is_sign_negative() => Interval { low: below, high: Included(value) },
            value => Interval { low: Included(value), high: above },
        }
    }
}

/// A word before a number that loosens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Approx {
    /// `gần`, `dưới`, `chưa đến`.
    Below,
    /// `trên`, `hơn`, `từ … trở lên`.
    Above,
    /// `khoảng`, `ước chừng`.
    About,
}

/// All values between two ends, never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Where it begins.
    pub low: Bound<Decimal>,
    /// Where it ends.
    pub high: Bound<Decimal>,
}

impl Interval {
    /// The single value `v`.
    pub fn point(v: Decimal) -> Self {
        Self { low: Included(v), high: Included(v) }
    }

    /// From `low` to `high`, both in it; a missing end is open to infinity.
    pub fn closed(low: Option<Decimal>, high: Option<Decimal>) -> Self {
        Self { low: low.map_or(Unbounded, Included), high: high.map_or(Unbounded, Included) }
    }

    /// The lower end, whether it lies in it or not; none = open to infinity.
    pub fn lowest(self) -> Option<Decimal> {
        end(self.low)
    }

    /// The upper end, whether it lies in it or not; none = open to infinity.
    pub fn highest(self) -> Option<Decimal> {
        end(self.high)
    }

    /// The values in both: what a figure stated twice may stand for. None when no value is in both.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let low = tighter(self.low, other.low, |a, b| a > b);
        let high = tighter(self.high, other.high, |a, b| a < b);
        (Self { low, high: Unbounded })
            .may_be_at_most(Self { low: Unbounded, high })
            .then_some(Self { low, high })
    }

    /// Whether some value lies in both.
    pub fn meets(self, other: Self) -> bool {
        self.intersect(other).is_some()
    }

    /// Whether some value of `self` is at most some value of `other`.
    pub fn may_be_at_most(self, other: Self) -> bool {
        match (self.low, other.high) {
            (Included(low), Included(high)) => low <= high,
            (low, high) => end(low).zip(end(high)).is_none_or(|(low, high)| low < high),
        }
    }
}

fn end(bound: Bound<Decimal>) -> Option<Decimal> {
    match bound {
        Included(value) | Excluded(value) => Some(value),
        Unbounded => None,
    }
}

/// The end that leaves fewer values; an open one of two at one place.
fn tighter(a: Bound<Decimal>, b: Bound<Decimal>, inner: fn(Decimal, Decimal) -> bool) -> Bound<Decimal> {
    match (end(a), end(b)) {
        (_, None) => a,
        (None, _) => b,
        (Some(x), Some(y)) if x == y => {
            if matches!(a, Excluded(_)) {
                a
            } else {
                b
            }
        }
        (Some(x), Some(y)) => {
            if inner(x, y) {
                a
            } else {
                b
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::new(text.parse().unwrap())
    }

    #[test]
    fn printed_decimals_widen_a_measured_number() {
        assert_eq!(
            n("134.5").interval(false, None),
            Interval::closed(Some("134.45".parse().unwrap()), Some("134.55".parse().unwrap()))
        );
        assert_eq!(n("670").interval(true, None), Interval::point(Decimal::from(670)));
    }

    #[test]
    fn no_number_is_too_large_or_too_fine() {
        let interval = |v: Decimal, approx| Number::new(v).interval(false, approx);
        assert_eq!(interval(Decimal::MAX, Some(Approx::About)).highest(), None);
        assert_eq!(interval(Decimal::new(1, 28), None), Interval::point(Decimal::new(1, 28)));
    }

    #[test]
    fn touching_intervals_meet() {
        assert!(n("1").interval(false, None).meets(n("2").interval(false, None)));
        assert!(!n("1").interval(true, None).meets(n("2").interval(true, None)));
        assert!(n("1200").interval(false, Some(Approx::Above)).meets(n("5000").interval(false, None)));
    }
}
