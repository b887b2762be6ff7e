//! Properties of characters and paragraphs: pages of runs (\[MS-DOC\] 2.9.30, 2.9.175) and single property modifiers (2.6).

use super::super::bytes::{cut, u16_at, u32_at};
use super::fib::Plc;
use std::ops::Range;

/// Bytes of a page of runs.
const PAGE: usize = 512;

/// Which runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Runs {
    Characters,
    Paragraphs,
}

/// Runs of equal properties over the bytes of the document stream.
pub(super) struct Formats<'b> {
    document: &'b [u8],
    pages: Plc<'b>,
    runs: Runs,
}

impl<'b> Formats<'b> {
    pub(super) fn new(document: &'b [u8], pages: &'b [u8], runs: Runs) -> Self {
        Self { document, pages: Plc::new(pages, 4), runs }
    }

    /// The bytes around one that have its properties, and those properties; a byte that no run names stands alone.
    pub(super) fn at(&self, byte: u32) -> (Range<u32>, &'b [u8]) {
        self.find(byte).unwrap_or((byte..byte.saturating_add(1), &[]))
    }

    fn find(&self, byte: u32) -> Option<(Range<u32>, &'b [u8])> {
        let number = u32_at(self.pages.record(self.pages.find(byte)?)?, 0)? & 0x003f_ffff;
        let page = cut(self.document, usize::try_from(number).ok()?.checked_mul(PAGE)?, PAGE)?;
        let count = usize::from(*page.last()?);
        let bound = |at: usize| u32_at(page, at * 4);
        let run = (0..count).find(|at| bound(at + 1).is_some_and(|end| byte < end))?;
        let range = bound(run)?..bound(run + 1)?;
        let records = (count + 1) * 4;
        let properties = match self.runs {
            Runs::Characters => {
                let offset = 2 * usize::from(*page.get(records + run)?);
                if offset == 0 { &[] } else { cut(page, offset + 1, usize::from(*page.get(offset)?))? }
            }
            Runs::Paragraphs => {
                let offset = 2 * usize::from(*page.get(records + run * 13)?);
                match usize::from(*page.get(offset)?) {
                    _ if offset == 0 => &[],
                    0 => cut(page, offset + 2, 2 * usize::from(*page.get(offset + 1)?))?,
                    words => cut(page, offset + 1, 2 * words - 1)?,
                }
            }
        };
        range.contains(&byte).then_some((range, properties))
    }
}

/// More changes than a group has: there are fewer properties.
const MAX_CHANGES: usize = 300;

/// Changes of properties by number (2.6), each with the bytes of its value.
pub(super) struct Modifiers<'b>(pub(super) &'b [u8]);

/// The two numbers whose length does not follow the rule (2.6.1).
const TABLE_DEFINITION: u16 = 0xd608;
const TAB_STOPS: u16 = 0xc615;

impl<'b> Iterator for Modifiers<'b> {
    type Item = (u16, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let number = u16_at(self.0, 0)?;
        let first = || self.0.get(2).copied().map(usize::from);
        let (skip, length) = match number >> 13 {
            _ if number == TABLE_DEFINITION => (2, usize::from(u16_at(self.0, 2)?).checked_sub(1)?),
            _ if number == TAB_STOPS && first()? == 255 => {
                let deleted = 4 * usize::from(*self.0.get(3)?);
                (1, 2 + deleted + 3 * usize::from(*self.0.get(4 + deleted)?))
            }
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            6 => (1, first()?),
            _ => (0, 3),
        };
        let value = cut(self.0, 2 + skip, length)?;
        self.0 = self.0.get(2 + skip + length..)?;
        Some((number, value))
    }
}

/// What decides whether and how a character is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) hidden: bool,
    /// Struck out while changes were tracked.
    pub(super) deleted: bool,
    /// Fonts of letters of ASCII and of others.
    pub(super) fonts: [u16; 2],
    /// Whether it stands for something else: a mark, a picture, a symbol.
    pub(super) special: bool,
    pub(super) symbol: Option<char>,
    /// The character style.
    pub(super) style: Option<u16>,
}

impl Look {
    /// Applies changes upon what the paragraph's style says.
    pub(super) fn apply(&mut self, base: &Look, modifiers: &[u8]) {
        for (number, value) in Modifiers(modifiers).take(MAX_CHANGES) {
            self.set(base, number, value);
        }
    }

