//! History that a place brings in from files: figures of earlier periods, row by row.

use crate::ids::Cut;
use crate::indicator::Indicator;
use crate::number::Number;
use crate::regime::WindowRule;
use crate::round::{FromFile, Observation};
use serde::{Deserialize, Serialize};

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
        /// The figures.
        values: Vec<Observation>,
    },
    /// They were taken back, all of them: what stood there before stands again.
    TakenBack {
        /// Where they were taken.
        taken: Cut,
    },
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
