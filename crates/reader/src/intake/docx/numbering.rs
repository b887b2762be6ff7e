//! numbering.xml: the lists that paragraphs belong to.

use super::super::Unreadable;
use super::super::lists::{Format, Level, List, Lists};
use super::super::xml::{Visitor, attribute, is_on, number, walk};
use xml::BytesStart;

/// The lists of a package; none where it has no such part.
pub(super) fn lists(xml: Option<&str>) -> Result<Lists, Unreadable> {
    let mut part = Part::default();
    if let Some(xml) = xml {
        walk(xml, &mut part)?;
    }
    Ok(part.lists)
}

/// The part while it goes by, and where in it the visitor stands.
#[derive(Default)]
struct Part {
    lists: Lists,
    definition: Option<u32>,
    list: Option<u32>,
    level: usize,
}

impl Part {
    fn list(&mut self) -> Option<&mut List> {
        self.lists.lists.get_mut(&self.list?)
    }

    /// The level that is being defined, for a list of its own or for all lists of a definition.
    fn current_level(&mut self) -> Option<&mut Level> {
        let levels = match (self.list, self.definition) {
            (Some(list), _) => &mut self.lists.lists.get_mut(&list)?.levels,
            (None, Some(definition)) => self.lists.definitions.get_mut(&definition)?,
            (None, None) => return None,
        };
        Some(levels.entry(self.level).or_default())
    }
}

fn index(element: &BytesStart<'_>) -> usize {
    attribute(element, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0)
}

/// Names of formats (ISO/IEC 29500-1, 17.18.59); those of other scripts print as digits.
const FORMATS: [(&str, Format); 7] = [
    ("decimalZero", Format::DecimalZero),
    ("upperRoman", Format::UpperRoman),
    ("lowerRoman", Format::LowerRoman),
    ("upperLetter", Format::UpperLetter),
    ("lowerLetter", Format::LowerLetter),
    ("bullet", Format::Bullet),
    ("none", Format::None),
];

fn format(element: &BytesStart<'_>) -> Format {
    let name = attribute(element, "val").unwrap_or_default();
    FORMATS.iter().find(|(known, _)| *known == name).map_or(Format::Decimal, |(_, format)| *format)
}

impl Visitor for Part {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let own_id = |key: &str| attribute(element, key).and_then(|v| v.parse().ok()).unwrap_or(0);
        match name {
            "abstractNum" => {
                let id = own_id("abstractNumId");
                (self.definition, self.list) = (Some(id), None);
                self.lists.definitions.entry(id).or_default();
            }
            "num" => {
                let id = own_id("numId");
                (self.definition, self.list) = (None, Some(id));
                self.lists.lists.entry(id).or_default();
            }
            "abstractNumId" => {
                if let (Some(definition), Some(list)) = (number(element), self.list()) {
                    list.definition = definition;
                }
            }
            "lvlOverride" => self.level = index(element),
            "startOverride" => {
                let level = self.level;
                if let (Some(start), Some(list)) = (number(element), self.list()) {
                    list.start_overrides.insert(level, start);
                }
            }
            "lvl" => {
                self.level = index(element);
                self.current_level();
            }
            "start" | "numFmt" | "lvlText" | "isLgl" => {
                let Some(level) = self.current_level() else { return };
                match name {
                    "start" => level.start = number(element).unwrap_or(0),
                    "numFmt" => level.format = format(element),
                    "lvlText" => level.text = attribute(element, "val").unwrap_or_default(),
                    _ => level.legal = is_on(element),
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

    fn text(&mut self, _: &str) {}
}
