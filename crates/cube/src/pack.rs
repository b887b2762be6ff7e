//! The bytes of a series on disk: each value as what it differs from the mean of those before it, in Rice codes whose
//! length follows the differences. Keys are implicit, and what is missing takes one bit.

use crate::bits::{Reader, Writer};
use crate::block::Block;
use crate::{At, Cube, Unfit};
use std::sync::Arc;

/// A series that cannot be read back: cut short, or of other axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the bytes of a series of these axes")]
pub struct Broken;

/// Values whose mean foretells the next.
const WINDOW: usize = 12;
/// Ones before a code that tells its value in full.
const ESCAPE: u32 = 20;
/// Differences after which older ones weigh half.
const MEMORY: u64 = 32;

/// Foretells the values of one unit, and how far they will be off.
#[derive(Clone)]
struct Foresight {
    last: [i64; WINDOW],
    sum: i128,
    many: usize,
    /// Sum of the differences, and how many.
    off: u64,
    seen: u64,
}

impl Foresight {
    fn new() -> Self {
        Self { last: [0; WINDOW], sum: 0, many: 0, off: 1 << 14, seen: 1 }
    }

    /// The next unit: other values, but differences of about the same size.
    fn restart(&mut self) {
        (self.last, self.sum, self.many) = ([0; WINDOW], 0, 0);
    }

    fn next(&self) -> i64 {
        let known = self.many.min(WINDOW);
        let mean = i128::try_from(known).ok().and_then(|known| self.sum.checked_div(known));
        mean.and_then(|mean| i64::try_from(mean).ok()).unwrap_or_default()
    }

    /// Bits of a code's tail.
    fn tail(&self) -> u32 {
        (self.off / self.seen).checked_ilog2().unwrap_or_default().min(30)
    }

    fn learn(&mut self, value: i64, difference: u64) {
        let place = &mut self.last[self.many % WINDOW];
        self.sum += i128::from(value) - i128::from(*place);
        *place = value;
        // The first value of a unit says nothing of how those after it differ.
        if self.many > 0 {
            self.off = self.off.saturating_add(difference.min(1 << 40));
            self.seen += 1;
            if self.seen >= MEMORY {
                (self.off, self.seen) = (self.off / 2, self.seen / 2);
            }
        }
        self.many += 1;
    }
}

/// Small numbers of either sign as small ones without.
fn folded(difference: i128) -> u128 {
    let doubled = difference.unsigned_abs() << 1;
    if difference < 0 { doubled - 1 } else { doubled }
}

fn unfolded(code: u128) -> i128 {
    let half = i128::try_from(code.div_ceil(2)).unwrap_or_default();
    if code % 2 == 1 { -half } else { half }
}

impl Cube {
    /// The bytes of a series.
    pub fn pack(&self, series: usize) -> Vec<u8> {
        let mut writer = Writer::default();
        let Some(own) = self.axes.series.get(series) else { return writer.finish() };
        let steps = self.axes.years * own.step.per_year();
        let mut foresight = Foresight::new();
        for unit in 0..self.axes.units() {
            foresight.restart();
            for value in self.row(series, unit, 0..steps) {
                writer.put(u64::from(value.is_some()), 1);
                if let Some(value) = value {
                    write(&mut writer, &mut foresight, value);
                }
            }
        }
        writer.finish()
    }

    /// Puts a packed series into the cube, in place of what it holds of it.
    ///
    /// # Errors
    /// [`Broken`]; the series is empty then.
    pub fn unpack(&mut self, series: usize, bytes: &[u8]) -> Result<(), Broken> {
        let own = *self.axes.series.get(series).ok_or(Broken)?;
        let (years, per_year) = (self.axes.years, own.step.per_year());
        let (units, groups) = (self.axes.units(), self.axes.groups());
        let mut blocks: Vec<Block> = (0..years).map(|_| Block::new(per_year, units, groups)).collect();
        let places = series * years..(series + 1) * years;
        self.blocks.get_mut(places.clone()).ok_or(Broken)?.fill(None);
        let mut reader = Reader::new(bytes);
        let mut foresight = Foresight::new();
        for group in 0..groups {
            for unit in self.axes.group(group) {
                foresight.restart();
                for block in &mut blocks {
                    for step in 0..per_year {
                        if reader.take(1) == 1 {
                            let value = read(&mut reader, &mut foresight).ok_or(Broken)?;
                            block.set(unit, group, step, Some(value));
                        }
                    }
                }
            }
            if reader.is_over() {
                return Err(Broken);
            }
        }
        if let Some(own) = self.blocks.get_mut(places) {
            for (place, block) in own.iter_mut().zip(blocks) {
                *place = Some(block).filter(|block| !block.is_empty()).map(Arc::new);
            }
        }
        Ok(())
    }

