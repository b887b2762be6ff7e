//! What a picture of the report shows. Its numbers are those of the period, as the figures' are.

use crate::ids::Code;
use crate::indicator::Measure;
use serde::{Deserialize, Serialize};

/// A chart or a map as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Chart {
    /// Indicators of the place as columns, each beside others of its own.
    Columns {
        /// Which, from the left; all in one unit of measure.
        indicators: Vec<Code>,
        /// What stands beside what was done.
        beside: Vec<Beside>,
    },
    /// One indicator of the place through the periods up to the reported one, joined by a line.
    Lines {
        /// Which.
        indicator: Code,
        /// How many periods.
        periods: u8,
    },
    /// One indicator of every unit below, as bars from the greatest.
    Bars {
        /// Which.
        indicator: Code,
        /// Which statement about it.
        measure: Measure,
    },
    /// One indicator of every unit below on the map.
    Map {
        /// Which.
        indicator: Code,
        /// Which statement about it.
        measure: Measure,
    },
}

/// What a column stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// kế hoạch năm
    Plan,
    /// cùng kỳ năm trước
    YearBefore,
    /// kỳ trước
    PeriodBefore,
}

impl Chart {
    /// The indicators whose numbers it shows.
    pub fn indicators(&self) -> Vec<&Code> {
        match self {
            Self::Columns { indicators, .. } => indicators.iter().collect(),
            Self::Lines { indicator, .. } | Self::Bars { indicator, .. } | Self::Map { indicator, .. } => {
                vec![indicator]
            }
        }
    }
}
