//! Sums that know how many values they are of.

use std::iter::Sum;
use std::ops::Add;

/// A sum in units of the series' last decimal, and how many values it is of: a total never stands without its completeness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The sum.
    pub sum: i128,
    /// How many values.
    pub there: u32,
}

impl Total {
    /// The total of one value.
    pub(crate) fn of(value: i64) -> Self {
        Self { sum: i128::from(value), there: 1 }
    }
}

impl Add for Total {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, there: self.there + other.there }
    }
}

impl Sum for Total {
    fn sum<I: Iterator<Item = Self>>(totals: I) -> Self {
        totals.fold(Self::default(), Add::add)
    }
}
