//! What the figures and the answers teach: relations that held period after period are proposed as rules; rules whose findings are
//! always answered "right as it is" are proposed for retirement.

use super::life;
use crate::book::Book;
use crate::check::{Outcome, ReadRule, Scope};
use crate::findings::{self, Known};
use model::{CellKey, Code, Decimal, Indicator, Measure, Period, Rule, RuleId, RuleKind, Severity, Stated};
use std::collections::{BTreeMap, BTreeSet};

/// Periods in a row in which a relation must have held.
const HELD: usize = 4;
/// Different values that the first figure must have had in them: what never moves proves nothing.
const MOVED: usize = 3;
/// Parts of a sum that are looked for.
const PARTS: usize = 6;
/// Neighbours in the report within which part and whole of a percentage are looked for.
const NEAR: usize = 6;
/// Periods in which a rule must have been answered "right as it is".
const ANSWERED: usize = 3;

/// A relation that held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The rule it would be.
    pub rule: Rule,
    /// The periods in which it held, oldest first.
    pub held: Vec<Period>,
}

/// A rule that asks and is always told that all is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retirement {
    /// Which.
    pub rule: RuleId,
    /// The periods in which it was answered.
    pub periods: Vec<Period>,
    /// How many answers.
    pub answers: usize,
    /// The newest answer.
    pub last: String,
}

/// Relations between figures of the place that held in at least [`HELD`] periods, never failed, and are no rules yet.
pub fn proposals(book: &Book) -> Vec<Proposed> {
    let table = Table::of(book);
    let known: BTreeSet<BTreeSet<Code>> =
        book.rules.iter().map(|r| formula::codes(&r.formula).into_iter().collect()).collect();
    let mut told = known;
    let mut proposed = Vec::new();
    for (kind, formula) in table.candidates() {
        let codes: BTreeSet<Code> = formula::codes(&formula).into_iter().collect();
        if told.contains(&codes) {
            continue;
        }
        if let Some(held) = table.held(kind, &formula) {
            told.insert(codes.clone());
            let id: Vec<&str> = codes.iter().map(Code::as_str).collect();
            let source = format!("Đúng trong {} kỳ liền nhau đã báo cáo", held.len());
            let id = RuleId::from(format!("hoc-{}", id.join("-")));
            let rule = Rule { severity: Severity::Warning, source, ..Rule::new(id, kind, formula) };
            proposed.push(Proposed { rule, held });
        }
    }
    proposed
}

/// What an indicator said, period by period.
type Numbers = Vec<(Period, Decimal)>;

/// The numbers of the place, indicator by indicator in the order of the report.
struct Table<'a> {
    book: &'a Book,
    rows: Vec<(&'a Indicator, BTreeMap<Period, Decimal>)>,
    periods: BTreeSet<Period>,
}

impl<'a> Table<'a> {
    fn of(book: &'a Book) -> Self {
        let place = book.place_unit();
        let newest = findings::periods(book).first().copied();
        let kind = newest.map(Period::kind);
        let mut numbers: BTreeMap<Code, BTreeMap<Period, Decimal>> = BTreeMap::new();
        let own = |key: &CellKey| key.measure == Measure::Actual && Some(key.period.kind()) == kind;
        for key in book.figures_of(&place).into_iter().filter(own) {
            if let Some(Stated::Number(number)) = book.stated(&key) {
                numbers.entry(key.indicator).or_default().insert(key.period, number.value());
            }
        }
        let rows: Vec<_> =
            book.indicators.iter().filter_map(|i| Some((i, numbers.remove(&i.code)?))).collect();
        let periods = rows.iter().flat_map(|(_, row)| row.keys().copied()).collect();
        Self { book, rows, periods }
    }

    /// What could be a law: totals beside their parts, the same figure twice, a percentage near its part and whole.
    fn candidates(&self) -> Vec<(RuleKind, String)> {
        let mut found = Vec::new();
        for at in 0..self.rows.len() {
            found.extend(self.sums(at));
            found.extend(self.ratios(at));
        }
        found.extend(self.same());
        found
    }

    fn code(&self, at: usize) -> &str {
        self.rows.get(at).map_or("", |(indicator, _)| indicator.code.as_str())
    }

    /// The number of the newest period in which the row says one.
    fn newest(&self, at: usize) -> Option<(Period, Decimal)> {
        self.rows.get(at)?.1.last_key_value().map(|(p, v)| (*p, *v))
    }

    fn value(&self, at: usize, period: Period) -> Option<Decimal> {
        self.rows.get(at)?.1.get(&period).copied()
    }

    fn unit(&self, at: usize) -> &str {
        self.rows.get(at).map_or("", |(indicator, _)| indicator.measure_unit.as_str())
    }

