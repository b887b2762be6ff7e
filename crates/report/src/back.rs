//! A Word file of ours that comes back: which paragraphs it holds now, and what stands where figures were.
//!
//! Word keeps the tags of content controls and the bookmarks around paragraphs and figures; LibreOffice drops the tags
//! and keeps the bookmarks. `customXml/item1.xml` says what they stand for.

mod facts;
mod numbering;
mod printed;
mod prose;
pub(crate) mod styles;

use crate::block::Span;
use crate::document::PassageKind;
use crate::facts::Facts;
use crate::package::{DOCUMENT, Package, walk};
use model::PassageId;

pub use crate::package::Unreadable;
pub use printed::printed;

/// What a Word file holds now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// What the figures were when the file was made; none in a file that carries no facts.
    pub facts: Option<Facts>,
    /// Body and annexes in order, without letterhead, number, signature and recipients.
    pub pieces: Vec<Piece>,
    /// Footnotes in the order of their marks; [`Span::Note`] refers to them by index.
    pub notes: Vec<Paragraph>,
}

/// A piece of a file that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A heading or prose.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The passage it was made from; none for a new one. The second half of a torn paragraph is new.
    pub id: Option<PassageId>,
    /// What its style says; none for a style that is not ours.
    pub kind: Option<PassageKind>,
    /// The number in front, as Word prints it now; none where the passage's words hold it.
    pub number: Option<String>,
    /// Its words; a figure holds the text that stands there now.
    pub spans: Vec<Span>,
}

/// A table that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The passage it was made from.
    pub id: Option<PassageId>,
    /// The line above it in the style of titles of tables.
    pub title: Option<String>,
    /// Words of every cell, row by row; a cell that is covered is left out.
    pub rows: Vec<Vec<Vec<Span>>>,
}

/// Reads a Word file that came back.
///
/// # Errors
///
/// [`Unreadable`] for what is no Word file, broken or too large.
pub fn back(docx: &[u8]) -> Result<Returned, Unreadable> {
    let package = Package::read(docx)?;
    let carried = facts::carried(&package)?;
    let styles = styles::styles(&package)?;
    let mut lists = numbering::lists(&package)?;
    let mut body = prose::Prose::new(&carried, &styles, &mut lists);
    walk(package.text(DOCUMENT).unwrap_or_default(), &mut body)?;
    let prose::Found { pieces, marks } = body.finish();
    let mut written = prose::Prose::new(&carried, &styles, &mut lists);
    if let Some(xml) = package.text("word/footnotes.xml") {
        walk(xml, &mut written)?;
    }
    let notes = written.notes(&marks);
    Ok(Returned { facts: carried.facts, pieces, notes })
}
