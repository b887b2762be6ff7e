//! Statements that count, each at its place in a cube.

use super::bulk::Layer;
use crate::book::Book;
use crate::series::{Said, heard, planned};
use crate::time::Clock;
use cube::{At, Axes, Cube, Series, Step};
use model::{CellKey, Code, Measure, Period, PeriodKind, UnitId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The years that a period may lie in, see [`Period`].
pub(super) const FIRST: i16 = 1900;
pub(super) const YEARS: usize = 301;

/// The statements of one kind of period by one calendar about an indicator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kindred {
    /// Of which periods.
    pub(crate) kind: PeriodKind,
    /// By which calendar their days are counted.
    pub(crate) clock: Clock,
    /// Which series of the cube.
    pub(crate) series: usize,
    /// Whether one of them was ever below zero.
    pub(crate) signed: bool,
}

/// One statement about one indicator, whoever made it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    pub(crate) kindred: Vec<Kindred>,
    /// Those that count and are not plain.
    pub(crate) odd: BTreeSet<(Period, UnitId)>,
}

/// Statements that count.
#[derive(Clone, Debug)]
pub(crate) struct Dense {
    pub(crate) cube: Cube,
    named: BTreeMap<Measure, BTreeMap<Code, Named>>,
}

impl Dense {
    /// What counts in a book.
    pub(super) fn of(book: &Book) -> Self {
        let cube = Cube::new(Axes::new(FIRST, YEARS, Vec::new(), book.layout.groups()));
        let mut dense = Self { cube, named: BTreeMap::new() };
        for (code, measure, layer) in book.bulk.standing(book.cut) {
            dense.lay(book, code, measure, layer);
        }
        // What was said over it, what a form holds back, where another source counts.
        let held = book.rounds.keys().map(|round| round.period).filter(|period| book.bulk.covers(*period));
        let held: BTreeSet<Period> = held.collect();
        for (code, measure) in book.bulk.standing(book.cut).map(|(code, measure, _)| (code, measure)) {
            for (period, unit) in
                held.iter().flat_map(|period| book.units.keys().map(move |unit| (*period, unit)))
            {
                dense.weigh(book, &CellKey { indicator: code.clone(), unit: unit.clone(), period, measure });
            }
        }
        let stated = book.cells.iter().map(|(key, _)| key);
        for key in stated.chain(book.former.keys()).chain(book.sources.chosen_keys()) {
            dense.weigh(book, key);
        }
        dense
    }

    /// What was stated of an indicator; none = nothing that ever counted.
    pub(crate) fn named(&self, code: &Code, measure: Measure) -> Option<&Named> {
        self.named.get(&measure)?.get(code)
    }

    /// Every indicator of which something was stated, with which statement.
    pub(super) fn names(&self) -> impl Iterator<Item = (&Code, Measure)> {
        self.named.iter().flat_map(|(measure, named)| named.keys().map(|code| (code, *measure)))
    }

    /// The periods of which units at some places stated any of some indicators; `within` tells those places unit by unit.
    pub(crate) fn periods<'n>(
        &self,
        names: impl IntoIterator<Item = (&'n Code, Measure)>,
        places: &[Range<usize>],
        within: &dyn Fn(&UnitId) -> bool,
    ) -> BTreeSet<Period> {
        let mut known: BTreeMap<PeriodKind, Vec<bool>> = BTreeMap::new();
        let mut odd = BTreeSet::new();
        for named in names.into_iter().filter_map(|(code, measure)| self.named(code, measure)) {
            for kindred in &named.kindred {
                let all = || vec![false; YEARS * steps(kindred.kind).per_year()];
                let known = known.entry(kindred.kind).or_insert_with(all);
                for step in self.cube.steps(kindred.series, places) {
                    if let Some(known) = known.get_mut(step) {
                        *known = true;
                    }
                }
            }
            odd.extend(named.odd.iter().filter(|(_, unit)| within(unit)).map(|(period, _)| *period));
        }
        let of = |(kind, known): (PeriodKind, Vec<bool>)| {
            let steps = known.into_iter().enumerate().filter(|(_, known)| *known);
            steps.filter_map(move |(step, _)| period(kind, step))
        };
        known.into_iter().flat_map(of).chain(odd).collect()
    }

