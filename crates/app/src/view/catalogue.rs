//! Tasks, indicators, rules, units, people, log.

use super::UnitRef;
use model::{Code, Indicator, RoundId, Task, TaskStatus, Unit, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A task with the names it needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskView {
    /// The task.
    #[serde(flatten)]
    pub task: Task,
    /// Who leads.
    pub lead_unit: Option<UnitRef>,
    /// Past its last day and not done.
    pub late: bool,
}

/// A task's move.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct MoveTask {
    /// Where it stands now.
    pub status: TaskStatus,
    /// A word on it.
    pub remark: Option<String>,
}

/// A task's lead and deadline.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AssignTask {
    /// Who leads.
    pub lead: Option<UnitId>,
    /// Last day, ISO.
    pub due: Option<String>,
}

/// A task added by hand.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AddTask {
    /// What.
    pub text: String,
    /// Who leads.
    pub lead: Option<UnitId>,
    /// Last day, ISO.
    pub due: Option<String>,
    /// The period whose report answers for it.
    pub period: String,
}

/// An indicator with the names it needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndicatorView {
    /// The indicator.
    #[serde(flatten)]
    pub indicator: Indicator,
    /// Answerable department.
    pub owner_unit: UnitRef,
    /// Its formula with `[names]` for codes, as people write it.
    pub formula_in_names: Option<String>,
    /// Whether there are figures or targets of it, so that its unit of measure is changed in its life alone.
    pub has_figures: bool,
    /// The name of the indicator that its mean is weighted by.
    pub weight_name: Option<String>,
    /// Newest value, printed.
    pub latest: Option<String>,
}

/// A unit with the name of the one above.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitView {
    /// The unit.
    #[serde(flatten)]
    pub unit: Unit,
    /// The unit above today.
    pub parent: Option<UnitRef>,
}

/// One line of the log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LogRow {
    /// Ledger position.
    pub cut: model::Cut,
    /// When, RFC 3339.
    pub at: String,
    /// Who, as shown.
    pub by: String,
    /// Act, as its stored name: `form_sent`.
    pub act: String,
    /// What it was about.
    pub subject: String,
    /// Which round or period, where there is one.
    pub period: Option<RoundId>,
    /// Which indicators or cells, in short.
    pub codes: Vec<Code>,
}
