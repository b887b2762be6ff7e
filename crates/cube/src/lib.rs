//! Observations of many units over many years, dense and exact: what totals, rankings and series are answered from.
//!
//! A [`Cube`] has three axes: series (an indicator's actual, its plan), units in groups that stand together (the communes
//! of a province), and the steps of years that a series counts by. Keys are places, so nothing but the value is kept: an
//! integer in units of the series' last decimal, four bytes. A block is one series in one year, units one after another,
//! each with its steps side by side: a province in a quarter, a country in a year and a commune through the years all lie
//! near together. Totals of every group and step are kept beside the values and follow each write. Copies of a cube share
//! their blocks until one of them is written to.
//!
//! The cube decides nothing: what counts as an observation, which units make up an area on which day and what is missing
//! is told by whoever fills it and asks it.

mod axes;
mod bits;
mod block;
mod compare;
mod kernel;
mod pack;
mod total;

pub use axes::{Axes, Series, Step};
pub use compare::Ratio;
pub use pack::{Broken, Form};
pub use total::Total;

use block::Block;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A place in a cube.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Index of the series.
    pub series: usize,
    /// Index of the unit.
    pub unit: usize,
    /// Steps after the first one of the first year.
    pub step: usize,
}

/// Why a value cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// No such series, unit or step.
    #[error("outside of the axes")]
    Outside,
    /// Finer than the series, or too large for exact sums.
    #[error("finer than the series or too large")]
    TooFine,
}

/// Values of all series, units and steps.
#[derive(Clone, Debug)]
pub struct Cube {
    axes: Axes,
    /// Years of a series one after another; none where nothing is known.
    blocks: Vec<Option<Arc<Block>>>,
}

impl Cube {
    /// A cube without values.
    pub fn new(axes: Axes) -> Self {
        let blocks = vec![None; axes.series.len() * axes.years];
        Self { axes, blocks }
    }

    /// Its axes.
    pub fn axes(&self) -> &Axes {
        &self.axes
    }

    /// Adds a series; its index.
    pub fn push(&mut self, series: Series) -> usize {
        self.axes.series.push(series);
        self.blocks.resize(self.axes.series.len() * self.axes.years, None);
        self.axes.series.len() - 1
    }

    /// Adds units; they stand at the end, in groups of so many.
    pub fn grow(&mut self, groups: &[usize]) {
        self.axes.grow(groups);
    }

    /// Puts a value at a place, or takes it away. Every total knows it at once.
    ///
    /// # Errors
    /// [`Unfit`]; nothing is changed then.
    pub fn set(&mut self, at: At, value: Option<Decimal>) -> Result<(), Unfit> {
        let series = *self.axes.series.get(at.series).ok_or(Unfit::Outside)?;
        let scaled = value.map(|value| series.scaled(value).ok_or(Unfit::TooFine)).transpose()?;
        let (year, step) = (at.step / series.step.per_year(), at.step % series.step.per_year());
        if year >= self.axes.years || at.unit >= self.axes.units() {
            return Err(Unfit::Outside);
        }
        let group = self.axes.group_of(at.unit);
        let (units, groups) = (self.axes.units(), self.axes.groups());
        let block = self.blocks.get_mut(at.series * self.axes.years + year).ok_or(Unfit::Outside)?;
        if block.is_none() && scaled.is_none() {
            return Ok(());
        }
        let block = block.get_or_insert_with(|| Arc::new(Block::new(series.step.per_year(), units, groups)));
        let block = Arc::make_mut(block);
        block.grow(units, groups);
        block.set(at.unit, group, step, scaled);
        Ok(())
    }

