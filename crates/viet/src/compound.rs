//! Words of two syllables that are frequent in administrative prose, and what a slip beside one of them was meant to be.
//!
//! ```
//! assert!(viet::compound::is("kiểm", "tra"));
//! assert_eq!(viet::compound::meant("thời", "điếm"), Some(("thời", "điểm")));
//! // `đào` is a word of its own: `chỉ đào` may be said.
//! assert_eq!(viet::compound::meant("chỉ", "đào"), None);
//! ```

use crate::fold::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A line is a first syllable, a colon, and the second ones.
const COMPOUNDS: &str = include_str!("../data/compounds.txt");
/// Lines of syllables that are words of their own.
const FREE: &str = include_str!("../data/free.txt");

/// Words by a syllable: for a first syllable its second ones, and the other way round.
type Partners = HashMap<&'static str, Vec<&'static str>>;

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let words = lines(COMPOUNDS).filter_map(|line| line.split_once(": "));
    words.flat_map(|(first, rest)| rest.split(' ').map(move |second| (first, second)))
}

fn partners(pairs: impl Iterator<Item = (&'static str, &'static str)>) -> Partners {
    let mut all = Partners::new();
    pairs.for_each(|(syllable, partner)| all.entry(syllable).or_default().push(partner));
    all
}

static SECONDS: LazyLock<Partners> = LazyLock::new(|| partners(pairs()));
static FIRSTS: LazyLock<Partners> =
    LazyLock::new(|| partners(pairs().map(|(first, second)| (second, first))));
/// Syllables that are words of their own.
static ALONE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(FREE).flat_map(str::split_whitespace).collect());

/// The letters of a syllable without marks, in the order of the alphabet: slips change marks and swap letters.
fn letters(syllable: &str) -> String {
    let mut letters: Vec<char> = fold(syllable).chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Whether two syllables (each a [`crate::fold::key`]) are a frequent word.
pub fn is(first: &str, second: &str) -> bool {
    SECONDS.get(first).is_some_and(|seconds| seconds.contains(&second))
}

/// Whether a syllable (a [`crate::fold::key`]) is a word of its own or a part of a frequent word.
pub fn is_known(syllable: &str) -> bool {
    SECONDS.contains_key(syllable) || FIRSTS.contains_key(syllable) || ALONE.contains(syllable)
}

/// The one frequent word that has the same letters and differs in the marks or the order of letters of one syllable,
/// where that syllable as written is not known at all. None when the two syllables are a frequent word themselves.
pub fn meant(first: &str, second: &str) -> Option<(&'static str, &'static str)> {
    // The unknown syllable of the two is the slip; `known` is the other.
    let near = |known: &str, slip: &str, partners: &'static Partners| {
        let (known, all) = partners.get_key_value(known).filter(|_| !is_known(slip))?;
        let wanted = letters(slip);
        let mut alike = all.iter().filter(|partner| letters(partner) == wanted);
        alike.next().filter(|_| alike.next().is_none()).map(|partner| (*known, *partner))
    };
    let other = || near(second, first, &FIRSTS).map(|(second, first)| (first, second));
    near(first, second, &SECONDS).or_else(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::Syllable;

    #[test]
    fn every_listed_syllable_is_one() {
        for syllable in pairs().flat_map(|(first, second)| [first, second]).chain(ALONE.iter().copied()) {
            assert!(Syllable::parse(syllable).is_some(), "{syllable}");
        }
    }

    #[test]
    fn keys_are_in_one_spelling() {
        for syllable in pairs().flat_map(|(first, second)| [first, second]) {
            assert_eq!(crate::fold::key(syllable), syllable);
        }
    }
}
