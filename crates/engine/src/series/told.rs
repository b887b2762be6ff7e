//! Figures as tables, profiles and rankings need them.

use super::{Lack, Point, Total, Why};
use crate::territory::{Amount, Made};
use crate::time::{Clock, How};
use model::{Decimal, Period};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A figure at a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// From the dense layout: nothing wants care.
    Brief(Brief),
    /// With what it rests on.
    Point(Box<Point>),
}

/// A figure that bare numbers say all of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Which period.
    pub period: Period,
    /// What is known; none when nobody said anything.
    pub sum: Option<Sum>,
    /// Decimals to print.
    pub decimals: u32,
    /// Whether it was computed from others rather than stated.
    pub recomputed: bool,
}

/// An amount with how it was made and how complete it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The amount: the number, or what bounds are certain.
    pub amount: Amount,
    /// How it was made over areas.
    pub made: Made,
    /// How it was made over time.
    pub how: How,
    /// By which calendars.
    pub clocks: BTreeSet<Clock>,
    /// How many units' answers count.
    pub reported: usize,
    /// How many of them must answer.
    pub due: usize,
    /// Who lacks something; of many the first.
    pub missing: Vec<Lack>,
    /// How many lack something.
    pub lacking: usize,
}

impl Told {
    /// Which period.
    pub fn period(&self) -> Period {
        match self {
            Self::Brief(brief) => brief.period,
            Self::Point(point) => point.period,
        }
    }

    /// Its number, exact or estimated, where nothing is missing.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Brief(brief) => brief.sum.as_ref()?.amount.value,
            Self::Point(point) => point.value(),
        }
    }

    /// Decimals to print.
    pub fn decimals(&self) -> u32 {
        match self {
            Self::Brief(brief) => brief.decimals,
            Self::Point(point) => point.decimals,
        }
    }

    /// What wants care.
    pub fn whys(&self) -> &[Why] {
        match self {
            Self::Brief(_) => &[],
            Self::Point(point) => &point.whys,
        }
    }

    /// Whether all of it rests on what others said than whoever holds for some units.
    pub fn is_only_of(&self, holds: impl Fn(&model::UnitId) -> bool) -> bool {
        let Self::Point(point) = self else { return false };
        let sources = point.own.iter().chain(&point.below).flat_map(|total| &total.sources);
        let mut whose = sources.map(|source| &source.key.unit).peekable();
        whose.peek().is_some() && whose.all(holds)
    }

    /// What counts of it; none when nobody said anything.
    pub fn sum(&self) -> Option<Cow<'_, Sum>> {
        match self {
            Self::Brief(brief) => brief.sum.as_ref().map(Cow::Borrowed),
            Self::Point(point) => point.counts().map(|total| Cow::Owned(Sum::of(total))),
        }
    }
}

impl Sum {
    fn of(total: &Total) -> Self {
        let silent = total.missing.iter().filter(|lack| !total.reported.contains(&lack.unit)).count();
        Self {
            amount: total.amount,
            made: total.made,
            how: total.how,
            clocks: total.clocks.clone(),
            reported: total.reported.len(),
            due: total.reported.len() + silent,
            missing: total.missing.clone(),
            lacking: total.missing.len(),
        }
    }
}
