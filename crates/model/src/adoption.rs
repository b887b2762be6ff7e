//! What a report that was read turns into.

use crate::indicator::Indicator;
use crate::period::Period;
use crate::report::Template;
use crate::round::Observation;
use crate::rule::Rule;
use crate::task::Task;
use serde::{Deserialize, Serialize};

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
