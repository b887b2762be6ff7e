//! Which targets there are: those that decisions speak of, those stated one by one, and those that came packed in files.

use super::decide::in_order;
use crate::book::Book;
use model::{CellKey, Code, Measure, Period, Unit, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// The targets of some indicators.
pub struct Targets<'a> {
    book: &'a Book,
    /// Those that are spoken of one by one.
    single: BTreeMap<Period, BTreeSet<&'a CellKey>>,
    /// Indicators of which some came packed.
    packed: Vec<&'a Code>,
}

impl<'a> Targets<'a> {
    /// Those of the indicators that `sees` holds for.
    pub fn new(book: &'a Book, sees: impl Fn(&Code) -> bool) -> Self {
        let mut seen: BTreeMap<&Code, bool> = BTreeMap::new();
        let mut sees = |code: &'a Code| *seen.entry(code).or_insert_with(|| sees(code));
        let mut single: BTreeMap<Period, BTreeSet<&CellKey>> = BTreeMap::new();
        let stated = book.cells.iter().map(|(key, _)| key).filter(|key| key.measure == Measure::Plan);
        for key in book.plans.keys().chain(stated).filter(|key| sees(&key.indicator)) {
            single.entry(key.period).or_default().insert(key);
        }
        let packed = book.bulk.names().filter(|(code, measure)| *measure == Measure::Plan && sees(code));
        let packed = packed.map(|(code, _)| code).collect();
        Self { book, single, packed }
    }

    /// The periods that have any.
    pub fn periods(&self) -> BTreeSet<Period> {
        let all = 0..self.book.layout.groups().iter().sum();
        let of = |code: &&Code| self.book.bulk.periods(code, Measure::Plan, std::slice::from_ref(&all));
        self.single.keys().copied().chain(self.packed.iter().flat_map(of)).collect()
    }

    /// The indicators with a target of a period.
    pub fn indicators(&self, of: Period) -> BTreeSet<&'a Code> {
        let packed = self.packed.iter().copied().filter(|code| !self.packed(code, of).is_empty());
        self.single(of).map(|key| &key.indicator).chain(packed).collect()
    }

    /// The units with a target of a period.
    pub fn units(&self, of: Period) -> BTreeSet<&'a UnitId> {
        let packed = self.packed.iter().flat_map(|code| self.packed(code, of));
        self.single(of).map(|key| &key.unit).chain(packed).collect()
    }

    /// Units whose targets may be looked at, in order: all that have one; where those are too many, the ones near `at`, with
    /// those above whom others stand.
    pub fn choices(&self, of: Period, at: &UnitId) -> Vec<&'a Unit> {
        /// As many as a person looks through.
        const LISTED: usize = 200;
        let (book, with) = (self.book, self.units(of));
        let day = book.day_of_place(of.calendar_window().to);
        let known = |id: &UnitId| book.units.get(id);
        if with.len() <= LISTED {
            return in_order(book, with.into_iter().filter_map(known).collect());
        }
        let mut near: BTreeMap<&UnitId, &Unit> = BTreeMap::new();
        let place = book.place_unit();
        let mut next = known(at);
        while let Some(unit) = next.filter(|unit| near.insert(&unit.id, unit).is_none()) {
            let below = book.below(&unit.id).filter(|child| child.parent_on(day) == Some(Some(&unit.id)));
            let leads =
                below.filter(|child| with.contains(&child.id) || book.below(&child.id).next().is_some());
            near.extend(leads.map(|child| (&child.id, child)));
            next = unit.parent_on(day).flatten().filter(|_| unit.id != place).and_then(known);
        }
        in_order(book, near.into_values().collect())
    }

    /// The targets of a unit.
    pub fn of_unit(&self, of: Period, unit: &UnitId) -> BTreeSet<CellKey> {
        let key = |code: &Code| target(code, unit, of);
        let packed = self.packed.iter().map(|code| key(code));
        let packed =
            packed.filter(|key| self.book.bulk.cell(&self.book.layout, key, self.book.cut).is_some());
        self.single(of).filter(|key| key.unit == *unit).cloned().chain(packed).collect()
    }

    /// The targets of an indicator.
    pub fn of_indicator(&self, of: Period, code: &Code) -> BTreeSet<CellKey> {
        let packed = self.packed.contains(&code).then(|| self.packed(code, of)).into_iter().flatten();
        let packed = packed.map(|unit| target(code, unit, of));
        self.single(of).filter(|key| key.indicator == *code).cloned().chain(packed).collect()
    }

    fn single(&self, of: Period) -> impl Iterator<Item = &'a CellKey> {
        self.single.get(&of).into_iter().flatten().copied()
    }

    fn packed(&self, code: &Code, of: Period) -> BTreeSet<&'a UnitId> {
        self.book.bulk.units(&self.book.layout, code, Measure::Plan, of)
    }
}

/// The cell of a target.
pub(super) fn target(code: &Code, unit: &UnitId, period: Period) -> CellKey {
    CellKey { indicator: code.clone(), unit: unit.clone(), period, measure: Measure::Plan }
}
