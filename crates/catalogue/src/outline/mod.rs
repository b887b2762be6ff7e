//! Outlines: what a report of a level of government says in a kind of period, before any number is known.
//!
//! An outline is a text that an office can read and change. One paragraph is one line behind a word for what it is; what holds
//! for some kinds of period only, or belongs to a sector, says so in square brackets in front. Marks of a heading hold for all
//! below it. Figures and mentions of the period stand in braces.

mod chart;
mod check;
mod draft;
mod figure;
mod marks;
mod read;
mod times;
mod words;
mod write;

pub use check::{Measured, check};
pub use draft::Draft;
pub use figure::FigureSpec;
pub use marks::Owner;
pub use read::read;
pub use times::{Letters, Time};
pub use write::write;

use model::{Chart, Mention, Numbering, PassageKind, PeriodKind, UnitKind};
use std::sync::OnceLock;

/// An outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// What it is, for which periods.
    pub head: Head,
    /// Its paragraphs, of all kinds of period, in order.
    pub lines: Vec<Line>,
}

/// What an outline says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// Who reports with it: commune, district or province.
    pub level: UnitKind,
    /// For which kinds of period.
    pub kinds: Vec<PeriodKind>,
    /// How headings get their numbers.
    pub numbering: Numbering,
}

/// A paragraph of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the text, from one.
    pub at: u64,
    /// For which kinds of period it holds, what the headings above say included.
    pub kinds: Vec<PeriodKind>,
    /// Who answers for it, likewise.
    pub owner: Option<Owner>,
    /// What it is.
    pub kind: PassageKind,
    /// Name of a footnote.
    pub note: Option<String>,
    /// What stands in it; of a table its caption.
    pub pieces: Vec<Piece>,
    /// Rows of a table.
    pub rows: Vec<Row>,
    /// What it shows, of a chart.
    pub chart: Option<Chart>,
}

impl Line {
    /// Every stretch in it, those of its cells included.
    pub fn all_pieces(&self) -> impl Iterator<Item = &Piece> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        self.pieces.iter().chain(cells.flat_map(|cell| &cell.pieces))
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the text, from one.
    pub at: u64,
    /// For which kinds of period it holds.
    pub kinds: Vec<PeriodKind>,
    /// Whether it is a head.
    pub head: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub pieces: Vec<Piece>,
    /// Columns it covers, at least one.
    pub columns: usize,
    /// Set to the right.
    pub right: bool,
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// In bold.
        bold: bool,
        /// In italics.
        italic: bool,
    },
    /// A figure.
    Figure(Box<FigureSpec>),
    /// The period, worded by its kind.
    Time(Time, Letters),
    /// The period, as written once for all.
    Mention(Mention),
    /// The mark of a footnote, by its name.
    Note(String),
}

/// An outline that comes with the program.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// Its name in addresses: `xa`, `huyen`, `tinh`.
    pub id: &'static str,
    /// As it is written.
    pub text: &'static str,
    /// As it was read.
    pub outline: Outline,
}

const TEXTS: [(&str, &str); 3] = [
    ("xa", include_str!("../../../../catalogue/outlines/commune.txt")),
    ("huyen", include_str!("../../../../catalogue/outlines/district.txt")),
    ("tinh", include_str!("../../../../catalogue/outlines/province.txt")),
];

/// The outlines that come with the program, from the commune up.
pub fn outlines() -> &'static [Shipped] {
    static SHIPPED: OnceLock<Vec<Shipped>> = OnceLock::new();
    // The shipped files are proven sound by a test, so there is no other case to serve.
    let shipped = |(id, text)| Some(Shipped { id, text, outline: read(text).ok()? });
    SHIPPED.get_or_init(|| TEXTS.into_iter().filter_map(shipped).collect())
}
