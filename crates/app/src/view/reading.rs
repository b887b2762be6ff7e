//! A report that was read, and what it is proposed to become.

use model::{
    Code, Collector, Decision, Fact, Measure, PassageKind, Period, ReadTask, Reference, Relation, ReportId,
    TextFinding, Timing, UnitId,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A report in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadingRow {
    /// Own id.
    pub id: ReportId,
    /// File name.
    pub file_name: String,
    /// Trích yếu.
    pub title: Option<String>,
    /// Period reported.
    pub period: Option<Period>,
    /// When it was read, RFC 3339.
    pub at: String,
    /// Who read it in.
    pub by: String,
    /// Whether it has become the system.
    pub adopted: bool,
}

/// The review page: document and proposals.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadingView {
    /// The report.
    pub report: ReadingRow,
    /// The document, paragraph by paragraph, notes last.
    pub blocks: Vec<BlockView>,
    /// What the figures are proposed to become, doubtful ones first.
    pub proposals: Vec<Proposal>,
    /// Figures by id.
    pub facts: Vec<Fact>,
    /// Laws found.
    pub relations: Vec<Relation>,
    /// What does not hold.
    pub findings: Vec<TextFinding>,
    /// Tasks found.
    pub tasks: Vec<ReadTask>,
    /// Documents cited.
    pub references: Vec<Reference>,
    /// Doubtful proposals without a decision.
    pub doubtful_open: usize,
}

/// A paragraph of the document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BlockView {
    /// What it is.
    pub kind: PassageKind,
    /// Its words, cut at the figures.
    pub segments: Vec<Segment>,
    /// For the paragraph of a footnote: its number, from one.
    pub note: Option<usize>,
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Segment {
    /// The words.
    pub text: String,
    /// The figure that this stretch prints.
    pub fact: Option<String>,
    /// The footnote whose mark this is, from one.
    pub note_mark: Option<usize>,
}

/// What one figure, or several that state the same, is proposed to become.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Proposal {
    /// Id of its first fact.
    pub id: String,
    /// Its facts.
    pub facts: Vec<String>,
    /// Indicator name.
    pub name: String,
    /// Unit of measure.
    pub measure_unit: String,
    /// Which statement the figure makes.
    pub measure: Measure,
    /// Behaviour over time.
    pub timing: Timing,
    /// Who states it.
    pub collector: Collector,
    /// Answerable department.
    pub owner: UnitId,
    /// The proposal it is a part of.
    pub part_of: Option<String>,
    /// The indicator of the catalogue that it matches.
    pub known: Option<Code>,
    /// The proposal of the indicator that this plan, percentage or change speaks about.
    pub about: Option<String>,
    /// As printed, with unit of measure.
    pub printed: String,
    /// The words around the figure.
    pub sentence: String,
    /// Heading it stands under.
    pub section: String,
    /// Where, when not the whole place.
    pub place: Option<String>,
    /// Reasons to look at it, worst first; empty = sure.
    pub doubts: Vec<Doubt>,
    /// What the officer decided.
    pub decision: Option<Decision>,
}

/// A reason to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// It stands in a relation that does not hold.
    InConflict,
    /// No unit of measure.
    NoMeasureUnit,
    /// What it measures is unclear.
    SubjectUnclear,
    /// Two proposals with one name.
    SameName,
    /// A percentage or change whose base was not found.
    BaseUnknown,
    /// The reader was not sure.
    ReaderUnsure,
}
