//! What is stated now, cell by cell.

use crate::state::Cell;
use model::{CellKey, Code, Measure, Period, PeriodKind, UnitId};
use std::collections::BTreeMap;

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
