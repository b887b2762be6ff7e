//! Which letters fonts draw: Unicode or an old encoding.

use super::super::Unreadable;
use super::super::xml::{Visitor, attribute, walk};
use viet::legacy::{Encoding, of_font};
use xml::BytesStart;

/// The old encoding that a font draws; none is Unicode.
pub(super) type Letters = Option<Encoding>;

/// The fonts of theme1.xml for Latin letters.
#[derive(Default)]
pub(super) struct Theme {
    headings: Letters,
    body: Letters,
    in_headings: bool,
}

impl Theme {
    pub(super) fn read(xml: Option<&str>) -> Result<Self, Unreadable> {
        let mut theme = Self::default();
        if let Some(xml) = xml {
            walk(xml, &mut theme)?;
        }
        Ok(theme)
    }

    /// What the fonts of `rFonts` draw (ISO/IEC 29500-1, 17.3.2.26); none when it names no font for Latin letters.
    pub(super) fn letters(&self, element: &BytesStart<'_>) -> Option<Letters> {
        let themed = attribute(element, "hAnsiTheme").or_else(|| attribute(element, "asciiTheme"));
        let by_theme = themed.map(|name| if name.starts_with("major") { self.headings } else { self.body });
        let named = || attribute(element, "hAnsi").or_else(|| attribute(element, "ascii"));
        by_theme.or_else(|| named().map(|name| of_font(&name)))
    }
}

impl Visitor for Theme {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "majorFont" => self.in_headings = true,
            "minorFont" => self.in_headings = false,
            "latin" => {
                let letters = attribute(element, "typeface").and_then(|name| of_font(&name));
                *(if self.in_headings { &mut self.headings } else { &mut self.body }) = letters;
            }
            _ => {}
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}
