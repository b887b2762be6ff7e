//! Units beside each other: rankings and outliers.

use crate::Cube;
use crate::block::Block;
use crate::kernel::Moments;
use crate::total::Total;
use std::cmp::Ordering;
use std::ops::Range;

/// A unit's total over another of its totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// The unit.
    pub unit: usize,
    /// What is divided.
    pub part: Total,
    /// By what; never zero.
    pub whole: Total,
}

impl Ratio {
    /// Numerator and denominator, the latter above zero.
    fn upright(&self) -> (i128, i128) {
        match self.whole.sum < 0 {
            true => (-self.part.sum, -self.whole.sum),
            false => (self.part.sum, self.whole.sum),
        }
    }
}

/// Puts the greatest first, equals in the order of their units. Compared exactly: by one product each way where eight
/// bytes hold the sums, as they hold all but absurd ones.
fn order(ratios: Vec<Ratio>) -> Vec<Ratio> {
    let small = |(at, ratio): (usize, &Ratio)| {
        let (part, whole) = ratio.upright();
        Some((i64::try_from(part).ok()?, i64::try_from(whole).ok()?, at))
    };
    let small: Option<Vec<(i64, i64, usize)>> = ratios.iter().enumerate().map(small).collect();
    let Some(mut small) = small else {
        let mut ratios = ratios;
        ratios.sort_by(|a, b| quotients(b.upright(), a.upright()));
        return ratios;
    };
    let times = |a: i64, b: i64| i128::from(a) * i128::from(b);
    small.sort_unstable_by(|a, b| times(b.0, a.1).cmp(&times(a.0, b.1)).then(a.2.cmp(&b.2)));
    small.into_iter().filter_map(|(.., at)| ratios.get(at).copied()).collect()
}

/// Two quotients too large to be multiplied out: by their whole parts, then by what is left, upside down.
fn quotients((mut a, mut b): (i128, i128), (mut c, mut d): (i128, i128)) -> Ordering {
    loop {
        let (left, right) = (a.div_euclid(b), c.div_euclid(d));
        let (rest, other) = (a.rem_euclid(b), c.rem_euclid(d));
        match left.cmp(&right) {
            Ordering::Equal if rest == 0 || other == 0 => return rest.cmp(&other),
            Ordering::Equal => (a, b, c, d) = (d, other, b, rest),
            unequal => return unequal,
        }
    }
}

impl Cube {
    /// The units by the ratio of two series over some steps, greatest first; equals in their own order. A unit without
    /// either is left out, and so is one whose whole is zero.
    pub fn rank(&self, part: usize, whole: usize, units: Range<usize>, steps: Range<usize>) -> Vec<Ratio> {
        let parts = self.each(part, units.clone(), steps.clone());
        let wholes = self.each(whole, units.clone(), steps);
        let ratios =
            units.zip(parts.into_iter().zip(wholes)).map(|(unit, (part, whole))| Ratio { unit, part, whole });
        order(ratios.filter(|ratio| ratio.part.there > 0 && ratio.whole.sum != 0).collect())
    }

    /// The units whose value at a step lies more than `times` standard deviations (of the sample) from the mean of the
    /// `back` steps before it, of which at least `least` must be known; with the value.
    pub fn outliers(
        &self,
        series: usize,
        units: Range<usize>,
        step: usize,
        back: usize,
        least: usize,
        times: u16,
    ) -> Vec<(usize, i64)> {
        let before = step.saturating_sub(back)..step;
        let blocks: Vec<(&Block, Range<usize>)> = self.by_year(series, before).collect();
        let strange = |unit: usize| {
            let value = self.row(series, unit, step..step + 1).next()??;
            // From the value, so that numbers stay small.
            let mut before = Moments::default();
            for (block, steps) in &blocks {
                block.measure(unit, steps.clone(), value, &mut before);
            }
            let Moments { many, sum, squares } = before;
            if many < 2 || many < i64::try_from(least).unwrap_or(i64::MAX) {
                return None;
            }
            // (x - s/n)² > t² (q - s²/n) / (n - 1), all times n² (n - 1); x is zero here.
            let (many, square) = (i128::from(many), i128::from(sum) * i128::from(sum));
            let spread = many * (many * squares - square);
            let far = square * (many - 1);
            (far > spread * i128::from(u32::from(times) * u32::from(times))).then_some((unit, value))
        };
        units.filter_map(strange).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::quotients;
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn quotients_too_large_to_multiply_are_compared_exactly() {
        let huge = 1_i128 << 90;
        for (one, other, how) in [
            ((1, 3), (2, 6), Equal),
            ((1, 3), (1, 2), Less),
            ((-1, 3), (-1, 2), Greater),
            ((huge, huge + 1), (huge + 1, huge + 2), Less),
            ((-huge, huge + 1), (-huge - 1, huge + 2), Greater),
            ((5 * huge, huge), (5, 1), Equal),
            ((7, 2), (huge * 7 + 1, huge * 2), Less),
        ] {
            assert_eq!(quotients(one, other), how, "{one:?} {other:?}");
        }
    }
}
