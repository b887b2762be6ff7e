//! The issued document: components of the legal layout, to DOCX and HTML.
//!
//! The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. Bytes and text out, values in: no clock, chance or files.

mod document;
mod docx;
pub mod dress;
mod html;
pub mod markup;
mod sheet;

pub use document::{
    Annex, Cell, Date, Document, Letterhead, Paragraph, PassageKind, Secrecy, Signature, Span, Urgency,
};
pub use docx::{DocxError, docx};
pub use html::html;
pub use sheet::{AnnexSheet, DRAFT, Line, Sheet, sheet};
