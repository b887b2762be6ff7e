//! The issued document as data: every component that Nghị định 30/2020/NĐ-CP, Phụ lục I names, and the body.

use model::FigureId;
use serde::{Deserialize, Serialize};

pub use model::{Date, PassageKind};

/// An issued report, or a draft of one while it has no number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Head of the first page.
    pub letterhead: Letterhead,
    /// Độ khẩn, where it has one.
    pub urgency: Option<Urgency>,
    /// Độ mật, where it has one.
    pub secrecy: Option<Secrecy>,
    /// Tên loại văn bản: `BÁO CÁO`.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// Kính gửi; empty when the report goes to nobody in particular.
    pub addressees: Vec<String>,
    /// Headings and prose in order. The writers add `./.` after the last paragraph where it is missing.
    pub body: Vec<Paragraph>,
    /// Footnotes in the order of their marks; [`Span::Note`] refers to them by index.
    pub notes: Vec<Vec<Span>>,
    /// Who signs.
    pub signature: Signature,
    /// Nơi nhận, one line each, without the leading hyphen.
    pub recipients: Vec<String>,
    /// Ký hiệu người soạn thảo và số lượng bản phát hành, printed after the last recipient: `NVA.15`.
    pub drafter: Option<String>,
    /// Phụ lục.
    pub annexes: Vec<Annex>,
}

/// Head of the first page: who issues, under what number, where and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Cơ quan chủ quản; none or empty where there is none.
    pub superior: Option<String>,
    /// Cơ quan ban hành: `UBND HUYỆN NẬM SƠN`.
    pub issuer: String,
    /// Number in the issuer's year; none = a draft.
    pub number: Option<u32>,
    /// Ký hiệu: `BC-UBND`.
    pub notation: String,
    /// Địa danh.
    pub seat: String,
    /// Date of issue; none = left open.
    pub date: Option<Date>,
}

/// Độ khẩn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// KHẨN
    Urgent,
    /// THƯỢNG KHẨN
    VeryUrgent,
    /// HỎA TỐC
    Immediate,
}

/// Độ mật.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// MẬT
    Secret,
    /// TỐI MẬT
    TopSecret,
    /// TUYỆT MẬT
    Absolute,
}

/// One paragraph of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is; decides its dress.
    pub kind: PassageKind,
    /// Its words, with the number of a heading in front as printed: `I. `, `1.1. `, `a) `.
    pub spans: Vec<Span>,
}

/// A stretch of a paragraph, note or cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Span {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// Set in bold beside what the paragraph's kind asks for.
        #[serde(default)]
        bold: bool,
        /// Set in italics.
        #[serde(default)]
        italic: bool,
    },
    /// A figure, still naming what it is.
    Figure {
        /// The bound place.
        id: FigureId,
        /// As printed.
        text: String,
    },
    /// The mark of a footnote: an index into [`Document::notes`].
    Note {
        /// Which note, from zero.
        index: usize,
    },
}

/// Who signs, and under what authority.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Quyền hạn and chức vụ, line by line: `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`.
    pub authority: Vec<String>,
    /// Full name without titles; none while it is not signed.
    pub signer: Option<String>,
}

/// An annex: one table on pages numbered from one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annex {
    /// Roman number; none when there is only one annex.
    pub number: Option<String>,
    /// Its title; printed in capitals.
    pub title: String,
    /// Whether its pages lie on their side.
    pub landscape: bool,
    /// How many of the first rows are heads, repeated on every page.
    pub header_rows: usize,
    /// Rows of cells. A cell that spans hides nothing: the cells it covers are left out of the rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its words.
    pub spans: Vec<Span>,
    /// Columns it covers, at least one.
    pub columns: usize,
    /// Set to the right, as numbers are.
    pub right: bool,
}

impl Span {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), bold: false, italic: false }
    }

    /// A figure as printed.
    pub fn figure(id: impl Into<FigureId>, text: impl Into<String>) -> Self {
        Self::Figure { id: id.into(), text: text.into() }
    }

    /// The words of the span; none for a note mark.
    pub fn words(&self) -> &str {
        match self {
            Self::Text { text, .. } | Self::Figure { text, .. } => text,
            Self::Note { .. } => "",
        }
    }
}

impl Cell {
    /// A cell of plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { spans: vec![Span::text(text)], columns: 1, right: false }
    }

    /// A cell of plain words or digits set to the right.
    pub fn right(text: impl Into<String>) -> Self {
        Self { right: true, ..Self::text(text) }
    }
}

impl Document {
    /// Whether it is a draft: it has no number yet, and every page says `DỰ THẢO`.
    pub fn is_draft(&self) -> bool {
        self.letterhead.number.is_none()
    }
}
