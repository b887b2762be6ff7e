//! Units over time, those of the ledger and those that the country's lists know beside them, with who followed whom.
//!
//! What the lists say is marked as such: it enters the ledger only by an act.

mod find;

pub use find::{By, Hit};

use crate::book::Book;
use catalogue::units::Country;
use jiff::civil::Date;
use model::{Succession, Unit, UnitId};
use std::collections::BTreeMap;

/// A unit, and where it is known from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Whether the country's lists alone know it.
    pub listed: bool,
    /// Other spellings of its name in official lists.
    pub aliases: &'a [String],
}

/// The units with who followed whom.
#[derive(Clone, Debug, Default)]
pub struct Atlas<'a> {
    units: BTreeMap<&'a UnitId, Known<'a>>,
    heirs: BTreeMap<&'a UnitId, Vec<&'a Succession>>,
    forebears: BTreeMap<&'a UnitId, Vec<&'a Succession>>,
    /// What the lists call a unit that the ledger calls otherwise: the place itself.
    ours: BTreeMap<&'a UnitId, &'a UnitId>,
}

impl<'a> Atlas<'a> {
    /// The units of the ledger, and those of the country that it lacks.
    pub fn new(book: &'a Book, country: &'a Country) -> Self {
        let mut atlas = Self { ours: ours(book, country), ..Self::default() };
        for unit in book.units.values() {
            atlas.units.insert(&unit.id, Known { unit, listed: false, aliases: &[] });
        }
        for unit in &country.units {
            let aliases = country.aliases.get(&unit.id).map_or(&[][..], Vec::as_slice);
            let id = atlas.our(&unit.id);
            atlas.units.entry(id).or_insert(Known { unit, listed: true, aliases: &[] }).aliases = aliases;
        }
        let ledger = book.successions.iter();
        let known = |id: &UnitId| book.units.contains_key(id);
        let ours = atlas.ours.clone();
        let our = |id: &'a UnitId| ours.get(id).copied().unwrap_or(id);
        let listed = country.successions.iter().filter(|s| !known(our(&s.from)) || !known(our(&s.to)));
        for succession in ledger.chain(listed) {
            atlas.heirs.entry(our(&succession.from)).or_default().push(succession);
            atlas.forebears.entry(our(&succession.to)).or_default().push(succession);
        }
        atlas
    }

    /// What the ledger calls a unit of the lists.
    pub fn our<'b>(&self, id: &'b UnitId) -> &'b UnitId
    where
        'a: 'b,
    {
        self.ours.get(id).copied().unwrap_or(id)
    }

    /// A unit by its id.
    pub fn get(&self, id: &UnitId) -> Option<Known<'a>> {
        self.units.get(self.our(id)).copied()
    }

    /// What it was called on a day; its id where nobody knows it.
    pub fn name_on(&self, id: &UnitId, day: Date) -> String {
        self.get(id).map_or_else(|| id.to_string(), |known| known.unit.name_on(day).to_owned())
    }

    /// Whom a unit went into, by day.
    pub fn heirs(&self, id: &UnitId) -> &[&'a Succession] {
        self.heirs.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whom a unit came from.
    pub fn forebears(&self, id: &UnitId) -> &[&'a Succession] {
        self.forebears.get(id).map_or(&[], Vec::as_slice)
    }

    /// All units.
    pub fn units(&self) -> impl Iterator<Item = Known<'a>> {
        self.units.values().copied()
    }
}

/// Units of the lists that the ledger knows under another id: of the same code, begun on the same day.
pub fn ours<'a>(book: &'a Book, country: &'a Country) -> BTreeMap<&'a UnitId, &'a UnitId> {
    let other = book.units.values().filter(|unit| unit.official_code.is_some());
    let other = other.map(|unit| ((unit.official_code.as_deref(), unit.kind, unit.began()), &unit.id));
    let other: BTreeMap<_, _> = other.collect();
    let lists = country.units.iter().filter(|unit| !book.units.contains_key(&unit.id));
    let same = |unit: &'a Unit| {
        let ours = other.get(&(unit.official_code.as_deref(), unit.kind, unit.began()))?;
        Some((&unit.id, *ours))
    };
    lists.filter_map(same).collect()
}
