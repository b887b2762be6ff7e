//! A figure of a period with what was said of it before.

use super::words::measured;
use crate::book::Book;
use crate::life;
use crate::spans::plan_year;
use model::{
    CellKey, Decimal, Evidence, Finding, FindingKey, Indicator, Measure, Number, Period, Rule, Stated, UnitId,
};
use std::collections::BTreeMap;

/// A number stated for this period, and what the same cell said in earlier periods of the same kind.
#[derive(Clone, Debug)]
pub struct Track<'a> {
    /// Which cell.
    pub key: CellKey,
    /// What it measures.
    pub indicator: &'a Indicator,
    /// The number now.
    pub now: Number,
    /// Numbers of earlier periods.
    pub past: BTreeMap<Period, Number>,
    /// The plan of the year.
    pub plan: Option<Number>,
}

impl<'a> Track<'a> {
    /// The track of a cell; none where it says no number.
    pub fn of(book: &'a Book, key: &CellKey) -> Option<Self> {
        let number = |stated: Option<Stated>| match stated {
            Some(Stated::Number(number)) => Some(number),
            _ => None,
        };
        let now = number(book.stated(key))?;
        let indicator = book.indicator(&key.indicator)?;
        let earlier = book.earlier(key);
        let before = |(period, stated): (Period, Stated)| {
            // Across a break there is nothing to compare with.
            let same = life::comparable(book, &indicator.code, period, key.period);
            let number = number(Some(stated)).filter(|_| same)?;
            Some((period, life::converted(book, indicator, period, number)?))
        };
        let past = earlier.into_iter().filter_map(before).collect();
        let plan = CellKey { period: plan_year(key.period), measure: Measure::Plan, ..key.clone() };
        let plan = crate::plans::version_of(book, &plan, key.period).map(|version| version.amount);
        Some(Self { key: key.clone(), indicator, now, past, plan })
    }

    /// The number of `back` periods before.
    pub fn before(&self, back: i16) -> Option<Decimal> {
        self.past.get(&self.key.period.shift(-back)).map(|n| n.value())
    }

    /// The number of the same period a year before.
    pub fn year_before(&self) -> Option<Decimal> {
        self.past.get(&self.key.period.year_before()).map(|n| n.value())
    }

    /// The numbers of the newest `count` periods that said one, newest first.
    pub fn newest(&self, count: usize) -> impl Iterator<Item = Decimal> {
        self.past.values().rev().take(count).map(|n| n.value())
    }

    /// The indicator, with the unit's name where it is not the place.
    pub fn name(&self, book: &Book) -> String {
        match self.key.unit == book.place_unit() {
            true => self.indicator.name.clone(),
            false => format!("{} của {}", self.indicator.name, book.unit_name(&self.key.unit)),
        }
    }

    /// A number with the unit of measure, as printed.
    pub fn print(&self, number: Number) -> String {
        measured(Some(self.indicator), viet::number::format(number))
    }

    /// The unit whose form states the figure.
    pub fn asked(&self, book: &Book) -> UnitId {
        book.stating_unit(self.indicator, &self.key.unit).clone()
    }

    /// The figure, and the earlier ones that it was compared with.
    pub fn evidence(&self, beside: &[Period]) -> Vec<Evidence> {
        let evidence = |period: Period, number: Number| Evidence {
            key: CellKey { period, ..self.key.clone() },
            name: self.indicator.name.clone(),
            printed: self.print(number),
        };
        let earlier = beside.iter().filter_map(|p| Some(evidence(*p, *self.past.get(p)?)));
        std::iter::once(evidence(self.key.period, self.now)).chain(earlier).collect()
    }

    /// A question about this figure, which rests on it and on earlier ones.
    pub fn question(&self, book: &Book, rule: &Rule, said: Said, beside: &[Period]) -> Finding {
        Finding {
            key: FindingKey::from(format!(
                "{}:{}:{}:{}",
                rule.id, self.key.period, self.key.unit, self.key.indicator
            )),
            rule: rule.id.clone(),
            kind: rule.kind,
            severity: rule.severity,
            period: self.key.period,
            ask: self.asked(book),
            says: said.says,
            hint: said.hint,
            computation: said.computation,
            evidence: self.evidence(beside),
            passage: None,
            answer: None,
        }
    }
}

/// The words of a question.
#[derive(Clone, Debug)]
pub struct Said {
    /// What is wrong, in one sentence.
    pub says: String,
    /// What to do.
    pub hint: String,
    /// The computation in one line.
    pub computation: String,
}
