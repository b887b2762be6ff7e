//! numbering.xml: the labels that Word shows before list paragraphs.

use super::super::Unreadable;
use super::super::xml::{Visitor, attribute, is_on, number, walk};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// Levels of a list (ISO/IEC 29500-1, 17.9.6).
const LEVELS: usize = 9;

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    legal: bool,
}

#[derive(Default)]
struct List {
    definition: u32,
    start_overrides: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// Definitions of lists, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<u32, BTreeMap<usize, Level>>,
    lists: BTreeMap<u32, List>,
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    started: Vec<u32>,
    place: Place,
}

/// Where in the part the visitor stands.
#[derive(Default)]
struct Place {
    definition: Option<u32>,
    list: Option<u32>,
    level: usize,
}

impl Numbering {
    pub(super) fn read(xml: Option<&str>) -> Result<Self, Unreadable> {
        let mut numbering = Self::default();
        if let Some(xml) = xml {
            walk(xml, &mut numbering)?;
        }
        Ok(numbering)
    }

    /// Counts one paragraph of a list and returns its label; empty where the list shows none.
    pub(super) fn label(&mut self, list_id: u32, level: u32) -> Option<String> {
        let level = usize::try_from(level).ok()?.min(LEVELS - 1);
        let list = self.lists.get(&list_id)?;
        let defined = self.definitions.get(&list.definition);
        let shape =
            |at: usize| list.levels.get(&at).or_else(|| defined?.get(&at)).cloned().unwrap_or_default();
        let counter = self.counters.entry(list.definition).or_default();
        if !self.started.contains(&list_id) {
            self.started.push(list_id);
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
        if own.format == "bullet" {
            return Some(own.text.chars().map(bullet).collect());
        }
        let mut label = own.text.clone();
        for (at, count) in counter.iter().enumerate() {
            let format = if own.legal { "decimal".to_owned() } else { shape(at).format };
            label =
                label.replace(&format!("%{}", at + 1), &count.map_or(String::new(), |n| print(n, &format)));
        }
        Some(label)
    }

    fn current_level(&mut self) -> Option<&mut Level> {
        let levels = match (self.place.list, self.place.definition) {
            (Some(list), _) => &mut self.lists.get_mut(&list)?.levels,
            (None, Some(definition)) => self.definitions.get_mut(&definition)?,
            (None, None) => return None,
        };
        levels.get_mut(&self.place.level)
    }

    fn begin_level(&mut self, element: &BytesStart<'_>) {
        self.place.level = index(element);
        let levels = match (self.place.list, self.place.definition) {
            (Some(list), _) => self.lists.get_mut(&list).map(|list| &mut list.levels),
            (None, Some(definition)) => self.definitions.get_mut(&definition),
            (None, None) => None,
        };
        if let Some(levels) = levels {
            levels.insert(self.place.level, Level::default());
        }
    }
}

fn index(element: &BytesStart<'_>) -> usize {
    attribute(element, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0)
}

impl Visitor for Numbering {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let own_id = |key: &str| attribute(element, key).and_then(|v| v.parse().ok()).unwrap_or(0);
        match name {
            "abstractNum" => {
                let id = own_id("abstractNumId");
                self.place = Place { definition: Some(id), ..Place::default() };
                self.definitions.insert(id, BTreeMap::new());
            }
            "num" => {
                let id = own_id("numId");
                self.place = Place { list: Some(id), ..Place::default() };
                self.lists.insert(id, List::default());
            }
            "abstractNumId" => {
                let list = self.place.list.and_then(|id| self.lists.get_mut(&id));
                if let (Some(list), Some(definition)) = (list, number(element)) {
                    list.definition = definition;
                }
            }
            "lvlOverride" => self.place.level = index(element),
            "startOverride" => {
                let list = self.place.list.and_then(|id| self.lists.get_mut(&id));
                if let (Some(list), Some(start)) = (list, number(element)) {
                    list.start_overrides.insert(self.place.level, start);
                }
            }
            "lvl" => self.begin_level(element),
            "start" | "numFmt" | "lvlText" | "isLgl" => {
                let Some(level) = self.current_level() else { return };
                match name {
                    "start" => level.start = number(element).unwrap_or(0),
                    "numFmt" => level.format = attribute(element, "val").unwrap_or_default(),
                    "lvlText" => level.text = attribute(element, "val").unwrap_or_default(),
                    _ => level.legal = is_on(element),
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "abstractNum" | "num") {
            self.place = Place::default();
        }
    }

    fn text(&mut self, _: &str) {}
}

/// Bullets of symbol fonts lie in the private use area; the two that reports use have plain cousins.
fn bullet(character: char) -> char {
    match character {
        '\u{f02d}' | '\u{f0be}' => '-',
        '\u{e000}'..='\u{f8ff}' => '•',
        other => other,
    }
}

fn print(n: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperLetter" => letters(n).to_uppercase(),
        "lowerLetter" => letters(n),
        "decimalZero" => format!("{n:02}"),
        "none" => String::new(),
        _ => n.to_string(),
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
            (4, "upperRoman", "IV"),
            (1994, "upperRoman", "MCMXCIV"),
            (9, "lowerRoman", "ix"),
            (3, "lowerLetter", "c"),
            (28, "upperLetter", "BB"),
            (7, "decimalZero", "07"),
            (7, "chicago", "7"),
            (4_000_000, "upperRoman", "4000000"),
            (4_000_000, "lowerLetter", "4000000"),
        ];
        for (n, format, label) in table {
            assert_eq!(print(n, format), label, "{n} {format}");
        }
    }
}
