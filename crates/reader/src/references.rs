//! Cited documents.

use model::{Reference, SourceText};

pub(crate) fn references(_: &SourceText) -> Vec<Reference> {
    Vec::new()
}
