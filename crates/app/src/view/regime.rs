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
    /// The indicators and units that it lists, by name.
    pub names: Vec<Named>,
    /// Required fields that are still empty, in the words of the decree.
    pub missing: Vec<String>,
    /// Its rounds so far.
    pub rounds: usize,
}

/// The name of a code or id.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Named {
    /// Code of an indicator, id of a unit.
    pub id: String,
    /// As shown.
    pub name: String,
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
    /// Figures that none of the units states, by name.
    pub nobody: Vec<String>,
    /// Why it cannot be opened, in both languages; none = it can.
    pub refused: Option<RefusedPlan>,
}

/// Why a round cannot be opened as planned.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedPlan {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
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
    /// What is asked, by name, where the regime lists it.
    pub asked: Vec<String>,
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
    /// Who stated it, as shown.
    pub by: Option<String>,
    /// The report or workbook that it was read in.
    pub read_in: Option<String>,
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

/// A form in its versions, as it is, and as it was printed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionsView {
    /// Sendings and corrections, oldest first; the first is version one.
    pub versions: Vec<Version>,
    /// One row a cell.
    pub rows: Vec<VersionRow>,
}

/// One version of a form: a sending, or a correction after it was locked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Version {
    /// `sent` or `corrected`.
    pub what: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why, for a correction.
    pub reason: Option<String>,
    /// What differs from the version before.
    pub changes: Vec<VersionChange>,
}

/// A cell that reads otherwise than in the version before.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionChange {
    /// Indicator name.
    pub name: String,
    /// Which statement.
    pub measure: Measure,
    /// As it was, printed.
    pub from: Option<String>,
    /// As it became, printed.
    pub to: Option<String>,
}

/// A cell through the versions of its form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionRow {
    /// Code.
    pub indicator: model::Code,
    /// Name.
    pub name: String,
    /// Which statement.
    pub measure: Measure,
    /// In each version, printed.
    pub said: Vec<Option<String>>,
    /// Now, printed.
    pub now: Option<String>,
    /// As the issued report prints it.
    pub printed: Option<String>,
    /// Why it was corrected, where it was.
    pub reason: Option<String>,
}
