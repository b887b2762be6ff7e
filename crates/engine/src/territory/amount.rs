//! What is known of an amount of an area.

use model::Decimal;
use std::ops::{AddAssign, SubAssign};

/// An amount that adds up over areas (a flow, a stock, the parts of a ratio), with the bounds that hold for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number, exact or estimated; none when only bounds are known.
    pub value: Option<Decimal>,
    /// It is at least this; none = no bound.
    pub low: Option<Decimal>,
    /// It is at most this; none = no bound.
    pub high: Option<Decimal>,
}

impl Amount {
    /// What was counted.
    pub fn exact(value: Decimal) -> Self {
        Self { value: Some(value), low: Some(value), high: Some(value) }
    }

    /// Nothing.
    pub fn zero() -> Self {
        Self::exact(Decimal::ZERO)
    }

    /// What nobody counted, of what cannot be negative: at least nothing.
    pub fn missing() -> Self {
        Self { value: None, low: Some(Decimal::ZERO), high: None }
    }

    /// Whether it is known to the last digit.
    pub fn is_exact(&self) -> bool {
        self.value.is_some() && self.low == self.high
    }

    /// As much as counted, of which some is still to come: at least this.
    #[must_use]
    pub fn at_least(self) -> Self {
        Self { value: None, high: None, ..self }
    }

    /// The greater of two.
    #[must_use]
    pub fn greater(self, other: Self) -> Self {
        let both = |a: Option<Decimal>, b: Option<Decimal>| Some(a?.max(b?));
        let low = both(self.low, other.low).or(self.low).or(other.low);
        Self { value: both(self.value, other.value), low, high: both(self.high, other.high) }
    }

    /// A part of it of unknown size, of which perhaps an estimate is known: between nothing and all of it.
    pub(crate) fn part(&self, value: Option<Decimal>) -> Self {
        let zero = Some(Decimal::ZERO);
        let low = self.low.map(|low| low.min(Decimal::ZERO));
        let high = self.high.map(|high| high.max(Decimal::ZERO));
        match self.is_exact() && self.value == zero {
            true => Self::zero(),
            false => Self { value, low, high },
        }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        let both = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        self.value = both(self.value, other.value);
        self.low = both(self.low, other.low);
        self.high = both(self.high, other.high);
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        let both = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_sub(b?);
        self.value = both(self.value, other.value);
        self.low = both(self.low, other.high);
        self.high = both(self.high, other.low);
    }
}
