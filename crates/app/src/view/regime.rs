//! Regimes, working days, reporting routes, rounds as planned.

use super::UnitRef;
use model::{DayMark, Measure, PeriodKind, Regime, RegimeId, RegimeKind, ReportingRoute, RoundId, Window};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A regime in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegimeView {
    /// As it stands.
    pub regime: Regime,
    /// Required fields that are still empty, in the words of the decree.
    pub missing: Vec<String>,
    /// Its rounds so far.
    pub rounds: usize,
}

/// A regime by name, for choosing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegimeRef {
    /// Code.
    pub id: RegimeId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: RegimeKind,
    /// Kind of its periods.
    pub every: PeriodKind,
}

/// A day of the working calendar that is not what its weekday says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DayView {
    /// The day.
    pub mark: DayMark,
    /// Whether people of the place marked it.
    pub own: bool,
}

/// Marking a day.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct MarkDay {
    /// Worked, else off.
    pub worked: bool,
    /// Why.
    pub name: String,
    /// The document that says so.
    pub source: String,
}

/// A unit with its own routes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoutesView {
    /// Who reports.
    pub unit: UnitRef,
    /// To whom today.
    pub receiver: Option<UnitRef>,
    /// Its routes, oldest first; empty = whom it stands below.
    pub routes: Vec<ReportingRoute>,
}

/// All routes of a unit, anew.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetRoutes {
    /// Oldest first.
    pub routes: Vec<ReportingRoute>,
}

/// A round as it would be opened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanView {
    /// Its name.
    pub round: RoundId,
    /// Dates that its figures cover.
    pub window: Window,
    /// Last day for everybody whom the regime does not name, ISO.
    pub due: String,
    /// The earliest deadline that the decree allows, ISO.
    pub earliest: String,
    /// Who would be asked.
    pub units: Vec<PlannedUnit>,
    /// What need not be asked.
    pub held: Vec<HeldView>,
}

/// A unit that would be asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedUnit {
    /// Who.
    pub unit: UnitRef,
    /// Its last day, ISO.
    pub due: String,
    /// Cells on its form.
    pub cells: usize,
}

/// A cell that is held, or asked by another round.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldView {
    /// Whose.
    pub unit: UnitRef,
    /// Indicator name.
    pub name: String,
    /// Which statement.
    pub measure: Measure,
    /// What is held, printed; none = asked, not answered yet.
    pub printed: Option<String>,
    /// Since when, RFC 3339.
    pub at: Option<String>,
    /// The round that asks for it; none = read from a report or set by decision.
    pub round: Option<RoundId>,
}

/// More time for a unit.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ExtendDeadline {
    /// Its last day now, ISO.
    pub due: String,
    /// Why.
    pub reason: String,
}

/// A form as it was sent each time, as it is, and as it was printed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionsView {
    /// The sendings, oldest first.
    pub sendings: Vec<Sending>,
    /// One row a cell.
    pub rows: Vec<VersionRow>,
}

/// One sending.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Sending {
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// A cell through its sendings.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionRow {
    /// Code.
    pub indicator: model::Code,
    /// Name.
    pub name: String,
    /// Which statement.
    pub measure: Measure,
    /// At each sending, printed.
    pub sent: Vec<Option<String>>,
    /// Now, printed.
    pub now: Option<String>,
    /// As the issued report prints it.
    pub printed: Option<String>,
    /// Why it was corrected, where it was.
    pub reason: Option<String>,
}
