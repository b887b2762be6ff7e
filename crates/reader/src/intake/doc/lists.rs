//! List tables (\[MS-DOC\] 2.9.132, 2.9.133, 2.9.150): definitions, and the lists that paragraphs name.

use super::super::bytes::{cut, size_at, u16_at, u32_at};
use super::super::lists::{Format, LEVELS, Level, List, Lists};

/// Bytes of the heads of a definition, a level, a list.
const DEFINITION: usize = 28;
const LEVEL: usize = 28;
const LIST: usize = 16;

/// Reads both tables; each begins its slice, and goes on behind the length stated for it.
pub(super) fn read((definitions, stated): (&[u8], usize), (lists, _): (&[u8], usize)) -> Lists {
    let mut out = Lists::default();
    // The levels of all definitions stand behind the last head.
    let mut levels = Cursor { bytes: definitions, at: stated };
    let count = u16_at(definitions, 0).map_or(0, usize::from);
    for at in 0..count {
        let Some(head) = cut(definitions, 2 + at * DEFINITION, DEFINITION) else { break };
        let simple = head.get(26).is_some_and(|flags| flags & 1 == 1);
        let of = (0..if simple { 1 } else { LEVELS }).map_while(|at| Some((at, levels.level()?)));
        out.definitions.insert(u32_at(head, 0).unwrap_or(0), of.collect());
    }
    let count = size_at(lists, 0).unwrap_or(0);
    let mut own = Cursor { bytes: lists, at: count.saturating_mul(LIST).saturating_add(4) };
    let mut number = 0;
    for at in 0..count {
        let Some(head) = cut(lists, 4 + at * LIST, LIST) else { break };
        let mut list = List { definition: u32_at(head, 0).unwrap_or(0), ..List::default() };
        own.overrides(usize::from(head.get(12).copied().unwrap_or(0)), &mut list);
        number += 1;
        out.lists.insert(number, list);
    }
    out
}

/// A place in a table whose records have no fixed length.
struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let taken = cut(self.bytes, self.at, length)?;
        self.at += length;
        Some(taken)
    }

    /// 2.9.129: the head, two groups of properties, and the label with counts of levels as its smallest characters.
    fn level(&mut self) -> Option<Level> {
        let head = self.take(LEVEL)?;
        let groups = usize::from(*head.get(24)?) + usize::from(*head.get(25)?);
        self.take(groups)?;
        let length = usize::from(u16_at(self.take(2)?, 0)?);
        let label = self.take(2 * length)?.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
        let mut text = String::new();
        for character in char::decode_utf16(label) {
            match character.unwrap_or('\u{fffd}') {
                place @ '\0'..='\u{8}' => text.push_str(&format!("%{}", u32::from(place) + 1)),
                other => text.push(other),
            }
        }
        Some(Level {
            start: u32_at(head, 0)?,
            format: format(*head.get(4)?),
            text,
            legal: head.get(5)? & 0x04 != 0,
        })
    }

    /// 2.9.134, 2.9.131: what a list does differently from its definition, level by level.
    fn overrides(&mut self, count: usize, list: &mut List) -> Option<()> {
        self.take(4)?;
        for _ in 0..count {
            let head = self.take(8)?;
            let flags = u32_at(head, 4)?;
            let level = usize::try_from(flags & 0x0f).ok()?;
            if flags & 0x10 != 0 {
                list.start_overrides.insert(level, u32_at(head, 0)?);
            }
            if flags & 0x20 != 0 {
                let own = self.level()?;
                list.levels.insert(level, own);
            }
        }
        Some(())
    }
}

/// Formats by number (\[MS-OSHARED\] 2.2.1.3); those of other scripts print as digits.
fn format(number: u8) -> Format {
    match number {
        1 => Format::UpperRoman,
        2 => Format::LowerRoman,
        3 => Format::UpperLetter,
        4 => Format::LowerLetter,
        22 => Format::DecimalZero,
        23 => Format::Bullet,
        255 => Format::None,
        _ => Format::Decimal,
    }
}
