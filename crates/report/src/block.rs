//! What a document is made of: paragraphs, tables, pictures, notes, annexes.

use model::{FigureId, PassageId, PassageKind};
use serde::{Deserialize, Serialize};

/// A piece of the body or of an annex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Block {
    /// A heading or prose.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A chart, a map or a photograph.
    Picture(Picture),
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The passage it was made from.
    #[serde(default)]
    pub id: Option<PassageId>,
    /// What it is; decides its dress.
    pub kind: PassageKind,
    /// The number in front as printed, which the words then do not hold: `Phần thứ nhất`, `I.`, `1.1.`, `a)`, `-`, `+`.
    #[serde(default)]
    pub number: Option<String>,
    /// Its words. Those of older documents begin with the number.
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
    /// The mark of a footnote: an index into [`crate::Document::notes`].
    Note {
        /// Which note, from zero.
        index: usize,
    },
}

/// A footnote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenNote")]
pub struct Note {
    /// The passage it was made from.
    pub id: Option<PassageId>,
    /// Its words.
    pub spans: Vec<Span>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The passage it was made from.
    #[serde(default)]
    pub id: Option<PassageId>,
    /// Printed above it.
    #[serde(default)]
    pub title: Option<String>,
    /// Printed above it to the right: `Đơn vị tính: triệu đồng`.
    #[serde(default)]
    pub unit: Option<String>,
    /// How many of the first rows are heads, repeated on every page.
    #[serde(default)]
    pub header_rows: usize,
    /// Relative widths of the columns; where there are not as many as columns, the words decide.
    #[serde(default)]
    pub widths: Vec<u32>,
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
    /// Rows it covers, at least one.
    #[serde(default = "one")]
    pub rows: usize,
    /// Where its words stand; a head's stand in the middle.
    #[serde(default, alias = "right")]
    pub side: Side,
}

/// Where the words of a cell stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", from = "WrittenSide")]
pub enum Side {
    /// From the left, as words.
    #[default]
    Left,
    /// In the middle, as running numbers and codes.
    Centre,
    /// To the right, as figures.
    Right,
}

/// A picture in the middle between the margins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The passage it was made from.
    #[serde(default)]
    pub id: Option<PassageId>,
    /// Printed below it.
    #[serde(default)]
    pub title: Option<String>,
    /// What it shows, in words, for people who do not see it.
    pub alt: String,
    /// Width in millimetres; zero = as wide as the type area. The height follows from the picture.
    #[serde(default)]
    pub width: u32,
    /// The picture itself.
    pub image: Image,
}

/// A picture's bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Image {
    /// A PNG file.
    Png(Bytes),
    /// A drawing.
    Svg {
        /// The SVG text.
        text: String,
        /// The same as PNG, for programs that show no drawings.
        #[serde(default)]
        png: Option<Bytes>,
    },
}

/// Bytes, kept as Base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes(pub Vec<u8>);

/// An annex on pages numbered from one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenAnnex")]
pub struct Annex {
    /// The passage with its title.
    pub id: Option<PassageId>,
    /// Roman number. Where it is none, annexes are numbered by their order as soon as there are two.
    pub number: Option<String>,
    /// Its title; printed in capitals.
    pub title: String,
    /// Whether its pages lie on their side.
    pub landscape: bool,
    /// Prose, tables and pictures in order.
    pub blocks: Vec<Block>,
}

fn one() -> usize {
    1
}

/// A note as documents hold it: the first ones held words only.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenNote {
    Words(Vec<Span>),
    Full {
        #[serde(default)]
        id: Option<PassageId>,
        spans: Vec<Span>,
    },
}

impl From<WrittenNote> for Note {
    fn from(written: WrittenNote) -> Self {
        match written {
            WrittenNote::Words(spans) => Self { id: None, spans },
            WrittenNote::Full { id, spans } => Self { id, spans },
        }
    }
}

/// A side as documents hold it: the first ones said whether the words stand to the right.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenSide {
    Right(bool),
    Named(NamedSide),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum NamedSide {
    Left,
    Centre,
    Right,
}

impl From<WrittenSide> for Side {
    fn from(written: WrittenSide) -> Self {
        match written {
            WrittenSide::Right(false) | WrittenSide::Named(NamedSide::Left) => Self::Left,
            WrittenSide::Named(NamedSide::Centre) => Self::Centre,
            WrittenSide::Right(true) | WrittenSide::Named(NamedSide::Right) => Self::Right,
        }
    }
}

/// An annex as documents hold it: the first ones held one table.
#[derive(Deserialize)]
struct WrittenAnnex {
    #[serde(default)]
    id: Option<PassageId>,
    number: Option<String>,
    title: String,
    landscape: bool,
    #[serde(default)]
    header_rows: usize,
    #[serde(default)]
    rows: Vec<Vec<Cell>>,
    #[serde(default)]
    blocks: Vec<Block>,
}

impl From<WrittenAnnex> for Annex {
    fn from(written: WrittenAnnex) -> Self {
        let WrittenAnnex { id, number, title, landscape, header_rows, rows, mut blocks } = written;
        if !rows.is_empty() {
            blocks.push(Table { header_rows, rows, ..Table::default() }.into());
        }
        Self { id, number, title, landscape, blocks }
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<Picture> for Block {
    fn from(picture: Picture) -> Self {
        Self::Picture(picture)
    }
}

impl Paragraph {
    /// A paragraph without a number.
    pub fn new(kind: PassageKind, spans: Vec<Span>) -> Self {
        Self { id: None, kind, number: None, spans }
    }
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

impl From<Vec<Span>> for Note {
    fn from(spans: Vec<Span>) -> Self {
        Self { id: None, spans }
    }
}

impl Cell {
    /// A cell of `spans` from the left.
    pub fn new(spans: Vec<Span>) -> Self {
        Self { spans, columns: 1, rows: 1, side: Side::Left }
    }

    /// A cell of plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(vec![Span::text(text)])
    }

    /// A cell of plain words or digits set to the right.
    pub fn right(text: impl Into<String>) -> Self {
        Self { side: Side::Right, ..Self::text(text) }
    }

    /// Columns it covers: at least one, and no more than a Word table can have.
    pub fn span(&self) -> usize {
        self.columns.clamp(1, 63)
    }
}

impl Annex {
    /// An annex of one upright table.
    pub fn table(title: impl Into<String>, table: Table) -> Self {
        Self { id: None, number: None, title: title.into(), landscape: false, blocks: vec![table.into()] }
    }
}

impl TryFrom<String> for Bytes {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).map(Self)
    }
}

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> Self {
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes.0)
    }
}
