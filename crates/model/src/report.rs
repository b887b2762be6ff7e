//! The living report: prose whose figures are bound to observations.

use crate::chart::Chart;
use crate::ids::{Code, FigureId, PassageId, PlanId, UnitId};
use crate::indicator::Measure;
use crate::number::Number;
use serde::{Deserialize, Serialize};

/// The living report between two issues: outline and prose in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Template {
    /// Body in order; what follows an annex heading belongs to that annex.
    pub passages: Vec<Passage>,
    /// How headings get their numbers.
    #[serde(default, skip_serializing_if = "Numbering::is_as_written")]
    pub numbering: Numbering,
}

/// How headings get their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// They stand in the words of the heading.
    #[default]
    AsWritten,
    /// Counted; parts in words: `Phần thứ nhất`.
    InWords,
    /// Counted; parts in Roman numerals, as in the sample of Nghị định 30/2020/NĐ-CP: `Phần I`.
    Roman,
}

impl Numbering {
    fn is_as_written(&self) -> bool {
        *self == Self::AsWritten
    }
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
    /// a line of prose
    Body,
    /// a footnote; its mark stands in a body passage
    Note,
    /// căn cứ: what the document rests on, above the body
    Basis,
    /// (1)
    Item,
    /// -
    Dash,
    /// +
    Plus,
    /// a table
    Table,
    /// a chart or a map
    Chart,
    /// phụ lục: its title; what follows stands on pages of its own
    Annex,
    /// phụ lục whose pages lie on their side
    WideAnnex,
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Passage {
    /// Own id.
    pub id: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// Words, figures, period mentions, note marks; of a table or chart its caption.
    pub inlines: Vec<Inline>,
    /// The department that answers for the passage.
    pub owner: Option<UnitId>,
    /// Rows and cells, of a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// What it shows, of a chart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<Chart>,
}

impl Passage {
    /// A paragraph without table or chart.
    pub fn prose(id: PassageId, kind: PassageKind, inlines: Vec<Inline>, owner: Option<UnitId>) -> Self {
        Self { id, kind, inlines, owner, table: None, chart: None }
    }

    /// Every stretch in it, those of its cells included.
    pub fn all_inlines(&self) -> impl Iterator<Item = &Inline> {
        let cells = self.table.iter().flat_map(|t| &t.rows).flatten();
        self.inlines.iter().chain(cells.flat_map(|c| &c.inlines))
    }
}

/// A table of the report. Its figures move with the round as those of the prose do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Table {
    /// How many of the first rows are heads, repeated on every page.
    pub heads: usize,
    /// Rows of cells; the cells that a wide one covers are left out.
    pub rows: Vec<Vec<PassageCell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PassageCell {
    /// Its content.
    pub inlines: Vec<Inline>,
    /// Columns it covers, at least one.
    pub columns: usize,
    /// Set to the right, as numbers are.
    pub right: bool,
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
        /// Set in bold beside what the paragraph's kind asks for.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        bold: bool,
        /// Set in italics.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        italic: bool,
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
        Self::Text { text: text.into(), bold: false, italic: false }
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
    /// Computed by this expression of the formula language instead; `indicator` is then the first one it speaks of.
    #[serde(default)]
    pub formula: Option<String>,
    /// What is printed of it.
    #[serde(default, skip_serializing_if = "Phrasing::is_number")]
    pub phrasing: Phrasing,
}

impl Figure {
    /// The place's number of this period, as stated.
    pub fn of(id: FigureId, indicator: Code, measure: Measure) -> Self {
        Self {
            id,
            indicator,
            measure,
            unit: None,
            shift: 0,
            decimals: None,
            leading_zero: false,
            formula: None,
            phrasing: Phrasing::Number,
        }
    }
}

/// What a figure prints of its number; every phrasing but the first is chosen anew by the number of the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phrasing {
    /// `1.347,19`: the unit of measure stays in the prose.
    #[default]
    Number,
    /// With its unit of measure and verb: `1.347,19 ha`, `không có`; of a change `tăng 5,2%`; of a plan `vượt 3% kế hoạch`.
    Phrase,
    /// The verb alone: `tăng`, `giảm`; `đạt`, `vượt`, `chưa đạt`.
    Verb,
    /// Where the unit stands among its equals, from the greatest: `thứ 3/12`.
    Rank,
    /// The units that have any, from the greatest: `xã Nậm Pe 02 hộ, xã Hua Trai 01 hộ`.
    Units,
}

impl Phrasing {
    fn is_number(&self) -> bool {
        *self == Self::Number
    }
}

/// How a period is mentioned. `shift` counts periods from the reported one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mention {
    /// The words, with `{q}` for the period's number as it was written (`II` or `2`), `{y}` for the year and `{h}` for the
    /// half of it (`đầu`, `cuối`): `quý {Q} năm {y}`.
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
    /// The version of the plan that gave it, for plans and percentages of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PrintedPlan>,
}

/// The version of a plan by which a figure was printed, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PrintedPlan {
    /// The decision; none = what was stated of the plan before any decision.
    pub decision: Option<PlanId>,
    /// Which version, from one.
    pub version: u32,
    /// Number, day and issuer of the decision.
    pub named: String,
    /// The target.
    pub amount: Number,
}
