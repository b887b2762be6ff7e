//! What is stated now, cell by cell.

use crate::book::Book;
use crate::state::Cell;
use model::{CellKey, Code, Cut, Measure, Observation, Period, PeriodKind, Provenance, Stated, UnitId};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Cells, those of a unit beside each other: who looks at one cell of a form looks at the others too.
#[derive(Clone, Debug, Default)]
pub struct Cells(BTreeMap<UnitId, BTreeMap<CellKey, Cell>>);

impl Cells {
    /// What is stated of a cell.
    pub fn get(&self, key: &CellKey) -> Option<&Cell> {
        self.0.get(&key.unit)?.get(key)
    }

    /// All of them, unit by unit.
    pub fn iter(&self) -> impl Iterator<Item = (&CellKey, &Cell)> {
        self.0.values().flatten()
    }

    /// Those of a unit.
    pub fn of(&self, unit: &UnitId) -> impl Iterator<Item = (&CellKey, &Cell)> {
        self.0.get(unit).into_iter().flatten()
    }

    /// What is stated of an indicator by a unit, in the order in which periods end.
    pub fn series(&self, unit: &UnitId, indicator: &Code) -> impl Iterator<Item = (&CellKey, &Cell)> {
        let first = Period::new(1900, PeriodKind::Month, 1).map(|period| CellKey {
            indicator: indicator.clone(),
            unit: unit.clone(),
            period,
            measure: Measure::Actual,
        });
        let cells = self.0.get(unit).zip(first).map(|(cells, first)| cells.range(first..));
        let code = indicator.clone();
        cells.into_iter().flatten().take_while(move |(key, _)| key.indicator == code)
    }

    /// Whether any unit stated anything of an indicator.
    pub(crate) fn speak_of(&self, indicator: &Code) -> bool {
        self.0.keys().any(|unit| self.series(unit, indicator).next().is_some())
    }

    /// Takes a statement in; the one that it replaces.
    pub(crate) fn insert(&mut self, cell: Cell) -> Option<Cell> {
        let key = cell.observation.key.clone();
        self.0.entry(key.unit.clone()).or_default().insert(key, cell)
    }

    /// Withdraws a statement.
    pub(crate) fn remove(&mut self, key: &CellKey) -> Option<Cell> {
        self.0.get_mut(&key.unit)?.remove(key)
    }
}

impl Book {
    /// Takes a statement in; what it replaces stays in the past.
    pub(crate) fn state(&mut self, observation: &Observation, provenance: Arc<Provenance>) {
        let cell = Cell { observation: observation.clone(), provenance };
        let silent = observation.stated.is_none() && observation.note.is_none();
        let bare = self.bare(&observation.key, self.cut);
        let last = match silent {
            true => self.cells.remove(&observation.key),
            false => self.cells.insert(cell.clone()),
        };
        let last = last.or(bare);
        if let Some(last) = last {
            let former = self.former.entry(observation.key.clone()).or_default();
            former.push(last);
            // A withdrawal stays in the past: the next statement follows it.
            former.extend(silent.then_some(cell));
        }
    }

    /// A statement, whatever its form's state.
    pub fn cell(&self, key: &CellKey) -> Option<Cow<'_, Cell>> {
        self.cells.get(key).map(Cow::Borrowed).or_else(|| self.bare(key, self.cut).map(Cow::Owned))
    }

    /// A bare number of a file that nobody said anything of since.
    fn bare(&self, key: &CellKey, at: Cut) -> Option<Cell> {
        let untouched = !self.former.contains_key(key) && self.cells.get(key).is_none();
        untouched.then(|| self.bulk.cell(&self.layout, key, at))?
    }

    /// The newest statement about a cell, also when it withdrew what was said before.
    pub fn last_said(&self, key: &CellKey) -> Option<&Cell> {
        self.cells.get(key).or_else(|| self.former.get(key)?.last())
    }

    /// What a cell said at a cut.
    pub fn cell_at(&self, key: &CellKey, cut: Cut) -> Option<Cow<'_, Cell>> {
        match self.said_at(key, cut) {
            Some(cell) => Some(Cow::Borrowed(cell)),
            None => self.bare(key, cut).map(Cow::Owned),
        }
    }

    /// What was said of a cell at a cut by itself, not among the bare numbers of a file.
    pub(crate) fn said_at(&self, key: &CellKey, cut: Cut) -> Option<&Cell> {
        let former = self.former.get(key).map_or(&[][..], Vec::as_slice);
        let known = former.iter().chain(self.cells.get(key)).rev().find(|cell| cell.provenance.cut <= cut);
        known.filter(|cell| cell.observation.stated.is_some() || cell.observation.note.is_some())
    }

    /// The number stated for a cell.
    pub fn stated(&self, key: &CellKey) -> Option<Stated> {
        self.cell(key).and_then(|cell| cell.observation.stated)
    }
}
