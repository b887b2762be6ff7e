//! An office's own Word template, filled: fields by name, in braces or as tags of content controls.
//!
//! The body comes in the template's own styles where it has styles of our names, else in ours. Annexes follow at the end.

mod fields;
mod merge;
mod place;
mod section;

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

/// What a template asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Fields that are filled, by their names, in the order of [`FIELDS`].
    pub known: Vec<&'static str>,
    /// Names in braces that no field bears.
    pub unknown: Vec<String>,
    /// Whether the body has its place; without it nothing can be filled.
    pub body: bool,
}

/// Looks at the fields of a template.
///
/// # Errors
///
/// [`Unreadable`] when it is no Word file.
pub fn asked(template: &[u8]) -> Result<Asked, Unreadable> {
    let package = Package::read(template)?;
    let mut names: Vec<String> = Vec::new();
    for (name, bytes) in &package.parts {
        if is_filled(name) {
            let xml = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotWord)?;
            names.extend(place::names(xml.trim_start_matches('\u{feff}'))?);
        }
    }
    let known: Vec<&'static str> =
        FIELDS.iter().filter(|field| names.iter().any(|name| fields::is(field, name))).map(|f| f.0).collect();
    let mut unknown: Vec<String> =
        names.into_iter().filter(|name| !FIELDS.iter().any(|field| fields::is(field, name))).collect();
    unknown.sort();
    unknown.dedup();
    Ok(Asked { body: known.contains(&BODY), known, unknown })
}

/// Whether a part of a template holds fields: the document, headers and footers.
fn is_filled(name: &str) -> bool {
    let margin = name.starts_with("word/header") || name.starts_with("word/footer");
    name == DOCUMENT || (margin && name.ends_with(".xml"))
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
        if !is_filled(name) {
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
