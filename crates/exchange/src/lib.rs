//! Files that people give and get: bytes in, plain data out, and back. Pure: the same form gives the same bytes.
//!
//! - [`write`]: a unit's form as a workbook, locked but for its answers.
//! - [`open`]: a workbook as plain values, whatever program saved it; hostile files get one sentence.
//! - [`returned`]: our own form read back, wherever its rows and columns went.
//! - [`own`]: any other sheet of a unit, through a mapping.
//! - [`history`]: tables of figures of earlier periods.
//! - [`annex`]: the targets that a decision gives, indicators down and units across.
//! - [`archive`]: many files as one, and back.

pub mod annex;
pub mod archive;
mod back;
mod form;
pub mod history;
mod message;
pub mod own;
mod unreadable;
mod value;
mod workbook;
mod write;

pub use back::{Answer, Other, Returned, returned, stamp};
pub use form::{Base, Form, Row, Stamp, code_text};
pub use message::{Message, Says};
pub use unreadable::Unreadable;
pub use value::Value;
pub use workbook::{Position, Sheet, Workbook, open};
pub use write::write;
