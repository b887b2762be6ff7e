//! Second sources: what is declared, and pairs of statements with the office's word on them.

use super::UnitRef;
use model::{CellKey, Code, Counts, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Second sources, and what two sources said of the newest periods.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourcesView {
    /// Those that are asked, in the order of their indicators.
    pub declared: Vec<DeclaredSource>,
    /// Newest period first, differences that nobody settled before the others.
    pub pairs: Vec<PairView>,
}

/// A second source that is asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeclaredSource {
    /// Code.
    pub indicator: Code,
    /// Indicator name.
    pub name: String,
    /// Whose figure.
    pub of: UnitRef,
    /// Who owns the figure; none = each commune its own.
    pub owner: Option<UnitRef>,
    /// Who states it too.
    pub source: UnitRef,
    /// Why two are asked.
    pub reason: String,
}

/// Two statements about one figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PairView {
    /// The figure.
    pub key: CellKey,
    /// Indicator name.
    pub name: String,
    /// What the units that own it make of it.
    pub owner: SideView,
    /// What the second source says.
    pub second: SideView,
    /// Whether they agree within printed precision.
    pub agree: bool,
    /// The two numbers: `1.225 ≠ 1.230`.
    pub computation: String,
    /// The office's word on exactly these numbers.
    pub choice: Option<ChoiceView>,
    /// Whether this person may say which counts.
    pub may_choose: bool,
}

/// One of two statements.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SideView {
    /// Which unit, as shown.
    pub unit: String,
    /// As printed, with unit of measure.
    pub printed: String,
    /// Who stated it, as shown; none where it is made of several.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
}

/// The office's word on two statements.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChoiceView {
    /// Which counts.
    pub counts: Counts,
    /// Why.
    pub reason: String,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Declaring a second source.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct DeclareSource {
    /// Whose figure; none = that of the place.
    #[serde(default)]
    pub of: Option<UnitId>,
    /// Why two are asked.
    pub reason: String,
}

/// Saying which of two statements counts.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChooseSource {
    /// The figure.
    pub key: CellKey,
    /// Which counts.
    pub counts: Counts,
    /// Why.
    pub reason: String,
    /// The two numbers as they were looked at.
    pub computation: String,
}

/// A figure whose last choice is taken back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChosenFigure {
    /// The figure.
    pub key: CellKey,
}

/// That a cell of a form is asked of a second source.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SecondSource {
    /// Who owns the figure, as shown.
    pub owner: String,
    /// Why two are asked.
    pub reason: String,
}
