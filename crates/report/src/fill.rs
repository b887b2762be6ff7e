//! An office's own Word template, filled: fields by name, in braces or as tags of content controls.
//!
//! The body comes in the template's own styles where it has styles of our names, else in ours. Annexes follow at the end.

mod fields;
mod merge;
mod place;

use crate::document::Document;
use crate::docx::{DocxError, pack};
use crate::dress::Role;
use crate::package::{DOCUMENT, Package, Unreadable};
use crate::sheet::{Piece, sheet};
use fields::{ADDRESSEES, BODY, Values};

pub use fields::FIELDS;

/// Why a template cannot be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// It is no Word file.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A field that nobody knows.
    #[error(
        "Mẫu có trường “{{{field}}}” mà chương trình không biết. Hãy sửa tên trường trong mẫu; các trường dùng được: {known}."
    )]
    Unknown {
        /// As it stands in the template.
        field: String,
        /// Names of all fields.
        known: String,
    },
    /// A field without which the report would be lost.
    #[error(
        "Mẫu thiếu trường “{{{field}}}”. Hãy gõ {{{field}}} vào chỗ cần điền trong mẫu, thành một đoạn riêng, rồi tải lên lại."
    )]
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// It could not be packed.
    #[error(transparent)]
    Pack(#[from] DocxError),
}

/// Fills a template. Same template and document, same bytes.
///
/// # Errors
///
/// [`FillError`] when the template is no Word file, has a field that nobody knows, or none for the body.
pub fn fill(template: &[u8], document: &Document) -> Result<Vec<u8>, FillError> {
    let mut package = Package::read(template)?;
    let mut sheet = sheet(document);
    let values = Values::new(document, &sheet);
    let asked = place::fields(package.text(DOCUMENT).unwrap_or_default(), &values)?;
    if !asked.contains(&BODY) {
        return Err(FillError::Missing { field: BODY });
    }
    if asked.contains(&ADDRESSEES) {
        let addressee = |piece: &Piece| {
            piece.line().is_some_and(|line| matches!(line.role, Role::Addressee | Role::AddresseeItem))
        };
        sheet.body.retain(|piece| !addressee(piece));
    }
    let body = merge::body(&mut package, document, &sheet)?;
    for (name, bytes) in &mut package.parts {
        let margin = name.starts_with("word/header") || name.starts_with("word/footer");
        if name != DOCUMENT && !(margin && name.ends_with(".xml")) {
            continue;
        }
        let xml = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotWord)?;
        let filled = place::filled(xml.trim_start_matches('\u{feff}'), &values, &body.pieces)?;
        *bytes = match name == DOCUMENT {
            true => body.finished(&filled).into_bytes(),
            false => filled.into_bytes(),
        };
    }
    Ok(pack(package.parts.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice())))?)
}
