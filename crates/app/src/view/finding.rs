//! Findings: lists, their explanation, how they ended, what was checked, what is proposed.

use super::{DecidedBy, FormRef, UnitRef};
use model::{Cut, Evidence, FindingKey, Period, Rule, RuleId, RuleKind, Severity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingState {
    /// Nobody has answered.
    Open,
    /// The unit says why it is right as it is.
    Explained,
    /// The office accepts it.
    Accepted,
}

/// A finding with the names it needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// The question and its evidence.
    #[serde(flatten)]
    pub finding: model::Finding,
    /// The unit to ask.
    pub ask_unit: UnitRef,
    /// The form on which its first figure is stated.
    pub form: Option<FormRef>,
    /// Whom to phone there.
    pub phone: Option<String>,
    /// Where the rule comes from.
    pub rule_source: String,
    /// The rule in the formula language; empty where it has none.
    pub rule_formula: String,
    /// Where it stands.
    pub state: FindingState,
    /// The heading that its first figure belongs under.
    pub sector: String,
    /// Since when its numbers stand, RFC 3339.
    pub since: Option<String>,
    /// Whole days since then.
    pub days: i64,
}

/// In which order findings are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingSort {
    /// Newest period first, then the worst.
    #[default]
    Worst,
    /// Those that stand longest first.
    Oldest,
    /// By the unit to ask.
    Unit,
    /// By the kind of rule.
    Rule,
    /// By sector.
    Sector,
}

/// Filters of the findings page.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct FindingFilter {
    /// Only this period.
    pub period: Option<String>,
    /// Only this severity.
    pub severity: Option<Severity>,
    /// Only this state.
    pub state: Option<FindingState>,
    /// Only those asked of this unit.
    pub unit: Option<String>,
    /// Only this kind of rule.
    pub kind: Option<RuleKind>,
    /// Only this sector.
    pub sector: Option<String>,
    /// Words in rule, indicator or unit, with or without diacritics.
    pub search: Option<String>,
    /// The order.
    pub sort: Option<FindingSort>,
}

/// How many findings there are of a sort.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FindingCount {
    /// What the filter takes: a unit's id, a kind, a sector.
    pub value: String,
    /// As shown; empty for a kind, whose words the page knows.
    pub name: String,
    /// Nobody has answered.
    pub open: usize,
    /// All.
    pub all: usize,
}

/// Findings counted by what they can be filtered by.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FindingCounts {
    /// By the unit to ask.
    pub units: Vec<FindingCount>,
    /// By sector.
    pub sectors: Vec<FindingCount>,
    /// By the kind of rule.
    pub kinds: Vec<FindingCount>,
}

/// An answer to a finding.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AnswerInput {
    /// Explained or accepted.
    pub kind: model::AnswerKind,
    /// The words.
    pub text: String,
}

/// What a finding rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExplainView {
    /// The finding.
    pub finding: FindingView,
    /// The rule as it was asked.
    pub rule: Option<Rule>,
    /// Its formula with indicator names for codes.
    pub in_words: String,
    /// What the left side of the law may be: `134,45 đến 134,55`.
    pub left: Option<String>,
    /// What its right side may be.
    pub right: Option<String>,
    /// Its cells.
    pub cells: Vec<ExplainCell>,
    /// What breaks with it, and the fewest figures that explain it all.
    pub diagnosis: Option<DiagnosisView>,
}

/// A cell that a finding rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExplainCell {
    /// Which.
    pub key: model::CellKey,
    /// Indicator, with the unit's name where it is not the place.
    pub name: String,
    /// The unit whose form states it.
    pub stating: UnitRef,
    /// As printed, with unit of measure; empty where it is computed.
    pub printed: String,
    /// What the number may stand for.
    pub interval: Option<String>,
    /// The decision that gives it, of a plan.
    pub decided: Option<DecidedBy>,
    /// Who stated it, as shown.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// A word from the unit.
    pub note: Option<String>,
    /// What was stated before, oldest first.
    pub former: Vec<StatedView>,
    /// What it was one period and one year before.
    pub earlier: Vec<StatedView>,
    /// As the newest report that went out printed it.
    pub last_printed: Option<String>,
}

