//! The living report and the issued one.

use super::{DecidedBy, DocletView, FormRef, IssueRef, Notice, PairView, ProseRights, SignedView, UnitRef};
use model::{Cut, Figure, Mention, Numbering, PassageId, PassageKind, Period};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A report in the list of living and issued ones.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LivingRow {
    /// Which period.
    pub period: Period,
    /// Trích yếu.
    pub title: String,
    /// The standing approval.
    pub approval: Option<Approval>,
    /// Number and date, once issued: the newest issue.
    pub issued: Option<IssuedRow>,
    /// Why it is being corrected, while a correction is under way.
    pub correcting: Option<String>,
    /// Read in from a file, not collected in a round: history, which nobody edits.
    pub adopted: bool,
    /// Places that keep it from being issued.
    pub notices: usize,
}

/// A leader's approval.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Approval {
    /// Approved up to here.
    pub cut: Cut,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Figures or prose changed since.
    pub stale: bool,
}

/// An issued report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IssuedRow {
    /// `12/BC-UBND`.
    pub number: String,
    /// ISO.
    pub date: String,
    /// Who signed.
    pub signer: String,
    /// SHA-256 of the document.
    pub hash: String,
}

/// The living report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LivingView {
    /// The report.
    pub report: LivingRow,
    /// Ledger position shown: what an approval would cover.
    pub cut: Cut,
    /// Whether this person may edit prose now.
    pub editable: bool,
    /// Whether this person may approve now.
    pub approvable: bool,
    /// Whether it may be issued now.
    pub issuable: bool,
    /// Body and notes in order.
    pub passages: Vec<LivingPassage>,
    /// What wants a look, worst first.
    pub notices: Vec<Notice>,
    /// How headings get their numbers.
    pub numbering: Numbering,
    /// What this person may do with the prose.
    pub may: ProseRights,
    /// Parts of departments: all for the office, else those of this person's units.
    pub doclets: Vec<DocletView>,
    /// The period of the report before, where there is one.
    pub previous: Option<Period>,
}

/// A paragraph as compiled.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LivingPassage {
    /// Own id.
    pub id: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// The department that answers for it.
    pub owner: Option<UnitRef>,
    /// Ledger position of its last edit; send it back with an edit.
    pub version: Cut,
    /// For a note: its number, from one.
    pub note: Option<usize>,
    /// What is printed in front: `I.`, `a)`, `-`; none where the words hold it.
    pub number: Option<String>,
    /// Content; of a table or chart its caption.
    pub inlines: Vec<LivingInline>,
    /// Rows and cells, of a table.
    pub table: Option<LivingTable>,
    /// What it shows, of a chart.
    pub chart: Option<LivingChart>,
    /// Whether this person may type in it now.
    pub editable: bool,
    /// Closed to the departments.
    pub locked: bool,
    /// Open remarks.
    pub remarks: usize,
    /// Open proposals.
    pub suggestions: usize,
    /// Sentences that read as in the report before: first scalar value and one past the last, in the printed words.
    pub unchanged: Vec<(usize, usize)>,
}

/// A chart as drawn now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LivingChart {
    /// What it shows; send it back unchanged in an edit.
    pub chart: model::Chart,
    /// The drawing, SVG.
    pub svg: String,
    /// All that it shows, in words.
    pub alt: String,
}

/// A table as compiled.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LivingTable {
    /// How many of the first rows are heads.
    pub heads: usize,
    /// Rows of cells.
    pub rows: Vec<Vec<LivingCell>>,
}

/// A cell as compiled.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LivingCell {
    /// Content.
    pub inlines: Vec<LivingInline>,
    /// Columns it covers.
    pub columns: usize,
    /// Set to the right.
    pub right: bool,
}

/// A stretch of a paragraph as compiled.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LivingInline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// In bold.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        bold: bool,
        /// In italics.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        italic: bool,
    },
    /// A bound number.
    Figure {
        /// What it is bound to; send it back unchanged in an edit.
        figure: Figure,
        /// As printed now.
        text: String,
        /// How fresh it is.
        state: FigureState,
        /// Indicator name.
        name: String,
    },
    /// A period mention.
    Period {
        /// How it is written; send it back unchanged in an edit.
        mention: Mention,
        /// As printed now.
        text: String,
    },
    /// The mark of a footnote.
    Note {
        /// The note's passage.
        id: PassageId,
        /// Its number, from one.
        number: usize,
    },
}

/// How fresh a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureState {
    /// Stated for this period and approved.
    Approved,
    /// Stated for this period, not approved yet.
    Stated,
    /// Recomputed from stated parts.
    Derived,
    /// Rolled up, but not all units have answered.
    Partial,
    /// From an earlier period.
    Stale,
    /// Nothing known.
    Missing,
}

/// Where a figure came from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BasisView {
    /// Indicator name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// As printed with unit of measure.
    pub printed: String,
    /// How fresh.
    pub state: FigureState,
    /// The computation, for a derived or rolled-up one.
    pub computation: Option<String>,
    /// Units that answered, of those that must, for a roll-up.
    pub roll_up: Option<RollUp>,
    /// What two sources say of it, where a second one is asked.
    pub two: Option<PairView>,
    /// The stated values it rests on.
    pub rows: Vec<BasisRow>,
    /// The same figure in earlier periods, newest first.
    pub history: Vec<HistoryRow>,
}

/// Completeness of a total.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RollUp {
    /// Units that answered.
    pub reported: usize,
    /// Units that must.
    pub due: usize,
    /// Names of those that did not.
    pub missing: Vec<String>,
}

/// One stated value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BasisRow {
    /// Whose.
    pub unit: String,
    /// Indicator name.
    pub name: String,
    /// Which period.
    pub period: Period,
    /// As printed.
    pub printed: String,
    /// Who typed or confirmed it, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Ledger position.
    pub cut: Cut,
    /// Where the form stands: `draft`, `sent`, `returned`, `unit_approved`, `approved`; `read` = in an earlier report,
    /// `decided` = a plan that a decision gives.
    pub status: String,
    /// The decision that gives a plan.
    pub decided: Option<DecidedBy>,
    /// The form it stands on.
    pub form: Option<FormRef>,
    /// The sentence and the file it was read in.
    pub read_in: Option<String>,
    /// A word from the unit.
    pub note: Option<String>,
}

/// An earlier value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryRow {
    /// Which period.
    pub period: Period,
    /// As printed.
    pub printed: String,
}

/// An approval names the cut it looked at.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Approve {
    /// The cut shown.
    pub cut: Cut,
}

/// An issued report: frozen, with what changed afterwards beside it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IssuedView {
    /// The report.
    pub report: LivingRow,
    /// Which issue of the period is shown, from one.
    pub issue: usize,
    /// As the register has it.
    pub shown: IssuedRow,
    /// All issues of the period, oldest first.
    pub issues: Vec<IssueRef>,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Authority and office above the signer's name.
    pub authority: Vec<String>,
    /// Where the official signature stands.
    pub signed: SignedView,
    /// Whether this person may hand in a signed file.
    pub handles: bool,
    /// Whether this person may open a correction.
    pub correctable: bool,
    /// Paragraphs, rows and notes that a public extract leaves out.
    pub left_out: usize,
    /// The titles of its annexes, each of which can be had as a file of its own.
    pub annexes: Vec<String>,
    /// The frozen document.
    pub html: String,
    /// Figures whose value has changed since.
    pub corrections: Vec<Correction>,
}

/// A figure that reads differently now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Correction {
    /// Indicator name.
    pub name: String,
    /// As issued.
    pub printed: String,
    /// As it would be printed now.
    pub now: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}
