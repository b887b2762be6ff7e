//! Indicators: what is measured, how it behaves over time and units, and who states it.

use crate::ids::{Code, UnitId};
use crate::unit::UnitKind;
use serde::{Deserialize, Serialize};

/// How an indicator behaves over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// trong kỳ: what happened within the period; sums over time
    Flow,
    /// lũy kế: from the start of the year; the latest counts
    Cumulative,
    /// thời điểm: state at a date; the latest counts
    Stock,
    /// tỷ lệ: recomputed from its parts, never summed or averaged
    Ratio,
}

/// Which statement about an indicator (SDMX: measure dimension).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// thực hiện
    Actual,
    /// kế hoạch năm
    Plan,
    /// ước thực hiện
    Estimate,
    /// % kế hoạch: actual over plan, recomputed
    PctOfPlan,
    /// tăng/giảm % so với kỳ trước: recomputed where history allows
    ChangePct,
    /// tăng/giảm % so với cùng kỳ năm trước: recomputed where history allows
    GrowthPct,
    /// tăng/giảm tuyệt đối so với kỳ trước
    ChangeAbs,
}

/// Who states the figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "by", content = "unit", rename_all = "snake_case")]
pub enum Collector {
    /// One unit states it for the whole place.
    Unit(UnitId),
    /// Every commune states its own; the place's figure is their roll-up.
    Communes,
}

/// How figures of several units or periods become one, where the timing alone does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Joining {
    /// What becomes of several figures.
    #[serde(default)]
    pub by: JoiningBy,
    /// What a level of government does itself (its budget, its court): nothing below adds up to it, and it ends with the
    /// level. None = it speaks of the area, whoever counts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<UnitKind>,
}

/// What becomes of several figures of one indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "by", content = "weight", rename_all = "snake_case")]
pub enum JoiningBy {
    /// As the timing says: what adds up is added, a ratio is recomputed.
    #[default]
    Timing,
    /// The greatest of them.
    Greatest,
    /// Their mean, each weighing as much as this indicator of the same unit and period.
    Weighted(Code),
}

/// What is measured (DHIS2: data element or indicator; XBRL: concept).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Indicator {
    /// Own code.
    pub code: Code,
    /// Name, in Vietnamese.
    pub name: String,
    /// Unit of measure as printed: `triệu đồng`, `ha`, `%`.
    pub measure_unit: String,
    /// Counted things are exact; measured ones are intervals.
    pub counted: bool,
    /// Decimals usually printed.
    pub decimals: u32,
    /// Behaviour over time.
    pub timing: Timing,
    /// Who states it.
    pub collector: Collector,
    /// The department answerable for it.
    pub owner: UnitId,
    /// Whether a yearly plan is set for it.
    pub planned: bool,
    /// The whole that this is a part of.
    pub part_of: Option<Code>,
    /// For derived ones: an expression of the formula language, such as `100 * DT02 / DT01`.
    pub formula: Option<String>,
    /// Where the indicator comes from: the starter catalogue or the sentence it was read in.
    pub source: String,
    /// Group in menus and forms: the heading it was read under.
    pub group: String,
    /// Defence and security: shown only to its owner, the office and leaders; left out of exports.
    pub restricted: bool,
    /// How several of its figures become one.
    #[serde(default)]
    pub joining: Joining,
    /// A target for it is not to be exceeded: accidents, poor households.
    #[serde(default)]
    pub less_is_better: bool,
}
