//! One series in one year.

use crate::axes::Axes;
use crate::kernel::{MISSING, Moments, ODD, columns, row};
use crate::total::Total;
use std::collections::BTreeMap;
use std::ops::Range;

/// One series in one year: units one after another, each with its steps side by side.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    steps: usize,
    values: Vec<i32>,
    /// Values that four bytes do not hold, by place.
    odd: BTreeMap<usize, i64>,
    /// The total of each group and step.
    kept: Vec<Total>,
}

impl Block {
    pub(crate) fn new(steps: usize, units: usize, groups: usize) -> Self {
        Self {
            steps,
            values: vec![MISSING; units * steps],
            odd: BTreeMap::new(),
            kept: vec![Total::default(); groups * steps],
        }
    }

    /// Makes room for units and groups that came later.
    pub(crate) fn grow(&mut self, units: usize, groups: usize) {
        if self.values.len() < units * self.steps {
            self.values.resize(units * self.steps, MISSING);
            self.kept.resize(groups * self.steps, Total::default());
        }
    }

    pub(crate) fn get(&self, unit: usize, step: usize) -> Option<i64> {
        let at = unit * self.steps + step;
        match *self.values.get(at)? {
            MISSING => None,
            ODD => self.odd.get(&at).copied(),
            value => Some(i64::from(value)),
        }
    }

    pub(crate) fn set(&mut self, unit: usize, group: usize, step: usize, value: Option<i64>) {
        let before = self.get(unit, step);
        let at = unit * self.steps + step;
        let (Some(place), Some(kept)) =
            (self.values.get_mut(at), self.kept.get_mut(group * self.steps + step))
        else {
            return;
        };
        self.odd.remove(&at);
        *place = match value {
            None => MISSING,
            Some(value) => i32::try_from(value).ok().filter(|small| *small > ODD).unwrap_or_else(|| {
                self.odd.insert(at, value);
                ODD
            }),
        };
        kept.sum += i128::from(value.unwrap_or_default()) - i128::from(before.unwrap_or_default());
        kept.there = kept.there + u32::from(value.is_some()) - u32::from(before.is_some());
    }

    /// The total of some units in every step.
    pub(crate) fn steps(&self, units: Range<usize>) -> Vec<Total> {
        let end = (units.end * self.steps).min(self.values.len());
        let places = (units.start * self.steps).min(end)..end;
        let values = self.values.get(places.clone()).unwrap_or_default();
        let mut totals = match self.steps {
            12 => columns::<12>(values).to_vec(),
            4 => columns::<4>(values).to_vec(),
            2 => columns::<2>(values).to_vec(),
            _ => columns::<1>(values).to_vec(),
        };
        for (at, value) in self.odd.range(places) {
            if let Some(total) = totals.get_mut(at % self.steps) {
                *total = *total + Total::of(*value);
            }
        }
        totals
    }

    /// The same block with every value become another.
    pub(crate) fn mapped<E>(&self, axes: &Axes, value: impl Fn(i64) -> Result<i64, E>) -> Result<Self, E> {
        let mut mapped = Self::new(self.steps, axes.units(), axes.groups());
        for unit in 0..self.values.len() / self.steps {
            for step in 0..self.steps {
                if let Some(known) = self.get(unit, step) {
                    mapped.set(unit, axes.group_of(unit), step, Some(value(known)?));
                }
            }
        }
        Ok(mapped)
    }

    /// The kept total of a group in every step.
    pub(crate) fn kept(&self, group: usize) -> &[Total] {
        self.kept.get(group * self.steps..(group + 1) * self.steps).unwrap_or_default()
    }

    /// The total of a unit over some steps.
    pub(crate) fn sum(&self, unit: usize, steps: Range<usize>) -> Total {
        let (places, values) = self.side_by_side(unit, steps);
        let total = row(values);
        if self.odd.is_empty() {
            return total;
        }
        self.odd.range(places).fold(total, |total, (_, value)| total + Total::of(*value))
    }

    /// Adds how far the values of a unit in some steps lie from a number.
    pub(crate) fn measure(&self, unit: usize, steps: Range<usize>, from: i64, moments: &mut Moments) {
        let (places, values) = self.side_by_side(unit, steps);
        moments.add(values, from);
        if !self.odd.is_empty() {
            self.odd.range(places).for_each(|(_, value)| moments.note(value - from, 1));
        }
    }

    /// Where the values of a unit in some steps lie; none of a unit that came after the block was made.
    fn side_by_side(&self, unit: usize, steps: Range<usize>) -> (Range<usize>, &[i32]) {
        let places = unit * self.steps + steps.start..unit * self.steps + steps.end;
        (places.clone(), self.values.get(places).unwrap_or_default())
    }

    /// The values of a unit in some steps.
    pub(crate) fn row(&self, unit: usize, steps: Range<usize>) -> impl Iterator<Item = Option<i64>> {
        let first = unit * self.steps + steps.start;
        let values = self.values.get(first..first + steps.len()).unwrap_or_default();
        // A unit that came after the block was made.
        let later = steps.len() - values.len();
        let known = values.iter().enumerate().map(move |(at, value)| match *value {
            MISSING => None,
            ODD => self.odd.get(&(first + at)).copied(),
            value => Some(i64::from(value)),
        });
        known.chain(std::iter::repeat_n(None, later))
    }

    pub(crate) fn is_signed(&self) -> bool {
        self.values.iter().any(|value| *value < 0 && *value > ODD)
            || self.odd.values().any(|value| *value < 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.iter().all(|total| total.there == 0)
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(self.values.as_slice())
            + size_of_val(self.kept.as_slice())
            + self.odd.len() * size_of::<(usize, i64)>()
    }
}
