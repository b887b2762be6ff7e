//! What the reader finds in a report. Offsets count Unicode scalar values in the plain text.

use crate::indicator::Measure;
use crate::number::{Approx, Number};
use crate::period::Period;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// All that was read. Serialises to the object of the reading contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reading {
    /// The report as a whole.
    pub document: Document,
    /// Headings.
    pub outline: Vec<OutlineItem>,
    /// Figures.
    pub facts: Vec<Fact>,
    /// How figures hang together.
    pub relations: Vec<Relation>,
    /// What does not hold.
    pub findings: Vec<TextFinding>,
    /// What is asked of someone.
    pub tasks: Vec<ReadTask>,
    /// Cited documents.
    pub references: Vec<Reference>,
    /// Tables of figures.
    #[serde(default)]
    pub tables: Vec<ReadTable>,
}

/// A table of figures, as its head and labels make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadTable {
    /// `b1`, `b2` ...
    pub id: String,
    /// The line above that names it.
    pub title: Option<String>,
    /// Unit of measure for all figures that have no other: `Đơn vị tính: triệu đồng`.
    pub unit: Option<String>,
    /// Outline item it stands under.
    pub section: Option<String>,
    /// From left to right.
    pub columns: Vec<TableColumn>,
    /// Rows below the head, from top to bottom.
    pub rows: Vec<TableRow>,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// running numbers of the rows
    Number,
    /// what the rows speak of
    Label,
    /// units of measure
    Unit,
    /// figures
    Value,
    /// remarks
    Note,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TableColumn {
    /// What it holds.
    pub role: ColumnRole,
    /// The words above it from top to bottom; a head over several columns is in each of them.
    pub heads: Vec<String>,
    /// The unit of measure that they name.
    pub unit: Option<String>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TableRow {
    /// As printed in the column of running numbers.
    pub number: Option<String>,
    /// What it speaks of.
    pub label: String,
    /// Rows above it in the tree of rows, from zero.
    pub level: u8,
    /// Index of the row that it is part of.
    pub parent: Option<usize>,
    /// Unit of measure.
    pub unit: Option<String>,
    /// Its figures.
    pub figures: Vec<TableFigure>,
}

/// A figure in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TableFigure {
    /// Index of its column.
    pub column: usize,
    /// Fact id.
    pub fact: String,
}

/// The report as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Document {
    /// Trích yếu.
    pub title: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// `báo cáo` ...
    pub kind: Option<String>,
    /// The period it reports.
    pub period: Option<Period>,
    /// The place it speaks of.
    pub place: Option<String>,
    /// Scalar values in the text.
    pub chars: usize,
    /// Whether its letters were recognised in pictures of pages, so that each figure wants a look.
    #[serde(default)]
    pub recognised: bool,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OutlineItem {
    /// `s1`, `s2` ...
    pub id: String,
    /// The heading above.
    pub parent: Option<String>,
    /// From one.
    pub level: u8,
    /// As printed, without the trailing dot: `Phần thứ nhất`, `I`, `1.1`, `a`, `-`.
    pub number: Option<String>,
    /// Words of the heading.
    pub title: String,
    /// First scalar value of the heading line.
    pub start: usize,
    /// One past the heading line.
    pub end: usize,
}

/// What a figure states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// thực hiện
    Actual,
    /// kế hoạch of the reported period
    Plan,
    /// % kế hoạch
    PctOfPlan,
    /// part of a whole, in %
    SharePct,
    /// tăng, giảm %
    ChangePct,
    /// tăng, giảm by an amount
    ChangeAbs,
    /// goal of a later period
    TargetFuture,
    /// ước
    Estimate,
    /// per-unit value or index
    Rate,
    /// định mức, threshold
    Norm,
}

impl FactKind {
    /// The measure that a figure of this kind states about its indicator.
    pub fn measure(self) -> Measure {
        match self {
            Self::Plan | Self::TargetFuture => Measure::Plan,
            Self::PctOfPlan => Measure::PctOfPlan,
            Self::ChangePct => Measure::ChangePct,
            Self::ChangeAbs => Measure::ChangeAbs,
            Self::Estimate => Measure::Estimate,
            Self::Actual | Self::SharePct | Self::Rate | Self::Norm => Measure::Actual,
        }
    }
}

/// Where a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// tăng
    Up,
    /// giảm
    Down,
}

