//! A report that was read, and what it is proposed to become.

pub use engine::adopt::{Doubt, Proposal};

use model::{
    Cut, Fact, PassageKind, Period, ReadTask, Reference, Relation, ReportId, ReviewChange, TextFinding,
};
use serde::{Deserialize, Serialize};
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
    /// Whether its letters were recognised in pictures of pages, so that each figure wants a look.
    pub recognised: bool,
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
    /// Figures by id, as amended.
    pub facts: Vec<Fact>,
    /// The amended and discarded ones as they were read.
    pub as_read: Vec<Fact>,
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
    /// The steps of the review, oldest first.
    pub steps: Vec<StepView>,
    /// The newest position of the review: what this page has seen.
    pub seen: Cut,
}

/// A step of the review.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// Its position.
    pub cut: Cut,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: String,
    /// Whether the one who asks did it.
    pub mine: bool,
    /// The position at which it was taken back.
    pub undone: Option<Cut>,
    /// What was done; of a long step the beginning.
    pub changes: Vec<ReviewChange>,
    /// How many changes are not shown.
    pub more: usize,
}

/// A step that was kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewedView {
    /// The step.
    pub step: StepView,
    /// The newest position of the review before it: a page that has seen an older one asks for the whole again.
    pub before: Cut,
}

/// What a step of the review takes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ReviewInput {
    /// The position that the page has seen.
    pub seen: Cut,
    /// What to do, in order; taken back as one.
    pub changes: Vec<ReviewChange>,
}

/// What taking a step back takes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SwitchStep {
    /// Taken back, or done again.
    pub undone: bool,
}

/// A paragraph of the document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BlockView {
    /// What it is.
    pub kind: PassageKind,
    /// First scalar value in the text; a figure may be added by its place.
    pub start: usize,
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

/// What adopting takes.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct AdoptInput {
    /// Take doubtful proposals without a decision as proposed.
    #[serde(default)]
    pub accept_rest: bool,
    /// The period reported, where the reader could not tell.
    pub period: Option<String>,
}
