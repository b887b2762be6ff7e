//! Checks as data, and the questions they raise.

use crate::ids::{AccountName, FindingKey, PassageId, RuleId, UnitId};
use crate::period::Period;
use crate::round::CellKey;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What sort of check a rule is. The first ones are laws, written in the formula language; the others look at a
/// figure's history, at prose or at the document, and have no formula.
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
    /// trong giới hạn cho phép
    Bound,
    /// lũy kế không giảm trong năm
    CumulativeNotFalling,
    /// các đơn vị cộng lại bằng cấp trên
    ChildrenEqualParent,
    /// quý bằng các tháng cộng lại
    QuarterEqualsMonths,
    /// thực hiện so với kế hoạch
    PlanAgainstActual,
    /// khác thường so với các kỳ trước
    HistoryOutlier,
    /// lệch 10, 100, 1.000 lần hoặc nhầm đơn vị tính
    Magnitude,
    /// chép lại số kỳ trước
    CopiedPeriod,
    /// số kỳ trước đã khác số đã công bố
    RestatedPast,
    /// lời văn khác số liệu
    TextAgainstData,
    /// số nêu khác số mục liệt kê
    Enumeration,
    /// thiếu đơn vị tính
    ForgottenUnit,
    /// hai nguồn nói khác nhau
    TwoSources,
    /// chỉ tiêu giao cho các đơn vị cộng lại khác mức chung
    PlanDistribution,
}

impl RuleKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::SumOfParts,
        Self::Ratio,
        Self::SameFigure,
        Self::PartNotAboveWhole,
        Self::Bound,
        Self::CumulativeNotFalling,
        Self::ChildrenEqualParent,
        Self::QuarterEqualsMonths,
        Self::PlanAgainstActual,
        Self::HistoryOutlier,
        Self::Magnitude,
        Self::CopiedPeriod,
        Self::RestatedPast,
        Self::TextAgainstData,
        Self::Enumeration,
        Self::ForgottenUnit,
        Self::TwoSources,
        Self::PlanDistribution,
    ];

    /// Whether a rule of this kind is written in the formula language.
    pub fn is_law(self) -> bool {
        self <= Self::PlanAgainstActual
    }
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

/// Whose figures a rule is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "of", content = "units", rename_all = "snake_case")]
pub enum RuleScope {
    /// The place, and every commune that states all the figures itself.
    #[default]
    Everyone,
    /// The place alone.
    Place,
    /// Each commune.
    Communes,
    /// These units.
    Units(Vec<UnitId>),
}

/// A check (DHIS2: validation rule; XBRL: assertion).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Own id.
    pub id: RuleId,
    /// What sort of check.
    pub kind: RuleKind,
    /// The law in the formula language: `GM01 = GM02 + GM03`, `NN06 <= NN05`. [`Rule::EACH`] for a code = every
    /// indicator that the kind fits: `X >= X[-1]`. Empty where the kind is no law.
    pub formula: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is said when it fails, in one sentence; empty = the words of its kind.
    #[serde(default)]
    pub message: String,
    /// What to do then; empty = the words of its kind.
    #[serde(default)]
    pub hint: String,
    /// Where it comes from: the article of a document, or the sentence it was found to hold in.
    pub source: String,
    /// The first day on which it holds; none = always held.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// The last day on which it holds; none = holds until further notice.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub to: Option<Date>,
    /// The unit that answers for the rule itself; none = the office.
    #[serde(default)]
    pub owner: Option<UnitId>,
    /// Whose figures it is asked about.
    #[serde(default)]
    pub scope: RuleScope,
    /// Off = kept but not run.
    pub active: bool,
}

impl Rule {
    /// Stands for every indicator that the kind of the rule fits.
    pub const EACH: &str = "X";

    /// An error that everyone is asked about, without words of its own.
    pub fn new(id: RuleId, kind: RuleKind, formula: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            formula: formula.into(),
            severity: Severity::Error,
            message: String::new(),
            hint: String::new(),
            source: String::new(),
            from: None,
            to: None,
            owner: None,
            scope: RuleScope::Everyone,
            active: true,
        }
    }

    /// Whether it is switched on and holds on the last day of a period.
    pub fn runs_in(&self, period: Period) -> bool {
        let day = period.legal_window().to;
        self.active && self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
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
    /// What is wrong, in one sentence.
    pub says: String,
    /// What to do.
    pub hint: String,
    /// The computation in one line: `2.300 ≠ 1.980 + 319 = 2.299`.
    pub computation: String,
    /// The numbers, both places.
    pub evidence: Vec<Evidence>,
    /// The paragraph of the living report that it is about, for a finding on prose.
    pub passage: Option<PassageId>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_the_first_version_says_what_it_said() {
        let kept = r#"{"id":"r1","kind":"sum-of-parts","formula":"A = B","severity":"error","source":"Khớp","active":true}"#;
        let said =
            Rule { source: "Khớp".to_owned(), ..Rule::new("r1".into(), RuleKind::SumOfParts, "A = B") };
        assert_eq!(serde_json::from_str::<Rule>(kept).unwrap(), said);
    }

    #[test]
    fn a_rule_runs_while_it_is_valid() {
        let rule = Rule {
            from: Some(Date::constant(2021, 1, 1)),
            to: Some(Date::constant(2021, 6, 30)),
            ..Rule::new("r1".into(), RuleKind::Bound, "A <= 1")
        };
        let runs = |period: &str| rule.runs_in(period.parse().unwrap());
        assert_eq!(["2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3"].map(runs), [false, true, true, false]);
        assert!(!Rule { active: false, ..rule }.runs_in("2021-Q1".parse().unwrap()));
    }

    #[test]
    fn every_kind_stands_once_laws_first() {
        assert!(RuleKind::ALL.is_sorted() && RuleKind::ALL.is_sorted_by_key(|k| !k.is_law()));
    }
}
