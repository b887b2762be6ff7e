//! History that a place brings in from files: figures of earlier periods, row by row.

use crate::ids::{BlobId, Code, Cut, UnitId};
use crate::indicator::{Indicator, Measure};

use crate::number::Number;
use crate::period::PeriodKind;
use crate::regime::WindowRule;
use crate::round::{FromFile, Observation};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Something done with history from files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum HistoryAct {
    /// Figures of earlier periods were taken from a file.
    Taken {
        /// The file, with the row of each figure.
        file: FromFile,
        /// How the days that they count are found.
        window: WindowRule,
        /// Indicators that the catalogue did not have before.
        indicators: Vec<Indicator>,
        /// The figures, each said by itself.
        values: Vec<Observation>,
        /// Those of which there are too many for that.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lots: Vec<Lot>,
    },
    /// They were taken back, all of them: what stood there before stands again.
    TakenBack {
        /// Where they were taken.
        taken: Cut,
    },
}

/// Bare numbers of many units over many periods: what a file of a whole province or country brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Where they come from, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whose numbers, in the order in which each series holds them.
    pub units: Vec<UnitId>,
    /// The numbers.
    pub series: Vec<PackedSeries>,
}

impl Lot {
    /// How many numbers.
    pub fn known(&self) -> usize {
        self.series.iter().map(|said| said.known).sum()
    }
}

/// The numbers of one statement about an indicator, unit by unit, each over the same years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedSeries {
    /// Which indicator.
    pub indicator: Code,
    /// Which statement about it.
    pub measure: Measure,
    /// Of which periods.
    pub kind: PeriodKind,
    /// The first year.
    pub first: i16,
    /// How many years.
    pub years: u16,
    /// Decimals of every number.
    pub decimals: u32,
    /// How many numbers there are.
    pub known: usize,
    /// The numbers, as a cube packs them.
    pub packed: Packed,
    /// Whether what is missing is told by how long it lasts; the first programs told it number by number.
    #[serde(default)]
    pub runs: bool,
}

impl HistoryAct {
    /// The bytes that it keeps beside its entry.
    pub fn packed(&self) -> impl Iterator<Item = &Packed> {
        let lots = match self {
            Self::Taken { lots, .. } => lots.as_slice(),
            Self::TakenBack { .. } => &[],
        };
        lots.iter().flat_map(|lot| &lot.series).map(|said| &said.packed)
    }

    /// The same, to be named or filled in.
    pub fn packed_mut(&mut self) -> impl Iterator<Item = &mut Packed> {
        let lots = match self {
            Self::Taken { lots, .. } => lots.as_mut_slice(),
            Self::TakenBack { .. } => &mut [],
        };
        lots.iter_mut().flat_map(|lot| &mut lot.series).map(|said| &mut said.packed)
    }
}

/// Bytes of an act that are kept beside its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Their name; none until they are kept.
    pub blob: Option<BlobId>,
    /// The bytes, which never stand in the entry itself.
    #[serde(skip)]
    pub bytes: Arc<[u8]>,
}

/// What a cell of such a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// A number.
    Number(Number),
    /// Words, which may be a number or a kind of nothing.
    Text(String),
    /// What cannot be a figure: a date, an error, a formula without result.
    Wrong(String),
}

/// One figure of such a file, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// The row, from one.
    pub row: u32,
    /// Name or official code of the unit.
    pub unit: String,
    /// The period in words: `Quý I/2021`.
    pub period: String,
    /// Name or code of the indicator; empty in a table of one.
    pub indicator: String,
    /// Thực hiện, kế hoạch, ước; empty = thực hiện.
    pub measure: String,
    /// The figure.
    pub held: Held,
    /// Where it comes from, in words; may be empty.
    pub source: String,
}
