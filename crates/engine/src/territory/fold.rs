//! Acts about units, folded into the book. Folding cannot fail.

use super::{Lineage, Territory};
use crate::atlas::Kept;
use crate::book::Book;
use crate::series::Areas;
use jiff::civil::Date;
use model::{
    AccountName, Entry, Former, Placement, Reorganisation, Succession, TerritoryAct, Unit, UnitChange, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// A reorganisation that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reorganised {
    /// What changed.
    pub what: Reorganisation,
    /// Who entered it.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// The units that end or go on otherwise, as they were.
    before: Vec<Unit>,
}

/// Who ever stood directly below whom.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placed(BTreeMap<UnitId, BTreeSet<UnitId>>);

impl Placed {
    /// Units that stood directly below another at any time.
    pub(crate) fn below(&self, unit: &UnitId) -> impl Iterator<Item = &UnitId> {
        self.all_below(unit).into_iter().flatten()
    }

    /// The same, in order; none for a unit below which nobody ever stood.
    pub(crate) fn all_below(&self, unit: &UnitId) -> Option<&BTreeSet<UnitId>> {
        self.0.get(unit)
    }

    /// Units below which any other ever stood.
    pub(crate) fn uppers(&self) -> impl Iterator<Item = &UnitId> {
        self.0.keys()
    }

    fn note(&mut self, unit: &Unit) {
        for parent in unit.placements.iter().filter_map(|placement| placement.parent.as_ref()) {
            self.0.entry(parent.clone()).or_default().insert(unit.id.clone());
        }
    }
}

/// What follows from units and successions: found once, and anew when they change.
#[derive(Debug, Default)]
pub(crate) struct Ground {
    lineage: OnceLock<Lineage>,
    /// How much of whom lies in areas that were asked for.
    pub(crate) areas: Areas,
}

impl Book {
    /// The units with who followed whom.
    pub fn territory(&self) -> Territory<'_> {
        Territory::new(&self.units, self.ground.lineage.get_or_init(|| Lineage::new(&self.successions)))
    }

    /// The place, whatever ever stood below it, and all that stood above it.
    pub fn own_units(&self) -> BTreeSet<&UnitId> {
        let place = self.units.get_key_value(&self.place_unit()).map(|(id, _)| id);
        let mut own: BTreeSet<&UnitId> = BTreeSet::new();
        let mut open: Vec<&UnitId> = place.into_iter().collect();
        while let Some(unit) = open.pop() {
            if own.insert(unit) {
                open.extend(self.placed.below(unit));
            }
        }
        let mut above: Vec<&UnitId> = place.into_iter().collect();
        while let Some(unit) = above.pop().and_then(|id| self.units.get(id)) {
            let parents = unit.placements.iter().filter_map(|stay| stay.parent.as_ref());
            above.extend(parents.filter(|parent| own.insert(parent)));
        }
        own
    }

    /// A day on which the place was there: the one given, else the nearest.
    pub fn day_of_place(&self, day: Date) -> Date {
        let place = self.units.get(&self.place_unit()).filter(|unit| !unit.placements.is_empty());
        let Some(place) = place.filter(|unit| unit.parent_on(day).is_none()) else { return day };
        let ended = place.ended().filter(|ended| *ended <= day).and_then(|ended| ended.yesterday().ok());
        ended.or(place.began()).unwrap_or(day)
    }

    /// The units that stood directly below another at any time.
    pub fn below(&self, unit: &UnitId) -> impl Iterator<Item = &Unit> {
        self.placed.below(unit).filter_map(|id| self.units.get(id))
    }

    /// Enters units, and successions that are not there yet.
    pub(crate) fn load(&mut self, units: &[Unit], successions: &[Succession]) {
        self.ground = Arc::default();
        for unit in units {
            self.placed.note(unit);
            self.units.insert(unit.id.clone(), unit.clone());
        }
        self.layout.note(units, &self.units);
        let told: BTreeSet<_> = successions.iter().map(edge).collect();
        self.successions.retain(|known| !told.contains(&edge(known)));
        self.successions.extend_from_slice(successions);
        self.atlas = Kept::default();
    }

    /// Applies an act about units.
    pub(crate) fn apply_to_territory(&mut self, entry: &Entry, change: &TerritoryAct) {
        self.ground = Arc::default();
        match change {
            TerritoryAct::Loaded { units, successions } => self.load(units, successions),
            TerritoryAct::Reorganised { reorganisation } => self.reorganise(entry, reorganisation),
            TerritoryAct::Removed { unit } => {
                self.units.remove(unit);
                self.note_placed();
            }
            TerritoryAct::Withdrawn { id } => self.withdraw(id),
        }
        self.touch(entry.cut);
    }

    fn reorganise(&mut self, entry: &Entry, what: &Reorganisation) {
        let changed = what.changes.iter().map(|change| &change.unit);
        let touched: BTreeSet<&UnitId> = what.ends.iter().chain(changed).collect();
        let before = touched.into_iter().filter_map(|id| self.units.get(id)).cloned().collect();
        for unit in &what.ends {
            if let Some(unit) = self.units.get_mut(unit) {
                end(unit, what.on);
            }
        }
        for change in &what.changes {
            if let Some(unit) = self.units.get_mut(&change.unit) {
                go_on(unit, change, what.on);
                self.placed.note(unit);
            }
        }
        self.load(&what.begins, &what.successions);
        let (by, at) = (entry.by.clone(), entry.at.clone());
        self.reorganised.push(Reorganised { what: what.clone(), by, at, before });
    }

    fn withdraw(&mut self, id: &model::ReorganisationId) {
        let Some(place) = self.reorganised.iter().position(|done| done.what.id == *id) else { return };
        let Reorganised { what, before, .. } = self.reorganised.remove(place);
        for unit in &what.begins {
            self.units.remove(&unit.id);
        }
        for was in before {
            // Whom to phone may have changed since.
            let phone = self.units.get(&was.id).and_then(|unit| unit.phone.clone());
            self.units.insert(was.id.clone(), Unit { phone, ..was });
        }
        let gone: BTreeSet<_> = what.successions.iter().map(edge).collect();
        self.successions.retain(|known| !gone.contains(&edge(known)));
        self.note_placed();
    }

    /// Who stood below whom, without those that never were; nor are they found any more.
    fn note_placed(&mut self) {
        self.atlas = Kept::default();
        self.placed = Placed::default();
        for unit in self.units.values() {
            self.placed.note(unit);
        }
    }
}

fn edge(succession: &Succession) -> (UnitId, UnitId, Date) {
    (succession.from.clone(), succession.to.clone(), succession.on)
}

/// The stays of a unit that is no more from a day on.
fn end(unit: &mut Unit, on: Date) {
    unit.placements.retain(|stay| stay.from.is_none_or(|from| from < on));
    if let Some(last) = unit.placements.last_mut().filter(|last| last.to.is_none_or(|to| on < to)) {
        last.to = Some(on);
    }
}

/// A unit that goes on under another name, code or parent from a day on.
fn go_on(unit: &mut Unit, change: &UnitChange, on: Date) {
    if change.name.is_some() || change.official_code.is_some() {
        let (name, official_code) = (unit.name.clone(), unit.official_code.clone());
        unit.former.push(Former { name, official_code, until: on });
        unit.name = change.name.clone().unwrap_or_else(|| unit.name.clone());
        unit.official_code = change.official_code.clone().or_else(|| unit.official_code.clone());
    }
    if let Some(parent) = &change.parent {
        let to = unit.ended();
        end(unit, on);
        unit.placements.push(Placement { parent: Some(parent.clone()), from: Some(on), to });
    }
}
