//! Styles, fonts and lists of an OpenDocument text.

use super::super::Unreadable;
use super::super::lists::{Format, LEVELS, Level, List, Lists};
use super::super::xml::{Visitor, attribute, walk};
use std::collections::BTreeMap;
use viet::legacy::{Encoding, of_font};
use xml::BytesStart;

/// A chain of styles longer than this is a loop.
const MAX_CHAIN: usize = 16;

/// The name under which headings count.
const OUTLINE: &str = "";

#[derive(Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    letters: Option<Option<Encoding>>,
    level: Option<u8>,
}

/// Everything that paragraphs refer to by name.
#[derive(Default)]
pub(super) struct Styles {
    /// By family and name; the default of a family has no name.
    by_name: BTreeMap<(String, String), Style>,
    fonts: BTreeMap<String, Option<Encoding>>,
    /// Definitions of lists by the names of their styles.
    list_names: BTreeMap<String, u32>,
    pub(super) lists: Lists,
    lists_seen: u32,
    /// The list of each style that counted last.
    last: BTreeMap<String, u32>,
    style: Option<(String, String)>,
    list_style: Option<u32>,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn add(&mut self, xml: &str) -> Result<(), Unreadable> {
        walk(xml, self)
    }

    fn inherited<T>(&self, family: &str, name: &str, pick: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut key = (family.to_owned(), name.to_owned());
        for _ in 0..MAX_CHAIN {
            let style = self.by_name.get(&key)?;
            if let Some(found) = pick(style) {
                return Some(found);
            }
            key.1.clone_from(style.parent.as_ref()?);
        }
        None
    }

    /// A property of text in a paragraph of this style within spans of those, innermost last.
    fn of_text<T>(&self, paragraph: &str, spans: &[String], pick: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let own = spans.iter().rev().find_map(|span| self.inherited("text", span, &pick));
        own.or_else(|| self.inherited("paragraph", paragraph, &pick))
            .or_else(|| self.inherited("paragraph", "", &pick))
    }

    pub(super) fn bold(&self, paragraph: &str, spans: &[String]) -> bool {
        self.of_text(paragraph, spans, |style| style.bold).unwrap_or(false)
    }

    pub(super) fn hidden(&self, paragraph: &str, spans: &[String]) -> bool {
        self.of_text(paragraph, spans, |style| style.hidden).unwrap_or(false)
    }

    pub(super) fn letters(&self, paragraph: &str, spans: &[String]) -> Option<Encoding> {
        self.of_text(paragraph, spans, |style| style.letters).flatten()
    }

    /// Heading level from one.
    pub(super) fn level(&self, paragraph: &str) -> Option<u8> {
        self.inherited("paragraph", paragraph, |style| style.level).filter(|level| (1..=9).contains(level))
    }

    /// The list of a style that goes on, or a new one that begins anew.
    pub(super) fn list(&mut self, name: &str, goes_on: bool) -> Option<u32> {
        let definition = *self.list_names.get(name)?;
        if let Some(last) = self.last.get(name).filter(|_| goes_on) {
            return Some(*last);
        }
        self.lists_seen += 1;
        let levels = self.lists.definitions.get(&definition);
        let starts =
            (0..LEVELS).map(|at| (at, levels.and_then(|l| l.get(&at)).map_or(1, |level| level.start)));
        let list = List { definition, start_overrides: starts.collect(), ..List::default() };
        self.lists.lists.insert(self.lists_seen, list);
        self.last.insert(name.to_owned(), self.lists_seen);
        Some(self.lists_seen)
    }

    /// The list of headings.
    pub(super) fn outline(&mut self) -> Option<u32> {
        self.list(OUTLINE, true)
    }

    fn begin_list_style(&mut self, name: String) {
        let next = u32::try_from(self.list_names.len()).unwrap_or(u32::MAX);
        let id = *self.list_names.entry(name).or_insert(next);
        self.lists.definitions.insert(id, BTreeMap::new());
        self.list_style = Some(id);
    }

    fn level_style(&mut self, element: &BytesStart<'_>, bullet: bool) {
        let Some(levels) = self.list_style.and_then(|id| self.lists.definitions.get_mut(&id)) else { return };
        let count = |name: &str| attribute(element, name).and_then(|value| value.parse::<usize>().ok());
        let at = count("level").unwrap_or(1).clamp(1, LEVELS);
        let mut level = Level {
            start: count("start-value").and_then(|start| u32::try_from(start).ok()).unwrap_or(1),
            ..Level::default()
        };
        if bullet {
            level.format = Format::Bullet;
            level.text = attribute(element, "bullet-char").unwrap_or_default();
        } else {
            let format = attribute(element, "num-format").unwrap_or_default();
            level.format = format_of(&format);
            let shown = count("display-levels").unwrap_or(1).clamp(1, at);
            let counts: Vec<String> = (at + 1 - shown..=at).map(|at| format!("%{at}")).collect();
            let signs = |name: &str| attribute(element, name).unwrap_or_default();
            let number = if format.is_empty() { String::new() } else { counts.join(".") };
            level.text = format!("{}{number}{}", signs("num-prefix"), signs("num-suffix"));
        }
        levels.insert(at - 1, level);
    }

    fn text_properties(&mut self, element: &BytesStart<'_>) {
        let Some(style) = self.style.as_ref().and_then(|key| self.by_name.get_mut(key)) else { return };
        if let Some(weight) = attribute(element, "font-weight") {
            style.bold = Some(weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600));
        }
        if let Some(display) = attribute(element, "display") {
            style.hidden = Some(display == "none");
        }
        let named = attribute(element, "font-name").and_then(|name| self.fonts.get(&name).copied());
        let family = || attribute(element, "font-family").map(|family| of_font(&family));
        style.letters = named.or_else(family).or(style.letters);
    }

    fn begin_style(&mut self, element: &BytesStart<'_>) {
        let value = |name: &str| attribute(element, name);
        let key = (value("family").unwrap_or_default(), value("name").unwrap_or_default());
        let style = Style {
            parent: value("parent-style-name"),
            level: value("default-outline-level").and_then(|level| level.parse().ok()),
            ..Style::default()
        };
        self.by_name.insert(key.clone(), style);
        self.style = Some(key);
    }
}

fn format_of(name: &str) -> Format {
    match name {
        "I" => Format::UpperRoman,
        "i" => Format::LowerRoman,
        "A" => Format::UpperLetter,
        "a" => Format::LowerLetter,
        "" => Format::None,
        _ => Format::Decimal,
    }
}

impl Visitor for Styles {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "font-face" => {
                let family = attribute(element, "font-family").unwrap_or_default();
                self.fonts.insert(attribute(element, "name").unwrap_or_default(), of_font(&family));
            }
            "style" | "default-style" => self.begin_style(element),
            "text-properties" => self.text_properties(element),
            "list-style" => self.begin_list_style(attribute(element, "name").unwrap_or_default()),
            "outline-style" => self.begin_list_style(OUTLINE.to_owned()),
            "list-level-style-number" | "outline-level-style" => self.level_style(element, false),
            "list-level-style-bullet" => self.level_style(element, true),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "style" | "default-style" => self.style = None,
            "list-style" | "outline-style" => self.list_style = None,
            _ => {}
        }
    }

    fn text(&mut self, _: &str) {}
}
