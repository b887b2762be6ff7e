//! Figures of a place that do not fit their own past.

use super::UnitRef;
use model::{Code, Period};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What the figures of a place are looked at for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct AskOutliers {
    /// Which period; none = the last one of which something is known.
    pub period: Option<String>,
    /// Words, with or without diacritics.
    pub search: Option<String>,
    /// How the list is ordered; none = the farthest first.
    #[param(inline)]
    pub sort: Option<OutlierSort>,
    /// From one.
    pub page: Option<usize>,
    /// As known at the end of this day, or at this cut; none = now.
    pub as_of: Option<String>,
}

/// How the list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutlierSort {
    /// By the names of units.
    Unit,
    /// By the names of indicators.
    Indicator,
}

/// How the past was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutlierWay {
    /// By the level of earlier periods.
    Level,
    /// By the step from one period to the next.
    Step,
    /// By the growth over the same period of the year before.
    Growth,
}

/// A figure that does not fit its own past.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlierRow {
    /// Of what.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// Whose.
    pub unit: UnitRef,
    /// The figure, printed.
    pub value: String,
    /// What is usual, printed: from.
    pub low: String,
    /// To.
    pub high: String,
    /// How it was found.
    pub way: OutlierWay,
    /// From how many earlier numbers, or pairs of them.
    pub seen: usize,
    /// Whether the figure is above what is usual.
    pub above: bool,
    /// How far it is from the middle, in reaches of the usual, printed.
    pub far: String,
    /// The number over what it may be meant to be, printed: `10`, `0,001`.
    pub factor: Option<String>,
    /// The unit of measure that it would be right in.
    pub meant_unit: Option<String>,
    /// The last periods as plain decimals, oldest first; none where nothing is known.
    pub spark: Vec<Option<String>>,
}

/// What a look at the figures of a place finds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlierPage {
    /// The place.
    pub unit: UnitRef,
    /// When.
    pub period: Period,
    /// Periods of which something is known, newest first.
    pub periods: Vec<Period>,
    /// Rows of this page.
    pub rows: Vec<OutlierRow>,
    /// Rows in the whole list, after the search.
    pub total: usize,
    /// Units of the place, itself among them.
    pub units: usize,
    /// Figures that were judged.
    pub judged: usize,
    /// Figures with too short a past to be judged.
    pub few: usize,
    /// Those that do not fit, whatever is searched.
    pub found: usize,
}