    /// Makes a series take so many decimals at least.
    ///
    /// # Errors
    /// [`Unfit`] for no such series, or where a value would be too large; nothing is changed then.
    pub fn refine(&mut self, series: usize, decimals: u32) -> Result<(), Unfit> {
        let own = *self.axes.series.get(series).ok_or(Unfit::Outside)?;
        if decimals <= own.decimals {
            return Ok(());
        }
        let finer = Series { decimals, ..own };
        let places = series * self.axes.years..(series + 1) * self.axes.years;
        let blocks = self.blocks.get_mut(places).ok_or(Unfit::Outside)?;
        let times = |value: i64| finer.scaled(own.decimal(i128::from(value))).ok_or(Unfit::TooFine);
        let refined = |block: &Option<Arc<Block>>| match block {
            Some(block) => block.mapped(&self.axes, times).map(|block| Some(Arc::new(block))),
            None => Ok(None),
        };
        let refined: Vec<Option<Arc<Block>>> = blocks.iter().map(refined).collect::<Result<_, _>>()?;
        blocks.clone_from_slice(&refined);
        if let Some(own) = self.axes.series.get_mut(series) {
            *own = finer;
        }
        Ok(())
    }

    /// The value at a place.
    pub fn get(&self, at: At) -> Option<Decimal> {
        let series = self.axes.series.get(at.series)?;
        self.scaled(at).map(|value| series.decimal(i128::from(value)))
    }

    /// The same in units of the series' last decimal.
    fn scaled(&self, at: At) -> Option<i64> {
        let steps = self.axes.series.get(at.series)?.step.per_year();
        self.block(at.series, at.step / steps)?.get(at.unit, at.step % steps)
    }

    fn block(&self, series: usize, year: usize) -> Option<&Block> {
        let years = self.axes.years;
        self.blocks.get(series * years + year).filter(|_| year < years)?.as_deref()
    }

    /// The total of some units, given as a stretch of them, over some steps.
    pub fn total(&self, series: usize, units: Range<usize>, steps: Range<usize>) -> Total {
        let part = |(block, steps): (&Block, Range<usize>)| -> Total {
            self.totals_of(block, &units).get(steps).unwrap_or_default().iter().copied().sum()
        };
        self.by_year(series, steps).map(part).sum()
    }

    /// The total of every group, for each stretch of steps: group by group.
    pub fn totals(&self, series: usize, stretches: &[Range<usize>]) -> Vec<Total> {
        self.stretched(series, stretches, |block, group| Cow::Owned(block.steps(self.axes.group(group))))
    }

    /// The same from kept totals, without looking at the values.
    pub fn kept(&self, series: usize, stretches: &[Range<usize>]) -> Vec<Total> {
        self.stretched(series, stretches, |block, group| Cow::Borrowed(block.kept(group)))
    }

    /// Adds up the steps of each group that lie in each stretch.
    fn stretched<'a>(
        &'a self,
        series: usize,
        stretches: &[Range<usize>],
        steps: impl Fn(&'a Block, usize) -> Cow<'a, [Total]>,
    ) -> Vec<Total> {
        let mut totals = vec![Total::default(); self.axes.groups() * stretches.len()];
        let per_year = self.axes.series.get(series).map_or(1, |s| s.step.per_year());
        for year in 0..self.axes.years {
            let first = year * per_year;
            let part = |steps: &Range<usize>| steps.start.max(first)..steps.end.min(first + per_year);
            let wanted: Vec<(usize, Range<usize>)> = stretches
                .iter()
                .map(part)
                .enumerate()
                .filter(|(_, steps)| !steps.is_empty())
                .map(|(at, steps)| (at, steps.start - first..steps.end - first))
                .collect();
            let Some(block) = self.block(series, year).filter(|_| !wanted.is_empty()) else { continue };
            for (group, totals) in totals.chunks_mut(stretches.len()).enumerate() {
                let steps = steps(block, group);
                for (at, range) in &wanted {
                    if let (Some(total), Some(steps)) = (totals.get_mut(*at), steps.get(range.clone())) {
                        *total = *total + steps.iter().copied().sum();
                    }
                }
            }
        }
        totals
    }

    /// The total of each of some units over some steps.
    pub fn each(&self, series: usize, units: Range<usize>, steps: Range<usize>) -> Vec<Total> {
        let mut totals = vec![Total::default(); units.len()];
        for (block, steps) in self.by_year(series, steps) {
            for (unit, total) in units.clone().zip(&mut totals) {
                *total = *total + block.sum(unit, steps.clone());
            }
        }
        totals
    }

