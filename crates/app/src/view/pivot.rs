//! Tables that people lay out themselves.

use super::PointView;
use model::{Cut, Dimension, PassageId, Period, Pivot, PivotId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A table to be answered.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AskPivot {
    /// How it is laid out.
    pub pivot: Pivot,
    /// What divided areas are estimated by: `people`, `area`; none = certain bounds alone.
    #[serde(default)]
    pub share: Option<String>,
    /// A day or ledger position: what was known then; none = now.
    #[serde(default)]
    pub as_of: Option<String>,
}

/// One member of a dimension, as it reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeadView {
    /// Along what.
    pub dimension: Dimension,
    /// Code, id or period; empty for all units together.
    pub key: String,
    /// As it reads.
    pub name: String,
    /// Unit of measure, of an indicator.
    pub measure_unit: Option<String>,
}

/// A cell.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PivotCell {
    /// What it prints; none where nothing certain is known.
    pub printed: Option<String>,
    /// The same as a plain decimal, to be sorted and drawn.
    pub value: Option<String>,
    /// The figure that it shows or compares; none when nothing is known of the indicator.
    pub point: Option<PointView>,
}

/// A table with its heads.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PivotView {
    /// The last entry that was known.
    pub cut: Cut,
    /// What the whole table speaks of.
    pub heads: Vec<HeadView>,
    /// Heads of each row, the outer one first.
    pub rows: Vec<Vec<HeadView>>,
    /// Heads of each column.
    pub columns: Vec<Vec<HeadView>>,
    /// Cells, row by row.
    pub cells: Vec<Vec<PivotCell>>,
    /// Indicators that this person may not see and that were left out.
    pub hidden: usize,
}

/// A column of a table to be drawn on the map.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AskPivotMap {
    /// The table: its rows are units.
    pub table: AskPivot,
    /// Which column, from zero.
    pub column: usize,
}

/// A column on the map.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PivotMap {
    /// The drawing, SVG.
    pub svg: String,
    /// All that it shows, in words.
    pub alt: String,
}

/// A table to be kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct KeepPivot {
    /// What it is called.
    pub name: String,
    /// How it is laid out.
    pub pivot: Pivot,
}

/// A kept table in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PivotRow {
    /// Own id.
    pub id: PivotId,
    /// What it is called.
    pub name: String,
    /// How it is laid out.
    pub pivot: Pivot,
    /// Who made it, as shown.
    pub by: String,
    /// When it was last laid out, RFC 3339.
    pub at: String,
    /// Whether this person may change it.
    pub own: bool,
}

/// A table to be put into a living report.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct PlacePivot {
    /// Which report.
    pub period: Period,
    /// How it is laid out.
    pub pivot: Pivot,
    /// Its caption; none = what the whole table speaks of.
    #[serde(default)]
    pub caption: Option<String>,
}

/// Where a table stands now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacedPivot {
    /// The paragraph.
    pub passage: PassageId,
}