    /// A whole and the run of figures right behind it that adds up to it in the newest period.
    fn sums(&self, at: usize) -> Vec<(RuleKind, String)> {
        let Some((period, whole)) = self.newest(at) else { return Vec::new() };
        let (mut sum, mut parts, mut found) = (Decimal::ZERO, Vec::new(), Vec::new());
        for part in at + 1..(at + 1 + PARTS).min(self.rows.len()) {
            let same = viet::measure_unit::same(self.unit(part), self.unit(at));
            let Some(value) = self.value(part, period).filter(|v| same && *v > Decimal::ZERO) else { break };
            let Some(next) = sum.checked_add(value) else { break };
            sum = next;
            parts.push(self.code(part));
            let off = sum.checked_sub(whole).map(|d| d.abs());
            // Rounded parts may be off by a unit of the last digit; the law itself is judged exactly.
            let rounding = Decimal::new(i64::try_from(parts.len()).unwrap_or(i64::MAX), whole.scale());
            if parts.len() > 1 && off.is_some_and(|off| off <= rounding) {
                found.push((RuleKind::SumOfParts, format!("{} = {}", self.code(at), parts.join(" + "))));
            }
        }
        found
    }

    fn ratios(&self, at: usize) -> Vec<(RuleKind, String)> {
        let Some((period, share)) = self.newest(at).filter(|_| self.unit(at) == "%") else {
            return Vec::new();
        };
        let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(self.rows.len());
        let mut found = Vec::new();
        for (part, whole) in near.clone().flat_map(|a| near.clone().map(move |b| (a, b))) {
            let same = part != whole
                && self.unit(part) != "%"
                && viet::measure_unit::same(self.unit(part), self.unit(whole));
            let values = self.value(part, period).zip(self.value(whole, period)).filter(|_| same);
            let computed = values.and_then(|(a, b)| a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b));
            let off = computed.and_then(|c| c.checked_sub(share)).map(|d| d.abs());
            if off.is_some_and(|off| off <= Decimal::new(1, share.scale())) {
                let text = format!("{} = 100 * {} / {}", self.code(at), self.code(part), self.code(whole));
                found.push((RuleKind::Ratio, text));
            }
        }
        found
    }

    /// Figures that say the same numbers in the same periods.
    fn same(&self) -> Vec<(RuleKind, String)> {
        let mut alike: BTreeMap<(String, Numbers), Vec<usize>> = BTreeMap::new();
        for (at, (_, row)) in self.rows.iter().enumerate() {
            let numbers = row.iter().map(|(p, v)| (*p, v.normalize())).collect();
            alike.entry((self.unit(at).to_owned(), numbers)).or_default().push(at);
        }
        let pairs = alike.values().flat_map(|rows| rows.windows(2));
        pairs
            .filter_map(|pair| match pair {
                [one, other] => {
                    Some((RuleKind::SameFigure, format!("{} = {}", self.code(*one), self.code(*other))))
                }
                _ => None,
            })
            .collect()
    }

    /// The periods in which a law holds; none when it failed once, held too seldom, or its first figure hardly moved.
    fn held(&self, kind: RuleKind, formula: &str) -> Option<Vec<Period>> {
        let rule = Rule::new(RuleId::from("hoc"), kind, formula);
        let rule = ReadRule::new(&rule, &|code| self.book.indicator(code));
        let place = self.book.place_unit();
        let first = formula::codes(formula).into_iter().next()?;
        let at = self.rows.iter().position(|(i, _)| i.code == first)?;
        let (mut held, mut values) = (Vec::new(), BTreeSet::new());
        for period in &self.periods {
            let scope = Scope { place: &place, children: &[], period: *period };
            match rule.judge(&Known(self.book), &scope) {
                Outcome::Fails(_) => return None,
                Outcome::Holds => {
                    held.push(*period);
                    values.extend(self.value(at, *period));
                }
                Outcome::Unknown(_) | Outcome::NotAsked => {}
            }
        }
        (held.len() >= HELD && values.len() >= MOVED).then_some(held)
    }
}

/// Rules that were answered "right as it is" in at least [`ANSWERED`] periods, the numbers left as they were, and that no number was ever
/// corrected for.
pub fn retirements(book: &Book) -> Vec<Retirement> {
    let mut answered: BTreeMap<RuleId, Retirement> = BTreeMap::new();
    let periods = findings::periods(book);
    for period in &periods {
        for finding in findings::of_period(book, *period) {
            let Some(answer) = finding.answer else { continue };
            let entry = answered.entry(finding.rule.clone()).or_insert_with(|| Retirement {
                rule: finding.rule.clone(),
                periods: Vec::new(),
                answers: 0,
                last: answer.text.clone(),
            });
            entry.answers += 1;
            if !entry.periods.contains(period) {
                entry.periods.push(*period);
            }
        }
    }
    answered.retain(|_, r| r.periods.len() >= ANSWERED);
    if answered.is_empty() {
        return Vec::new();
    }
    let corrected: BTreeSet<RuleId> =
        periods.iter().flat_map(|p| life::closed(book, *p)).map(|closed| closed.finding.rule).collect();
    answered.into_values().filter(|r| !corrected.contains(&r.rule)).collect()
}
