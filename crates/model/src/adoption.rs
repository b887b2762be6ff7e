//! The place that keeps a ledger, and what an adopted report becomes there.

use crate::ids::UnitId;
use crate::indicator::Indicator;
use crate::period::Period;
use crate::report::Template;
use crate::round::Observation;
use crate::rule::Rule;
use crate::task::Task;
use serde::{Deserialize, Serialize};

/// The place that keeps this ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Place {
    /// The unit the report speaks of.
    pub unit: UnitId,
    /// `UBND HUYỆN NẬM SƠN`: who issues.
    pub issuer: String,
    /// The body above, first line of the letterhead.
    pub superior: String,
    /// Where letters are dated.
    pub seat: String,
    /// Suffix of document numbers: `BC-UBND`.
    pub notation: String,
    /// `TM. ỦY BAN NHÂN DÂN`: signing authority, line by line with the office.
    pub authority: Vec<String>,
    /// Nơi nhận, line by line.
    pub recipients: Vec<String>,
    /// Kính gửi, when the report goes to a superior.
    pub addressees: Vec<String>,
}

/// What an adopted report turned into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adoption {
    /// The period that was reported.
    pub period: Period,
    /// New indicators.
    pub indicators: Vec<Indicator>,
    /// Rules found to hold.
    pub rules: Vec<Rule>,
    /// The prose with live figures.
    pub template: Template,
    /// History: the figures printed.
    pub observations: Vec<ReadObservation>,
    /// Open tasks of part two.
    pub tasks: Vec<Task>,
}

/// An observation with the place in the text where it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadObservation {
    /// The figure.
    pub observation: Observation,
    /// First scalar value of the number.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}
