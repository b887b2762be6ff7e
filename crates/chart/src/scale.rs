//! From amounts to places on the paper.

use model::{Decimal, Number};
use rust_decimal::prelude::ToPrimitive;

/// Amounts are drawn within this: nothing that a government counts is beyond it.
const FAR: i64 = 1_000_000_000_000_000_000;
/// Decimals that can still be seen.
const DECIMALS: u32 = 6;
/// Most marks on an axis, without the first.
const MARKS: i64 = 5;

/// An axis from one amount to another.
#[derive(Clone, Debug)]
pub struct Scale {
    low: Decimal,
    high: Decimal,
    step: Decimal,
    from: i64,
    to: i64,
}

impl Scale {
    /// An axis between two places that holds zero and all `amounts`.
    pub fn from_zero(amounts: impl Iterator<Item = Decimal>, from: i64, to: i64) -> Self {
        Self::over(&amounts.map(near).chain([Decimal::ZERO]).collect::<Vec<_>>(), from, to)
    }

    /// An axis that holds all `amounts`, and zero only where they are not far from it; says whether it does.
    pub fn around(amounts: impl Iterator<Item = Decimal>, from: i64, to: i64) -> (Self, bool) {
        let amounts: Vec<Decimal> = amounts.map(near).collect();
        let low = amounts.iter().min().copied().unwrap_or_default();
        let high = amounts.iter().max().copied().unwrap_or_default();
        let close = low <= Decimal::ZERO || high == low || (high - low) * Decimal::TWO > low;
        match close {
            true => (Self::from_zero(amounts.into_iter(), from, to), true),
            false => (Self::over(&amounts, from, to), false),
        }
    }

    fn over(amounts: &[Decimal], from: i64, to: i64) -> Self {
        let low = amounts.iter().min().copied().unwrap_or_default();
        let high = amounts.iter().max().copied().unwrap_or_default();
        let step = step(high - low);
        let whole = |steps: Decimal| steps * step;
        let (low, mut high) = (whole((low / step).floor()), whole((high / step).ceil()));
        if high <= low {
            high = low + step;
        }
        Self { low, high, step, from, to }
    }

    /// Where an amount is.
    pub fn at(&self, amount: Decimal) -> i64 {
        let room = Decimal::from(self.to - self.from);
        let share = (near(amount) - self.low) / (self.high - self.low);
        let place = (share * room).round().to_i64().unwrap_or_default();
        let (least, most) = (self.from.min(self.to), self.from.max(self.to));
        (self.from + place).clamp(least, most)
    }

    /// Where zero is, or the end nearest to it.
    pub fn zero(&self) -> i64 {
        self.at(Decimal::ZERO)
    }

    /// The marks with their words.
    pub fn marks(&self) -> Vec<(i64, String)> {
        let mut marks = Vec::new();
        let mut amount = self.low;
        while amount <= self.high && marks.len() < 20 {
            marks.push((self.at(amount), viet::number::format(Number::new(amount.normalize()))));
            amount += self.step;
        }
        marks
    }
}

/// The amount within what is drawn.
fn near(amount: Decimal) -> Decimal {
    let far = Decimal::from(FAR);
    amount.clamp(-far, far).round_dp(DECIMALS)
}

/// The smallest of 1, 2, 5, 10 ... that reaches over `span` in a few steps.
fn step(span: Decimal) -> Decimal {
    let mut unit = Decimal::new(1, DECIMALS);
    loop {
        for factor in [1, 2, 5] {
            let step = unit * Decimal::from(factor);
            if step * Decimal::from(MARKS) >= span {
                return if span.is_zero() { Decimal::ONE } else { step };
            }
        }
        unit *= Decimal::TEN;
    }
}
