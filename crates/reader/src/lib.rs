//! Reads a Vietnamese administrative report.
//!
//! A file becomes a [`SourceText`] (the plain text that every offset counts in, with paragraphs and
//! footnotes), and a source text becomes a [`Reading`]. Tokens -> quantities -> facts -> relations ->
//! findings; each step is one module and a pure function.

mod align;
mod amend;
mod document;
mod facts;
mod findings;
mod intake;
mod outline;
mod references;
mod relations;
mod scalars;
pub mod signed;
mod tables;
mod tasks;

pub use align::{Aligned, align, wording};
pub use amend::{Unfit, amend, amended};
pub use findings::place;
pub use intake::{Unreadable, intake};
pub use relations::relations;

use model::{Reading, SourceText, Unit};
use scalars::Scalars;

/// What is known of the place before a report is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'k> {
    /// Official units over time, to tell a misspelt name.
    pub units: &'k [Unit],
}

/// Reads everything that the reading contract names from a source text. Same text, same reading.
pub fn read(source: &SourceText) -> Reading {
    read_with(source, Known::default())
}

/// The same with what is known before.
pub fn read_with(source: &SourceText, known: Known<'_>) -> Reading {
    let scalars = Scalars::new(&source.text);
    let outline = outline::outline(source, &scalars);
    let document = document::document(source, &scalars, &outline);
    let tables = tables::tables(source, &scalars);
    let facts = facts::facts(source, &scalars, &outline, &document, &tables);
    let relations = relations::among(source, &scalars, &facts);
    let findings = findings::findings(source, &scalars, &document, &outline, &facts, &relations, known);
    let references = references::references(source, &scalars);
    let tasks = tasks::tasks(source, &scalars, &outline, &document, &facts, &references, known.units);
    let tables = tables::read(&tables, &outline, &facts);
    Reading { document, outline, facts, relations, findings, tasks, references, tables }
}
