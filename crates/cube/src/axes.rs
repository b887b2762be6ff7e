//! What a cube counts along.

use rust_decimal::Decimal;
use std::ops::Range;

/// Larger integers are not kept, so that no sum of them or of their squares can overflow.
const LARGEST: i128 = 1 << 53;

/// The steps of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// twelve
    Month,
    /// four
    Quarter,
    /// two
    Half,
    /// one
    Year,
}

impl Step {
    /// Steps in a year.
    pub fn per_year(self) -> usize {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Half => 2,
            Self::Year => 1,
        }
    }
}

/// One statement about one indicator: its actual, its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// Decimals that its values have at most.
    pub decimals: u32,
    /// How often it is stated.
    pub step: Step,
}

impl Series {
    /// A value in units of the last decimal; none when it is finer or too large.
    pub(crate) fn scaled(&self, value: Decimal) -> Option<i64> {
        let value = value.normalize();
        let power = 10_i128.checked_pow(self.decimals.checked_sub(value.scale())?)?;
        let scaled = value.mantissa().checked_mul(power)?;
        i64::try_from(scaled).ok().filter(|_| scaled.abs() <= LARGEST)
    }

    /// The number that an integer stands for.
    pub fn decimal(&self, scaled: i128) -> Decimal {
        Decimal::from_i128_with_scale(scaled, self.decimals)
    }
}

/// What a cube counts along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axes {
    /// The first year.
    pub first: i16,
    /// How many years.
    pub years: usize,
    /// The series.
    pub series: Vec<Series>,
    /// Where each group of units begins, and where the last one ends.
    bounds: Vec<usize>,
}

impl Axes {
    /// Axes with groups of so many units each; the units of a group stand together, in the order of the groups.
    pub fn new(first: i16, years: usize, series: Vec<Series>, groups: &[usize]) -> Self {
        let mut axes = Self { first, years, series, bounds: vec![0] };
        axes.grow(groups);
        axes
    }

    /// Adds groups of so many units each at the end.
    pub(crate) fn grow(&mut self, groups: &[usize]) {
        for size in groups {
            self.bounds.push(self.units() + size);
        }
    }

    /// Whether units stand in the same groups.
    pub(crate) fn is_laid_like(&self, other: &Self) -> bool {
        self.bounds == other.bounds
    }

    /// How many units.
    pub fn units(&self) -> usize {
        self.bounds.last().copied().unwrap_or_default()
    }

    /// How many groups.
    pub fn groups(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The units of a group.
    pub fn group(&self, group: usize) -> Range<usize> {
        let bound = |at: usize| self.bounds.get(at).copied().unwrap_or_else(|| self.units());
        bound(group)..bound(group + 1)
    }

    /// The groups that lie wholly within a stretch of units: from one up to another.
    pub(crate) fn groups_within(&self, units: &Range<usize>) -> (usize, usize) {
        let first = self.bounds.partition_point(|bound| *bound < units.start);
        let last = self.bounds.partition_point(|bound| *bound <= units.end).saturating_sub(1);
        (first, last)
    }

    /// The group of a unit.
    pub fn group_of(&self, unit: usize) -> usize {
        self.bounds.partition_point(|bound| *bound <= unit).saturating_sub(1)
    }
}
