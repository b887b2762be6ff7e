//! Words of two syllables that are frequent in administrative prose, and what a slip beside one of them was meant to be.
//!
//! ```
//! assert!(viet::compound::is("kiểm", "tra"));
//! assert_eq!(viet::compound::meant("thời", "điếm"), Some(("thời", "điểm")));
//! // `đào` is a word of its own: `chỉ đào` may be said.
//! assert_eq!(viet::compound::meant("chỉ", "đào"), None);
//! ```

use crate::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A line is a first syllable, a colon, and the second ones.
const COMPOUNDS: &str = include_str!("../data/compounds.txt");
/// Lines of syllables that are words of their own.
const FREE: &str = include_str!("../data/free.txt");

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// First syllables, each with its second ones as they stand in the list.
fn words() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(COMPOUNDS).filter_map(|line| line.split_once(':')).map(|(first, rest)| (first, rest.trim_start()))
}

static SECONDS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| words().collect());

/// Second syllables with their first ones.
static FIRSTS: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut firsts: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    firsts.reserve(2 * SECONDS.len());
    for (first, seconds) in words() {
        seconds.split(' ').for_each(|second| firsts.entry(second).or_default().push(first));
    }
    firsts
});

/// Syllables that are words of their own.
static ALONE: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| lines(FREE).flat_map(|line| line.split(' ')).collect());

/// The letters of a syllable without marks, in the order of the alphabet: slips change marks and swap letters.
fn letters(syllable: &str) -> String {
    let mut letters: Vec<char> = fold(syllable).chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Words that Vietnamese doubles on purpose, and names that are doubled words.
const REDUPLICATED: &str = "dần luôn song từ thường đều mãi ngày đời nhà người ngành hay xa gần rất từng năm tháng ba chôm cào chuồn \
    lần đêm chiều sáng hàng xanh đỏ trắng vàng tím đen nâu vừa nhẹ nhanh chậm cao thấp lâu sớm đông ít nhiều bìm le đa đu \
    lớp hết khăng nơi chốn cùng thật tạm hơi khá riêng chung mới cũ đầy thi quanh vòng phơi san sát ào rào ầm đùng lăm \
    trình kiền kền tê voi chăm rưng xa tương ngang thẳng sâu rộng dài ngắn tròn đúng sai mau gấp kỹ khe ngan cuốc";

/// Whether Vietnamese doubles a syllable (a [`crate::fold::key`]) on purpose, or a name does: `dần dần`, `Đu Đu`.
pub fn is_reduplicated(syllable: &str) -> bool {
    REDUPLICATED.split_whitespace().any(|known| known == syllable)
}

/// Whether two syllables (each a [`crate::fold::key`]) are a frequent word.
pub fn is(first: &str, second: &str) -> bool {
    SECONDS.get(first).is_some_and(|seconds| seconds.split(' ').any(|known| known == second))
}

/// Whether a syllable (a [`crate::fold::key`]) is a word of its own or a part of a frequent word.
pub fn is_known(syllable: &str) -> bool {
    SECONDS.contains_key(syllable) || FIRSTS.contains_key(syllable) || ALONE.contains(syllable)
}

/// The one frequent word that has the same letters and differs in the marks or the order of letters of one syllable,
/// where that syllable as written is not known at all. None when the two syllables are a frequent word themselves.
pub fn meant(first: &str, second: &str) -> Option<(&'static str, &'static str)> {
    // The unknown syllable of the two is the slip.
    let near = |slip: &str, partners: &mut dyn Iterator<Item = &'static str>| {
        let wanted = letters(slip);
        let as_long = |partner: &str| partner.chars().count() == wanted.chars().count();
        let mut alike = partners.filter(|partner| as_long(partner) && letters(partner) == wanted);
        alike.next().filter(|_| alike.next().is_none())
    };
    let behind = || {
        let (first, seconds) = SECONDS.get_key_value(first).filter(|_| !is_known(second))?;
        Some((*first, near(second, &mut seconds.split(' '))?))
    };
    let before = || {
        let (second, firsts) = FIRSTS.get_key_value(second).filter(|_| !is_known(first))?;
        Some((near(first, &mut firsts.iter().copied())?, *second))
    };
    behind().or_else(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::Syllable;

    fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
        words().flat_map(|(first, seconds)| seconds.split(' ').map(move |second| (first, second)))
    }

    #[test]
    fn first_syllables_have_one_line() {
        assert_eq!(words().count(), SECONDS.len());
    }

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
