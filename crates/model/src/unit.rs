//! Units: administrative areas and agencies, living in time.

use crate::ids::UnitId;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// tỉnh, thành phố trực thuộc trung ương
    Province,
    /// huyện, quận, thị xã, thành phố thuộc tỉnh (until 30/6/2025)
    District,
    /// xã, phường, thị trấn, đặc khu
    Commune,
    /// phòng, ban, ngành: an agency beside the area it serves
    Department,
}

/// An administrative area or agency. The id never changes; names, codes and parents are dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Unit {
    /// Own id.
    pub id: UnitId,
    /// Name with its type word: `xã Mường Kim`.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Official code, where one exists (Quyết định 19/2025/QĐ-TTg or earlier lists).
    pub official_code: Option<String>,
    /// Where it stood, when.
    pub placements: Vec<Placement>,
    /// Whom to phone.
    pub phone: Option<String>,
}

/// One stay under one parent, half-open `[from, to)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Placement {
    /// The unit above; none at the top.
    pub parent: Option<UnitId>,
    /// First day; none = before records begin.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// First day no longer there; none = still there.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub to: Option<Date>,
}

impl Placement {
    /// Whether `day` falls in this stay.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

impl Unit {
    /// The unit above on `day`; the outer `None` = it did not exist then.
    pub fn parent_on(&self, day: Date) -> Option<Option<&UnitId>> {
        self.placements.iter().find(|p| p.covers(day)).map(|p| p.parent.as_ref())
    }
}

/// One predecessor handing over to one successor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// Who ended.
    pub from: UnitId,
    /// Who followed.
    pub to: UnitId,
    /// Part handed over, 1 = whole; none = a part of unknown size.
    pub share: Option<Decimal>,
    /// Day the successor took over.
    pub on: Date,
    /// The resolution.
    pub legal_basis: String,
}