/// A statement of another moment or period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatedView {
    /// Which period.
    pub period: Period,
    /// As printed; empty = withdrawn.
    pub printed: String,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Laws that break together and whom to ask about what.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DiagnosisView {
    /// The findings.
    pub findings: Vec<FindingKey>,
    /// The fewest figures that explain them all.
    pub suspects: Vec<SuspectView>,
    /// Other figures that explain as much as the only suspect does.
    pub alike: Vec<SuspectView>,
}

/// A figure that may be wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SuspectView {
    /// Which cell.
    pub key: model::CellKey,
    /// Indicator, with the unit's name where it is not the place.
    pub name: String,
    /// The unit to ask.
    pub ask_unit: UnitRef,
    /// Whom to phone there.
    pub phone: Option<String>,
    /// As stated.
    pub printed: String,
    /// The number with which all its laws hold.
    pub meant: Option<String>,
}

/// Broken relations of a report that was read, and the fewest facts that explain them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadDiagnosis {
    /// How many relations break together.
    pub relations: usize,
    /// The fewest facts that explain them all.
    pub suspects: Vec<ReadSuspect>,
    /// Other facts that explain as much as the only suspect does.
    pub alike: Vec<ReadSuspect>,
}

/// A fact that may be wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadSuspect {
    /// The fact.
    pub fact: String,
    /// What it says, as printed.
    pub surface: String,
    /// What it is about.
    pub subject: String,
    /// The number with which all its relations hold.
    pub meant: Option<String>,
}

/// A finding that a changed number closed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClosedView {
    /// As it was.
    pub finding: FindingView,
    /// The numbers that changed.
    pub changes: Vec<ChangeView>,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Where in the ledger.
    pub cut: Cut,
}

/// A number that changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangeView {
    /// Indicator, with the unit's name where it is not the place.
    pub name: String,
    /// What was stated.
    pub from: String,
    /// What is stated instead; empty = withdrawn.
    pub to: String,
}

/// A check that holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PassedView {
    /// The rule.
    pub rule: RuleId,
    /// What sort of check.
    pub kind: RuleKind,
    /// Whose figures.
    pub unit: UnitRef,
    /// The computation in one line.
    pub computation: String,
    /// The numbers.
    pub evidence: Vec<Evidence>,
}

/// What figures and answers teach.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LearnedView {
    /// Relations that held and could be rules.
    pub proposals: Vec<ProposedRule>,
    /// Rules that ask and are always told that all is right.
    pub retirements: Vec<RetiredRule>,
}

/// A relation that could be a rule.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposedRule {
    /// The rule it would be.
    pub rule: Rule,
    /// Its formula with indicator names for codes.
    pub in_words: String,
    /// The periods in which it held, oldest first.
    pub held: Vec<Period>,
}

/// A rule that could be switched off.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RetiredRule {
    /// The rule.
    pub rule: Rule,
    /// Its formula with indicator names for codes.
    pub in_words: String,
    /// The periods in which it was answered.
    pub periods: Vec<Period>,
    /// How many answers.
    pub answers: usize,
    /// The newest answer.
    pub last: String,
}

/// What is said to a proposed rule.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct DecideProposal {
    /// It becomes a rule; else it is kept switched off, so that it is not proposed again.
    pub accept: bool,
    /// Why.
    pub reason: String,
}

/// Biên bản kiểm tra số liệu.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// Which period.
    pub period: Period,
    /// Ledger position shown; send it back with a signature.
    pub cut: Cut,
    /// Checks that hold.
    pub passed: usize,
    /// What is still asked or was answered, worst first.
    pub findings: Vec<FindingView>,
    /// What a corrected number closed.
    pub closed: Vec<ClosedView>,
    /// The signature.
    pub signed: Option<RecordSignature>,
    /// Whether this person may sign now.
    pub signable: bool,
}

/// The signature under a record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordSignature {
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether it goes out as an annex of the report.
    pub annexed: bool,
    /// Figures or prose changed since.
    pub stale: bool,
}

/// A signature under the record of a period.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SignRecord {
    /// The position that was looked at.
    pub cut: Cut,
    /// Whether it goes out as an annex of the report.
    pub annexed: bool,
}
