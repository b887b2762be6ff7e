//! The bytes of a series on disk: each value as what it differs from the mean of those before it, in Rice codes whose
//! length follows the differences. Keys are implicit; what is there and what is missing take turns, and how long each
//! lasts is told in the same codes.

use crate::bits::{Reader, Writer};
use crate::block::Block;
use crate::{At, Cube, Unfit};
use std::sync::Arc;

/// A series that cannot be read back: cut short, or of other axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the bytes of a series of these axes")]
pub struct Broken;

/// How the bytes of a series are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As the first programs packed it: a bit for each value says whether it is there.
    Bits,
    /// As [`Cube::pack`] does.
    Runs,
}

/// Values whose mean foretells the next.
const WINDOW: usize = 12;
/// Ones before a code that tells its value in full.
const ESCAPE: u32 = 20;
/// Numbers after which older ones weigh half.
const MEMORY: u64 = 32;

/// How large numbers of a kind are of late.
#[derive(Clone, Copy)]
struct Scale {
    sum: u64,
    many: u64,
}

impl Scale {
    fn of(size: u64) -> Self {
        Self { sum: size, many: 1 }
    }

    /// Bits of their mean.
    fn bits(self) -> u32 {
        (self.sum / self.many).checked_ilog2().unwrap_or_default().min(30)
    }

    fn learn(&mut self, size: u64) {
        self.sum = self.sum.saturating_add(size.min(1 << 40));
        self.many += 1;
        if self.many >= MEMORY {
            (self.sum, self.many) = (self.sum / 2, self.many / 2);
        }
    }
}

/// Foretells the values of one unit, and how far they will be off.
#[derive(Clone)]
struct Foresight {
    last: [i64; WINDOW],
    sum: i128,
    many: usize,
    off: Scale,
    /// Bits by which a code's tail is longer than a usual difference.
    more: u32,
}

impl Foresight {
    fn new(form: Form) -> Self {
        let more = u32::from(form == Form::Runs);
        Self { last: [0; WINDOW], sum: 0, many: 0, off: Scale::of(1 << 14), more }
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

    fn tail(&self) -> u32 {
        self.off.bits() + self.more
    }

    fn learn(&mut self, value: i64, difference: u64) {
        let place = &mut self.last[self.many % WINDOW];
        self.sum += i128::from(value) - i128::from(*place);
        *place = value;
        // The first value of a unit says nothing of how those after it differ.
        if self.many > 0 {
            self.off.learn(difference);
        }
        self.many += 1;
    }

    fn write(&mut self, writer: &mut Writer, value: i64) {
        let code = folded(i128::from(value) - i128::from(self.next()));
        write(writer, self.tail(), code);
        self.learn(value, u64::try_from(code / 2).unwrap_or(u64::MAX));
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Option<i64> {
        let code = read(reader, self.tail());
        let value = i64::try_from(i128::from(self.next()) + unfolded(code)).ok()?;
        self.learn(value, u64::try_from(code / 2).unwrap_or(u64::MAX));
        Some(value)
    }
}

/// How long values are there or missing, in turn.
struct Turns {
    there: bool,
    left: u64,
    scales: [Scale; 2],
}

impl Turns {
    /// `there` says what the first turn is not.
    fn after(there: bool) -> Self {
        Self { there, left: 0, scales: [Scale::of(1); 2] }
    }

    fn turn(&mut self) -> &mut Scale {
        self.there = !self.there;
        &mut self.scales[usize::from(self.there)]
    }

    /// A turn of so many; one at least.
    fn write(&mut self, writer: &mut Writer, many: usize) {
        let more = u64::try_from(many).unwrap_or(u64::MAX).saturating_sub(1);
        let scale = self.turn();
        write(writer, scale.bits(), u128::from(more));
        scale.learn(more);
    }

    /// Whether the next value is there.
    fn read(&mut self, reader: &mut Reader<'_>) -> bool {
        if self.left == 0 {
            let scale = self.turn();
            let more = u64::try_from(read(reader, scale.bits())).unwrap_or(u64::MAX);
            scale.learn(more);
            self.left = more.saturating_add(1);
        }
        self.left -= 1;
        self.there
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

/// A code of up to 72 bits: how often it holds `2^tail` in ones, then the rest.
fn write(writer: &mut Writer, tail: u32, code: u128) {
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
}

fn read(reader: &mut Reader<'_>, tail: u32) -> u128 {
    let head = reader.ones(ESCAPE);
    if head < ESCAPE {
        u128::from(head) << tail | u128::from(reader.take(tail))
    } else {
        (0..3).fold(0, |code, part| code | u128::from(reader.take(24)) << (part * 24))
    }
}

impl Cube {
    /// The bytes of a series, of [`Form::Runs`].
    pub fn pack(&self, series: usize) -> Vec<u8> {
        let mut writer = Writer::default();
        let Some(own) = self.axes.series.get(series) else { return writer.finish() };
        let steps = self.axes.years * own.step.per_year();
        let rows = (0..self.axes.units()).flat_map(|unit| self.row(series, unit, 0..steps));
        let values: Vec<Option<i64>> = rows.collect();
        let first = values.first().is_some_and(Option::is_some);
        writer.put(u64::from(first), 1);
        let (mut turns, mut foresight) = (Turns::after(!first), Foresight::new(Form::Runs));
        let mut at = 0;
        for run in values.chunk_by(|one, next| one.is_some() == next.is_some()) {
            turns.write(&mut writer, run.len());
            for value in run {
                if at % steps == 0 {
                    foresight.restart();
                }
                at += 1;
                if let Some(value) = value {
                    foresight.write(&mut writer, *value);
                }
            }
        }
        writer.finish()
    }

    /// Puts a packed series into the cube, in place of what it holds of it.
    ///
    /// # Errors
    /// [`Broken`]; the series is empty then.
    pub fn unpack(&mut self, series: usize, bytes: &[u8], form: Form) -> Result<(), Broken> {
        let own = *self.axes.series.get(series).ok_or(Broken)?;
        let (years, per_year) = (self.axes.years, own.step.per_year());
        let (units, groups) = (self.axes.units(), self.axes.groups());
        let mut blocks: Vec<Block> = (0..years).map(|_| Block::new(per_year, units, groups)).collect();
        let places = series * years..(series + 1) * years;
        self.blocks.get_mut(places.clone()).ok_or(Broken)?.fill(None);
        let mut reader = Reader::new(bytes);
        let mut foresight = Foresight::new(form);
        let mut turns = (form == Form::Runs).then(|| Turns::after(reader.take(1) == 0));
        for group in 0..groups {
            for unit in self.axes.group(group) {
                foresight.restart();
                for block in &mut blocks {
                    for step in 0..per_year {
                        let there = match &mut turns {
                            Some(turns) => turns.read(&mut reader),
                            None => reader.take(1) == 1,
                        };
                        if there {
                            let value = foresight.read(&mut reader).ok_or(Broken)?;
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
