//! Figures of many units in columns of integers.

use super::WIDTH;
use model::{Decimal, Interval};
use std::ops::Bound::Included;

/// Finest scale of a column, in decimals; finer figures are odd.
const FINEST: u32 = 6;
/// Largest integer of a column; larger figures are odd.
const LARGEST: i128 = 1 << 53;

/// What figures of some units may stand for: a column each, in blocks of [`WIDTH`] units.
#[derive(Clone, Debug)]
pub struct Table {
    /// Decimals of each column.
    pub(super) scales: Vec<u32>,
    pub(super) blocks: Vec<Block>,
}

/// The columns of up to [`WIDTH`] units.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Bits of the units that are there.
    pub(super) units: u64,
    /// Middles of the intervals, a column after another; half the size is near twice the speed.
    pub(super) middles: Vec<[i32; WIDTH]>,
    pub(super) columns: Vec<Column>,
}

/// What there is to know of a column in a block but its middles.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Units whose figure is known.
    pub(super) known: u64,
    /// Units whose figure does not fit; known as well.
    pub(super) odd: u64,
    /// No end of an interval that fits lies farther from zero.
    pub(super) most: i64,
    /// No end of an interval that fits lies below.
    pub(super) least: i64,
    /// Half the width of every interval, or the widest.
    pub(super) slack: i64,
    /// Half the width of each, when they differ.
    pub(super) slacks: Option<Box<[i64; WIDTH]>>,
    /// The middles, when one of them is too large to stand among the others.
    pub(super) wide: Option<Box<[i64; WIDTH]>>,
}

impl Table {
    /// The figures of `units` units in `columns` columns, as `figure` tells them by column and unit; none = missing.
    pub fn new(columns: usize, units: usize, figure: impl Fn(usize, usize) -> Option<Interval>) -> Self {
        let mut table = Self { scales: Vec::with_capacity(columns), blocks: Vec::new() };
        for first in (0..units).step_by(WIDTH) {
            let there = WIDTH.min(units - first);
            let block = Block {
                units: u64::MAX >> (WIDTH - there),
                middles: Vec::with_capacity(columns),
                columns: Vec::with_capacity(columns),
            };
            table.blocks.push(block);
        }
        for column in 0..columns {
            let cells: Vec<Cell> = (0..units).map(|unit| Cell::of(figure(column, unit))).collect();
            let scale = cells.iter().map(Cell::scale).max().unwrap_or_default();
            for (block, cells) in table.blocks.iter_mut().zip(cells.chunks(WIDTH)) {
                block.push(cells, scale);
            }
            table.scales.push(scale);
        }
        table
    }
}

impl Block {
    fn push(&mut self, cells: &[Cell], scale: u32) {
        let mut middles = [0; WIDTH];
        let mut slacks = [0; WIDTH];
        let mut column =
            Column { known: 0, odd: 0, most: 0, least: i64::MAX, slack: 0, slacks: None, wide: None };
        for (at, cell) in cells.iter().enumerate() {
            let bit = 1 << at;
            column.known |= if matches!(cell, Cell::Missing) { 0 } else { bit };
            match cell.at(scale) {
                Some((middle, slack)) => {
                    column.most = column.most.max(middle.saturating_abs().saturating_add(slack));
                    column.least = column.least.min(middle - slack);
                    column.slack = column.slack.max(slack);
                    middles[at] = middle;
                    slacks[at] = slack;
                }
                None => column.odd |= column.known & bit,
            }
        }
        let plain = column.known & !column.odd;
        let differ = (0..WIDTH).any(|at| plain >> at & 1 == 1 && slacks[at] != column.slack);
        column.slacks = differ.then(|| Box::new(slacks));
        let narrow = middles.map(|middle| i32::try_from(middle).ok());
        column.wide = narrow.contains(&None).then(|| Box::new(middles));
        self.middles.push(narrow.map(Option::unwrap_or_default));
        self.columns.push(column);
    }
}

/// A figure as integers, before the scale of its column is known.
enum Cell {
    Missing,
    Odd,
    /// In units of the last of `scale` decimals.
    Fits {
        middle: i64,
        slack: i64,
        scale: u32,
    },
}

impl Cell {
    fn of(figure: Option<Interval>) -> Self {
        match figure {
            None => Self::Missing,
            Some(Interval { low: Included(low), high: Included(high) }) => {
                Self::between(low, high).unwrap_or(Self::Odd)
            }
            Some(_) => Self::Odd,
        }
    }

    fn between(low: Decimal, high: Decimal) -> Option<Self> {
        let mut scale = low.scale().max(high.scale());
        let (mut low, mut high) = (mantissa(low, scale)?, mantissa(high, scale)?);
        if (low + high) % 2 != 0 {
            (low, high, scale) = (low * 10, high * 10, scale + 1);
        }
        let (mut middle, mut slack) = ((low + high) / 2, (high - low) / 2);
        while scale > 0 && middle % 10 == 0 && slack % 10 == 0 {
            (middle, slack, scale) = (middle / 10, slack / 10, scale - 1);
        }
        let fits = scale <= FINEST && middle.abs() + slack <= LARGEST;
        let (middle, slack) = (i64::try_from(middle).ok()?, i64::try_from(slack).ok()?);
        fits.then_some(Self::Fits { middle, slack, scale })
    }

    fn scale(&self) -> u32 {
        match self {
            Self::Fits { scale, .. } => *scale,
            Self::Missing | Self::Odd => 0,
        }
    }

    /// Middle and slack in units of the last of `scale` decimals.
    fn at(&self, wanted: u32) -> Option<(i64, i64)> {
        let Self::Fits { middle, slack, scale } = *self else { return None };
        let factor = 10_i64.pow(wanted - scale);
        let (middle, slack) = (middle.checked_mul(factor)?, slack.checked_mul(factor)?);
        let fits = i128::from(middle).abs() + i128::from(slack) <= LARGEST;
        fits.then_some((middle, slack))
    }
}

/// The integer that `value` is in units of the last of `scale` decimals, if it is small enough to work with.
fn mantissa(value: Decimal, scale: u32) -> Option<i128> {
    let power = 10_i128.checked_pow(scale.checked_sub(value.scale())?)?;
    value.mantissa().checked_mul(power).filter(|value| value.abs() < i128::MAX / 100)
}
