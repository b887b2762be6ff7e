//! Rounds and the board.

use super::{RegimeRef, UnitRef};
use model::{Code, Period, RegimeId, RoundId, UnitId, Window};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A round in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoundRow {
    /// Its name.
    pub round: RoundId,
    /// Which period.
    pub period: Period,
    /// Last day, ISO.
    pub due: String,
    /// Units that must answer.
    pub units: usize,
    /// Forms sent and waiting.
    pub sent: usize,
    /// Forms approved.
    pub approved: usize,
    /// Forms returned.
    pub returned: usize,
    /// Forms not sent after the last day.
    pub late: usize,
    /// Whether its report has been issued.
    pub issued: bool,
}

/// All rounds, and the one that could be opened next.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoundsView {
    /// Newest first.
    pub rounds: Vec<RoundRow>,
    /// The period after the newest one; none while nothing is adopted.
    pub next: Option<NextRound>,
    /// The regimes that rounds are opened for, the main one first.
    pub regimes: Vec<RegimeRef>,
}

/// The round that may be opened next.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NextRound {
    /// Which period.
    pub period: Period,
    /// Its legal window.
    pub window: Window,
    /// Proposed last day, ISO.
    pub due: String,
    /// Units that will get a form.
    pub units: usize,
    /// Cells in all forms.
    pub cells: usize,
    /// Why it cannot be opened yet, in words.
    pub refused: Option<String>,
}

/// What opening a round takes.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct OpenRound {
    /// Of which regime; none = the main one.
    #[serde(default)]
    pub regime: Option<RegimeId>,
    /// Which period.
    pub period: String,
    /// Dates that its figures cover; none = as the regime says.
    #[serde(default)]
    pub window: Option<Window>,
    /// Last day, ISO; none = as the regime says.
    #[serde(default)]
    pub due: Option<String>,
    /// Units left out, each with the reason.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub excluded: BTreeMap<UnitId, String>,
    /// An ad hoc request instead of a regime that is there.
    #[serde(default)]
    pub request: Option<AdHocRequest>,
}

/// A question of the moment.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AdHocRequest {
    /// What it is about.
    pub name: String,
    /// The document that orders it.
    pub legal_basis: String,
    /// The figures, by the codes of their indicators.
    pub indicators: Vec<Code>,
    /// Who is asked; none = whoever states the figures.
    pub units: Option<Vec<UnitId>>,
    /// By the calendar of statistics, not by that of the decree.
    pub statistical: bool,
}

/// A unit that need not answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExcludedRow {
    /// Who.
    pub unit: UnitRef,
    /// Why.
    pub reason: String,
}
