//! What a finding rests on: both sides of its law with what they may be, and of every cell who stated it when, what was stated before,
//! and what was printed last time.

use super::{asked, children};
use crate::book::{Book, Cell};
use crate::check::{self, Scope};
use crate::contradiction::{self, Diagnosis};
use crate::findings::Known;
use crate::plans::{self, Version};
use model::{CellKey, Finding, Interval, Measure, Period, Rule, UnitId};
use std::borrow::Cow;

/// A finding with all it rests on.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The rule, as it was asked.
    pub rule: Option<Rule>,
    /// Whose figures it was asked about.
    pub unit: UnitId,
    /// What the left side of the law may be.
    pub left: Option<Interval>,
    /// What its right side may be.
    pub right: Option<Interval>,
    /// Its cells.
    pub cells: Vec<Rests>,
    /// The laws that break with it, and the fewest figures that explain them.
    pub diagnosis: Option<Diagnosis>,
}

/// A cell that a finding rests on.
#[derive(Clone, Debug)]
pub struct Rests {
    /// Which.
    pub key: CellKey,
    /// What the printed number may stand for.
    pub interval: Option<Interval>,
    /// What is stated and by whom; none where it is computed or decided.
    pub cell: Option<Cell>,
    /// The version of a plan that a decision gave.
    pub decided: Option<Version>,
    /// What was stated before, oldest first.
    pub former: Vec<Cell>,
    /// What the same figure was one period before, and one year before.
    pub earlier: Vec<(Period, Cell)>,
    /// What the report of the period before printed, where it went out.
    pub printed: Option<String>,
}

/// Explains a finding.
pub fn explain(book: &Book, finding: &Finding) -> Explained {
    let (rule, unit) = asked(book, finding).map_or_else(|| (None, book.place_unit()), |(r, u)| (Some(r), u));
    let children = children(book, &unit, finding.period);
    let scope = Scope { place: &unit, children: &children, period: finding.period };
    let law = rule.as_ref().filter(|r| r.kind.is_law()).and_then(|r| formula::parse(&r.formula).ok());
    let weighed = law.and_then(|law| check::weigh(&law, finding.kind, &Known(book), &scope).ok());
    let mut diagnoses = contradiction::of_period(book, finding.period).into_iter();
    Explained {
        left: weighed.as_ref().and_then(|w| w.left),
        right: weighed.as_ref().and_then(|w| w.right),
        cells: finding.evidence.iter().map(|e| rests(book, &e.key, finding.period)).collect(),
        diagnosis: diagnoses.find(|d| d.findings.contains(&finding.key)),
        rule,
        unit,
    }
}

fn rests(book: &Book, key: &CellKey, period: Period) -> Rests {
    let counted = book.indicator(&key.indicator).is_some_and(|i| i.counted);
    let level = matches!(key.measure, Measure::Actual | Measure::Plan | Measure::Estimate);
    let decided = plans::decided(book, key, period);
    let number = match &decided {
        Some(version) => Some((version.amount, version.approx)),
        None => check::Cells::stated_by(&Known(book), key, period)
            .and_then(|(stated, approx)| Some((stated.number()?, approx))),
    };
    let year = key.period.kind().per_year().unwrap_or(1);
    let back = if year == 1 { vec![1] } else { vec![1, year] };
    let earlier = back.into_iter().map(|back| key.period.shift(-back));
    let at = |period: Period| Some((period, book.cell(&CellKey { period, ..key.clone() })?.into_owned()));
    Rests {
        key: key.clone(),
        interval: number.map(|(number, approx)| number.interval(counted && level, approx)),
        cell: book.cell(key).filter(|_| decided.is_none()).map(Cow::into_owned),
        decided,
        former: book.former.get(key).cloned().unwrap_or_default(),
        earlier: earlier.filter_map(at).collect(),
        printed: printed(book, key),
    }
}

/// How the newest report before the period that went out printed the figure.
fn printed(book: &Book, key: &CellKey) -> Option<String> {
    let issued = book.reports.range(..key.period).rev().find_map(|(_, r)| r.issued())?;
    let place = book.place_unit();
    let same = |f: &model::Figure| {
        f.indicator == key.indicator
            && f.measure == key.measure
            && *f.unit.as_ref().unwrap_or(&place) == key.unit
    };
    issued.printed.iter().find(|p| p.figure.shift == 0 && same(&p.figure)).map(|p| p.printed.clone())
}
