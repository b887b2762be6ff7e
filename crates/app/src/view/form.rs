//! Forms.

use super::{FindingView, SecondSource, UnitRef};
use jiff::Timestamp;
use model::{
    BlobId, Code, Cut, Measure, PassageId, Period, ReturnedPart, RoundId, Stated, Submission, UnitId, Window,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A unit's form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormView {
    /// Which round.
    pub round: RoundId,
    /// Which period.
    pub period: Period,
    /// Whose.
    pub unit: UnitRef,
    /// Dates that its figures cover.
    pub window: Window,
    /// Last day, ISO.
    pub due: String,
    /// Where it stands.
    pub submission: Submission,
    /// Whether this person may type now.
    pub editable: bool,
    /// Whether that is done for the unit by the office.
    pub on_behalf: bool,
    /// Whether this person may return it now.
    pub reviewable: bool,
    /// Whether this person may approve it for the office now.
    pub approvable: bool,
    /// Whether this person may approve it within the unit now.
    pub unit_approvable: bool,
    /// Whether this person may correct its figures now.
    pub correctable: bool,
    /// Where it stands in words, compiled and closed among them.
    pub standing: String,
    /// The period before, as heading of its column.
    pub last_period: Period,
    /// One row a cell.
    pub rows: Vec<FormRow>,
    /// Cells of the form that the account may not see.
    pub hidden: usize,
    /// Paragraphs of the living report that print its figures: for who may return them, and for the unit those that came back.
    pub passages: Vec<FormPassage>,
    /// Findings on its cells.
    pub findings: Vec<FindingView>,
    /// What happened to the form, oldest first.
    pub history: Vec<FormEvent>,
    /// Ledger position shown.
    pub cut: Cut,
}

/// A unit's form by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormRef {
    /// Which round.
    pub round: RoundId,
    /// Whose.
    pub unit: UnitId,
}

/// A paragraph of the living report that rests on a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormPassage {
    /// Which.
    pub id: PassageId,
    /// As it reads now.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<String>,
}

/// One cell with what helps to fill it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormRow {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Indicator name.
    pub name: String,
    /// Unit of measure.
    pub measure_unit: String,
    /// Heading it belongs under.
    pub group: String,
    /// 0 = a whole, 1 = its part ...
    pub depth: usize,
    /// What is stated now.
    pub stated: Option<Stated>,
    /// As printed, Vietnamese.
    pub printed: String,
    /// A word from the unit.
    pub note: Option<String>,
    /// Last period, printed.
    pub last: Option<String>,
    /// Same period last year, printed.
    pub last_year: Option<String>,
    /// Plan of the year, printed.
    pub plan: Option<String>,
    /// Percent of plan now, printed.
    pub pct_of_plan: Option<String>,
    /// The period that the cell is about; a plan is about its year.
    pub period: Period,
    /// The whole that this is a part of.
    pub part_of: Option<Code>,
    /// Files beside the figure.
    pub files: Vec<AttachmentView>,
    /// The position of the newest statement about the cell, also one that withdrew; none = nothing was ever said.
    pub cut: Option<Cut>,
    /// That the unit states it as a second source, beside the one that owns the figure.
    pub second: Option<SecondSource>,
}

/// A file beside a figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttachmentView {
    /// Names its bytes.
    pub file: BlobId,
    /// Its name, as the person had it.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Who put it there, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Taking a file away, or putting it back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SwitchAttachment {
    /// Beside which figure.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Taken away.
    pub removed: bool,
}

/// A page that shows a form to be filled, telling that it is there.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct HereInput {
    /// The page's own name, made up by it.
    pub page: String,
    /// The cell that its person stands in: `indicator|measure`.
    pub cell: Option<String>,
    /// The page is going.
    #[serde(default)]
    pub leaving: bool,
}

/// Someone else who has the form open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresentView {
    /// Who, as shown.
    pub by: String,
    /// Whether it is the same person in another window.
    pub own: bool,
    /// The cell the person stands in.
    pub cell: Option<String>,
}

/// Cells as typed, to be kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SaveCells {
    /// What was typed.
    pub cells: Vec<TypedCell>,
    /// The position that the page shows; rows that changed above it are answered too.
    pub seen: Option<Cut>,
}

/// One cell as typed, with what its typist saw.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TypedCell {
    /// What was typed.
    #[serde(flatten)]
    pub cell: CellInput,
    /// [`FormRow::cut`] as the typist saw it.
    pub base: Option<Cut>,
    /// When it was typed, RFC 3339.
    #[schema(value_type = Option<String>)]
    pub entered_at: Option<Timestamp>,
}

/// What changed on a form, and what came of saving.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormChanges {
    /// The rows as they are now: those typed, and those that changed since the page was shown.
    pub rows: Vec<FormRow>,
    /// Findings on the cells of the form, all of them.
    pub findings: Vec<FindingView>,
    /// Cells that were not written, because something newer was said of them.
    pub conflicts: Vec<ConflictView>,
    /// Cells that were not written, because they say nothing that can be kept.
    pub refused: Vec<RefusedCell>,
    /// Where the form stands.
    pub submission: Submission,
    /// Ledger position shown.
    pub cut: Cut,
}

/// Two statements about one cell; the one that is kept stands in its row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictView {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// As it came, printed.
    pub mine: String,
    /// As it is kept, printed; empty = withdrawn.
    pub theirs: String,
    /// The word on what is kept.
    pub note: Option<String>,
    /// Who stated what is kept, as shown.
    pub by: String,
    /// Whether that is the person who asks.
    pub own: bool,
    /// When it arrived, RFC 3339.
    pub at: String,
    /// When it was typed, where it waited for a line.
    pub entered_at: Option<String>,
}

/// A cell that cannot be kept as typed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedCell {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Why, in Vietnamese.
    pub vi: String,
    /// Why, in English.
    pub en: String,
}

/// What sending takes; a sending may have waited for a line.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
pub struct SendForm {
    /// When "send" was pressed, RFC 3339.
    #[schema(value_type = Option<String>)]
    pub entered_at: Option<Timestamp>,
    /// How often the form had been sent, as the page showed it.
    pub times: Option<u32>,
}

/// One cell as typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct CellInput {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// A Vietnamese number, empty to withdraw, or `kps` (không phát sinh), `kad` (không áp dụng), `kcb` (không công bố).
    pub text: String,
    /// A word on it.
    pub note: Option<String>,
}

/// A reason, for returning a form.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Reason {
    /// Why; may be empty where parts are named.
    #[serde(default)]
    pub reason: String,
    /// What is wrong in single cells and sentences of a returned form.
    #[serde(default)]
    pub parts: Vec<ReturnedPart>,
}

/// A correction of a locked cell.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct CorrectCell {
    /// The cell as it should be.
    pub cell: CellInput,
    /// Never empty.
    pub reason: String,
}

/// A step in a form's life.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormEvent {
    /// `saved`, `imported`, `sent`, `returned`, `approved`, `corrected`.
    pub what: String,
    /// Who, as shown.
    pub by: String,
    /// When it arrived, RFC 3339.
    pub at: String,
    /// When it was typed or pressed, where it waited for a line; the earliest of several values.
    pub entered_at: Option<String>,
    /// Reason, where there is one.
    pub reason: Option<String>,
}
