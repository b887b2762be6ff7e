//! What a typed number could be: data of the period and the ones before whose printed value is the same, by the words beside it.

use super::Report;
use super::numbers::Typed;
use super::page::Page;
use crate::book::Book;
use crate::resolve::{Status, resolve, round};
use model::{Code, Decimal, Figure, FigureId, Indicator, Measure, Number, Period, UnitId};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use viet::measure_unit;

/// Most candidates of one number.
const MOST: usize = 8;
/// Words before a number that tell what it is.
const BEFORE: usize = 24;
/// Words behind it.
const BEHIND: usize = 6;

/// A datum that a typed number could be bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Whose; none = the place.
    pub unit: Option<UnitId>,
    /// Periods after the reported one.
    pub shift: i16,
    /// Its value as printed, with its unit of measure; empty when nothing is known.
    pub printed: String,
}

impl Candidate {
    /// What a figure is bound to.
    pub(super) fn of(report: &Report<'_>, figure: &Figure) -> Self {
        let compiled = crate::compile::print(report.book, figure, report.period);
        let unit = measure_unit(report.book.indicator(&figure.indicator), figure.measure);
        Self {
            indicator: figure.indicator.clone(),
            measure: figure.measure,
            unit: figure.unit.clone(),
            shift: figure.shift,
            printed: with_unit(&compiled.text, unit),
        }
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.indicator, self.measure, &self.unit, self.shift)
            == (&other.indicator, other.measure, &other.unit, other.shift)
    }

    /// A figure that prints it, with the decimals and the leading zero that the number was typed with.
    pub(super) fn figure(&self, id: FigureId, typed: &str) -> Figure {
        let digits: String = typed.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        let decimals = viet::number::parse(&digits).map_or(0, Number::decimals);
        let recomputed = !matches!(self.measure, Measure::Actual | Measure::Plan | Measure::Estimate);
        Figure {
            unit: self.unit.clone(),
            shift: self.shift,
            decimals: Some(decimals).filter(|d| recomputed || *d > 0),
            leading_zero: decimals == 0 && digits.len() > 1 && digits.starts_with('0'),
            ..Figure::of(id, self.indicator.clone(), self.measure)
        }
    }
}

fn measure_unit(indicator: Option<&Indicator>, measure: Measure) -> &str {
    match measure {
        Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct => "%",
        _ => indicator.map_or("", |i| i.measure_unit.as_str()),
    }
}

fn with_unit(number: &str, unit: &str) -> String {
    let space = if unit == "%" || unit.is_empty() { "" } else { " " };
    format!("{number}{space}{unit}")
}

/// A value that can be printed.
struct Datum<'a> {
    indicator: &'a Indicator,
    measure: Measure,
    unit: Option<&'a UnitId>,
    shift: i16,
    value: Number,
}

/// The data by their value, made when the first typed number asks.
pub(crate) struct Data<'a> {
    book: &'a Book,
    period: Period,
    by_value: OnceCell<BTreeMap<Decimal, Vec<Datum<'a>>>>,
}

/// Statements that figures print.
const MEASURES: [Measure; 7] = [
    Measure::Actual,
    Measure::Plan,
    Measure::Estimate,
    Measure::PctOfPlan,
    Measure::GrowthPct,
    Measure::ChangePct,
    Measure::ChangeAbs,
];

impl<'a> Data<'a> {
    pub(super) fn new(book: &'a Book, period: Period) -> Self {
        Self { book, period, by_value: OnceCell::new() }
    }

