//! Forms.

use super::{FindingView, UnitRef};
use model::{Code, Cut, FindingKey, Measure, Period, Stated, Submission, Window};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A unit's form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormView {
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
    /// Whether this person may approve or return it now.
    pub reviewable: bool,
    /// The period before, as heading of its column.
    pub last_period: Period,
    /// One row a cell.
    pub rows: Vec<FormRow>,
    /// Findings on its cells.
    pub findings: Vec<FindingView>,
    /// What happened to the form, oldest first.
    pub history: Vec<FormEvent>,
    /// Ledger position shown.
    pub cut: Cut,
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
    /// Findings on this cell.
    pub findings: Vec<FindingKey>,
}

/// Cells as typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SaveCells {
    /// What was typed.
    pub cells: Vec<CellInput>,
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
    /// Never empty.
    pub reason: String,
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
    /// `saved`, `sent`, `returned`, `approved`, `corrected`.
    pub what: String,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Reason, where there is one.
    pub reason: Option<String>,
}
