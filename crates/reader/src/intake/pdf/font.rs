//! Fonts: what the codes of a string stand for and how wide they are (ISO 32000-1, 9.5 to 9.10).

use super::cmap::CMap;
use super::file;
use super::names::{self, Base};
use lopdf::{Dictionary, Document, Object};
use viet::legacy::{Encoding, of_font};

/// Styles that a name ends with.
const STYLES: [&str; 4] = ["-BoldItalic", "-Bold", "-Italic", "-Oblique"];

/// A font as text needs it.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// The encoding before Unicode that it draws.
    pub(super) legacy: Option<Encoding>,
    pub(super) bold: bool,
    codes: Codes,
    to_letters: CMap,
    /// First glyph, last glyph and their width, in order.
    widths: Vec<(u32, u32, f32)>,
    usual_width: f32,
}

/// How strings are cut into codes, and what a code is when no map to letters tells.
#[derive(Debug)]
enum Codes {
    /// One byte each; the letters of all 256.
    Simple(Vec<String>),
    /// Codes of a composite font and the glyphs that they choose.
    Composite(CMap),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Simple(Vec::new())
    }
}

/// One code of a string.
pub(super) struct Shown {
    pub(super) letters: String,
    /// In units of the font's size.
    pub(super) width: f32,
    /// Whether it is the single byte 32, which word spacing widens.
    pub(super) is_blank: bool,
}

impl Font {
    pub(super) fn read(document: &Document, font: &Dictionary, budget: &mut usize) -> Self {
        let composite = file::name(document, font, b"Subtype") == Some(b"Type0");
        let descendant = file::array(document, font, b"DescendantFonts")
            .and_then(|fonts| fonts.first())
            .and_then(|first| file::dictionary_of(document, first))
            .filter(|_| composite);
        let described = descendant.unwrap_or(font);
        let descriptor = file::dictionary(document, described, b"FontDescriptor");
        let full_name = file::name(document, font, b"BaseFont").unwrap_or_default();
        let full_name = String::from_utf8_lossy(full_name).into_owned();
        let name = match full_name.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
            _ => full_name,
        };
        let mut map = |key: &[u8]| file::stream(document, font, key, budget).map(|bytes| CMap::parse(&bytes));
        let to_letters = map(b"ToUnicode").unwrap_or_default();
        let codes = match composite {
            true => Codes::Composite(map(b"Encoding").unwrap_or_default()),
            false => Codes::Simple(simple(document, font, descriptor)),
        };
        let (widths, usual_width) = match composite {
            true => composite_widths(document, described),
            false => simple_widths(document, font, descriptor),
        };
        // `.VnTimeH,Bold`, `VNI-Times-Bold`.
        let family = name.split(',').next().unwrap_or_default();
        let family = STYLES.iter().fold(family, |name, style| name.strip_suffix(style).unwrap_or(name));
        let bold = is_bold(&name, document, descriptor);
        Self { bold, legacy: of_font(family), codes, to_letters, widths, usual_width }
    }

    /// The codes of a string, in order.
    pub(super) fn show(&self, bytes: &[u8], mut each: impl FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = match &self.codes {
                Codes::Simple(_) => 1,
                Codes::Composite(map) => map.length(rest, 2),
            };
            let (head, after) = rest.split_at(length.min(rest.len()));
            let code = head.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            let (glyph, own) = match &self.codes {
                Codes::Simple(letters) => (code, letters.get(code as usize).cloned()),
                Codes::Composite(map) => (map.glyph(code).unwrap_or(code), None),
            };
            let letters = self.to_letters.letters(code).or(own).unwrap_or_else(|| "\u{fffd}".to_owned());
            let width = self.width(glyph);
            each(Shown { letters, width, is_blank: head == b" " });
            rest = after;
        }
    }
}

impl Font {
    fn width(&self, glyph: u32) -> f32 {
        let after = self.widths.partition_point(|(first, ..)| *first <= glyph);
        let range = self.widths.get(..after).and_then(<[_]>::last).filter(|(_, last, _)| glyph <= *last);
        range.map_or(self.usual_width, |(.., width)| *width)
    }
}