    fn by_value(&self) -> &BTreeMap<Decimal, Vec<Datum<'a>>> {
        self.by_value.get_or_init(|| {
            let mut all = BTreeMap::new();
            for datum in self.of_place().chain(self.of_units()) {
                let recomputed =
                    !matches!(datum.measure, Measure::Actual | Measure::Plan | Measure::Estimate);
                let exact = datum.value.value().abs();
                let mut printed = vec![exact.normalize()];
                // A share is printed with fewer decimals than it is kept with.
                printed.extend((0..=2).filter(|_| recomputed).map(|d| round(exact, d).normalize()));
                printed.sort_unstable();
                printed.dedup();
                for value in printed {
                    let one = Datum { ..datum };
                    all.entry(value).or_insert_with(Vec::new).push(one);
                }
            }
            all
        })
    }

    fn of_place(&self) -> impl Iterator<Item = Datum<'a>> {
        let (book, period) = (self.book, self.period);
        let year = (1..=53).find(|back| period.shift(-back) == period.year_before());
        let shifts = [Some(0), Some(-1), year.map(|back: i16| -back)];
        let datum = move |indicator: &'a Indicator, measure, shift| {
            let found = resolve(book, &indicator.code, measure, None, period.shift(shift));
            let value = found.number().filter(|_| found.status < Status::Stale)?;
            Some(Datum { indicator, measure, unit: None, shift, value })
        };
        book.indicators.iter().flat_map(move |indicator| {
            shifts.into_iter().flatten().flat_map(move |shift| {
                let asked = MEASURES.into_iter().filter(move |m| shift == 0 || *m == Measure::Actual);
                asked.filter_map(move |measure| datum(indicator, measure, shift))
            })
        })
    }

    fn of_units(&self) -> impl Iterator<Item = Datum<'a>> {
        let (book, place) = (self.book, self.book.place_unit());
        let (now, last) = (self.period, self.period.shift(-1));
        book.cells.iter().filter_map(move |(key, cell)| {
            let shift = if key.period == now { 0 } else { -1 };
            let here = key.unit != place && (key.period == now || key.period == last);
            let value = cell.observation.stated.filter(|_| here)?.number()?;
            let indicator = book.indicator(&key.indicator)?;
            Some(Datum { indicator, measure: key.measure, unit: Some(&key.unit), shift, value })
        })
    }

    /// Data whose printed value is that of a typed number and that its unit of measure and the words beside it fit, best first.
    pub(super) fn candidates(&self, page: &Page<'_, '_>, typed: &Typed<'_>) -> Vec<Candidate> {
        let Some(value) = typed.value else { return Vec::new() };
        let Some(data) = self.by_value().get(&value.value().abs().normalize()) else { return Vec::new() };
        let beside = Beside::of(page, typed);
        let mut scored: Vec<(i64, &Datum<'_>)> =
            data.iter().filter_map(|datum| Some((self.score(datum, typed, &beside)?, datum))).collect();
        scored.sort_by_key(|(score, d)| {
            (std::cmp::Reverse(*score), self.book.position(&d.indicator.code), d.measure, d.unit)
        });
        let candidate = |(_, datum): (i64, &Datum<'_>)| Candidate {
            indicator: datum.indicator.code.clone(),
            measure: datum.measure,
            unit: datum.unit.cloned(),
            shift: datum.shift,
            printed: with_unit(
                &viet::number::format(datum.value),
                measure_unit(Some(datum.indicator), datum.measure),
            ),
        };
        scored.into_iter().take(MOST).map(candidate).collect()
    }

    /// How well a datum fits the words; none when it cannot be meant.
    fn score(&self, datum: &Datum<'_>, typed: &Typed<'_>, beside: &Beside<'_>) -> Option<i64> {
        let unit = measure_unit(Some(datum.indicator), datum.measure);
        let same_unit = typed.unit.is_some_and(|typed| measure_unit::same(typed, unit));
        let counted = |unit: &str| unit != "%" && measure_unit::is_counted(unit);
        let may_be = typed.unit.is_none_or(|typed| counted(typed) && counted(unit));
        if !same_unit && !may_be {
            return None;
        }
        let named = beside.named(&datum.indicator.name);
        if let Some(unit) = datum.unit
            && beside.named(&self.book.unit_name(unit)) < 100
        {
            return None;
        }
        // Another unit of measure is believed only by the name.
        if named < if same_unit { 20 } else { 60 } {
            return None;
        }
        let unit = if same_unit { 60 } else { 0 };
        let whose = if datum.unit.is_some() { 40 } else { 0 };
        Some(named + unit + whose + beside.fits(datum.measure) + beside.in_time(datum.shift))
    }
}

/// The words beside a number.
struct Beside<'p> {
    before: Vec<&'p str>,
    after: Vec<&'p str>,
}

impl<'p> Beside<'p> {
    fn of(page: &'p Page<'_, '_>, typed: &Typed<'_>) -> Self {
        let ends = |at: &usize| !matches!(page.key(*at), "." | "\n");
        let before = (typed.token.saturating_sub(BEFORE)..typed.token).rev().take_while(ends);
        let after = (typed.token + 1..page.tokens.len()).take(BEHIND).take_while(ends);
        Self {
            before: before.map(|at| page.key(at)).collect(),
            after: after.map(|at| page.key(at)).collect(),
        }
    }

    /// How much of a name is said, in percent.
    fn named(&self, name: &str) -> i64 {
        let words = viet::fold::key(name);
        let words: Vec<&str> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let said = words.iter().filter(|w| self.before.contains(w) || self.after.contains(w)).count();
        let (said, all) = (i64::try_from(said).unwrap_or_default(), i64::try_from(words.len()).unwrap_or(1));
        100 * said / all.max(1)
    }

    fn near(&self, words: &[&str]) -> bool {
        self.before.iter().take(4).chain(self.after.iter().take(5)).any(|w| words.contains(w))
    }

    /// What the nearest words say of the statement.
    fn fits(&self, measure: Measure) -> i64 {
        let plan = self.near(&["hoạch", "toán"]);
        let year = self.after.windows(2).any(|w| w == ["cùng", "kỳ"]);
        let change = self.before.iter().take(3).any(|w| ["tăng", "giảm"].contains(w));
        match measure {
            Measure::Plan | Measure::PctOfPlan if plan => 30,
            Measure::GrowthPct if year || change => 30,
            Measure::ChangePct | Measure::ChangeAbs if change && !year => 30,
            Measure::Actual if !plan && !change => 20,
            _ => 0,
        }
    }

    fn in_time(&self, shift: i16) -> i64 {
        let earlier = self.near(&["trước"]) || self.after.windows(2).any(|w| w == ["cùng", "kỳ"]);
        if (shift == 0) != earlier { 25 } else { 0 }
    }
}
