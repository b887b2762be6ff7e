//! A text addressed by scalar values, as all offsets of the contract are.

use model::{Block, SourceText};

/// A text and where each of its scalar values begins in bytes.
pub(crate) struct Scalars<'t> {
    text: &'t str,
    /// In four bytes each: no text is as long as four thousand million.
    bytes: Vec<u32>,
}

impl<'t> Scalars<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut bytes = vec![small(text.len()); text.chars().count() + 1];
        bytes.iter_mut().zip(text.char_indices()).for_each(|(byte, (at, _))| *byte = small(at));
        Self { text, bytes }
    }

    /// How many scalar values it has.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() - 1
    }

    /// The byte where a scalar value begins.
    pub(crate) fn byte(&self, scalar: usize) -> usize {
        let byte = self.bytes.get(scalar).and_then(|byte| usize::try_from(*byte).ok());
        byte.unwrap_or(self.text.len())
    }

    /// The scalar value that begins at a byte, or the first behind it.
    pub(crate) fn scalar(&self, byte: usize) -> usize {
        self.bytes.partition_point(|begin| usize::try_from(*begin).is_ok_and(|begin| begin < byte))
    }

    /// The text between two offsets; empty when they are out of order.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }

    /// The text of a block.
    pub(crate) fn block(&self, block: &Block) -> &'t str {
        self.slice(block.start, block.end)
    }
}

/// Paragraphs of the body, without notes, table cells and headers of pages.
pub(crate) fn prose(source: &SourceText) -> impl Iterator<Item = &Block> {
    source.blocks.iter().filter(|block| block.note.is_none() && block.cell.is_none() && !block.running)
}

/// Words with one blank between them.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
