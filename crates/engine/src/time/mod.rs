//! What the figures of one unit come to over months, quarters, halves, nine months and years: one algebra.
//!
//! The year is a line with thirteen marks, one before each month and one at its end. A flow that is stated for a period is
//! a step from the mark before its first month to the mark after its last; a cumulative series steps from the first mark of
//! the year to the end of its period, and no step leaves the year. What a stretch of months comes to is the best way from
//! its beginning to its end along these steps: the fewest months that nobody counted, then one calendar of windows, then
//! the fewest steps back (a step back subtracts: quý IV = năm − 9 tháng), then the fewest steps. Stocks take the last state
//! within the stretch and are never added; of maxima the greatest counts; ratios are no business of time: they are
//! recomputed from their parts ([`crate::series`]).
//!
//! Tables in `suite/time`, laws in `crates/engine/tests/time.rs`.

mod path;

use crate::territory::Amount;
use model::{Decimal, Indicator, JoiningBy, Period, PeriodKind, Timing, Window};
use std::collections::BTreeSet;

/// By which calendar the days of a figure are counted. Figures of two calendars are never joined without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clock {
    /// 15th to 14th (Nghị định 09/2019/NĐ-CP, Điều 12).
    Legal,
    /// The days of the calendar (Nghị định 60/2018/NĐ-CP).
    Statistical,
    /// Days of its own.
    Own,
}

impl Clock {
    /// The calendar by which `window` is that of `period`. Weeks and ranges of days are the same by both.
    pub fn of(period: Period, window: Window) -> Self {
        match window {
            w if w == period.legal_window() => Self::Legal,
            w if w == period.calendar_window() => Self::Statistical,
            _ => Self::Own,
        }
    }
}

/// How figures of one unit become one over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adds {
    /// What happened within the period: added.
    Flow,
    /// What happened since the year began: the later less the earlier.
    Cumulative,
    /// A state: the last one.
    Stock,
    /// The greatest.
    Greatest,
    /// Not at all: each period speaks for itself.
    Never,
}

impl Adds {
    /// How an indicator behaves.
    pub fn of(indicator: &Indicator) -> Self {
        match (&indicator.joining.by, indicator.timing) {
            (JoiningBy::Greatest, _) => Self::Greatest,
            (_, Timing::Flow) => Self::Flow,
            (_, Timing::Cumulative) => Self::Cumulative,
            (_, Timing::Stock) => Self::Stock,
            (_, Timing::Ratio) => Self::Never,
        }
    }
}

/// Months of one year, from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// Calendar year.
    pub year: i16,
    /// First month, from 1.
    pub first: i8,
    /// Last month, to 12.
    pub last: i8,
}

impl Stretch {
    /// The months of a period; none for a week or a range of days.
    pub fn of(period: Period) -> Option<Self> {
        let (first, last) = period.months();
        period.kind().of_months().then_some(Self { year: period.year(), first, last })
    }

    /// All months of a year.
    pub fn year(year: i16) -> Self {
        Self { year, first: 1, last: 12 }
    }

    /// From the beginning of the year to the end of the stretch (lũy kế).
    #[must_use]
    pub fn to_date(self) -> Self {
        Self { first: 1, ..self }
    }

    /// How many months.
    pub fn len(self) -> usize {
        usize::try_from(self.last - self.first + 1).unwrap_or(0)
    }

    /// Whether it has no month.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// What was stated of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Of which.
    pub period: Period,
    /// What.
    pub amount: Amount,
    /// Half a unit of its last printed digit; zero for what is counted.
    pub slack: Decimal,
    /// By which calendar.
    pub clock: Clock,
}

/// One period that an amount was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Which.
    pub period: Period,
    /// Whether it was taken away.
    pub back: bool,
}

/// How an amount came about over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Stated for this very period.
    Stated,
    /// Added from finer periods.
    Sum,
    /// What is left of a longer period when others are taken away.
    Difference,
    /// The last state within it.
    Last,
    /// The greatest within it.
    Greatest,
}

/// What a stretch of months comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// The amount; where months are missing, what is known of it.
    pub amount: Amount,
    /// How far printed digits leave it open, either way.
    pub slack: Decimal,
    /// How.
    pub how: How,
    /// From what, in the order of time.
    pub steps: Vec<Step>,
    /// Months of the stretch that nobody counted.
    pub missing: Vec<i8>,
    /// The calendars of its steps; more than one: figures with different windows were joined.
    pub clocks: BTreeSet<Clock>,
}

/// A period's own statement and what finer ones come to, kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// Stated for the very period.
    pub own: Option<Came>,
    /// Made of others; none when nothing else is known.
    pub made: Option<Came>,
}

impl Both {
    /// What counts: the own statement, else what was made.
    pub fn counts(&self) -> Option<&Came> {
        self.own.as_ref().or(self.made.as_ref())
    }

    /// How far the own statement lies from what finer ones come to beyond printed precision (XBRL Calculations 1.1); none
    /// when they agree or cannot be held against each other.
    pub fn gap(&self) -> Option<Decimal> {
        let (own, made) = (self.own.as_ref()?, self.made.as_ref()?);
        let open = own.slack.checked_add(made.slack)?;
        if own.clocks != made.clocks {
            return None;
        }
        match (own.amount.value, made.amount.value) {
            (Some(own), Some(made)) => {
                let gap = own.checked_sub(made)?;
                (gap.abs() > open).then_some(gap)
            }
            // What is known of the parts already exceeds the whole.
            (Some(own), None) => {
                let gap = own.checked_sub(made.amount.low?)?;
                (gap.is_sign_negative() && gap.abs() > open).then_some(gap)
            }
            _ => None,
        }
    }
}

