//! Rounds, forms and what units state in them.

use crate::ids::{AccountName, BlobId, Code, Cut, ReportId, UnitId};
use crate::indicator::Measure;
use crate::number::{Approx, Number};
use crate::period::{Period, Window};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a unit says of a cell. An absent observation is "not reported"; these are the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// A number, zero included.
    Number(Number),
    /// không phát sinh: nothing of the kind happened
    NotArisen,
    /// không áp dụng: the question does not fit this unit
    NotApplicable,
    /// không công bố: known and withheld
    Withheld,
}

impl Stated {
    /// The number it counts as in a sum: "not arisen" is zero, the silent ones are nothing.
    pub fn number(self) -> Option<Number> {
        match self {
            Self::Number(n) => Some(n),
            Self::NotArisen => Some(Number::new(rust_decimal::Decimal::ZERO)),
            Self::NotApplicable | Self::Withheld => None,
        }
    }
}

/// Which cell: indicator, whose, when, which statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CellKey {
    /// What.
    pub indicator: Code,
    /// Whose.
    pub unit: UnitId,
    /// When.
    pub period: Period,
    /// Which statement.
    pub measure: Measure,
}

/// One stated value, as a ledger entry carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Observation {
    /// Which cell.
    pub key: CellKey,
    /// What is said; none = the earlier value is withdrawn.
    pub stated: Option<Stated>,
    /// A word that loosens the number.
    pub approx: Option<Approx>,
    /// The figure's own date, where it differs from the period's end.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub as_of: Option<Date>,
    /// A word from the unit.
    pub note: Option<String>,
}

/// When a value was typed that waited for a line: its entry, beside the arrival that the ledger tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredAt {
    /// Which value.
    pub key: CellKey,
    /// RFC 3339.
    pub at: String,
}

/// A workbook that brought values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromFile {
    /// The file.
    pub file: BlobId,
    /// Its name.
    pub name: String,
    /// The row of each value in it, from one, in the order of the values.
    pub rows: Vec<u32>,
}

impl FromFile {
    /// The name of the file, and the row of the value with this number.
    pub fn place(&self, number: usize) -> Option<(String, u32)> {
        self.rows.get(number).map(|row| (self.name.clone(), *row))
    }
}

/// Where an observation came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Provenance {
    /// The entry that stated it.
    pub cut: Cut,
    /// Who typed or confirmed it.
    pub by: AccountName,
    /// When it arrived, RFC 3339.
    pub at: String,
    /// When it was typed, where it waited for a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_at: Option<String>,
    /// The sentence it was read in, for history taken from a report.
    pub report: Option<(ReportId, usize, usize)>,
    /// The name of the workbook that brought it, and the row there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<(String, u32)>,
}

/// One cell that a form asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CellSpec {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
}

/// One unit's form in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sheet {
    /// Who must answer.
    pub unit: UnitId,
    /// What is asked, in the order of the report.
    pub cells: Vec<CellSpec>,
}

/// One collection exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Round {
    /// Which period.
    pub period: Period,
    /// Dates that its figures cover unless they say otherwise.
    pub window: Window,
    /// Last day to send.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub due: Date,
    /// Every unit that must answer.
    pub sheets: Vec<Sheet>,
}

/// Where a unit's answer stands. Each state carries its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Submission {
    /// Chưa gửi
    Draft,
    /// Đã gửi: locked
    Sent {
        /// Who sent it.
        by: AccountName,
        /// When it arrived, RFC 3339.
        at: String,
        /// When "send" was pressed, where the sending waited for a line (decree 09/2019: outages).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_at: Option<String>,
        /// First time = 1.
        times: u32,
    },
    /// Bị trả lại: open again, out of the totals
    Returned {
        /// Who returned it.
        by: AccountName,
        /// When.
        at: String,
        /// Why; never empty.
        reason: String,
        /// How often it had been sent.
        times: u32,
    },
    /// Đã duyệt: locked
    Approved {
        /// Who approved it.
        by: AccountName,
        /// When.
        at: String,
        /// How often it had been sent.
        times: u32,
    },
}

impl Submission {
    /// Whether the unit may still type.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Draft | Self::Returned { .. })
    }

    /// How often the form was sent.
    pub fn times(&self) -> u32 {
        match self {
            Self::Draft => 0,
            Self::Sent { times, .. } | Self::Returned { times, .. } | Self::Approved { times, .. } => *times,
        }
    }
}
