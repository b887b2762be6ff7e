//! Series: the same indicator in several reports of one place, whatever each calls it.

use crate::fact::FactKind;
use crate::number::Number;
use crate::period::Period;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a report calls a figure: the part of it that does not change with the number. Two wordings are equal when
/// their texts are: lower case, one Unicode form, one place for the tone mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Wording {
    /// What is measured.
    pub subject: String,
    /// Unit of measure.
    pub unit: String,
    /// What is stated about it.
    pub kind: FactKind,
    /// Where, when not the whole place.
    pub place: Option<String>,
}

/// What a person decided about two wordings; it holds for every report that uses them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ruling {
    /// One wording.
    pub one: Wording,
    /// Another.
    pub other: Wording,
    /// Whether they mean the same indicator.
    pub same: bool,
}

impl Ruling {
    /// Whether it speaks of these two wordings, in either order.
    pub fn is_about(&self, a: &Wording, b: &Wording) -> bool {
        (&self.one, &self.other) == (a, b) || (&self.one, &self.other) == (b, a)
    }
}

/// A joint less sure than this is one for a person to look at.
pub const DOUBTFUL_JOINT: Decimal = Decimal::from_parts(75, 0, 0, false, 2);

/// One indicator through several reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Series {
    /// `c1`, `c2` ... in the order of the newest report.
    pub id: String,
    /// What is measured, as the newest report says it.
    pub subject: String,
    /// Unit of measure, as the newest report prints it.
    pub unit: Option<String>,
    /// What is stated.
    pub kind: FactKind,
    /// Where, when not the whole place.
    pub place: Option<String>,
    /// At most one a report, in the order of the reports.
    pub cells: Vec<SeriesCell>,
}

impl Series {
    /// How sure the least sure of its joints is; one for a series of one cell.
    pub fn confidence(&self) -> Decimal {
        self.cells.iter().map(|cell| cell.confidence).min().unwrap_or(Decimal::ONE)
    }
}

/// The figure of one report in a series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SeriesCell {
    /// Index of the report, from zero, in the order given.
    pub report: usize,
    /// The period that it reports.
    pub period: Option<Period>,
    /// Id of the fact in that report.
    pub fact: String,
    /// The number as printed.
    pub surface: String,
    /// Its value in the printed scale.
    pub value: Number,
    /// What this report calls it.
    pub wording: Wording,
    /// The sentence behind it.
    pub sentence: String,
    /// Where the number begins in that sentence, in scalar values.
    pub at: usize,
    /// Where the number begins in the text of its report.
    pub start: usize,
    /// How sure it is that this continues the series, 0 to 1 with two decimals; one for its first cell.
    #[cfg_attr(feature = "schema", schema(value_type = f64))]
    #[serde(with = "rust_decimal::serde::float")]
    pub confidence: Decimal,
    /// Why it was joined, for its first cell nothing.
    pub joined: Option<Joined>,
}

/// Why a figure continues a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    /// Same words.
    SameWording,
    /// Other words, alike enough, in a like sentence.
    AlikeWording,
    /// A person said so.
    Ruled,
}
