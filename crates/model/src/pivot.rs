//! Tables that people lay out themselves: indicators, measures, units and periods along rows and columns (DHIS2: pivot table).

use crate::ids::{Code, PivotId, UnitId};
use crate::indicator::Measure;
use crate::period::{Period, PeriodKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a table may be laid out along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// chỉ tiêu
    Indicator,
    /// loại số: thực hiện, kế hoạch, % kế hoạch
    Measure,
    /// đơn vị
    Unit,
    /// kỳ
    Period,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Indicator, Self::Measure, Self::Unit, Self::Period];
}

/// Which units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "which", rename_all = "snake_case")]
pub enum PivotUnits {
    /// These.
    Listed {
        /// In this order.
        units: Vec<UnitId>,
    },
    /// Those right below a unit, on the boundaries of the table, in Vietnamese order.
    Below {
        /// The unit above.
        unit: UnitId,
    },
}

/// Which periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "which", rename_all = "snake_case")]
pub enum PivotPeriods {
    /// These.
    Listed {
        /// In this order.
        periods: Vec<Period>,
    },
    /// The last ones of a kind, up to the newest of which something is stated.
    Last {
        /// Month, quarter …
        kind: PeriodKind,
        /// How many.
        many: u8,
    },
}

/// On whose boundaries units are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "as_of", rename_all = "snake_case")]
pub enum PivotBoundaries {
    /// Those of each period.
    Then,
    /// Those of the day on which the table is looked at.
    Today,
    /// Those of a day.
    Day {
        /// Which.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        day: Date,
    },
}

/// How a table is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pivot {
    /// Which indicators, in this order.
    pub indicators: Vec<Code>,
    /// Which statements about them.
    pub measures: Vec<Measure>,
    /// Which units.
    pub units: PivotUnits,
    /// Which periods.
    pub periods: PivotPeriods,
    /// What goes down, the outer one first. What is neither here nor in `columns` has one member.
    pub rows: Vec<Dimension>,
    /// What goes across, the outer one first.
    pub columns: Vec<Dimension>,
    /// On whose boundaries.
    pub boundaries: PivotBoundaries,
    /// Whether the units have a line for all of them together.
    pub total: bool,
}

/// A table that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeptPivot {
    /// Own id.
    pub id: PivotId,
    /// What it is called.
    pub name: String,
    /// How it is laid out.
    pub pivot: Pivot,
}

/// What was done with kept tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum PivotAct {
    /// A table was kept, or laid out anew.
    Kept {
        /// As it is now.
        table: KeptPivot,
    },
    /// A table was taken out of the list, or put back.
    Switched {
        /// Which.
        id: PivotId,
        /// Taken out.
        removed: bool,
    },
}
