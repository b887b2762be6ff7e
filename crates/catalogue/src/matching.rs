//! Which starter indicator a phrase of a report means.

use crate::data::words;
use crate::{StarterIndicator, starter};
use model::Decimal;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Weight of a word that no starter indicator has. Words that many have weigh less, none less than a tenth.
const RARE: u64 = 1000;
/// Words that join others and say nothing themselves, folded.
const JOINING: [&str; 17] = [
    "so", "tong", "cua", "va", "cac", "cho", "tren", "da", "duoc", "bi", "la", "co", "trong", "o", "ve",
    "tu", "voi",
];

/// The names of the starter indicators, ready to be compared.
struct Index {
    /// Number and weight of each word.
    words: BTreeMap<String, (u16, u64)>,
    /// Words of each name, sorted, with their weight together; and whose name it is.
    names: Vec<(Vec<u16>, u64, usize)>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(build)
}

/// The folded words that say something, each once. A name made of joining words alone keeps them.
fn telling(name: &str) -> Vec<String> {
    let mut all = words(name, viet::fold::fold);
    all.sort();
    all.dedup();
    let telling: Vec<String> = all.iter().filter(|w| !JOINING.contains(&w.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

fn build() -> Index {
    let all = starter().iter().enumerate();
    let names: Vec<(usize, Vec<String>)> = all
        .flat_map(|(i, s)| std::iter::once(&s.name).chain(&s.also).map(move |name| (i, telling(name))))
        .collect();
    let mut spread: BTreeMap<&str, u64> = BTreeMap::new();
    for word in names.iter().flat_map(|(_, words)| words) {
        *spread.entry(word).or_default() += 1;
    }
    let weight = |names: u64| (RARE * 10 / (9 + names)).max(RARE / 10);
    let numbered = (0u16..).zip(&spread);
    let words: BTreeMap<String, (u16, u64)> =
        numbered.map(|(number, (word, names))| ((*word).to_owned(), (number, weight(*names)))).collect();
    let compiled = |(of, name): &(usize, Vec<String>)| {
        let known = name.iter().filter_map(|w| words.get(w));
        let (mut numbers, weight) = known.fold((Vec::new(), 0), |(mut numbers, sum), (number, weight)| {
            numbers.push(*number);
            (numbers, sum + weight)
        });
        numbers.sort_unstable();
        (numbers, weight, *of)
    };
    let names = names.iter().map(compiled).collect();
    Index { words, names }
}

/// The starter indicator that a name with its unit of measure means best, and how alike the names are,
/// from 0 to 1 (exactly the same words). Case, diacritics and the order of words do not matter; the
/// unit of measure must be one of the indicator's. `None` when no name with that unit shares a telling word.
pub fn match_indicator(name: &str, measure_unit: &str) -> Option<(&'static StarterIndicator, Decimal)> {
    let index = index();
    let asked = telling(name);
    let asked: Vec<Option<(u16, u64)>> = asked.iter().map(|w| index.words.get(w).copied()).collect();
    let asked_weight: u64 = asked.iter().map(|known| known.map_or(RARE, |(_, weight)| weight)).sum();
    let mut likely: Vec<(u64, usize)> = Vec::new();
    for (words, weight, of) in &index.names {
        let shared = asked.iter().flatten().filter(|(number, _)| words.binary_search(number).is_ok());
        let shared: u64 = shared.map(|(_, weight)| weight).sum();
        if shared > 0 {
            likely.push((shared * 2 * 10_000 / (asked_weight + weight), *of));
        }
    }
    // Best first; the unit of measure is the dearer question, so it is asked last.
    likely.sort_by_key(|(score, of)| (std::cmp::Reverse(*score), *of));
    let measured = |of: usize| starter().get(of).is_some_and(|s| s.is_measured_in(measure_unit));
    let (score, of) = likely.into_iter().find(|(_, of)| measured(*of))?;
    let score = Decimal::new(i64::try_from(score).unwrap_or(0), 4);
    starter().get(of).map(|indicator| (indicator, score))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_find_their_indicator() {
        let table = [
            ("Đàn gia súc", "con", Some("NN08")),
            ("tổng đàn gia cầm của huyện", "con", Some("NN09")),
            ("dan gia suc", "con", Some("NN08")),
            ("số hộ nghèo", "hộ", Some("LD01")),
            ("tỷ lệ hộ nghèo", "%", Some("LD02")),
            ("hộ cận nghèo", "hộ", Some("LD03")),
            ("giá trị sản xuất công nghiệp", "tỷ", Some("CN01")),
            ("diện tích nuôi trồng thuỷ sản", "hecta", Some("TS01")),
            ("thu ngân sách nhà nước trên địa bàn", "triệu", Some("TC01")),
            ("lao động ở nước ngoài", "lao động", Some("LD04")),
            ("chè", "ha", Some("NN05")),
            ("Đàn gia súc", "ha", None),
            ("máy bay không người lái", "chiếc", None),
            ("", "ha", None),
        ];
        for (name, unit, code) in table {
            assert_eq!(match_indicator(name, unit).map(|(s, _)| s.code.as_str()), code, "{name}");
        }
    }

    #[test]
    fn every_name_finds_itself_with_full_score() {
        for indicator in starter() {
            let (found, score) = match_indicator(&indicator.name, &indicator.measure_unit).unwrap();
            assert_eq!(
                (found.code.as_str(), score),
                (indicator.code.as_str(), Decimal::ONE),
                "{}",
                indicator.name
            );
        }
    }

    #[test]
    fn strangers_score_low() {
        for (name, unit) in
            [("diện tích lúa nương bị hạn", "ha"), ("người tham gia bảo hiểm xã hội", "người")]
        {
            let score = match_indicator(name, unit).map_or(Decimal::ZERO, |(_, score)| score);
            assert!(score < Decimal::new(6, 1), "{name} {score}");
        }
    }
}
