//! What the figures of a document are, for its file to carry along: every printed figure keeps its meaning.

use model::{Code, Cut, FigureId, Measure, Number, Period, UnitId};
use serde::{Deserialize, Serialize};

/// The facts of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The period reported on.
    pub period: Period,
    /// The cut it was made at; of an issued report the approved one.
    pub cut: Option<Cut>,
    /// Hash of the frozen document; none for a draft.
    pub document: Option<String>,
    /// Every bound figure.
    pub figures: Vec<FigureFact>,
}

/// A figure and what it is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureFact {
    /// The bound place, as in [`crate::Span::Figure`].
    pub id: FigureId,
    /// What.
    pub indicator: Code,
    /// Name of the indicator, for people.
    pub name: String,
    /// Which statement.
    pub measure: Measure,
    /// Unit of measure: `triệu đồng`.
    pub measure_unit: String,
    /// Whose; none = the place that the report speaks of.
    pub unit: Option<UnitId>,
    /// Of which period.
    pub period: Period,
    /// As printed.
    pub printed: String,
    /// The exact value; none when it is not a number or missing.
    pub value: Option<Number>,
}

/// Names of measures in files.
const MEASURES: [(Measure, &str); 7] = [
    (Measure::Actual, "actual"),
    (Measure::Plan, "plan"),
    (Measure::Estimate, "estimate"),
    (Measure::PctOfPlan, "pct_of_plan"),
    (Measure::ChangePct, "change_pct"),
    (Measure::GrowthPct, "growth_pct"),
    (Measure::ChangeAbs, "change_abs"),
];

/// A measure's name in files.
pub(crate) fn measure_name(measure: Measure) -> &'static str {
    MEASURES.iter().find(|(m, _)| *m == measure).map_or("actual", |(_, name)| name)
}

/// The measure of a name.
pub(crate) fn measure_of(name: &str) -> Option<Measure> {
    MEASURES.iter().find(|(_, n)| *n == name).map(|(measure, _)| *measure)
}
