//! Series through several reports.

use super::ReadingRow;
use model::{Code, Decimal, FactKind, Joined, Period, ReportId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// All series of the reports that were read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlignmentView {
    /// The reports in the order of their periods.
    pub reports: Vec<ReadingRow>,
    /// Their series, those of the newest report first.
    pub series: Vec<AlignedSeries>,
    /// Series with a joint that somebody should look at.
    pub doubtful: usize,
}

/// One series.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlignedSeries {
    /// What is measured, as the newest report says it.
    pub subject: String,
    /// Unit of measure, as the newest report prints it.
    pub unit: Option<String>,
    /// What is stated.
    pub kind: FactKind,
    /// Where, when not the whole place.
    pub place: Option<String>,
    /// The indicator that it became.
    pub indicator: Option<NamedIndicator>,
    /// Whether a joint is doubtful.
    pub doubtful: bool,
    /// At most one a report.
    pub cells: Vec<AlignedCell>,
}

/// An indicator as lists name it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedIndicator {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
}

/// The figure of one report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlignedCell {
    /// Which figure.
    #[serde(flatten)]
    pub at: CellAt,
    /// Index of the report among those listed.
    pub report_index: usize,
    /// As printed, with its unit of measure where that is not the series' own.
    pub printed: String,
    /// How sure it is that it continues the series, 0 to 1.
    #[schema(value_type = f64)]
    #[serde(with = "rust_decimal::serde::float")]
    pub confidence: Decimal,
    /// Whether somebody should look.
    pub doubtful: bool,
    /// Why it was joined; nothing for the first.
    pub joined: Option<Joined>,
}

/// Names a figure of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CellAt {
    /// The report.
    pub report: ReportId,
    /// The fact in it.
    pub fact: String,
}

/// The sentences behind a series.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlignedSentences {
    /// Oldest first.
    pub cells: Vec<AlignedSentence>,
}

/// The sentence behind one figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlignedSentence {
    /// Which figure.
    #[serde(flatten)]
    pub at: CellAt,
    /// The period of its report.
    pub period: Option<Period>,
    /// The words before the number.
    pub before: String,
    /// The number.
    pub surface: String,
    /// The words after it.
    pub after: String,
    /// What the report calls it.
    pub subject: String,
}

/// What a person says of two figures: that they are the same indicator, that they are not, or neither any more.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RulingInput {
    /// The figure in question.
    pub cell: CellAt,
    /// A figure of the series that it is, or is not, part of.
    pub with: CellAt,
    /// None takes back what was said.
    pub same: Option<bool>,
}
