//! The file information block (\[MS-DOC\] 2.5): where everything in the streams lies.

use super::super::bytes::{cut, size_at, u16_at, u32_at};
use std::ops::Range;

/// First version of the format of Word 97 (2.5.1, `nFib`); older ones keep their text in bytes of a code page.
const WORD_97: u16 = 0x00c1;

/// Pairs of place and length in the table stream, by their position (2.5.6).
#[derive(Clone, Copy)]
#[repr(u8)]
pub(super) enum Part {
    Styles = 1,
    FootnoteMarks = 2,
    FootnoteTexts = 3,
    HeaderTexts = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Shapes = 40,
    EndnoteMarks = 46,
    EndnoteTexts = 47,
    BoxTexts = 56,
    ListDefinitions = 73,
    Lists = 74,
}

/// Stretches of the text in the order of the file (2.4.1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Stretch {
    Main = 0,
    Footnotes = 1,
    Headers = 2,
    // Macros and comments, which no reader of the paper sees, are 3 and 4.
    Endnotes = 5,
    Boxes = 6,
}

/// What the block says.
pub(super) struct Fib {
    /// Whether the text is scrambled.
    pub(super) encrypted: bool,
    /// Whether it is a file of Word 6 or 95.
    pub(super) old: bool,
    /// Where the bytes of an old text begin and end.
    pub(super) old_text: Range<usize>,
    /// Name of the stream with all tables.
    pub(super) table: &'static str,
    /// Characters of every stretch.
    lengths: Vec<u32>,
    pairs: Vec<(usize, usize)>,
}

impl Fib {
    /// None when it is no Word document.
    pub(super) fn read(document: &[u8]) -> Option<Self> {
        let magic = u16_at(document, 0)?;
        let flags = u16_at(document, 10)?;
        let old = u16_at(document, 2)? < WORD_97;
        if !matches!(magic, 0xa5ec | 0xa5dc) {
            return None;
        }
        // 2.5.1: the counts of 16-bit words, 32-bit words and pairs stand before each.
        let words = 34 + 2 * usize::from(u16_at(document, 32)?);
        let (lengths, pairs_at, count) = if old {
            (0x34, 0x58, Part::Pieces as usize + 1)
        } else {
            let pairs_at = words + 2 + 4 * usize::from(u16_at(document, words)?);
            (words + 2 + 12, pairs_at + 2, usize::from(u16_at(document, pairs_at)?))
        };
        let pair = |at: usize| {
            let from = pairs_at + 8 * at;
            Some((size_at(document, from)?, size_at(document, from + 4)?))
        };
        Some(Self {
            encrypted: flags & 0x0100 != 0,
            old,
            old_text: size_at(document, 24)?..size_at(document, 28)?,
            table: if flags & 0x0200 != 0 { "1Table" } else { "0Table" },
            lengths: (0..=Stretch::Boxes as usize)
                .map(|at| u32_at(document, lengths + 4 * at).unwrap_or(0))
                .collect(),
            pairs: (0..count.min(Part::Lists as usize + 1)).map_while(pair).collect(),
        })
    }

    /// Characters before and up to the end of a stretch; none when they are more than a file can have.
    pub(super) fn stretch(&self, stretch: Stretch) -> Option<Range<u32>> {
        let mut before = self.lengths.iter().take(stretch as usize);
        let start = before.try_fold(0u32, |sum, length| sum.checked_add(*length))?;
        Some(start..start.checked_add(*self.lengths.get(stretch as usize)?)?)
    }

    /// The bytes of a part; empty when the file has none or it lies outside.
    pub(super) fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let pair = self.pairs.get(part as usize);
        pair.and_then(|(at, length)| cut(table, *at, *length)).unwrap_or_default()
    }

    /// Everything from a part to the end of the stream: some parts go on behind their stated length.
    pub(super) fn part_and_rest<'t>(&self, table: &'t [u8], part: Part) -> (&'t [u8], usize) {
        let Some((at, length)) = self.pairs.get(part as usize).filter(|(_, length)| *length > 0) else {
            return (&[], 0);
        };
        (table.get(*at..).unwrap_or_default(), *length)
    }
}

/// Positions and the records between them (a PLC, 2.2.2): one position more than records.
#[derive(Clone, Copy)]
pub(super) struct Plc<'t> {
    bytes: &'t [u8],
    record: usize,
    count: usize,
}

impl<'t> Plc<'t> {
    /// Records of this many bytes each.
    pub(super) fn new(bytes: &'t [u8], record: usize) -> Self {
        Self { bytes, record, count: bytes.len().saturating_sub(4) / (4 + record) }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The position before a record, or behind the last.
    pub(super) fn position(&self, at: usize) -> Option<u32> {
        u32_at(self.bytes, at.checked_mul(4).filter(|_| at <= self.count)?)
    }

    pub(super) fn record(&self, at: usize) -> Option<&'t [u8]> {
        let from = (self.count + 1) * 4 + at.checked_mul(self.record)?;
        cut(self.bytes, from, self.record).filter(|_| at < self.count)
    }

    /// The record whose positions enclose one; positions ascend.
    pub(super) fn find(&self, position: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.position(middle + 1)? <= position { low = middle + 1 } else { high = middle }
        }
        (low < self.count && self.position(low)? <= position).then_some(low)
    }
}