    /// 2.6.1
    pub(super) fn set(&mut self, base: &Look, number: u16, value: &[u8]) {
        let byte = value.first().copied().unwrap_or(0);
        match number {
            0x0835 => self.bold = toggled(byte, base.bold),
            0x083c => self.hidden = toggled(byte, base.hidden),
            0x0800 => self.deleted = byte == 1,
            0x0855 => self.special = byte == 1,
            0x2a33 => *self = Look { special: self.special, ..*base },
            0x4a30 => self.style = u16_at(value, 0),
            0x4a4f => self.fonts[0] = u16_at(value, 0).unwrap_or(0),
            0x4a51 => self.fonts[1] = u16_at(value, 0).unwrap_or(0),
            0x6a09 => self.symbol = u16_at(value, 2).and_then(|code| char::from_u32(u32::from(code))),
            _ => {}
        }
    }
}

/// Off, on, as the style, or its opposite (2.9.327).
fn toggled(value: u8, style: bool) -> bool {
    match value {
        0 => false,
        0x80 => style,
        0x81 => !style,
        _ => true,
    }
}

/// What decides where a paragraph stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Heading level from one.
    pub(super) level: Option<u8>,
    /// The list it belongs to, from one; zero is none.
    pub(super) list: u16,
    pub(super) list_level: u8,
    in_table: bool,
    nesting: u32,
    /// Ends a cell of a table within a table.
    pub(super) inner_cell: bool,
    row_end: bool,
    inner_row_end: bool,
    pub(super) row: Row,
}

impl Shape {
    /// Tables around it.
    pub(super) fn depth(&self) -> usize {
        match usize::try_from(self.nesting).unwrap_or(0) {
            0 => usize::from(self.in_table),
            depth => depth,
        }
    }

    /// Whether it only ends a row.
    pub(super) fn ends_row(&self) -> bool {
        self.row_end || self.inner_row_end
    }

    /// 2.6.2, 2.6.3. `data` is the stream where long changes lie.
    pub(super) fn apply(&mut self, modifiers: &[u8], data: &[u8]) {
        let mut long = None;
        for (number, value) in Modifiers(modifiers).take(MAX_CHANGES) {
            self.set(number, value);
            if matches!(number, 0x6646 | 0x646b) {
                long = super::super::bytes::size_at(value, 0);
            }
        }
        let more = long.and_then(|at| cut(data, at.checked_add(2)?, usize::from(u16_at(data, at)?)));
        let more = Modifiers(more.unwrap_or_default()).take(MAX_CHANGES);
        more.for_each(|(number, value)| self.set(number, value));
    }

    pub(super) fn set(&mut self, number: u16, value: &[u8]) {
        let byte = value.first().copied().unwrap_or(0);
        match number {
            0x2640 => self.level = Some(byte.saturating_add(1)).filter(|level| *level <= 9),
            0x260a => self.list_level = byte,
            // 2.6.2: the last two numbers take a paragraph out of its list.
            0x460b => self.list = u16_at(value, 0).filter(|list| *list < 0x07ff).unwrap_or(0),
            0x2416 => self.in_table = byte != 0,
            0x2417 => self.row_end = byte != 0,
            0x6649 => self.nesting = u32_at(value, 0).unwrap_or(0),
            0x244b => self.inner_cell = byte != 0,
            0x244c => self.inner_row_end = byte != 0,
            0x3404 => self.row.head = byte != 0,
            TABLE_DEFINITION => self.row.define(value),
            0xd62b => self.row.merge_down(value),
            _ => {}
        }
    }
}

/// A row of a table as its end defines it.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Left edges of the cells, and the right edge of the last, in twentieths of a point.
    pub(super) edges: Vec<i16>,
    /// Whether each cell is the rest of the one to its left, and of the one above it.
    pub(super) goes_on: Vec<(bool, bool)>,
    pub(super) head: bool,
}

impl Row {
    /// 2.9.313: the number of cells, their edges, then twenty bytes for each.
    fn define(&mut self, value: &[u8]) {
        let cells = value.first().copied().map_or(0, usize::from);
        let edge = |at: usize| u16_at(value, 1 + 2 * at).map(u16::cast_signed);
        self.edges = (0..=cells).map_while(edge).collect();
        let merge = |cell: usize| {
            let flags = u16_at(value, 1 + 2 * (cells + 1) + 20 * cell).unwrap_or(0);
            (flags & 3 == 2, (flags >> 5) & 3 == 1)
        };
        self.goes_on = (0..cells).map(merge).collect();
    }

    /// 2.6.3: a cell and how it is merged.
    fn merge_down(&mut self, value: &[u8]) {
        if let [cell, how] = value
            && let Some(goes_on) = self.goes_on.get_mut(usize::from(*cell))
        {
            goes_on.1 = *how == 1;
        }
    }
}
