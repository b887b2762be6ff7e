//! Where a task is to be done.

use super::said::Said;
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

    /// The first place that words name: settlement and area, or a known unit without its type word.
    pub(super) fn place(&self, said: Said<'_>) -> Option<String> {
        let area = places(said.text).into_iter().next().map(|(level, name)| format!("{level} {name}"));
        let settlement = said.words().filter(|at| SETTLEMENTS.contains(&at.word)).find_map(|at| {
            let before = said.text.get(..said.text.len() - at.rest.len())?;
            let opens = before.is_empty() || before.ends_with(' ');
            settlement(at.word, said.last(at.rest.len())).filter(|_| opens)
        });
        match (settlement, area) {
            (Some(settlement), Some(area)) => Some(format!("{settlement}, {area}")),
            (None, None) => self.known(said),
            (one, other) => one.or(other),
        }
    }

    /// The first unit that words name.
    fn known(&self, said: Said<'_>) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let begins = std::iter::once(0).chain(said.text.match_indices(' ').map(|(at, _)| at + 1));
        begins.map(|at| said.behind(at)).find_map(|said| {
            let capital = |word: &&str| word.starts_with(char::is_uppercase);
            let mut words: Vec<&str> = said.text.split(' ').take(NAME_WORDS).take_while(capital).collect();
            // A single syllable is as well a part of another name.
            while words.len() > 1 {
                let length = words.iter().map(|word| word.len() + 1).sum::<usize>() - 1;
                let name = said.first(length).lower.trim_end_matches(|c| !is_word(c));
                if let Some(unit) = self.0.get(name) {
                    return Some(unit.clone());
                }
                words.pop();
            }
            None
        })
    }
}

/// `bản Nà Cọ`, `khu 8` at the head of words.
fn settlement(kind: &str, said: Said<'_>) -> Option<String> {
    let mut name = kind.to_owned();
    let named = said.text.get(kind.len()..)?.strip_prefix(' ')?;
    for word in named.split(' ').take(NAME_WORDS) {
        let bare = word.trim_end_matches(|c| !is_word(c));
        let numbered = bare.starts_with(|c: char| c.is_ascii_digit());
        // `Khu`, `Tổ` begin other names too.
        let capital = bare.starts_with(char::is_uppercase) && !["khu", "tổ"].contains(&kind);
        if !numbered && !capital {
            break;
        }
        name = format!("{name} {bare}");
        if bare.len() < word.len() {
            break;
        }
    }
    (name.len() > kind.len()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::said::Line;
    use model::UnitKind;

    #[test]
    fn settlements_areas_and_known_units() {
        let unit = Unit::of("na-co", "xã Nà Cọ", UnitKind::Commune);
        let table = [
            ("rà soát đất ở bản Pa 2, xã Tà Lơi", Some("bản Pa 2, xã Tà Lơi")),
            ("đấu giá đất khu 7, thị trấn Lâm", Some("khu 7, thị trấn Lâm")),
            ("hoàn thành đường vào thôn Đoài.", Some("thôn Đoài")),
            ("diễn tập tại Nà Cọ trong tháng 5", Some("xã Nà Cọ")),
            ("nâng cao chất lượng khám bệnh", None),
        ];
        for (text, place) in table {
            assert_eq!(
                Units::new(std::slice::from_ref(&unit)).place(Line::new(text).said()).as_deref(),
                place,
                "{text}"
            );
        }
    }
}
