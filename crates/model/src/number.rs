//! A number as printed, and the interval it stands for.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

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

    /// What the printed number may stand for (XBRL Calculations 1.1, round to nearest):
    /// a counted thing is exact, a measured one is half a unit of its last printed digit wide on
    /// either side; one-sided words open one end.
    pub fn interval(self, counted: bool, approx: Option<Approx>) -> Interval {
        let exact = counted && self.decimals() == 0;
        let half =
            if exact { None } else { Decimal::try_new(5, self.decimals() + 1).ok() }.unwrap_or_default();
        // An end too far to hold is open.
        let (low, high) = (self.0.checked_sub(half), self.0.checked_add(half));
        match approx {
            None => Interval { low, high },
            Some(Approx::Above) => Interval { low, high: None },
            Some(Approx::Below) => Interval { low: None, high },
            // "About" promises no bound: half a unit of the first two digits on either side.
            Some(Approx::About) => {
                let slack = (self.0.abs() / Decimal::from(20)).max(half);
                Interval { low: self.0.checked_sub(slack), high: self.0.checked_add(slack) }
            }
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

/// A closed interval; a missing end is open to infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lowest possible value.
    pub low: Option<Decimal>,
    /// Highest possible value.
    pub high: Option<Decimal>,
}

impl Interval {
    /// The single value `v`.
    pub fn point(v: Decimal) -> Self {
        Self { low: Some(v), high: Some(v) }
    }

    /// Whether some value lies in both.
    pub fn meets(self, other: Self) -> bool {
        let below = |low: Option<Decimal>, high: Option<Decimal>| match (low, high) {
            (Some(l), Some(h)) => l <= h,
            _ => true,
        };
        below(self.low, other.high) && below(other.low, self.high)
    }

    /// Whether some value of `self` is at most some value of `other`.
    pub fn may_be_at_most(self, other: Self) -> bool {
        match (self.low, other.high) {
            (Some(l), Some(h)) => l <= h,
            _ => true,
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
            Interval { low: Some("134.45".parse().unwrap()), high: Some("134.55".parse().unwrap()) }
        );
        assert_eq!(n("670").interval(true, None), Interval::point(Decimal::from(670)));
    }

    #[test]
    fn no_number_is_too_large_or_too_fine() {
        let interval = |v: Decimal, approx| Number::new(v).interval(false, approx);
        assert_eq!(interval(Decimal::MAX, Some(Approx::About)).high, None);
        assert_eq!(interval(Decimal::new(1, 28), None), Interval::point(Decimal::new(1, 28)));
    }

    #[test]
    fn touching_intervals_meet() {
        assert!(n("1").interval(false, None).meets(n("2").interval(false, None)));
        assert!(!n("1").interval(true, None).meets(n("2").interval(true, None)));
        assert!(n("1200").interval(false, Some(Approx::Above)).meets(n("5000").interval(false, None)));
    }
}