    /// Puts bare numbers in their places.
    fn lay(&mut self, book: &Book, code: &Code, measure: Measure, layer: &Layer) {
        let window = layer.provenance.window;
        let clock_of =
            |period: Period| Clock::of(period, window.map_or(period.legal_window(), |w| w.window(period)));
        let Some(sample) = Period::new(2001, layer.kind, 1) else { return };
        let clock = if measure == Measure::Plan { Clock::Statistical } else { clock_of(sample) };
        let bulk = &book.bulk.cube;
        let Some(own) = bulk.axes().series.get(layer.series).copied() else { return };
        let named = self.named.entry(measure).or_default().entry(code.clone()).or_default();
        let is_own = |known: &Kindred| known.kind == layer.kind && known.clock == clock;
        let signed = bulk.is_signed(layer.series);
        let Some(kindred) = named.kindred.iter_mut().find(|known| is_own(known)) else {
            let series = self.cube.push(own);
            let places: Vec<usize> = (0..bulk.axes().units()).collect();
            if self.cube.take(series, bulk, layer.series, &places).is_ok() {
                named.kindred.push(Kindred { kind: layer.kind, clock, series, signed });
            }
            return;
        };
        kindred.signed |= signed;
        if self.cube.refine(kindred.series, own.decimals).is_ok() {
            for (at, value) in bulk.values(layer.series) {
                let at = At { series: kindred.series, ..at };
                // It lies within the axes and is no finer than the series.
                self.cube.set(at, Some(own.decimal(i128::from(value)))).ok();
            }
        }
    }

    /// Puts what counts of a cell in its place, whatever stood there.
    pub(super) fn weigh(&mut self, book: &Book, key: &CellKey) {
        let Some(unit) = book.layout.place(&key.unit) else { return };
        let said = match key.measure {
            Measure::Actual | Measure::Estimate => {
                book.indicator(&key.indicator).and_then(|i| heard(book, i, key))
            }
            Measure::Plan => planned(book, key),
            _ => return,
        };
        if said.is_none() && self.named(&key.indicator, key.measure).is_none() {
            return;
        }
        let usual = book.indicator(&key.indicator).map_or(0, |indicator| indicator.decimals);
        let named = self.named.entry(key.measure).or_default().entry(key.indicator.clone()).or_default();
        let placed = said.as_ref().and_then(|said| named.put(&mut self.cube, unit, said, usual));
        for other in named.kindred.iter().filter(|other| Some(other.series) != placed) {
            if let Some(step) = step(other.kind, key.period) {
                // Taking away cannot fail.
                self.cube.set(At { series: other.series, unit, step }, None).ok();
            }
        }
        let odd = (key.period, key.unit.clone());
        match said.is_some() && placed.is_none() {
            true => named.odd.insert(odd),
            false => named.odd.remove(&odd),
        };
    }
}

impl Named {
    /// Puts a statement into the cube, where it is plain; the series that holds it.
    fn put(&mut self, cube: &mut Cube, unit: usize, said: &Said, usual: u32) -> Option<usize> {
        let statement = &said.statement;
        let value = statement.amount.value.filter(|_| statement.amount.is_exact() && !said.withheld)?;
        let (kind, clock) = (statement.period.kind(), statement.clock);
        let step = step(kind, statement.period)?;
        let found = self.kindred.iter().position(|known| known.kind == kind && known.clock == clock);
        let place = found.unwrap_or_else(|| {
            let series = cube.push(Series { decimals: usual, step: steps(kind) });
            self.kindred.push(Kindred { kind, clock, series, signed: false });
            self.kindred.len() - 1
        });
        let kindred = self.kindred.get_mut(place)?;
        cube.refine(kindred.series, value.normalize().scale()).ok()?;
        cube.set(At { series: kindred.series, unit, step }, Some(value)).ok()?;
        kindred.signed |= value.is_sign_negative() && !value.is_zero();
        Some(kindred.series)
    }
}

/// How often periods of a kind come.
pub(super) fn steps(kind: PeriodKind) -> Step {
    match kind {
        PeriodKind::Month => Step::Month,
        PeriodKind::Quarter => Step::Quarter,
        PeriodKind::HalfYear => Step::Half,
        PeriodKind::NineMonths | PeriodKind::Year | PeriodKind::Week | PeriodKind::Days => Step::Year,
    }
}

/// The step of a period among those of a kind; none for another kind, and for what is no whole months.
pub(crate) fn step(kind: PeriodKind, period: Period) -> Option<usize> {
    if period.kind() != kind || !kind.of_months() {
        return None;
    }
    let year = usize::try_from(period.year() - FIRST).ok()?;
    let number = usize::try_from(period.number() - 1).ok()?;
    Some(year * steps(kind).per_year() + number)
}

/// The period of a step.
pub(crate) fn period(kind: PeriodKind, step: usize) -> Option<Period> {
    let per_year = steps(kind).per_year();
    let year = i16::try_from(step / per_year).ok()?;
    Period::new(FIRST + year, kind, i8::try_from(step % per_year + 1).ok()?)
}
