//! The arithmetic: integers that were shown to be small enough, without a branch for a unit.

use super::table::{Block, Column};
use super::{Verdicts, WIDTH};

/// What is computed stays below this, so that sums and differences of two such numbers are exact.
const ROOM: i64 = 1 << 62;
/// Divisors stay below this, so that no quotient lies so near to a border that 28 digits cannot tell.
const DIVISOR: i64 = 1 << 53;

/// One integer for each unit of a block.
type Lanes = [i64; WIDTH];

/// `left` against zero, or `left * whole + part` where it was divided by `whole`.
#[derive(Clone, Debug)]
pub(super) struct Law {
    pub(super) left: Sum,
    /// Part and whole.
    pub(super) quotient: Option<(Sum, Sum)>,
    pub(super) comparison: Comparison,
    pub(super) missing_is_zero: bool,
}

/// Columns with integer weights, and what is added, more or less.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) plus: i64,
    pub(super) slack: i64,
}

/// How some value of an interval must relate to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Meet,
    Differ,
    AtMost,
    AtLeast,
    Below,
    Above,
}

/// Middles of intervals and half their widths.
struct Sums {
    middle: Lanes,
    slack: Lanes,
}

impl Law {
    pub(super) fn judge(&self, block: &Block) -> Verdicts {
        let sums = || {
            let quotient = self.quotient.iter().flat_map(|(part, whole)| [part, whole]);
            std::iter::once(&self.left).chain(quotient)
        };
        let columns = || sums().flat_map(|sum| sum.columns(block));
        let known = columns().fold(block.units, |known, column| known & column.known);
        let odd = columns().fold(0, |odd, column| odd | column.odd) & known;
        let verdicts = match &self.quotient {
            None => self.sum(block),
            Some((part, whole)) => self.quotient(block, part, whole),
        };
        let (missing, plain) = (block.units & !known, known & !odd);
        let (missing, zero) = if self.missing_is_zero { (0, missing) } else { (missing, 0) };
        match verdicts {
            None => Verdicts { fails: 0, unknown: missing, unsure: known | zero },
            Some(said) => Verdicts {
                fails: said.fails & plain,
                unknown: missing | said.unknown & plain,
                unsure: odd | zero | said.unsure & plain,
            },
        }
    }

    fn sum(&self, block: &Block) -> Option<Verdicts> {
        self.left.most(block).filter(|most| *most < ROOM)?;
        let Sums { middle, slack } = self.left.sums(block)?;
        let fails = match self.comparison {
            Comparison::Meet => negative(|at| (slack[at] - middle[at]) | (slack[at] + middle[at])),
            // One value on both sides: no bit of middle or slack is set.
            Comparison::Differ => !negative(|at| middle[at] | -middle[at] | -slack[at]),
            Comparison::AtMost => negative(|at| slack[at] - middle[at]),
            Comparison::AtLeast => negative(|at| slack[at] + middle[at]),
            Comparison::Below => negative(|at| slack[at] - middle[at] - 1),
            Comparison::Above => negative(|at| slack[at] + middle[at] - 1),
        };
        Some(Verdicts { fails, ..Verdicts::default() })
    }

    /// `part / whole` against `-left`, with the ends that each side allows. Only a whole above zero is judged.
    fn quotient(&self, block: &Block, part: &Sum, whole: &Sum) -> Option<Verdicts> {
        let divisor = whole.most(block).filter(|most| *most < DIVISOR)?;
        let rest = self.left.most(block)?.checked_mul(divisor);
        rest.zip(part.most(block)).filter(|(rest, part)| *rest < ROOM && *part < ROOM)?;
        let (rest, part, whole) = (self.left.sums(block)?, part.sums(block)?, whole.sums(block)?);
        let low = |sums: &Sums, at: usize| sums.middle[at] - sums.slack[at];
        let high = |sums: &Sums, at: usize| sums.middle[at] + sums.slack[at];
        // The lowest quotient lies above the highest of the other side.
        let above = || {
            negative(|at| {
                let (part, whole) =
                    (low(&part, at), if low(&part, at) < 0 { low(&whole, at) } else { high(&whole, at) });
                -low(&rest, at) * whole - part
            })
        };
        let below = || {
            negative(|at| {
                let (part, whole) =
                    (high(&part, at), if high(&part, at) < 0 { high(&whole, at) } else { low(&whole, at) });
                part + high(&rest, at) * whole
            })
        };
        let fails = match self.comparison {
            Comparison::Meet => above() | below(),
            Comparison::AtMost => above(),
            Comparison::AtLeast => below(),
            Comparison::Differ | Comparison::Below | Comparison::Above => return None,
        };
        let (above_zero, below_zero) = (negative(|at| -low(&whole, at)), negative(|at| high(&whole, at)));
        let unknown = !above_zero & !below_zero;
        Some(Verdicts { fails: fails & above_zero, unknown, unsure: below_zero })
    }
}

/// Bits of the units where `number` is below zero.
fn negative(number: impl Fn(usize) -> i64) -> u64 {
    let lanes: Lanes = std::array::from_fn(number);
    let any = lanes.iter().fold(0, |any, lane| any | lane);
    if any >= 0 {
        return 0;
    }
    lanes.iter().enumerate().fold(0, |bits, (at, lane)| bits | u64::from(*lane < 0) << at)
}

impl Sum {
    fn columns<'b>(&'b self, block: &'b Block) -> impl Iterator<Item = &'b Column> {
        self.terms.iter().filter_map(|(column, _)| block.columns.get(*column))
    }

    /// No end of an interval of it lies farther from zero; none when that is too far to tell.
    fn most(&self, block: &Block) -> Option<i64> {
        let mut most = self.plus.checked_abs()?.checked_add(self.slack)?;
        for (column, weight) in &self.terms {
            most = most.checked_add(block.columns.get(*column)?.most.checked_mul(weight.checked_abs()?)?)?;
        }
        Some(most)
    }

    /// Only where [`Sum::most`] was seen to be small enough.
    fn sums(&self, block: &Block) -> Option<Sums> {
        let mut sums = Sums { middle: [self.plus; WIDTH], slack: [0; WIDTH] };
        let mut slack = self.slack;
        for (column, weight) in &self.terms {
            let (middles, column) = (block.middles.get(*column)?, block.columns.get(*column)?);
            add(&mut sums.middle, middles, *weight);
            match &column.slacks {
                Some(slacks) => add(&mut sums.slack, slacks, weight.abs()),
                None => slack += column.slack * weight.abs(),
            }
        }
        sums.slack.iter_mut().for_each(|lane| *lane += slack);
        Some(sums)
    }
}

/// Adds `lanes * weight`; most weights are one, for which no multiplication is made.
fn add(sum: &mut Lanes, lanes: &Lanes, weight: i64) {
    let pairs = sum.iter_mut().zip(lanes);
    match weight {
        1 => pairs.for_each(|(sum, lane)| *sum += lane),
        -1 => pairs.for_each(|(sum, lane)| *sum -= lane),
        _ => pairs.for_each(|(sum, lane)| *sum += lane * weight),
    }
}
