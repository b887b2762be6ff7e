//! Rounds, forms and what units state in them.

use crate::ids::{AccountName, BlobId, Code, Cut, PassageId, RegimeId, ReportId, UnitId};
use crate::indicator::Measure;
use crate::number::{Approx, Number};
use crate::period::{Period, Window};
use crate::regime::WindowRule;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Whether the office typed it for the unit.
    #[serde(default)]
    pub on_behalf: bool,
    /// How the days that it counts are found, where a file of history said so; else as its round or the law says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowRule>,
}

/// A round by name: a period of a regime. `2021-Q2` is a round of the main regime, `DX-01.2021-M05` one of another.
/// Rounds are in the order of their periods.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoundId {
    /// Which period.
    pub period: Period,
    /// Of which regime.
    pub regime: RegimeId,
}

impl RoundId {
    /// The round of the main regime.
    pub fn main(period: Period) -> Self {
        Self { period, regime: RegimeId::main() }
    }

    /// Before every round of a period.
    pub fn first_of(period: Period) -> Self {
        Self { period, regime: RegimeId::from(String::new()) }
    }
}

impl std::fmt::Display for RoundId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.regime.is_main() {
            true => write!(f, "{}", self.period),
            false => write!(f, "{}.{}", self.regime, self.period),
        }
    }
}

impl std::str::FromStr for RoundId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let of_regime = || {
            let (regime, period) = text.split_once('.')?;
            Some(Self { period: period.parse().ok()?, regime: RegimeId::parse(regime)? })
        };
        let main = text.parse().ok().map(Self::main);
        main.or_else(of_regime).ok_or_else(|| format!("not a round: {text}"))
    }
}

impl Serialize for RoundId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RoundId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
crate::schema_as_text!(RoundId);

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
    /// Last day for this unit; none = that of the round.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub due: Option<Date>,
}

/// One collection exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Round {
    /// Of which regime.
    #[serde(default = "RegimeId::main")]
    pub regime: RegimeId,
    /// Which period.
    pub period: Period,
    /// Dates that its figures cover unless they say otherwise.
    pub window: Window,
    /// Last day to send.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub due: Date,
    /// Every unit that must answer.
    pub sheets: Vec<Sheet>,
    /// Units left out from the start, each with the reason; their sheets are kept for when they come back.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub excluded: BTreeMap<UnitId, String>,
    /// Whether somebody in the unit approves before the office does.
    #[serde(default)]
    pub unit_approval: bool,
}

impl Round {
    /// Its name.
    pub fn id(&self) -> RoundId {
        RoundId { period: self.period, regime: self.regime.clone() }
    }
}

/// Something in a returned form that must be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReturnedPart {
    /// What is meant.
    pub place: ReturnedPlace,
    /// Which sentence of the paragraph, as it read then; none = all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// What is wrong with it.
    pub reason: String,
}

/// A cell of a form, or a paragraph of the report that prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReturnedPlace {
    /// A cell.
    Cell(CellSpec),
    /// A paragraph.
    Passage(PassageId),
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
        /// Why; may be empty where parts are named.
        reason: String,
        /// What is wrong in single cells and sentences.
        #[serde(default)]
        parts: Vec<ReturnedPart>,
        /// How often it had been sent.
        times: u32,
    },
    /// Đơn vị đã duyệt: locked, with the office
    UnitApproved {
        /// Who approved it within the unit.
        by: AccountName,
        /// When.
        at: String,
        /// How often the form had been sent.
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
            Self::Sent { times, .. }
            | Self::Returned { times, .. }
            | Self::UnitApproved { times, .. }
            | Self::Approved { times, .. } => *times,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_print_and_parse_both_ways() {
        for text in [
            "2021-Q2",
            "DX-01.2021-M05",
            "2021-03-01..2021-03-20",
            "TUAN.2021-W05",
            "X.2021-03-01..2021-03-20",
        ] {
            assert_eq!(text.parse::<RoundId>().unwrap().to_string(), text);
        }
        assert_eq!("BC.2021-Q2".parse::<RoundId>().unwrap(), RoundId::main("2021-Q2".parse().unwrap()));
        for text in ["", ".2021-Q2", "dx.2021-Q2", "DX.2021-Q9", "1A.2021", "DX"] {
            assert!(text.parse::<RoundId>().is_err(), "{text}");
        }
    }
}
