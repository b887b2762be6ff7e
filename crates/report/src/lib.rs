//! The issued document: components of the legal layout, to DOCX and HTML.
//!
//! The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. Bytes and text out, values in: no clock, chance or files.

pub mod back;
mod block;
mod document;
mod docx;
pub mod dress;
mod facts;
mod fill;
mod html;
mod lists;
pub mod markup;
mod number;
mod package;
mod sheet;

pub use block::{Annex, Block, Bytes, Cell, Image, Note, Paragraph, Picture, Side, Span, Table};
pub use document::{Date, Document, Letterhead, PassageKind, Secrecy, Signature, Urgency};
pub use docx::{DocxError, docx};
pub use facts::{Facts, FigureFact};
pub use fill::{Asked, FIELDS, FillError, asked, fill};
pub use html::html;
pub use sheet::{AnnexSheet, DRAFT, Line, PictureSheet, Piece, Sheet, Slot, TableSheet, sheet};
