//! Finding units by any name they ever bore, an alias or a code, with or without diacritics.

use super::index::{Listing, NameOf, Named};
use super::{Atlas, Known};
use jiff::civil::Date;
use model::UnitId;
use std::collections::BTreeSet;

/// By what a unit was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Its name of today, or the last it bore.
    Name,
    /// A name that it bore until a day.
    Former(String, Date),
    /// Another spelling in an official list.
    Alias(String),
    /// An official code.
    Code(String),
}

/// A unit that was looked for.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// Which.
    pub known: Known<'a>,
    /// By what.
    pub by: By,
    rank: Rank,
    /// Words that are in names above.
    lacking: usize,
}

/// How well what was written fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It is the name or the code, letter by letter.
    Same,
    /// It is the name but for diacritics.
    Folded,
    /// The name begins with it.
    Begins,
    /// Its words begin words of the name.
    Words,
    /// Some of its words are in the names of units above.
    Above,
}

/// What is looked for.
struct Wanted {
    /// As written, with its type word where it has one.
    key: String,
    /// Without it.
    own: String,
    folded: String,
    /// With its type word, without diacritics.
    whole: String,
    words: Vec<String>,
    /// Behind commas: words of names of units above.
    above: Vec<String>,
}

/// Words of what is told apart by its kind.
const KINDS: [&str; 11] = [
    "xã ",
    "phường ",
    "thị trấn ",
    "đặc khu ",
    "huyện ",
    "quận ",
    "thị xã ",
    "thành phố ",
    "tỉnh ",
    "tt ",
    "tp ",
];

/// A name without its type word.
pub(super) fn bare(key: &str) -> &str {
    KINDS.iter().find_map(|kind| key.strip_prefix(kind)).unwrap_or(key)
}

/// The words of a name without its type word, without diacritics.
fn words(name: &str) -> Vec<String> {
    viet::fold::fold(bare(&viet::fold::key(name))).split_whitespace().map(str::to_owned).collect()
}

impl Wanted {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let key = viet::fold::key(parts.next()?);
        let own = bare(&key).to_owned();
        let (folded, whole) = (viet::fold::fold(&own), viet::fold::fold(&key));
        let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        let above = parts.flat_map(self::words).collect();
        (!words.is_empty()).then_some(Self { key, own, folded, whole, words, above })
    }

    /// How a name fits, and the words that it lacks.
    fn rank(&self, name: &Named) -> Option<(Rank, Vec<&str>)> {
        let Named { key, own, folded, whole, .. } = name;
        let kind_wanted = self.key != self.own;
        if *key == self.key || (*own == self.own && !kind_wanted) {
            return Some((Rank::Same, Vec::new()));
        }
        if *folded == self.folded || *whole == self.whole {
            return Some((Rank::Folded, Vec::new()));
        }
        if folded.starts_with(&self.folded) {
            return Some((Rank::Begins, Vec::new()));
        }
        let has = |at: usize, word: &String| match at + 1 == self.words.len() {
            // The last word may still be being typed.
            true => folded.split(' ').any(|own| own.starts_with(word.as_str())),
            false => folded.split(' ').any(|own| own == word),
        };
        let lacking: Vec<&str> = self
            .words
            .iter()
            .enumerate()
            .filter(|(at, word)| !has(*at, word))
            .map(|(_, word)| word.as_str())
            .collect();
        match lacking.len() {
            0 => Some((Rank::Words, lacking)),
            // Its first word is its own; others may say where it is.
            some if some < self.words.len() && self.words.first().is_some_and(|word| has(0, word)) => {
                Some((Rank::Above, lacking))
            }
            _ => None,
        }
    }
}

impl<'a> Atlas<'a> {
    /// Units by any name they ever bore, an alias or a code, with or without diacritics: what fits best first, then what
    /// the ledger knows, then what is there on `day`. `Mường Than, Lai Châu` is one below Lai Châu.
    pub fn find(&self, wanted: &str, day: Date) -> Vec<Hit<'a>> {
        let Some(wanted) = Wanted::read(wanted) else { return Vec::new() };
        let listings = self.index.units.iter();
        let mut hits: Vec<Hit<'a>> =
            listings.filter_map(|(id, listing)| self.hit(id, listing, &wanted)).collect();
        hits.sort_by_cached_key(|hit| {
            let Known { unit, listed, .. } = hit.known;
            let gone = unit.parent_on(day).is_none();
            (hit.rank, hit.lacking, listed, gone, viet::collate::key(&unit.name), unit.began(), &unit.id)
        });
        hits
    }

    fn hit(&self, id: &UnitId, listing: &Listing, wanted: &Wanted) -> Option<Hit<'a>> {
        let code = listing.codes.iter().find(|code| **code == wanted.folded);
        if let Some(code) = code.filter(|_| wanted.above.is_empty()) {
            let known = self.known(id, listing)?;
            return Some(Hit { known, by: By::Code(code.clone()), rank: Rank::Same, lacking: 0 });
        }
        let fits = listing.names.iter().filter_map(|name| {
            let (rank, lacking) = wanted.rank(name)?;
            let missing = lacking.len();
            let above: Vec<&str> =
                lacking.into_iter().chain(wanted.above.iter().map(String::as_str)).collect();
            (above.is_empty() || self.stands_below(id, &above)).then_some((rank, missing, name.of))
        });
        let (rank, lacking, of) = fits.min_by_key(|(rank, lacking, _)| (*rank, *lacking))?;
        let known = self.known(id, listing)?;
        let by = match of {
            NameOf::Today => By::Name,
            NameOf::Former(at) => {
                let former = known.unit.former.get(at)?;
                By::Former(former.name.clone(), former.until)
            }
            NameOf::Alias(at) => By::Alias(known.aliases.get(at)?.clone()),
        };
        Some(Hit { known, by, rank, lacking })
    }

    /// Whether all words are in names of units that a unit ever stood below.
    fn stands_below(&self, unit: &UnitId, words: &[&str]) -> bool {
        let mut above = BTreeSet::new();
        let mut open = vec![unit];
        while let Some(known) = open.pop().and_then(|id| self.get(id)) {
            let parents = known.unit.placements.iter().filter_map(|placement| placement.parent.as_ref());
            open.extend(parents.filter(|parent| above.insert(*parent)));
        }
        let listings = above.into_iter().filter_map(|id| self.index.units.get(self.our(id)));
        let spelled = listings.flat_map(|l| l.names.iter().filter(|n| !matches!(n.of, NameOf::Alias(_))));
        let names: BTreeSet<&str> = spelled.flat_map(|name| name.folded.split(' ')).collect();
        words.iter().all(|word| names.contains(word))
    }
}
