//! styles.xml: what a paragraph or run inherits.

use super::super::Unreadable;
use super::super::xml::{Visitor, attribute, is_on, number, walk};
use super::fonts::{Letters, Theme};
use std::collections::BTreeMap;
use xml::BytesStart;

/// A chain of styles longer than this is a loop.
const MAX_CHAIN: usize = 16;

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    letters: Option<Letters>,
    level: Option<u8>,
    list: Option<u32>,
    list_level: Option<u32>,
}

/// All styles by id.
#[derive(Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    current: Option<(String, Style)>,
    pub(super) theme: Theme,
    /// What the font draws where no style names one.
    pub(super) plain_letters: Letters,
}

impl Styles {
    pub(super) fn read(xml: Option<&str>, theme: Theme) -> Result<Self, Unreadable> {
        let mut styles = Self { theme, ..Self::default() };
        if let Some(xml) = xml {
            walk(xml, &mut styles)?;
        }
        Ok(styles)
    }

    /// The style named, or the default of paragraphs.
    pub(super) fn paragraph<'s>(&'s self, id: Option<&'s str>) -> Option<&'s str> {
        id.or(self.default_paragraph.as_deref())
    }

    fn inherited<T>(&self, id: Option<&str>, pick: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut style = self.by_id.get(id?)?;
        for _ in 0..MAX_CHAIN {
            if let Some(found) = pick(style) {
                return Some(found);
            }
            style = self.by_id.get(style.based_on.as_deref()?)?;
        }
        None
    }

    pub(super) fn bold(&self, id: Option<&str>) -> Option<bool> {
        self.inherited(id, |style| style.bold)
    }

    pub(super) fn hidden(&self, id: Option<&str>) -> Option<bool> {
        self.inherited(id, |style| style.hidden)
    }

    pub(super) fn letters(&self, id: Option<&str>) -> Option<Letters> {
        self.inherited(id, |style| style.letters)
    }

    /// Heading level from one.
    pub(super) fn level(&self, id: Option<&str>) -> Option<u8> {
        self.inherited(id, |style| style.level).filter(|level| *level <= 9)
    }

    /// List and level in it.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(u32, u32)> {
        let list = self.inherited(id, |style| style.list)?;
        Some((list, self.inherited(id, |style| style.list_level).unwrap_or(0)))
    }
}

impl Visitor for Styles {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        if name == "style" {
            let id = attribute(element, "styleId").unwrap_or_default();
            let is_default = attribute(element, "default").is_some_and(|v| v == "1" || v == "true");
            if is_default && attribute(element, "type").as_deref() == Some("paragraph") {
                self.default_paragraph = Some(id.clone());
            }
            self.current = Some((id, Style::default()));
            return;
        }
        let Some((_, style)) = &mut self.current else {
            if name == "rFonts" {
                self.plain_letters = self.theme.letters(element).unwrap_or(self.plain_letters);
            }
            return;
        };
        match name {
            "basedOn" => style.based_on = attribute(element, "val"),
            "b" => style.bold = Some(is_on(element)),
            "vanish" => style.hidden = Some(is_on(element)),
            "rFonts" => style.letters = self.theme.letters(element),
            "outlineLvl" => style.level = level(element),
            "numId" => style.list = number(element),
            "ilvl" => style.list_level = number(element),
            "name" => {
                let title = attribute(element, "val").unwrap_or_default().to_lowercase();
                let heading = title.strip_prefix("heading ").and_then(|n| n.parse().ok());
                style.level = style.level.or(heading);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if name == "style" {
            self.by_id.extend(self.current.take());
        }
    }

    fn text(&mut self, _: &str) {}
}

/// `outlineLvl` counts from zero; nine is body text.
pub(super) fn level(element: &BytesStart<'_>) -> Option<u8> {
    number(element).and_then(|level| u8::try_from(level.saturating_add(1)).ok())
}