/// What statements of one unit come to in the months of `stretch`; `period` is the one that is asked for, whose own
/// statement is kept apart. `life` are the months of that year in which the unit lived: what it stated of a longer time is
/// taken to speak of these. For a week or a range of days ask [`itself`].
pub fn come_to(
    adds: Adds,
    statements: &[Statement],
    stretch: Stretch,
    life: Stretch,
    period: Option<Period>,
) -> Both {
    let is_own =
        |s: &&Statement| Some(s.period) == period && path::ends(adds, s, life) == Some(marks(stretch));
    let own = statements.iter().find(is_own);
    let others: Vec<Statement> = statements.iter().filter(|s| !is_own(s)).copied().collect();
    let made = match adds {
        Adds::Flow | Adds::Cumulative => path::best(adds, &others, stretch, life, own.is_some()),
        Adds::Stock => last(&others, stretch),
        Adds::Greatest => greatest(&others, stretch),
        Adds::Never => None,
    };
    let own = own.or_else(|| match adds {
        Adds::Never => statements.iter().find(|s| Some(s.period) == period),
        _ => None,
    });
    Both { own: own.map(stated), made }
}

/// What was stated of a week or a range of days: it stands for itself.
pub fn itself(statements: &[Statement], period: Period) -> Option<Came> {
    statements.iter().find(|s| s.period == period).map(stated)
}

/// What the year would come to if it went on as up to now: the amount from its beginning, over the share of the year's
/// plan that falls until then.
pub fn annualised(to_date: &Amount, share: Decimal) -> Option<Amount> {
    let fits = share > Decimal::ZERO && share <= Decimal::ONE;
    let over = |end: Option<Decimal>| end.and_then(|end| end.checked_div(share));
    fits.then(|| Amount { value: over(to_date.value), low: over(to_date.low), high: over(to_date.high) })
}

/// The marks between which a stretch lies.
fn marks(stretch: Stretch) -> (i8, i8) {
    (stretch.first - 1, stretch.last)
}

fn stated(statement: &Statement) -> Came {
    Came {
        amount: statement.amount,
        slack: statement.slack,
        how: How::Stated,
        steps: vec![Step { period: statement.period, back: false }],
        missing: Vec::new(),
        clocks: BTreeSet::from([statement.clock]),
    }
}

/// The state at the end of the latest period within the stretch; of several that end together the finest speaks. Months
/// after it are missing.
fn last(statements: &[Statement], stretch: Stretch) -> Option<Came> {
    let within = statements.iter().filter_map(|s| Some((Stretch::of(s.period)?, s)));
    let within = within
        .filter(|(of, _)| of.year == stretch.year && of.last >= stretch.first && of.last <= stretch.last);
    let (of, latest) = within.max_by_key(|(of, s)| (of.last, of.first, std::cmp::Reverse(s.period)))?;
    let missing: Vec<i8> = (of.last + 1..=stretch.last).collect();
    Some(Came { how: How::Last, missing, ..stated(latest) })
}

/// The greatest of all that is known within the stretch.
fn greatest(statements: &[Statement], stretch: Stretch) -> Option<Came> {
    let mut within: Vec<(Stretch, &Statement)> = statements
        .iter()
        .filter_map(|s| Some((Stretch::of(s.period)?, s)))
        .filter(|(of, _)| of.year == stretch.year && of.first >= stretch.first && of.last <= stretch.last)
        .collect();
    within.sort_by_key(|(of, s)| (of.first, of.last, s.period));
    let mut parts = within.iter().map(|(_, s)| stated(s));
    let first = parts.next()?;
    let mut came = parts.fold(first, |mut came, part| {
        came.amount = came.amount.greater(part.amount);
        came.slack = came.slack.max(part.slack);
        came.steps.extend(part.steps);
        came.clocks.extend(part.clocks);
        came
    });
    let counted = |month: &i8| within.iter().any(|(of, _)| of.first <= *month && *month <= of.last);
    came.missing = (stretch.first..=stretch.last).filter(|month| !counted(month)).collect();
    came.how = How::Greatest;
    if !came.missing.is_empty() {
        came.amount = came.amount.at_least();
    }
    Some(came)
}

/// The periods of a kind in a stretch of time, oldest first: those that lie within the years from `first` to `last`.
pub fn periods(kind: PeriodKind, first: Period, last: Period) -> Vec<Period> {
    /// Twenty years of months.
    const MOST: usize = 240;
    let years = first.year()..=last.year();
    let many = i8::try_from(kind.per_year().unwrap_or(0) + 1).unwrap_or(0);
    let all = years.flat_map(|year| (1..=many).filter_map(move |number| Period::new(year, kind, number)));
    let (from, to) = (first.calendar_window().from, last.calendar_window().to);
    let within = |p: &Period| p.calendar_window().to >= from && p.calendar_window().from <= to;
    all.filter(within).take(MOST).collect()
}
