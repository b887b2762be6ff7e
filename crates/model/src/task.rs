//! Tasks: what part two of a report asks of someone.

use crate::ids::{Code, TaskId, UnitId};
use crate::period::Period;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// chưa thực hiện
    Open,
    /// đang thực hiện
    InProgress,
    /// hoàn thành
    Done,
    /// chuyển kỳ sau
    CarriedOver,
    /// thôi thực hiện
    Dropped,
}

/// One assignment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Task {
    /// Own id.
    pub id: TaskId,
    /// What is to be done.
    pub text: String,
    /// Who leads, where named.
    pub lead: Option<UnitId>,
    /// Who leads, as written.
    pub lead_as_written: Option<String>,
    /// Last day, where stated.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub due: Option<Date>,
    /// The deadline as written.
    pub due_as_written: Option<String>,
    /// The period whose report must answer for it.
    pub period: Period,
    /// The sentence it comes from.
    pub source: String,
    /// Evidence indicators.
    pub indicators: Vec<Code>,
    /// Where it stands.
    pub status: TaskStatus,
    /// The last word on it.
    pub remark: Option<String>,
}
