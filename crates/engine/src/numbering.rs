//! The numbers of headings and items, counted in the order of the report.
//!
//! Nghị định 30/2020/NĐ-CP, Phụ lục I: parts, sections in Roman numerals, clauses in Arabic ones, points by the letters of the
//! Vietnamese alphabet. Offices also write parts in words.

use model::{Numbering, PassageKind};

/// Letters of points.
const LETTERS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v",
    "x", "y",
];
/// Ordinals of parts.
const ORDINALS: [&str; 10] = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// Levels that are counted, from the outermost.
const LEVELS: [PassageKind; 6] = [
    PassageKind::Part,
    PassageKind::Section,
    PassageKind::Clause,
    PassageKind::Subclause,
    PassageKind::Point,
    PassageKind::Item,
];

/// Whether a paragraph of this kind carries a number.
pub fn is_counted(kind: PassageKind) -> bool {
    LEVELS.contains(&kind)
}

/// Counts headings as they are met.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    counts: [usize; LEVELS.len()],
}

impl Counter {
    /// What is printed in front of the next paragraph: `Phần thứ nhất`, `I.`, `1.`, `1.1.`, `a)`, `(1)`, `-`, `+`.
    pub fn next(&mut self, kind: PassageKind, numbering: Numbering) -> Option<String> {
        match kind {
            PassageKind::Dash => return Some("-".to_owned()),
            PassageKind::Plus => return Some("+".to_owned()),
            PassageKind::Annex | PassageKind::WideAnnex => self.counts = Default::default(),
            _ => {}
        }
        let level = LEVELS.iter().position(|l| *l == kind)?;
        // An item does not end the headings around it, and points go on below a clause or a subclause.
        self.counts.iter_mut().skip(level + 1).for_each(|count| *count = 0);
        let count = self.counts.get_mut(level)?;
        *count += 1;
        let (count, clause) = (*count, self.counts.get(2).copied().unwrap_or_default());
        match (numbering, kind) {
            (Numbering::AsWritten, _) => None,
            (Numbering::InWords, PassageKind::Part) => Some(format!("Phần thứ {}", ordinal(count))),
            (_, PassageKind::Part) => Some(format!("Phần {}", roman(count))),
            (_, PassageKind::Section) => Some(format!("{}.", roman(count))),
            (_, PassageKind::Clause) => Some(format!("{count}.")),
            (_, PassageKind::Subclause) => Some(format!("{clause}.{count}.")),
            (_, PassageKind::Point) => Some(format!("{})", letter(count))),
            (_, PassageKind::Item) => Some(format!("({count})")),
            _ => None,
        }
    }
}

fn ordinal(count: usize) -> String {
    let word = count.checked_sub(1).and_then(|i| ORDINALS.get(i));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// After the last letter they double: `aa`.
fn letter(count: usize) -> String {
    let index = count.saturating_sub(1);
    let letter = LETTERS.get(index % LETTERS.len()).copied().unwrap_or_default();
    letter.repeat(index / LETTERS.len() + 1)
}

/// A Roman numeral.
pub fn roman(mut count: usize) -> String {
    const SIGNS: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while count >= value {
            out.push_str(sign);
            count -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_counted_within_those_above() {
        use PassageKind::{Clause, Dash, Item, Part, Point, Section, Subclause};
        let kinds = [
            Part, Section, Clause, Subclause, Point, Point, Subclause, Point, Clause, Dash, Item, Item,
            Section, Clause, Part, Section,
        ];
        let print = |numbering| {
            let mut counter = Counter::default();
            let numbers = kinds.map(|kind| counter.next(kind, numbering).unwrap_or_default());
            numbers.join(" ")
        };
        assert_eq!(
            print(Numbering::InWords),
            "Phần thứ nhất I. 1. 1.1. a) b) 1.2. a) 2. - (1) (2) II. 1. Phần thứ hai I."
        );
        assert!(
            print(Numbering::Roman).starts_with("Phần I I. 1.")
                && print(Numbering::Roman).ends_with("Phần II I.")
        );
        assert_eq!(print(Numbering::AsWritten).trim(), "-");
    }

    #[test]
    fn letters_follow_the_vietnamese_alphabet() {
        assert_eq!([4, 5, 6, 7, 23, 24].map(letter), ["d", "đ", "e", "g", "y", "aa"]);
        assert_eq!([4, 9, 14, 40, 99].map(roman), ["IV", "IX", "XIV", "XL", "XCIX"]);
    }
}
