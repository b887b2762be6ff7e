//! What people do with the lists of units: they load them, reorganise them, and take a reorganisation back.

use crate::ids::{ReorganisationId, UnitId};
use crate::unit::{Succession, Unit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What was done to units and to who followed whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum TerritoryAct {
    /// Units were entered as they are, new ones and known ones anew.
    Loaded {
        /// Each with all its time.
        units: Vec<Unit>,
        /// Who followed whom among them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        successions: Vec<Succession>,
    },
    /// A reorganisation applies.
    Reorganised {
        /// What changes.
        reorganisation: Box<Reorganisation>,
    },
    /// A unit that was entered by mistake was taken out.
    Removed {
        /// Which.
        unit: UnitId,
    },
    /// A reorganisation was taken back: everything is as it was before it.
    Withdrawn {
        /// Which.
        id: ReorganisationId,
    },
}

/// Units end, begin, or go on under another name or parent from a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reorganisation {
    /// Own id.
    pub id: ReorganisationId,
    /// The first day of the new order.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub on: Date,
    /// The resolution: number, day, who passed it.
    pub legal_basis: String,
    /// Who was there until then.
    pub ends: Vec<UnitId>,
    /// Who is there from then on.
    pub begins: Vec<Unit>,
    /// Who goes on in another way.
    pub changes: Vec<UnitChange>,
    /// Who takes over whom.
    pub successions: Vec<Succession>,
}

/// A unit that goes on under another name, code or parent; none = as before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UnitChange {
    /// Which.
    pub unit: UnitId,
    /// Its name then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its official code then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_code: Option<String>,
    /// The unit above it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
}
