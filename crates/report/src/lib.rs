//! The issued document: components of the legal layout, to DOCX and HTML.
//!
//! The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. Bytes and text out, values in: no clock, chance or files.

mod document;

pub use document::{
    Annex, Cell, Date, Document, Letterhead, Paragraph, PassageKind, Secrecy, Signature, Span, Urgency,
};
