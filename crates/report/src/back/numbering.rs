//! `numbering.xml`: the number that Word prints in front of a paragraph.

use crate::lists::{Counters, FORMATS, LEVELS, Level};
use crate::package::{Package, Unreadable, walk};
use std::collections::{BTreeMap, BTreeSet};
use xml::{BytesStart, Visitor, attribute};

/// The lists of a file, and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    definitions: BTreeMap<u32, Vec<Level>>,
    /// Which level a style stands for, by definition.
    styles: BTreeMap<(u32, String), usize>,
    lists: BTreeMap<u32, List>,
    /// Lists of one definition count together.
    counters: BTreeMap<u32, Counters>,
    /// Lists whose level has begun.
    begun: BTreeSet<(u32, usize)>,
    definition: Option<u32>,
    list: Option<u32>,
    level: usize,
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    starts: BTreeMap<usize, u32>,
}

/// Reads the lists.
pub(super) fn lists(package: &Package) -> Result<Lists, Unreadable> {
    let mut lists = Lists::default();
    if let Some(xml) = package.text("word/numbering.xml") {
        walk(xml, &mut lists)?;
    }
    Ok(lists)
}

impl Lists {
    /// The number of the next paragraph of a list; none where there is no such list.
    pub fn next(&mut self, list: u32, level: Option<usize>, style: &str) -> Option<String> {
        let List { definition, starts } = self.lists.get(&list)?;
        let bound = || self.styles.get(&(*definition, style.to_owned())).copied();
        let level = level.or_else(bound).unwrap_or(0);
        let levels = self.definitions.get(definition)?;
        let counters = self.counters.entry(*definition).or_default();
        if let (Some(start), true) = (starts.get(&level), self.begun.insert((list, level)))
            && let Some(count) = counters.0.get_mut(level)
        {
            *count = start.checked_sub(1);
        }
        Some(counters.advance(levels, level)).filter(|number| !number.is_empty())
    }

    fn level(&mut self) -> Option<&mut Level> {
        self.definitions.get_mut(&self.definition?)?.get_mut(self.level)
    }
}

impl Visitor for Lists {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let number = |key: &str| attribute(element, key).and_then(|v| v.parse::<u32>().ok());
        match name {
            "abstractNum" => {
                self.definition = number("abstractNumId");
                self.list = None;
                if let Some(id) = self.definition {
                    self.definitions.insert(id, vec![Level { start: 1, ..Level::default() }; LEVELS]);
                }
            }
            "num" => (self.definition, self.list) = (None, number("numId")),
            "abstractNumId" => {
                if let (Some(list), Some(definition)) = (self.list, number("val")) {
                    self.lists.insert(list, List { definition, starts: BTreeMap::new() });
                }
            }
            "lvl" | "lvlOverride" => {
                self.level = number("ilvl").and_then(|level| level.try_into().ok()).unwrap_or(0);
            }
            "startOverride" => {
                let level = self.level;
                let list = self.list.and_then(|id| self.lists.get_mut(&id));
                if let (Some(list), Some(start)) = (list, number("val")) {
                    list.starts.insert(level, start);
                }
            }
            "start" | "numFmt" | "lvlText" => {
                let value = attribute(element, "val").unwrap_or_default();
                let Some(level) = self.level() else { return };
                match name {
                    "start" => level.start = value.parse().unwrap_or(1),
                    "numFmt" => {
                        let format = FORMATS.iter().find(|(known, _)| *known == value);
                        level.format = format.map(|(_, format)| *format).unwrap_or_default();
                    }
                    // Signs of symbol fonts stand in a range of their own.
                    _ => level.text = value.chars().map(plain_sign).collect(),
                }
            }
            "pStyle" => {
                if let (Some(definition), Some(style)) = (self.definition, attribute(element, "val")) {
                    self.styles.insert((definition, style), self.level);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "abstractNum" | "num") {
            (self.definition, self.list) = (None, None);
        }
    }
}

fn plain_sign(sign: char) -> char {
    let code = u32::from(sign);
    if (0xf020..0xf0ff).contains(&code) { char::from_u32(code - 0xf000).unwrap_or(sign) } else { sign }
}