fn is_bold(name: &str, document: &Document, descriptor: Option<&Dictionary>) -> bool {
    const WORDS: [&str; 4] = ["bold", "black", "heavy", "demi"];
    const FORCED: i64 = 1 << 18;
    let lower = name.to_lowercase();
    let number = |key: &[u8]| descriptor.and_then(|d| file::number(document, d, key)).unwrap_or(0.0);
    WORDS.iter().any(|word| lower.contains(word))
        || (number(b"Flags") as i64) & FORCED != 0
        || number(b"FontWeight") >= 600.0
}

/// Letters of the 256 codes of a simple font.
fn simple(document: &Document, font: &Dictionary, descriptor: Option<&Dictionary>) -> Vec<String> {
    let encoding = font.get(b"Encoding").ok().and_then(|object| file::resolve(document, object));
    let table = encoding.and_then(|object| object.as_dict().ok());
    let named = match table {
        Some(table) => file::name(document, table, b"BaseEncoding"),
        None => encoding.and_then(|object| object.as_name().ok()),
    };
    let embedded = descriptor.is_some_and(|d| d.has(b"FontFile") || d.has(b"FontFile3"));
    let base = match named {
        Some(b"MacRomanEncoding") => Base::MacRoman,
        Some(b"WinAnsiEncoding") => Base::WinAnsi,
        _ if embedded => Base::Standard,
        _ => Base::WinAnsi,
    };
    let mut letters: Vec<String> = (0..=255).map(|code| names::letter(base, code).to_string()).collect();
    let mut code = 0;
    for item in table.and_then(|table| file::array(document, table, b"Differences")).into_iter().flatten() {
        match item {
            Object::Integer(number) => code = usize::try_from(*number).unwrap_or(usize::MAX),
            Object::Name(name) => {
                let found = std::str::from_utf8(name).ok().and_then(names::letters);
                if let (Some(slot), Some(found)) = (letters.get_mut(code), found) {
                    *slot = found;
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    letters
}

/// Widths are given in thousandths of the size, those of a Type 3 font in its own glyph space.
fn simple_widths(
    document: &Document,
    font: &Dictionary,
    descriptor: Option<&Dictionary>,
) -> (Vec<(u32, u32, f32)>, f32) {
    const USUAL: f32 = 0.5;
    let matrix =
        file::array(document, font, b"FontMatrix").and_then(|matrix| matrix.first()?.as_float().ok());
    let unit = matrix.unwrap_or(0.001);
    let first = file::number(document, font, b"FirstChar").unwrap_or(0.0) as u32;
    let listed = file::array(document, font, b"Widths").into_iter().flatten().take(256);
    let widths: Vec<(u32, u32, f32)> = (first..)
        .zip(listed)
        .filter_map(|(code, width)| {
            Some((code, code, file::resolve(document, width)?.as_float().ok()? * unit))
        })
        .collect();
    let missing = descriptor.and_then(|d| file::number(document, d, b"MissingWidth")).unwrap_or(0.0) * unit;
    let usual = if widths.is_empty() && missing == 0.0 { USUAL } else { missing };
    (widths, usual)
}

/// `[ first [w …] first last w … ]`.
fn composite_widths(document: &Document, font: &Dictionary) -> (Vec<(u32, u32, f32)>, f32) {
    let usual = file::number(document, font, b"DW").unwrap_or(1000.0) / 1000.0;
    let mut widths = Vec::new();
    let mut rest: &[Object] = file::array(document, font, b"W").unwrap_or_default();
    while let [first, second, after @ ..] = rest {
        let Ok(first) = first.as_float() else { break };
        let first = first as u32;
        rest = match (file::resolve(document, second), after) {
            (Some(Object::Array(list)), _) => {
                let listed = list.iter().filter_map(|width| width.as_float().ok());
                widths.extend((first..).zip(listed).map(|(glyph, width)| (glyph, glyph, width / 1000.0)));
                after
            }
            (Some(last), [width, after @ ..]) => {
                let (Ok(last), Ok(width)) = (last.as_float(), width.as_float()) else { break };
                widths.push((first, last as u32, width / 1000.0));
                after
            }
            _ => break,
        };
    }
    widths.sort_by_key(|(first, ..)| *first);
    (widths, usual)
}
