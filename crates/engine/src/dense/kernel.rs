//! The arithmetic: integers that were shown to be small enough, without a branch for a unit.

use super::table::Block;
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
#[derive(Clone, Debug)]
struct Sums {
    middle: Lanes,
    slack: Lanes,
}

/// Where sums are made, so that none is moved.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    left: Sums,
    part: Sums,
    whole: Sums,
}

impl Desk {
    pub(super) fn new() -> Self {
        let sums = || Sums { middle: [0; WIDTH], slack: [0; WIDTH] };
        Self { left: sums(), part: sums(), whole: sums() }
    }
}

/// What a block tells of a sum before anything is added up.
struct Look {
    known: u64,
    odd: u64,
    /// No end of an interval lies farther from zero; the largest number where that is too far to tell.
    most: i64,
    /// No end lies below.
    least: i64,
}

impl Law {
    #[inline(always)]
    pub(super) fn judge(&self, block: &Block, desk: &mut Desk) -> Verdicts {
        let left = self.left.look(block);
        let (mut known, mut odd) = (block.units & left.known, left.odd);
        let verdicts = match &self.quotient {
            None if left.most < ROOM => self.sum(block, desk),
            None => None,
            Some((part, whole)) => {
                let looks = (part.look(block), whole.look(block));
                known &= looks.0.known & looks.1.known;
                odd |= looks.0.odd | looks.1.odd;
                let room = left.most.saturating_mul(looks.1.most) < ROOM && looks.0.most < ROOM;
                if room && looks.1.most < DIVISOR {
                    self.quotient(block, desk, (part, whole), looks.1.least > 0)
                } else {
                    None
                }
            }
        };
        let (missing, plain) = (block.units & !known, known & !odd);
        let (missing, zero) = if self.missing_is_zero { (0, missing) } else { (missing, 0) };
        match verdicts {
            None => Verdicts { fails: 0, unknown: missing, unsure: known | zero },
            Some(said) => Verdicts {
                fails: said.fails & plain,
                unknown: missing | said.unknown & plain,
                unsure: odd & known | zero | said.unsure & plain,
            },
        }
    }

    #[inline(always)]
    fn sum(&self, block: &Block, desk: &mut Desk) -> Option<Verdicts> {
        self.left.sums(block, &mut desk.left)?;
        let Sums { middle, slack } = &desk.left;
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
    #[inline(always)]
    fn quotient(
        &self,
        block: &Block,
        desk: &mut Desk,
        (part, whole): (&Sum, &Sum),
        all_above_zero: bool,
    ) -> Option<Verdicts> {
        self.left.sums(block, &mut desk.left)?;
        part.sums(block, &mut desk.part)?;
        whole.sums(block, &mut desk.whole)?;
        let (rest, part, whole) = (&desk.left, &desk.part, &desk.whole);
        // The lowest quotient lies above the highest of the other side.
        let above = |at| {
            let low = part.low(at);
            let whole = if low < 0 { whole.low(at) } else { whole.high(at) };
            -rest.low(at) * whole - low
        };
        let below = |at| {
            let high = part.high(at);
            let whole = if high < 0 { whole.high(at) } else { whole.low(at) };
            high + rest.high(at) * whole
        };
        let fails = match self.comparison {
            Comparison::Meet => negative(|at| above(at) | below(at)),
            Comparison::AtMost => negative(above),
            Comparison::AtLeast => negative(below),
            Comparison::Differ | Comparison::Below | Comparison::Above => return None,
        };
        if all_above_zero {
            return Some(Verdicts { fails, ..Verdicts::default() });
        }
        let (above_zero, below_zero) = (negative(|at| -whole.low(at)), negative(|at| whole.high(at)));
        let unknown = !above_zero & !below_zero;
        Some(Verdicts { fails: fails & above_zero, unknown, unsure: below_zero })
    }
}

impl Sums {
    #[inline(always)]
    fn low(&self, at: usize) -> i64 {
        self.middle[at] - self.slack[at]
    }

    #[inline(always)]
    fn high(&self, at: usize) -> i64 {
        self.middle[at] + self.slack[at]
    }
}

/// Bits of the units where `number` is below zero.
#[inline(always)]
fn negative(number: impl Fn(usize) -> i64) -> u64 {
    // Signs as bytes first: eight of them become eight bits by one multiplication.
    let signs: [u8; WIDTH] = std::array::from_fn(|at| u8::from(number(at) < 0));
    let (eights, _) = signs.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

impl Sum {
    #[inline(always)]
    fn look(&self, block: &Block) -> Look {
        let (known, odd) = (u64::MAX, 0);
        let most = self.plus.saturating_abs().saturating_add(self.slack);
        let mut look = Look { known, odd, most, least: self.plus.saturating_sub(self.slack) };
        for (column, weight) in &self.terms {
            let Some(column) = block.columns.get(*column) else { continue };
            look.known &= column.known;
            look.odd |= column.odd;
            let most = column.most.saturating_mul(weight.saturating_abs());
            look.most = look.most.saturating_add(most);
            let least = if *weight > 0 { column.least.saturating_mul(*weight) } else { -most };
            look.least = look.least.saturating_add(least);
        }
        look
    }

    /// Only where [`Look::most`] was seen to be small enough.
    #[inline(always)]
    fn sums(&self, block: &Block, sums: &mut Sums) -> Option<()> {
        sums.middle.fill(self.plus);
        let mut even = self.slack;
        let mut uneven = false;
        for (column, weight) in &self.terms {
            let (middles, column) = (block.middles.get(*column)?, block.columns.get(*column)?);
            match &column.wide {
                None => add(&mut sums.middle, middles, *weight),
                Some(wide) => add(&mut sums.middle, wide, *weight),
            }
            uneven |= column.slacks.is_some();
            even += if column.slacks.is_some() { 0 } else { column.slack * weight.abs() };
        }
        sums.slack.fill(even);
        if uneven {
            for (column, weight) in &self.terms {
                if let Some(slacks) = &block.columns.get(*column)?.slacks {
                    add(&mut sums.slack, slacks, weight.abs());
                }
            }
        }
        Some(())
    }
}

/// Adds `lanes * weight`; most weights are one, for which no multiplication is made.
#[inline(always)]
fn add<T: Copy + Into<i64>>(sum: &mut Lanes, lanes: &[T; WIDTH], weight: i64) {
    let pairs = sum.iter_mut().zip(lanes.iter().map(|lane| (*lane).into()));
    match weight {
        1 => pairs.for_each(|(sum, lane)| *sum += lane),
        -1 => pairs.for_each(|(sum, lane)| *sum -= lane),
        _ => pairs.for_each(|(sum, lane)| *sum += lane * weight),
    }
}
