//! Where a task is to be done.

use crate::document::places;
use model::Unit;
use std::collections::BTreeMap;
use viet::letter::{is_word, lower};

/// What settlements below the commune are called.
const SETTLEMENTS: [&str; 11] =
    ["thôn", "bản", "làng", "ấp", "buôn", "xóm", "sóc", "plei", "khu", "khóm", "tổ"];

/// Longest name of a place, in words.
const NAME_WORDS: usize = 4;

/// Units that are known before, by their names without the type word.
pub(super) struct Units(BTreeMap<String, String>);

impl Units {
    pub(super) fn new(units: &[Unit]) -> Self {
        let named = units.iter().filter_map(|unit| {
            let (_, name) = places(&unit.name).into_iter().next()?;
            Some((lower(&name), unit.name.clone()))
        });
        Self(named.collect())
    }

    /// The first place that a text names: settlement and area, or a known unit without its type word.
    pub(super) fn place(&self, text: &str) -> Option<String> {
        let area = places(text).into_iter().next().map(|(level, name)| format!("{level} {name}"));
        let words: Vec<&str> = text.split_whitespace().collect();
        let settlement = (0..words.len()).find_map(|at| settlement(&words, at));
        match (settlement, area) {
            (Some(settlement), Some(area)) => Some(format!("{settlement}, {area}")),
            (None, None) => (0..words.len()).find_map(|at| self.known(&words, at)),
            (one, other) => one.or(other),
        }
    }

    fn known(&self, words: &[&str], at: usize) -> Option<String> {
        let name = |count: usize| {
            let part = words.get(at..at + count)?;
            let capital = part.iter().all(|word| word.starts_with(char::is_uppercase));
            let name = part.join(" ");
            let unit = capital.then(|| self.0.get(&lower(name.trim_end_matches(|c| !is_word(c)))))?;
            unit.cloned()
        };
        // A single syllable is as well a part of another name.
        (2..=NAME_WORDS).rev().find_map(name)
    }
}

/// `bản Nà Cọ`, `khu 8` at `at`.
fn settlement(words: &[&str], at: usize) -> Option<String> {
    let kind = words.get(at).map(|word| lower(word)).filter(|word| SETTLEMENTS.contains(&word.as_str()))?;
    let mut name = kind.clone();
    let mut named = false;
    for word in words.iter().skip(at + 1).take(NAME_WORDS) {
        let bare = word.trim_end_matches(|c| !is_word(c));
        let numbered = bare.starts_with(|c: char| c.is_ascii_digit());
        // `Khu`, `Tổ` begin other names too.
        let capital = bare.starts_with(char::is_uppercase) && !["khu", "tổ"].contains(&kind.as_str());
        if !numbered && !capital {
            break;
        }
        name = format!("{name} {bare}");
        named = true;
        if bare.len() < word.len() {
            break;
        }
    }
    named.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{UnitId, UnitKind};

    #[test]
    fn settlements_areas_and_known_units() {
        let unit = Unit {
            id: UnitId("na-co".to_owned()),
            name: "xã Nà Cọ".to_owned(),
            kind: UnitKind::Commune,
            official_code: None,
            placements: Vec::new(),
            phone: None,
        };
        let table = [
            ("rà soát đất ở bản Pa 2, xã Tà Lơi", Some("bản Pa 2, xã Tà Lơi")),
            ("đấu giá đất khu 7, thị trấn Lâm", Some("khu 7, thị trấn Lâm")),
            ("hoàn thành đường vào thôn Đoài.", Some("thôn Đoài")),
            ("diễn tập tại Nà Cọ trong tháng 5", Some("xã Nà Cọ")),
            ("nâng cao chất lượng khám bệnh", None),
        ];
        for (text, place) in table {
            assert_eq!(Units::new(std::slice::from_ref(&unit)).place(text).as_deref(), place, "{text}");
        }
    }
}
