//! Figures: quantities with subject, kind, window, parts.

use model::{Document, Fact, OutlineItem, SourceText};

pub(crate) fn facts(_source: &SourceText, _outline: &[OutlineItem], _document: &Document) -> Vec<Fact> {
    Vec::new()
}
