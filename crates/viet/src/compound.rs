//! Words of two syllables that are frequent in administrative prose, and what a slip beside one of them was meant to be.
//!
//! ```
//! assert!(viet::compound::is("kiểm", "tra"));
//! assert_eq!(viet::compound::meant("thời", "điếm"), Some(("thời", "điểm")));
//! // `đào` is a word of its own: `chỉ đào` may be said.
//! assert_eq!(viet::compound::meant("chỉ", "đào"), None);
//! ```

use crate::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A line is a first syllable, a colon, and the second ones.
const COMPOUNDS: &str = include_str!("../data/compounds.txt");
/// Syllables that are words of their own.
const FREE: &str = include_str!("../data/free.txt");

type Pair = (&'static str, &'static str);

struct Words {
    all: BTreeSet<Pair>,
    /// By their letters.
    by_letters: BTreeMap<(String, String), Vec<Pair>>,
    /// Syllables of the words, and those that are words of their own.
    syllables: BTreeSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines(COMPOUNDS).filter_map(|line| line.split_once(": "));
    let all: BTreeSet<Pair> =
        pairs.flat_map(|(first, rest)| rest.split(' ').map(move |second| (first, second))).collect();
    let mut by_letters: BTreeMap<(String, String), Vec<Pair>> = BTreeMap::new();
    for (first, second) in &all {
        by_letters.entry((letters(first), letters(second))).or_default().push((first, second));
    }
    let parts = all.iter().flat_map(|(first, second)| [*first, *second]);
    let syllables = parts.chain(lines(FREE).flat_map(str::split_whitespace)).collect();
    Words { all, by_letters, syllables }
});

/// The letters of a syllable without marks, in the order of the alphabet: slips change marks and swap letters.
fn letters(syllable: &str) -> String {
    let mut letters: Vec<char> = fold(syllable).chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Whether two syllables (each a [`crate::fold::key`]) are a frequent word.
pub fn is(first: &str, second: &str) -> bool {
    WORDS.all.contains(&(first, second))
}

/// Whether a syllable (a [`crate::fold::key`]) is a word of its own or a part of a frequent word.
pub fn is_known(syllable: &str) -> bool {
    WORDS.syllables.contains(syllable)
}

/// The one frequent word that has the same letters and differs in the marks or the order of letters of one syllable,
/// where that syllable as written is not known at all. None when the two syllables are a frequent word themselves.
pub fn meant(first: &str, second: &str) -> Option<(&'static str, &'static str)> {
    if is(first, second) {
        return None;
    }
    let alike = WORDS.by_letters.get(&(letters(first), letters(second)))?;
    let mut near = alike.iter().filter(|(a, b)| (*a == first) != (*b == second));
    let (a, b) = near.next()?;
    let slip = if *a == first { second } else { first };
    (near.next().is_none() && !is_known(slip)).then_some((*a, *b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::Syllable;

    #[test]
    fn every_listed_syllable_is_one() {
        for syllable in &WORDS.syllables {
            assert!(Syllable::parse(syllable).is_some(), "{syllable}");
        }
    }

    #[test]
    fn keys_are_in_one_spelling() {
        for syllable in WORDS.all.iter().flat_map(|(first, second)| [*first, *second]) {
            assert_eq!(crate::fold::key(syllable), syllable);
        }
    }
}
