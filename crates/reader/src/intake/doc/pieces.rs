//! The piece table (\[MS-DOC\] 2.4.1, 2.9.38): the text in the order of reading, and where its bytes lie.

use super::super::bytes::{cut, size_at, u16_at, u32_at};
use super::fib::Plc;
use std::ops::Range;

/// A stretch of text whose bytes lie together.
struct Piece<'b> {
    from: u32,
    to: u32,
    /// First byte in the document stream.
    at: u32,
    /// One byte a character (Windows-1252), or two (UTF-16).
    narrow: bool,
    /// Changes to the formatting of the whole piece, from a fast save.
    changes: Changes<'b>,
}

/// Properties that a piece adds to those of its characters and paragraphs (2.9.204).
#[derive(Clone, Copy)]
pub(super) enum Changes<'b> {
    None,
    /// One property by its old short number and its value.
    One(u8, u8),
    Many(&'b [u8]),
}

/// One character: a UTF-16 unit, its byte, and what its piece changes.
#[derive(Clone, Copy)]
pub(super) struct Unit<'b> {
    pub(super) position: u32,
    pub(super) code: u16,
    pub(super) at: u32,
    pub(super) changes: Changes<'b>,
}

/// All pieces of a text.
pub(super) struct Pieces<'b> {
    document: &'b [u8],
    pieces: Vec<Piece<'b>>,
}

impl<'b> Pieces<'b> {
    /// Reads the table; none when it is damaged.
    pub(super) fn read(document: &'b [u8], clx: &'b [u8]) -> Option<Self> {
        let mut groups = Vec::new();
        let mut at = 0;
        // 2.9.209: groups of properties, then the table itself.
        while *clx.get(at)? == 1 {
            let length = usize::from(u16_at(clx, at + 1)?);
            groups.push(cut(clx, at + 3, length)?);
            at += 3 + length;
        }
        let plc = Plc::new(cut(clx, at + 5, size_at(clx, at + 1)?)?, 8);
        let piece = |at: usize| {
            let (record, from, to) = (plc.record(at)?, plc.position(at)?, plc.position(at + 1)?);
            let place = u32_at(record, 2)?;
            let narrow = place & 0x4000_0000 != 0;
            let place = place & 0x3fff_ffff;
            let changes = changes(u16_at(record, 6)?, &groups);
            (from <= to).then_some(Piece {
                from,
                to,
                at: if narrow { place / 2 } else { place },
                narrow,
                changes,
            })
        };
        let pieces = (0..plc.len()).map(piece).collect::<Option<Vec<_>>>()?;
        Some(Self { document, pieces })
    }

    /// One piece of bytes, as Word 6 and 95 keep a text that was saved whole.
    pub(super) fn whole(document: &'b [u8], bytes: Range<usize>) -> Option<Self> {
        let at = u32::try_from(bytes.start).ok()?;
        let to = u32::try_from(bytes.end.checked_sub(bytes.start)?).ok()?;
        Some(Self { document, pieces: vec![Piece { from: 0, to, at, narrow: true, changes: Changes::None }] })
    }

    /// The characters of a stretch; it ends early where the text does.
    pub(super) fn units(&self, range: Range<u32>) -> impl Iterator<Item = Unit<'b>> {
        let document = self.document;
        let first = self.pieces.partition_point(|piece| piece.to <= range.start);
        let pieces = self.pieces.get(first..).unwrap_or_default();
        pieces.iter().take_while(move |piece| piece.from < range.end).flat_map(move |piece| {
            let width = if piece.narrow { 1 } else { 2 };
            (range.start.max(piece.from)..range.end.min(piece.to)).map_while(move |position| {
                let at = piece.at.checked_add((position - piece.from).checked_mul(width)?)?;
                let byte = usize::try_from(at).ok()?;
                let code =
                    if piece.narrow { windows_1252(*document.get(byte)?) } else { u16_at(document, byte)? };
                Some(Unit { position, code, at, changes: piece.changes })
            })
        })
    }
}

/// A property by number, or the group that an index names (2.9.204).
fn changes<'b>(modifier: u16, groups: &[&'b [u8]]) -> Changes<'b> {
    let [low, high] = modifier.to_le_bytes();
    match modifier {
        0 => Changes::None,
        _ if modifier & 1 == 0 => Changes::One(low >> 1, high),
        _ => groups.get(usize::from(modifier >> 1)).map_or(Changes::None, |group| Changes::Many(group)),
    }
}

/// Codes of Windows-1252 that are no Latin-1 (2.9.73).
fn windows_1252(byte: u8) -> u16 {
    const FROM_80: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
        0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122,
        0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
    ];
    let special = byte.checked_sub(0x80).and_then(|at| FROM_80.get(usize::from(at)));
    special.copied().unwrap_or(u16::from(byte))
}