impl Direction {
    /// As [`Fact::direction`] has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// A figure as printed (XBRL: fact).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Fact {
    /// `f1`, `f2` ...
    pub id: String,
    /// The number as printed.
    pub surface: String,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Exact value in the printed scale; its scale is the printed decimals.
    pub value: Number,
    /// Upper end of a range.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub high: Option<Decimal>,
    /// Of `229/231`.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub denominator: Option<Decimal>,
    /// Decimals printed.
    pub decimals: u32,
    /// Unit of measure as printed.
    pub unit: Option<String>,
    /// What is measured.
    pub subject: String,
    /// What is stated.
    pub kind: FactKind,
    /// `up` or `down`.
    pub direction: Option<String>,
    /// Compared with what.
    pub comparison: Option<String>,
    /// A word that loosens the number.
    pub approx: Option<Approx>,
    /// Under `ước`, `dự kiến`.
    pub estimated: bool,
    /// The fact that this one is a part of.
    pub part_of: Option<String>,
    /// Where, when not the whole place.
    pub place: Option<String>,
    /// When, as far as printed.
    pub window: FactWindow,
    /// Outline item it stands under.
    pub section: Option<String>,
    /// Index of the footnote it stands in, from zero.
    pub footnote: Option<usize>,
    /// How sure the reader is, 0 to 1 with two decimals.
    #[cfg_attr(feature = "schema", schema(value_type = f64))]
    #[serde(with = "rust_decimal::serde::float")]
    pub confidence: Decimal,
    /// Why each field is as it is, in the order of the fields and of the text.
    #[serde(default)]
    pub because: Vec<Because>,
}

/// The rule that gave a field of a fact its value, and the words by which it decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Because {
    /// Which field.
    pub field: FactField,
    /// The rule's name: `change-verb`, `in-brackets`. It stays the same when the program changes.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub rule: Cow<'static, str>,
    /// First scalar value of the words.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A field of [`Fact`] that rules decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactField {
    /// `value`, `high`, `denominator`
    Value,
    /// `unit`
    Unit,
    /// `subject`
    Subject,
    /// `kind`
    Kind,
    /// `direction`
    Direction,
    /// `comparison`
    Comparison,
    /// `approx`
    Approx,
    /// `estimated`
    Estimated,
    /// `part_of`
    PartOf,
    /// `place`
    Place,
    /// `window`
    Window,
}

/// When, as far as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FactWindow {
    /// As printed.
    pub label: Option<String>,
    /// First day.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// Last day.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub to: Option<Date>,
    /// State at this day.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub as_of: Option<Date>,
}

/// How figures hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// first = sum of the others
    Sum,
    /// first / second = third, in %
    Ratio,
    /// the same figure stated again
    Same,
    /// first = number of things listed
    Count,
    /// first ≤ second
    Bound,
}

/// Whether the text asserts the relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// the text says so
    Stated,
    /// plausible
    Inferred,
}

/// A law between figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Relation {
    /// Which law; the order of `members` follows from it.
    pub kind: RelationKind,
    /// Fact ids.
    pub members: Vec<String>,
    /// Whether it holds by the interval rule.
    pub holds: bool,
    /// Said or inferred.
    pub strength: Strength,
    /// In one line: `2.300 = 1.980 + 320`.
    pub expression: String,
}

/// What does not hold or reads wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TextFinding {
    /// Stable name of the check: `sum-of-parts`.
    pub rule: String,
    /// How much it matters.
    pub severity: crate::rule::Severity,
    /// One plain sentence.
    pub says: String,
    /// What to do.
    pub hint: String,
    /// Fact ids, both places.
    pub evidence: Vec<String>,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// What is asked of someone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadTask {
    /// `t1`, `t2` ...
    pub id: String,
    /// What.
    pub text: String,
    /// Who leads.
    pub owner: Option<String>,
    /// Who helps.
    pub support: Vec<String>,
    /// Last day, resolved.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub due: Option<Date>,
    /// As written.
    pub due_as_written: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Fact ids that speak of it.
    pub facts: Vec<String>,
    /// False: a pending matter of part one; true: an assignment of part two.
    pub assigned: bool,
}

/// A cited document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reference {
    /// `Quyết định` ...
    #[serde(rename = "type")]
    pub kind: String,
    /// `06/QĐ-UBND`
    pub number: Option<String>,
    /// Day of issue.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub date: Option<Date>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}
