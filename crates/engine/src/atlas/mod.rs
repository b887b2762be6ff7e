//! Units over time, those of the ledger and those that the country's lists know beside them, with who followed whom.
//!
//! What the lists say is marked as such: it enters the ledger only by an act.

mod find;
mod index;

pub use find::{By, Hit};
pub(crate) use index::Kept;

use crate::book::Book;
use catalogue::units::{Country, country};
use index::{Edge, Index, Listing};
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
#[derive(Clone, Copy, Debug)]
pub struct Atlas<'a> {
    book: &'a Book,
    country: &'a Country,
    index: &'a Index,
}

impl<'a> Atlas<'a> {
    /// The units of the ledger, and those of the country that it lacks.
    pub fn of(book: &'a Book) -> Self {
        Self { book, country: country(), index: book.atlas.index(book) }
    }

    /// What the ledger calls a unit of the lists.
    pub fn our<'b>(&self, id: &'b UnitId) -> &'b UnitId
    where
        'a: 'b,
    {
        self.index.ours.get(id).unwrap_or(id)
    }

    /// A unit by its id.
    pub fn get(&self, id: &UnitId) -> Option<Known<'a>> {
        let (id, listing) = self.index.units.get_key_value(self.our(id))?;
        self.known(id, listing)
    }

    fn known(&self, id: &UnitId, listing: &Listing) -> Option<Known<'a>> {
        let in_lists = listing.at.and_then(|at| self.country.units.get(at));
        let aliases = in_lists.and_then(|unit| self.country.aliases.get(&unit.id));
        let aliases = aliases.map_or(&[][..], Vec::as_slice);
        match self.book.units.get(id) {
            Some(unit) => Some(Known { unit, listed: false, aliases }),
            None => in_lists.map(|unit| Known { unit, listed: true, aliases }),
        }
    }

    /// What it was called on a day; its id where nobody knows it.
    pub fn name_on(&self, id: &UnitId, day: Date) -> String {
        self.get(id).map_or_else(|| id.to_string(), |known| known.unit.name_on(day).to_owned())
    }

    /// Whom a unit went into, by day.
    pub fn heirs(&self, id: &UnitId) -> Vec<&'a Succession> {
        self.edges(&self.index.heirs, id)
    }

    /// Whom a unit came from.
    pub fn forebears(&self, id: &UnitId) -> Vec<&'a Succession> {
        self.edges(&self.index.forebears, id)
    }

    fn edges(&self, of: &BTreeMap<UnitId, Vec<Edge>>, id: &UnitId) -> Vec<&'a Succession> {
        let edge = |edge: &Edge| match *edge {
            Edge::Ledger(at) => self.book.successions.get(at),
            Edge::Listed(at) => self.country.successions.get(at),
        };
        of.get(id).into_iter().flatten().filter_map(edge).collect()
    }

    /// All units.
    pub fn units(&self) -> impl Iterator<Item = Known<'a>> {
        let Self { index, .. } = *self;
        index.units.iter().filter_map(|(id, listing)| self.known(id, listing))
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
