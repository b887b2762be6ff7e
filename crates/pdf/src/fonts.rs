//! Which of the fonts given can set the document.

use crate::PdfError;
use report::{Line, Piece, Sheet, Span, TableSheet};
use std::collections::BTreeSet;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, FontStyle, FontWeight};
use typst::utils::LazyHash;

/// Times New Roman and the typefaces of the same widths, in the order of preference.
pub const FAMILIES: [&str; 3] = ["Times New Roman", "Tinos", "Liberation Serif"];

/// The styles the layout uses: name for people, slanted, heavy.
const STYLES: [(&str, bool, bool); 4] =
    [("thường", false, false), ("đậm", false, true), ("nghiêng", true, false), ("đậm nghiêng", true, true)];

/// Fonts read, and the typeface chosen.
pub struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    families: Vec<String>,
}

impl Fonts {
    /// Reads font files and chooses the first complete typeface.
    pub fn load(files: &[Bytes]) -> Result<Self, PdfError> {
        let fonts: Vec<Font> = files.iter().flat_map(|file| Font::iter(file.clone())).collect();
        let lacking = |family: &str| -> Vec<&str> {
            STYLES
                .iter()
                .filter(|style| !fonts.iter().any(|f| fits(f.info(), family, style)))
                .map(|s| s.0)
                .collect()
        };
        let Some(family) = FAMILIES.iter().find(|family| lacking(family).is_empty()) else {
            let best = FAMILIES
                .iter()
                .map(|family| (lacking(family), family))
                .min_by_key(|(styles, _)| styles.len());
            let missing = best
                .map(|(styles, family)| format!("{family} kiểu {}", styles.join(", ")))
                .unwrap_or_default();
            return Err(PdfError::NoFont { missing });
        };
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Ok(Self { book, fonts, families: vec![(*family).to_owned()] })
    }

    /// Whether every letter of the sheet can be shown.
    pub fn check(&self, sheet: &Sheet) -> Result<(), PdfError> {
        let shown = |c: char| {
            c.is_whitespace() || self.fonts.iter().any(|f| f.info().coverage.contains(u32::from(c)))
        };
        // Each letter is looked for once: coverage is searched from its beginning.
        let mut letters: BTreeSet<char> = words(sheet).flat_map(str::chars).collect();
        letters.retain(|letter| !shown(*letter));
        if letters.is_empty() {
            return Ok(());
        }
        let letters =
            letters.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect::<Vec<_>>().join(", ");
        Err(PdfError::NoGlyph { family: self.families.join(", "), letters })
    }

    /// Names to ask typst for.
    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// What typst may choose from.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// One font by its place in the book.
    pub fn get(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
}

fn fits(info: &FontInfo, family: &str, (_, slanted, heavy): &(&str, bool, bool)) -> bool {
    let variant = info.variant;
    info.family.eq_ignore_ascii_case(family)
        && (variant.style != FontStyle::Normal) == *slanted
        && (variant.weight >= FontWeight::SEMIBOLD) == *heavy
}

/// Every text of the sheet.
fn words(sheet: &Sheet) -> impl Iterator<Item = &str> {
    let parts = [
        &sheet.issuer,
        &sheet.nation,
        &sheet.number,
        &sheet.date,
        &sheet.title,
        &sheet.contact,
        &sheet.stamp,
    ];
    let lines = parts.into_iter().chain([&sheet.recipients, &sheet.signature]).flatten();
    let headings = sheet.annexes.iter().flat_map(|a| &a.heading);
    let pieces = || sheet.body.iter().chain(sheet.annexes.iter().flat_map(|a| &a.body));
    let tables = pieces().filter_map(|piece| match piece {
        Piece::Table(table) => Some(table),
        Piece::Line(_) | Piece::Picture(_) => None,
    });
    let cells = tables.flat_map(TableSheet::cells).flat_map(|c| &c.spans);
    let notes = sheet.notes.iter().flat_map(|n| &n.spans);
    let lines: Vec<&Line> = lines.chain(headings).chain(pieces().flat_map(Piece::lines)).collect();
    let numbers: Vec<&str> = lines.iter().filter_map(|line| line.number.as_deref()).collect();
    lines.into_iter().flat_map(|l| &l.spans).chain(cells).chain(notes).map(Span::words).chain(numbers)
}
