//! The living report: prose whose figures are bound to observations.

use crate::ids::{Code, FigureId, PassageId, UnitId};
use crate::indicator::Measure;
use serde::{Deserialize, Serialize};

/// The living report between two issues: outline and prose in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Template {
    /// Body in order.
    pub passages: Vec<Passage>,
}

/// What a paragraph is; decides its dress in the issued document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// trích yếu
    Title,
    /// Phần thứ nhất
    Part,
    /// title line of a part, capitals
    PartTitle,
    /// I.
    Section,
    /// 1.
    Clause,
    /// 1.1.
    Subclause,
    /// a)
    Point,
    /// a line of prose, bullets included
    Body,
    /// a footnote; its mark stands in a body passage
    Note,
    /// căn cứ: italic, above the body
    Basis,
    /// a bullet: -
    Dash,
    /// a bullet below a dash: +
    Plus,
    /// a table of the body; its words are the table's title
    Table,
    /// begins an annex; its words are the annex's title
    Annex,
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Passage {
    /// Own id.
    pub id: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// Words, figures, period mentions, note marks.
    pub inlines: Vec<Inline>,
    /// The department that answers for the passage.
    pub owner: Option<UnitId>,
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// A bound number.
    Figure {
        /// What it is bound to.
        figure: Figure,
    },
    /// A mention of the report's period or one near it: moves with the round.
    Period {
        /// How it is written.
        mention: Mention,
    },
    /// The mark of a footnote passage.
    Note {
        /// The passage with the words of the note.
        id: PassageId,
    },
}

impl Inline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// A place in prose bound to an observation (Inline XBRL). The unit of measure stays in the prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Figure {
    /// Own id, unique in the report.
    pub id: FigureId,
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Whose; none = the place that the report speaks of.
    pub unit: Option<UnitId>,
    /// Periods after the reported one: -1 = the period before.
    pub shift: i16,
    /// Decimals to print; none = as stated.
    pub decimals: Option<u32>,
    /// `01 vụ`: counts under ten with a leading zero, as the sentence had it.
    pub leading_zero: bool,
    /// What the words before it say about its size.
    pub claim: Option<Claim>,
    /// Computed by this expression of the formula language instead; `indicator` is then the first one it speaks of.
    #[serde(default)]
    pub formula: Option<String>,
}

/// What the words before a figure say about it, so that a turned direction is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// tăng
    Up,
    /// giảm
    Down,
    /// đạt: as planned
    Reached,
    /// vượt: above plan
    Exceeded,
}

/// How a period is mentioned. `shift` counts periods from the reported one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mention {
    /// The words, with `{q}` for the period's number as it was written (`II` or `2`) and `{y}` for the year: `quý {Q} năm {y}`.
    pub pattern: String,
    /// Periods after the reported one.
    pub shift: i16,
}

/// A figure of an issued report: what it was bound to and what was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PrintedFigure {
    /// The bound place.
    pub figure: Figure,
    /// The text printed.
    pub printed: String,
    /// Code, for lists without the figure.
    pub indicator: Code,
    /// The passage it stands in.
    pub passage: PassageId,
    /// What sort of paragraph.
    pub kind: PassageKind,
}
