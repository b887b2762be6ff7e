//! Checks as data, and the questions they raise.

use crate::ids::{AccountName, FindingKey, RuleId, UnitId};
use crate::period::Period;
use crate::round::CellKey;
use serde::{Deserialize, Serialize};

/// What sort of law a rule states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// tổng bằng các thành phần
    SumOfParts,
    /// tỷ lệ trong phạm vi làm tròn
    Ratio,
    /// cùng một số ở hai nơi
    SameFigure,
    /// thành phần không lớn hơn tổng
    PartNotAboveWhole,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// blocks sending
    Error,
    /// wants a word of explanation
    Warning,
    /// worth a look
    Info,
}

/// A check (DHIS2: validation rule; XBRL: assertion).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Own id.
    pub id: RuleId,
    /// What sort of law.
    pub kind: RuleKind,
    /// The law in the formula language: `GM01 = GM02 + GM03`, `NN06 <= NN05`.
    pub formula: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where it comes from: the sentence it was found to hold in.
    pub source: String,
    /// Off = kept but not run.
    pub active: bool,
}

/// One number that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// The cell.
    pub key: CellKey,
    /// Indicator name.
    pub name: String,
    /// As printed, Vietnamese, with unit of measure.
    pub printed: String,
}

/// A question with its evidence. Computed from the ledger, never stored; only answers are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Finding {
    /// Stable name.
    pub key: FindingKey,
    /// The rule that failed.
    pub rule: RuleId,
    /// What sort of law.
    pub kind: RuleKind,
    /// How much it matters.
    pub severity: Severity,
    /// In which period.
    pub period: Period,
    /// The unit to ask.
    pub ask: UnitId,
    /// The computation in one line: `2.300 ≠ 1.980 + 319 = 2.299`.
    pub computation: String,
    /// The numbers, both places.
    pub evidence: Vec<Evidence>,
    /// The answer, if it was given for exactly these numbers.
    pub answer: Option<Answer>,
}

/// What was said to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answer {
    /// The finding.
    pub key: FindingKey,
    /// Explained by the unit or accepted by the office.
    pub kind: AnswerKind,
    /// The words; never empty.
    pub text: String,
    /// The computation it answered: an answer to other numbers no longer counts.
    pub computation: String,
    /// Who; filled from the ledger entry.
    pub by: Option<AccountName>,
    /// When; filled from the ledger entry.
    pub at: Option<String>,
}

/// Sorts of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// giải trình: the unit says why it is right as it is
    Explained,
    /// chấp nhận: the office accepts it
    Accepted,
}