    /// Takes a series over from another cube of the same steps and decimals, in place of what it holds of it; `places` says
    /// where each unit of the other stands here. Years that are not here are left out.
    ///
    /// # Errors
    /// [`Unfit::Outside`] for a series or place that is not here, [`Unfit::TooFine`] where steps or decimals are others;
    /// nothing is changed then.
    pub fn take(&mut self, series: usize, other: &Self, from: usize, places: &[usize]) -> Result<(), Unfit> {
        let own = *self.axes.series.get(series).ok_or(Unfit::Outside)?;
        let theirs = *other.axes.series.get(from).ok_or(Unfit::Outside)?;
        let units = self.axes.units();
        if places.len() != other.axes.units() || places.iter().any(|place| *place >= units) {
            return Err(Unfit::Outside);
        }
        if own != theirs {
            return Err(Unfit::TooFine);
        }
        let alike = self.axes.is_laid_like(&other.axes) && places.iter().copied().eq(0..units);
        for year in 0..self.axes.years {
            let theirs = i32::from(self.axes.first) + i32::try_from(year).unwrap_or(i32::MAX);
            let at = usize::try_from(theirs - i32::from(other.axes.first)).ok();
            let block = at.and_then(|at| other.shared(from, at));
            let block = match (block, alike) {
                (Some(block), true) => Some(Arc::clone(block)),
                (Some(block), false) => Some(Arc::new(self.moved(block, own.step.per_year(), places))),
                (None, _) => None,
            };
            if let Some(place) = self.blocks.get_mut(series * self.axes.years + year) {
                *place = block;
            }
        }
        Ok(())
    }

    fn shared(&self, series: usize, year: usize) -> Option<&Arc<Block>> {
        self.blocks.get(series * self.axes.years + year).filter(|_| year < self.axes.years)?.as_ref()
    }

    /// A block of another cube with its units at their places here.
    fn moved(&self, block: &Block, steps: usize, places: &[usize]) -> Block {
        let mut moved = Block::new(steps, self.axes.units(), self.axes.groups());
        for (unit, place) in places.iter().enumerate() {
            let group = self.axes.group_of(*place);
            for (step, value) in block.row(unit, 0..steps).enumerate() {
                if value.is_some() {
                    moved.set(*place, group, step, value);
                }
            }
        }
        moved
    }

    /// How many values a series holds.
    pub fn known(&self, series: usize) -> usize {
        let steps = self.axes.series.get(series).map_or(0, |own| self.axes.years * own.step.per_year());
        let all = 0..steps;
        let kept = self.kept(series, std::slice::from_ref(&all));
        kept.iter().map(|total| usize::try_from(total.there).unwrap_or_default()).sum()
    }

    /// Every known value of a series with its place, unit by unit.
    pub fn values(&self, series: usize) -> impl Iterator<Item = (At, i64)> + '_ {
        let steps = self.axes.series.get(series).map_or(0, |own| self.axes.years * own.step.per_year());
        (0..self.axes.units()).flat_map(move |unit| {
            let row = self.row(series, unit, 0..steps).enumerate();
            row.filter_map(move |(step, value)| Some((At { series, unit, step }, value?)))
        })
    }
}

fn write(writer: &mut Writer, foresight: &mut Foresight, value: i64) {
    let code = folded(i128::from(value) - i128::from(foresight.next()));
    let tail = foresight.tail();
    let head = u32::try_from(code >> tail).unwrap_or(u32::MAX);
    let low = |shift: u32, bits: u32| {
        (u64::try_from(code >> shift & u128::from(u64::MAX)).unwrap_or_default()) & !(u64::MAX << bits)
    };
    if head < ESCAPE {
        writer.put(!(u64::MAX << head), head + 1);
        writer.put(low(0, tail), tail);
    } else {
        writer.put(!(u64::MAX << ESCAPE), ESCAPE);
        for part in 0..3 {
            writer.put(low(part * 24, 24), 24);
        }
    }
    foresight.learn(value, u64::try_from(code / 2).unwrap_or(u64::MAX));
}

fn read(reader: &mut Reader<'_>, foresight: &mut Foresight) -> Option<i64> {
    let tail = foresight.tail();
    let head = reader.ones(ESCAPE);
    let code = if head < ESCAPE {
        u128::from(head) << tail | u128::from(reader.take(tail))
    } else {
        (0..3).fold(0, |code, part| code | u128::from(reader.take(24)) << (part * 24))
    };
    let value = i64::try_from(i128::from(foresight.next()) + unfolded(code)).ok()?;
    foresight.learn(value, u64::try_from(code / 2).unwrap_or(u64::MAX));
    Some(value)
}
