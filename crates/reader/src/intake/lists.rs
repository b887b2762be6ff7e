//! The labels that a word processor shows before list paragraphs: lists, how far each has counted, and how a count prints.

use super::symbols;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list (ISO/IEC 29500-1, 17.9.6; \[MS-DOC\] 2.9.131).
pub(super) const LEVELS: usize = 9;

/// Signs of a label; a longer one would print itself before every paragraph.
const MAX_LABEL: usize = 64;

/// How a count is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    #[default]
    Decimal,
    /// `01`
    DecimalZero,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// The text of the level is the sign.
    Bullet,
    /// Counts, and shows nothing.
    None,
}

/// One level of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: Format,
    /// `%1.%2.`: counts by level from one, and the signs between them.
    pub(super) text: String,
    /// Whether counts of upper levels are written in digits whatever their own format.
    pub(super) legal: bool,
}

/// A list as paragraphs name it: a definition, and what it does differently.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub(super) definition: u32,
    pub(super) start_overrides: BTreeMap<usize, u32>,
    pub(super) levels: BTreeMap<usize, Level>,
}

/// All lists of a file, and how far each has counted. Lists of one definition count on from each other.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) definitions: BTreeMap<u32, BTreeMap<usize, Level>>,
    pub(super) lists: BTreeMap<u32, List>,
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    started: BTreeSet<u32>,
}

impl Lists {
    /// Counts one paragraph of a list and returns its label; none where the list is unknown.
    pub(super) fn label(&mut self, list_id: u32, level: u32) -> Option<String> {
        let level = usize::try_from(level).ok()?.min(LEVELS - 1);
        let list = self.lists.get(&list_id)?;
        let defined = self.definitions.get(&list.definition);
        let plain = Level::default();
        let shape = |at: usize| list.levels.get(&at).or_else(|| defined?.get(&at)).unwrap_or(&plain);
        let counter = self.counters.entry(list.definition).or_default();
        if self.started.insert(list_id) {
            for (at, start) in &list.start_overrides {
                if let Some(count) = counter.get_mut(*at) {
                    *count = start.checked_sub(1);
                }
            }
        }
        for (at, count) in counter.iter_mut().enumerate() {
            match at.cmp(&level) {
                std::cmp::Ordering::Less => *count = count.or(Some(shape(at).start)),
                std::cmp::Ordering::Equal => {
                    *count = Some(count.map_or(shape(at).start, |n| n.saturating_add(1)))
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let own = shape(level);
        if own.format == Format::Bullet {
            return Some(own.text.chars().take(MAX_LABEL).map(symbols::plain).collect());
        }
        let mut label: String = own.text.chars().take(MAX_LABEL).collect();
        for (at, count) in counter.iter().enumerate() {
            let format = if own.legal { Format::Decimal } else { shape(at).format };
            let printed = count.map_or(String::new(), |n| print(n, format));
            label = label.replace(&format!("%{}", at + 1), &printed);
        }
        Some(label)
    }
}

/// How a count prints.
pub(super) fn print(n: u32, format: Format) -> String {
    match format {
        Format::Decimal | Format::Bullet => n.to_string(),
        Format::DecimalZero => format!("{n:02}"),
        Format::UpperRoman => roman(n),
        Format::LowerRoman => roman(n).to_lowercase(),
        Format::UpperLetter => letters(n).to_uppercase(),
        Format::LowerLetter => letters(n),
        Format::None => String::new(),
    }
}

fn roman(n: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let (mut rest, mut out) = (n, String::new());
    for (value, digit) in DIGITS {
        while rest >= value {
            rest -= value;
            out.push_str(digit);
        }
    }
    out
}

/// Word goes on after `z` with `aa`, `bb`; far beyond that it is no letter any more.
fn letters(n: u32) -> String {
    let Some(at) = n.checked_sub(1).filter(|at| *at < 26 * 4) else { return n.to_string() };
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    std::iter::repeat_n(letter, usize::try_from(at / 26).unwrap_or(0) + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_print_as_word_prints_them() {
        let table = [
            (4, Format::UpperRoman, "IV"),
            (1994, Format::UpperRoman, "MCMXCIV"),
            (9, Format::LowerRoman, "ix"),
            (3, Format::LowerLetter, "c"),
            (28, Format::UpperLetter, "BB"),
            (7, Format::DecimalZero, "07"),
            (7, Format::Decimal, "7"),
            (4_000_000, Format::UpperRoman, "4000000"),
            (4_000_000, Format::LowerLetter, "4000000"),
        ];
        for (n, format, label) in table {
            assert_eq!(print(n, format), label, "{n} {format:?}");
        }
    }
}
