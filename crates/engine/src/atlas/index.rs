//! Where units are known from, who followed whom, and every name as it is looked for: made once, until a unit changes.

use super::find::bare;
use super::ours;
use crate::book::Book;
use catalogue::units::country;
use model::{Succession, Unit, UnitId};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The index of a book, made when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(OnceLock<Arc<Index>>);

impl Kept {
    pub(super) fn index(&self, book: &Book) -> &Index {
        self.0.get_or_init(|| Arc::new(Index::of(book)))
    }
}

/// What is made of the units of a book and of the country's lists. It holds where things stand, never what may change
/// without a name: whom to phone.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) units: BTreeMap<UnitId, Listing>,
    pub(super) heirs: BTreeMap<UnitId, Vec<Edge>>,
    pub(super) forebears: BTreeMap<UnitId, Vec<Edge>>,
    /// What the lists call a unit that the ledger calls otherwise: the place itself.
    pub(super) ours: BTreeMap<UnitId, UnitId>,
}

/// A unit as it is looked for.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Where the lists have it.
    pub(super) at: Option<usize>,
    /// Its codes of any time.
    pub(super) codes: Vec<String>,
    /// Its names of any time.
    pub(super) names: Vec<Named>,
}

/// A name as it is compared.
#[derive(Debug)]
pub(super) struct Named {
    /// Which of the unit's names.
    pub(super) of: NameOf,
    /// In small letters.
    pub(super) key: String,
    /// The same without its type word.
    pub(super) own: String,
    /// The same without diacritics.
    pub(super) folded: String,
    /// With the type word, without diacritics.
    pub(super) whole: String,
}

/// Which of a unit's names.
#[derive(Clone, Copy, Debug)]
pub(super) enum NameOf {
    /// The one of today.
    Today,
    /// A former one, by its place.
    Former(usize),
    /// Another spelling, by its place.
    Alias(usize),
}

/// Where a succession stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edge {
    /// In the ledger.
    Ledger(usize),
    /// In the country's lists.
    Listed(usize),
}

impl Named {
    fn new(name: &str, of: NameOf) -> Self {
        let key = viet::fold::key(name);
        let own = bare(&key).to_owned();
        Self { of, folded: viet::fold::fold(&own), whole: viet::fold::fold(&key), own, key }
    }
}

impl Listing {
    fn of(unit: &Unit) -> Self {
        let former = unit.former.iter().enumerate();
        let former = former.map(|(at, former)| Named::new(&former.name, NameOf::Former(at)));
        let codes = std::iter::once(&unit.official_code).chain(unit.former.iter().map(|f| &f.official_code));
        Self {
            at: None,
            codes: codes.flatten().cloned().collect(),
            names: std::iter::once(Named::new(&unit.name, NameOf::Today)).chain(former).collect(),
        }
    }
}

impl Index {
    fn of(book: &Book) -> Self {
        let country = country();
        let ours = ours(book, country).into_iter().map(|(listed, our)| (listed.clone(), our.clone()));
        let mut index = Self { ours: ours.collect(), ..Self::default() };
        for unit in book.units.values() {
            index.units.insert(unit.id.clone(), Listing::of(unit));
        }
        for (at, unit) in country.units.iter().enumerate() {
            let id = index.ours.get(&unit.id).unwrap_or(&unit.id).clone();
            let listing = index.units.entry(id).or_insert_with(|| Listing::of(unit));
            listing.at = Some(at);
            let aliases = country.aliases.get(&unit.id).into_iter().flatten().enumerate();
            listing.names.extend(aliases.map(|(at, alias)| Named::new(alias, NameOf::Alias(at))));
        }
        for (at, succession) in book.successions.iter().enumerate() {
            index.note(succession, Edge::Ledger(at));
        }
        for (at, succession) in country.successions.iter().enumerate() {
            let known = |id: &UnitId| book.units.contains_key(index.ours.get(id).unwrap_or(id));
            if !known(&succession.from) || !known(&succession.to) {
                index.note(succession, Edge::Listed(at));
            }
        }
        index
    }

    fn note(&mut self, succession: &Succession, edge: Edge) {
        let our = |id: &UnitId| self.ours.get(id).unwrap_or(id).clone();
        let (from, to) = (our(&succession.from), our(&succession.to));
        self.heirs.entry(from).or_default().push(edge);
        self.forebears.entry(to).or_default().push(edge);
    }
}
