//! The report as a whole: title, issuer, kind, period, place.

use model::{Document, SourceText};

pub(crate) fn document(source: &SourceText) -> Document {
    Document { chars: source.text.chars().count(), ..Document::default() }
}
