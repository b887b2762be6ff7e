//! The style sheet (\[MS-DOC\] 2.9.271) and the fonts (2.9.285).

use super::super::bytes::{cut, u16_at};
use super::properties::{Look, Shape};
use viet::legacy::{Encoding, of_font};

/// A chain of styles longer than this is a loop.
const MAX_CHAIN: usize = 16;
/// A style that is based on none (2.9.260).
const NO_BASE: u16 = 0x0fff;

/// One style as the file has it.
#[derive(Default)]
struct Style<'b> {
    base: u16,
    /// Heading level that its number names.
    heading: Option<u8>,
    paragraph: &'b [u8],
    character: &'b [u8],
}

/// All styles by number.
pub(super) struct Styles<'b> {
    styles: Vec<Style<'b>>,
    plain: Look,
    data: &'b [u8],
}

impl<'b> Styles<'b> {
    pub(super) fn read(sheet: &'b [u8], data: &'b [u8]) -> Self {
        let head = u16_at(sheet, 0).map_or(0, usize::from);
        let word = |at: usize| u16_at(sheet, 2 + at).unwrap_or(0);
        // 2.9.272: the number of styles, the fixed bytes of each, and at their end the usual fonts.
        let (count, fixed, fonts) = (word(0), usize::from(word(2)), [word(12), word(16)]);
        let mut at = 2 + head;
        let mut styles = Vec::new();
        for _ in 0..count {
            let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
            let style = cut(sheet, at + 2, length).and_then(|style| Style::read(style, fixed));
            styles.push(style.unwrap_or_default());
            at += 2 + length + length % 2;
        }
        Self { styles, plain: Look { fonts, ..Look::default() }, data }
    }

    /// The style and those it is based on, the last one first.
    fn chain(&self, number: u16) -> Vec<&Style<'b>> {
        let mut chain = Vec::new();
        let mut next = self.styles.get(usize::from(number));
        while let Some(style) = next.filter(|_| chain.len() < MAX_CHAIN) {
            chain.push(style);
            next = Some(style.base)
                .filter(|base| *base != NO_BASE)
                .and_then(|base| self.styles.get(usize::from(base)));
        }
        chain.reverse();
        chain
    }

    /// What a paragraph and its characters inherit.
    pub(super) fn inherited(&self, number: u16) -> (Shape, Look) {
        let (mut shape, mut look) = (Shape::default(), self.plain);
        for style in self.chain(number) {
            shape.level = style.heading.or(shape.level);
            shape.apply(style.paragraph, self.data);
            look.apply(&self.plain, style.character);
        }
        (shape, look)
    }

    /// Puts a character style upon what a paragraph gives its characters.
    pub(super) fn put_on(&self, look: &mut Look, number: u16) {
        let base = *look;
        for style in self.chain(number) {
            look.apply(&base, style.character);
        }
    }
}

impl<'b> Style<'b> {
    /// 2.9.258: fixed words, the name, then the changes to paragraphs and characters.
    fn read(style: &'b [u8], fixed: usize) -> Option<Self> {
        let number = u16_at(style, 0)? & 0x0fff;
        let kind = u16_at(style, 2)?;
        let name = usize::from(u16_at(style, fixed)?);
        let mut at = fixed + 2 + 2 * name + 2;
        let mut group = || {
            let length = usize::from(u16_at(style, at)?);
            let changes = cut(style, at + 2, length)?;
            at += 2 + length + length % 2;
            Some(changes)
        };
        let (paragraph, character) = match kind & 0x000f {
            // The changes of a paragraph style begin with its own number.
            1 => (group().and_then(|changes| changes.get(2..)), group()),
            2 => (None, group()),
            _ => (None, None),
        };
        Some(Self {
            base: kind >> 4,
            heading: u8::try_from(number).ok().filter(|level| (1..=9).contains(level) && kind & 0x000f == 1),
            paragraph: paragraph.unwrap_or_default(),
            character: character.unwrap_or_default(),
        })
    }
}

/// The old encoding that every font draws, by its number.
pub(super) struct Fonts(Vec<Option<Encoding>>);

impl Fonts {
    pub(super) fn read(table: &[u8]) -> Self {
        let count = u16_at(table, 0).unwrap_or(0);
        let mut at = 4;
        let mut fonts = Vec::new();
        for _ in 0..count {
            let Some(length) = table.get(at).copied().map(usize::from) else { break };
            // 2.9.82: forty bytes, the first of them the length, then the name.
            let units = cut(table, at + 1, length).and_then(|font| font.get(39..)).unwrap_or_default();
            let units = units.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
            let name: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
            fonts.push(of_font(&String::from_utf16_lossy(&name)));
            at += 1 + length;
        }
        Self(fonts)
    }

    /// The encoding of a run's letters.
    pub(super) fn encoding(&self, look: &Look) -> Option<Encoding> {
        let [ascii, other] = look.fonts;
        let of = |font: u16| self.0.get(usize::from(font)).copied().flatten();
        of(other).or_else(|| of(ascii))
    }
}
