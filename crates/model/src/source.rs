//! The plain text of a file. Offsets count Unicode scalar values in it.

use serde::{Deserialize, Serialize};

/// The plain text of a file and its shape, as taken in; the one thing all offsets count in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceText {
    /// The whole text; for a .txt the file itself.
    pub text: String,
    /// Paragraphs of the body in order, then those of the footnotes.
    pub blocks: Vec<Block>,
    /// Footnotes joined to their anchors.
    pub notes: Vec<Note>,
    /// Whether a program guessed the letters from pictures of pages.
    #[serde(default)]
    pub recognised: bool,
}

/// One paragraph or table cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Whether the file sets all of it in bold.
    pub bold: bool,
    /// Heading level by the file's styles, from one.
    pub styled_level: Option<u8>,
    /// Its place in a table.
    pub cell: Option<TableCell>,
    /// The note (index into `notes`) this block belongs to.
    pub note: Option<usize>,
    /// Whether it is the header or footer of pages: it may hold the letterhead, but nothing that is reported.
    #[serde(default)]
    pub running: bool,
}

/// A place in a table. A merged cell stands at its first row and column. Readings kept by the first version of the
/// program hold a list of table, row and column alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCell {
    /// Index of the block that the table starts with.
    pub table: usize,
    /// From zero.
    pub row: usize,
    /// From zero, in the grid that all rows of the table share.
    pub column: usize,
    /// Rows that it takes, at least one.
    #[serde(default = "one")]
    pub rows: usize,
    /// Columns that it takes, at least one.
    #[serde(default = "one")]
    pub columns: usize,
    /// Whether the file repeats its row at the head of each page.
    #[serde(default)]
    pub head: bool,
}

fn one() -> usize {
    1
}

/// A footnote: where its mark stands and where its own text lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Offset of the mark in the body; none when the mark is lost.
    pub anchor: Option<usize>,
    /// First scalar value of the note's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the first version wrote it: `Option<(usize, usize, usize)>`.
    #[test]
    fn a_cell_of_the_first_version_is_one_cell() {
        let cell: TableCell = serde_json::from_str("[4,1,2]").unwrap();
        assert_eq!(cell, TableCell { table: 4, row: 1, column: 2, rows: 1, columns: 1, head: false });
    }
}
