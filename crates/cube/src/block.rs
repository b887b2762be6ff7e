//! One series in one year.

use crate::kernel::{MISSING, ODD, columns};
use crate::total::Total;
use std::collections::BTreeMap;
use std::ops::Range;

/// One series in one year: units one after another, each with its steps side by side.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    steps: usize,
    values: Box<[i32]>,
    /// Values that four bytes do not hold, by place.
    odd: BTreeMap<usize, i64>,
    /// The total of each group and step.
    kept: Box<[Total]>,
}

impl Block {
    pub(crate) fn new(steps: usize, units: usize, groups: usize) -> Self {
        Self {
            steps,
            values: vec![MISSING; units * steps].into(),
            odd: BTreeMap::new(),
            kept: vec![Total::default(); groups * steps].into(),
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
        let places = units.start * self.steps..units.end * self.steps;
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

    pub(crate) fn total(&self, units: Range<usize>, steps: Range<usize>) -> Total {
        self.steps(units).get(steps).unwrap_or_default().iter().copied().sum()
    }

    /// The kept total of a group in every step.
    pub(crate) fn kept(&self, group: usize) -> &[Total] {
        self.kept.get(group * self.steps..(group + 1) * self.steps).unwrap_or_default()
    }

    /// The values of a unit in some steps.
    pub(crate) fn row(&self, unit: usize, steps: Range<usize>) -> impl Iterator<Item = Option<i64>> {
        let first = unit * self.steps + steps.start;
        let values = self.values.get(first..first + steps.len()).unwrap_or_default();
        values.iter().enumerate().map(move |(at, value)| match *value {
            MISSING => None,
            ODD => self.odd.get(&(first + at)).copied(),
            value => Some(i64::from(value)),
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.iter().all(|total| total.there == 0)
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.values) + size_of_val(&*self.kept) + self.odd.len() * size_of::<(usize, i64)>()
    }
}
