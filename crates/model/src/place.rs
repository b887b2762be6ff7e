//! The place that keeps a ledger.

use crate::ids::UnitId;
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

impl Place {
    /// The place of a unit of which nothing is written down yet.
    pub fn of(unit: impl Into<UnitId>) -> Self {
        Self {
            unit: unit.into(),
            issuer: String::new(),
            superior: String::new(),
            seat: String::new(),
            notation: String::new(),
            authority: Vec::new(),
            recipients: Vec::new(),
            addressees: Vec::new(),
        }
    }
}
