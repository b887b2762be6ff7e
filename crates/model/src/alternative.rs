//! A second source of a figure: declared, kept apart, reconciled.

use crate::ids::{Code, UnitId};
use crate::round::CellKey;
use serde::{Deserialize, Serialize};

/// A unit that states a figure too, which another unit owns. What it states is kept apart and enters no total by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Alternative {
    /// What.
    pub indicator: Code,
    /// Who states it too.
    pub source: UnitId,
    /// Whose figure: the place, or a commune where communes state their own.
    pub of: UnitId,
    /// Why two are asked.
    pub reason: String,
}

/// Which of two statements about a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// That of the unit which owns the figure.
    Owner,
    /// That of the second source.
    Second,
}

/// The office's word on two statements that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourceChoice {
    /// The figure.
    pub key: CellKey,
    /// Who states it too.
    pub source: UnitId,
    /// Which counts.
    pub counts: Counts,
    /// Why; never empty.
    pub reason: String,
    /// The two numbers it was about, `1.225 ≠ 1.230`: to other numbers it says nothing.
    pub computation: String,
}
