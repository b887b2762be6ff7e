//! Real numbering: a printed number is left to Word wherever Word's list gives the same.

use super::xml::{DECLARATION, tenths};
use crate::dress::{Role, TYPEFACE, page};
use crate::lists::{Counters, Format, LEVELS, Level};
use crate::sheet::Line;
use std::fmt::Write;

/// The levels of headings and items: role, how it counts, its number.
const NUMBERED: [(Role, Format, &str); 6] = [
    (Role::Part, Format::UpperRoman, "Phần %1"),
    (Role::Section, Format::UpperRoman, "%2."),
    (Role::Clause, Format::Decimal, "%3."),
    (Role::Subclause, Format::Decimal, "%3.%4."),
    (Role::Point, Format::LowerLetter, "%5)"),
    (Role::Item, Format::Decimal, "(%6)"),
];

/// The levels of bullets.
const BULLETS: [(Role, Format, &str); 2] =
    [(Role::Dash, Format::Bullet, "-"), (Role::Plus, Format::Bullet, "+")];

/// The two lists that styles are bound to.
const NUMBERED_LIST: u32 = 1;
const BULLET_LIST: u32 = 2;

/// What stands in the properties of a paragraph for its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    /// Nothing: its style has no list, or the style's list gives the number.
    Style,
    /// A list that begins anew.
    List {
        /// Its level.
        level: usize,
        /// Its id.
        list: u32,
    },
    /// It leaves the list of its style.
    Out,
}

/// The list and level that a style is bound to.
pub(super) fn bound(role: Role) -> Option<(u32, usize)> {
    let at = |table: &[(Role, Format, &str)]| table.iter().position(|(r, ..)| *r == role);
    at(&NUMBERED)
        .map(|level| (NUMBERED_LIST, level))
        .or_else(|| at(&BULLETS).map(|level| (BULLET_LIST, level)))
}

/// Follows the numbers of a document.
pub(crate) struct Lists {
    /// Paragraphs name their list, although their style does.
    named: bool,
    levels: Vec<Level>,
    counters: Counters,
    /// Lists that begin anew: where each level of theirs starts.
    restarts: Vec<[Option<u32>; LEVELS]>,
}

impl Lists {
    pub(super) fn new() -> Self {
        let level = |(_, format, text): &(Role, Format, &str)| Level {
            format: *format,
            text: (*text).to_owned(),
            start: 1,
        };
        Self {
            named: false,
            levels: NUMBERED.iter().map(level).collect(),
            counters: Counters::default(),
            restarts: Vec::new(),
        }
    }

    /// For styles that may not be bound to our lists.
    pub(super) fn named() -> Self {
        Self { named: true, ..Self::new() }
    }

    /// How the line gets its number, and whether the list prints it.
    pub(super) fn place(&mut self, line: &Line, number: Option<&str>) -> (Numbered, bool) {
        match (bound(line.role), number) {
            (None, _) => (Numbered::Style, false),
            (Some(_), None) => (Numbered::Out, false),
            (Some((BULLET_LIST, level)), Some(number)) => {
                let same = BULLETS.get(level).is_some_and(|(_, _, text)| *text == number);
                match (same, self.named) {
                    (true, true) => (Numbered::List { level, list: BULLET_LIST }, true),
                    (true, false) => (Numbered::Style, true),
                    (false, _) => (Numbered::Out, false),
                }
            }
            (Some((_, level)), Some(number)) => {
                let numbered = self.number(level, number);
                (numbered, numbered != Numbered::Out)
            }
        }
    }

    fn number(&mut self, level: usize, number: &str) -> Numbered {
        let mut next = self.counters;
        if next.advance(&self.levels, level) == number {
            self.counters = next;
            return match self.restarts.len() {
                0 if self.named => Numbered::List { level, list: NUMBERED_LIST },
                0 => Numbered::Style,
                restarts => Numbered::List { level, list: list(restarts) },
            };
        }
        // The list would not begin anew here, but the page does.
        let mut anew = self.counters;
        if let Some(count) = anew.0.get_mut(level) {
            *count = None;
        }
        if anew.advance(&self.levels, level) != number {
            return Numbered::Out;
        }
        let mut starts = self.counters.0.map(|count| count.map(|n| n + 1));
        for (index, start) in starts.iter_mut().enumerate().skip(level) {
            *start = (index == level).then_some(1);
        }
        self.counters = anew;
        self.restarts.push(starts);
        Numbered::List { level, list: list(self.restarts.len()) }
    }

    /// `word/numbering.xml`
    pub(crate) fn part(&self) -> String {
        let mut out = format!(
            "{DECLARATION}<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}{}",
            definition(0, &NUMBERED),
            definition(1, &BULLETS)
        );
        for (list, definition) in [(NUMBERED_LIST, 0), (BULLET_LIST, 1)] {
            let _ =
                write!(out, "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{definition}\"/></w:num>");
        }
        for (index, starts) in (1..).zip(&self.restarts) {
            let _ = write!(out, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"0\"/>", list(index));
            for (level, start) in starts.iter().enumerate() {
                if let Some(start) = start {
                    let _ = write!(
                        out,
                        "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
                    );
                }
            }
            out += "</w:num>";
        }
        out + "</w:numbering>"
    }
}

/// Id of the list after so many restarts.
fn list(restarts: usize) -> u32 {
    BULLET_LIST + u32::try_from(restarts).unwrap_or(u32::MAX - BULLET_LIST)
}

fn definition(id: u32, levels: &[(Role, Format, &str)]) -> String {
    let levels: String = levels.iter().enumerate().map(|(at, level)| self::level(at, level)).collect();
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>"
    )
}

fn level(at: usize, (role, format, text): &(Role, Format, &str)) -> String {
    let dress = role.dress();
    let first = if dress.first_line { tenths(page::FIRST_LINE_TENTHS) } else { 0 };
    // Without a typeface LibreOffice takes bullets from a font of symbols.
    let letters = match format {
        Format::Bullet => {
            format!(
                "<w:rPr><w:rFonts w:ascii=\"{TYPEFACE}\" w:hAnsi=\"{TYPEFACE}\" w:cs=\"{TYPEFACE}\"/></w:rPr>"
            )
        }
        _ => String::new(),
    };
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{}\"/><w:pStyle w:val=\"{}\"/><w:suff w:val=\"space\"/>\
         <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"0\" w:firstLine=\"{first}\"/></w:pPr>{letters}</w:lvl>",
        format.name(),
        dress.style,
    )
}
