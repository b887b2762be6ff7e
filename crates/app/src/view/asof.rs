//! What was known at a day or a cut, and what changed since.

use super::UnitRef;
use model::{Code, Cut, FigureId, Measure, Period};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a figure moved since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RestatedHow {
    /// It was known and is another now.
    Changed,
    /// It was known and is stated no more.
    Withdrawn,
    /// It was not known then.
    Added,
}

/// What is said otherwise than at a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RestatedPage {
    /// The last entry that was known.
    pub cut: Cut,
    /// Rows of this page, the newest statement first.
    pub rows: Vec<RestatedRow>,
    /// Rows in the whole list, after search and filter.
    pub total: usize,
    /// How many changed, of those that the search finds.
    pub changed: usize,
    /// How many were withdrawn.
    pub withdrawn: usize,
    /// How many were not known.
    pub added: usize,
}

/// A figure that is said otherwise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RestatedRow {
    /// Of what.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Unit of measure.
    pub measure_unit: String,
    /// Whose.
    pub unit: UnitRef,
    /// Of when.
    pub period: Period,
    /// Which statement.
    pub measure: Measure,
    /// How it moved.
    pub how: RestatedHow,
    /// What it said then, printed.
    pub then: Option<String>,
    /// What it says now.
    pub now: Option<String>,
    /// Everything that was said, oldest first.
    pub statements: Vec<StatementView>,
    /// Numbers of issued reports that printed it before the newest statement.
    pub printed_in: Vec<String>,
}

/// One statement about a figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementView {
    /// As printed; none = withdrawn.
    pub printed: Option<String>,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Ledger position.
    pub cut: Cut,
    /// The file and row that brought it.
    pub file: Option<String>,
    /// A word with it.
    pub note: Option<String>,
    /// Whether it was known then.
    pub known: bool,
}

/// A report as it stood.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReportThen {
    /// The last entry that was known.
    pub cut: Cut,
    /// The report of then as a page.
    pub html: String,
    /// Figures that print otherwise now.
    pub figures: Vec<FigureThen>,
    /// Paragraphs that were written, reworded or taken out since.
    pub passages: usize,
}

/// A figure of a report that prints otherwise now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FigureThen {
    /// Which.
    pub id: FigureId,
    /// Its name.
    pub name: String,
    /// Whose, where it is not the place's own.
    pub unit: Option<String>,
    /// As it printed then.
    pub then: String,
    /// As it prints now; none when it is in the report no more.
    pub now: Option<String>,
    /// The last statement that it rests on: who, as shown.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
}