    /// The values of a unit over some steps, in units of the series' last decimal; none where nothing is known.
    pub fn row(
        &self,
        series: usize,
        unit: usize,
        steps: Range<usize>,
    ) -> impl Iterator<Item = Option<i64>> + '_ {
        let per_year = self.axes.series.get(series).map_or(1, |s| s.step.per_year());
        let years = steps.start / per_year..steps.end.div_ceil(per_year).min(self.axes.years);
        years.flat_map(move |year| {
            let first = year * per_year;
            let part = steps.start.max(first) - first..steps.end.min(first + per_year) - first;
            let bare = if self.block(series, year).is_none() { part.len() } else { 0 };
            let known = self.block(series, year).map(|block| block.row(unit, part));
            known.into_iter().flatten().chain(std::iter::repeat_n(None, bare))
        })
    }

    /// Whether a series has a value below zero.
    pub fn is_signed(&self, series: usize) -> bool {
        (0..self.axes.years).filter_map(|year| self.block(series, year)).any(Block::is_signed)
    }

    /// The steps of which some units, given as stretches, have a value.
    pub fn steps(&self, series: usize, units: &[Range<usize>]) -> Vec<usize> {
        let per_year = self.axes.series.get(series).map_or(1, |s| s.step.per_year());
        let years = (0..self.axes.years).filter_map(|year| Some((year, self.block(series, year)?)));
        let known = |(year, block): (usize, &Block)| {
            let mut there = vec![false; per_year];
            for units in units {
                for (there, total) in there.iter_mut().zip(self.totals_of(block, units)) {
                    *there |= total.there > 0;
                }
            }
            there
                .into_iter()
                .enumerate()
                .filter(|(_, there)| *there)
                .map(move |(step, _)| year * per_year + step)
        };
        years.flat_map(known).collect()
    }

    /// The total of some units in every step of a block; of whole groups as they are kept.
    fn totals_of(&self, block: &Block, units: &Range<usize>) -> Vec<Total> {
        let (first, last) = self.axes.groups_within(units);
        if first >= last {
            return block.steps(units.clone());
        }
        let begin = units.start..self.axes.group(first).start;
        let end = self.axes.group(last - 1).end..units.end;
        let mut totals = block.steps(begin);
        for (total, other) in totals.iter_mut().zip(block.steps(end)) {
            *total = *total + other;
        }
        for group in first..last {
            for (total, kept) in totals.iter_mut().zip(block.kept(group)) {
                *total = *total + *kept;
            }
        }
        totals
    }

    /// What is known of a unit over some steps: the values of each of some series one after another, as [`Cube::row`] gives
    /// them.
    pub fn profile(&self, series: Range<usize>, unit: usize, steps: &Range<usize>) -> Vec<Option<i64>> {
        let mut values = Vec::with_capacity(series.len() * steps.len());
        for series in series {
            let per_year = self.axes.series.get(series).map_or(1, |s| s.step.per_year());
            let mut step = steps.start;
            while step < steps.end {
                let (year, first) = (step / per_year, step % per_year);
                let last = (first + steps.end - step).min(per_year);
                match self.block(series, year) {
                    Some(block) => values.extend(block.row(unit, first..last)),
                    None => values.resize(values.len() + last - first, None),
                }
                step += last - first;
            }
        }
        values
    }

    /// The blocks that a stretch of steps lies in, with the part of each.
    fn by_year(&self, series: usize, steps: Range<usize>) -> impl Iterator<Item = (&Block, Range<usize>)> {
        let per_year = self.axes.series.get(series).map_or(1, |s| s.step.per_year());
        let years = steps.start / per_year..steps.end.div_ceil(per_year).min(self.axes.years);
        years.filter_map(move |year| {
            let first = year * per_year;
            let part = steps.start.max(first) - first..steps.end.min(first + per_year) - first;
            Some((self.block(series, year)?, part))
        })
    }

    /// Bytes that the values and totals take.
    pub fn bytes(&self) -> usize {
        self.blocks.iter().flatten().map(|block| block.bytes()).sum()
    }
}
