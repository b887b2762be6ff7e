//! Rules: as listed, as tried while they are written, and the language that they are written in.

use super::UnitRef;
use model::{Evidence, Period, Rule, RuleKind, RuleScope, Severity, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A rule with the names it needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// The formula with indicator names for codes.
    pub in_words: String,
    /// The formula with `[names]` for codes, as people write it.
    pub in_names: String,
    /// Whether its formula stays as it is: it has none, or speaks of every indicator that it fits.
    pub fixed: bool,
    /// Whether its last change can be taken back.
    pub can_take_back: bool,
}

/// A rule's switch.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SwitchRule {
    /// On.
    pub active: bool,
    /// Why.
    pub reason: String,
}

/// A rule as a person writes it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RuleInput {
    /// Indicators by name or code.
    pub formula: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is said when it fails; empty = the words of its kind.
    pub message: String,
    /// What to do then.
    pub hint: String,
    /// The article that it follows.
    pub source: String,
    /// First day, ISO.
    pub from: Option<String>,
    /// Last day, ISO.
    pub to: Option<String>,
    /// Who answers for the rule; none = the office.
    pub owner: Option<UnitId>,
    /// Whose figures it is asked about.
    pub scope: RuleScope,
    /// Why it is written or changed.
    pub reason: String,
}

/// A rule or an expression that is being written.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RuleDraft {
    /// The text so far.
    pub formula: String,
    /// Scalar values before the cursor.
    pub cursor: usize,
    /// Whose figures it is to be asked about.
    #[serde(default)]
    pub scope: RuleScope,
    /// On which figures it is tried; none = the newest.
    pub period: Option<String>,
    /// Given for an expression: the unit of its value, empty for any. None = a rule.
    pub measure_unit: Option<String>,
}

/// What a text that is being written says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftView {
    /// What is wrong and where.
    pub problem: Option<DraftProblem>,
    /// What it says of the figures; none while something is wrong.
    pub tried: Option<TriedView>,
    /// Scalar values before the text that a suggestion replaces; it ends at the cursor.
    pub replace_from: usize,
    /// What may stand at the cursor, best first.
    pub suggestions: Vec<SuggestionView>,
}

/// What is wrong in a text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftProblem {
    /// Scalar values before the place.
    pub start: usize,
    /// One past the last; the same where something is missing.
    pub end: usize,
    /// What.
    pub says: String,
    /// What to do.
    pub hint: String,
}

/// Something that may be put in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SuggestionView {
    /// What sort of thing.
    pub sort: SuggestionSort,
    /// The text.
    pub insert: String,
    /// How it is called.
    pub label: String,
    /// What it is, in Vietnamese.
    pub vi: String,
    /// What it is, in English.
    pub en: String,
}

/// Sorts of suggestion.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionSort {
    /// An indicator.
    Indicator,
    /// A word of the language.
    Word,
    /// A unit of measure.
    MeasureUnit,
    /// A unit that states figures.
    Unit,
}

/// A text held against figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TriedView {
    /// Of which period.
    pub period: Period,
    /// What sort of law; none for an expression.
    pub kind: Option<RuleKind>,
    /// As it is kept: indicators by code.
    pub kept: String,
    /// With names.
    pub in_words: String,
    /// How many units it says what of.
    pub tries: Tries,
    /// What it says of each, failures first; not more than a page of them.
    pub units: Vec<TriedUnit>,
}

/// How many units a rule says what of.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Tries {
    /// It fails.
    pub fails: usize,
    /// Something is missing.
    pub unknown: usize,
    /// It holds.
    pub holds: usize,
    /// Its condition is not so.
    pub not_asked: usize,
}

impl Tries {
    /// One unit more.
    pub fn count(&mut self, verdict: VerdictView) {
        match verdict {
            VerdictView::Fails => self.fails += 1,
            VerdictView::Unknown => self.unknown += 1,
            VerdictView::Holds => self.holds += 1,
            VerdictView::NotAsked => self.not_asked += 1,
        }
    }
}

/// What a rule says of a unit, what wants a look first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictView {
    /// It fails.
    Fails,
    /// Something is missing.
    Unknown,
    /// It holds.
    Holds,
    /// Its condition is not so.
    NotAsked,
}

/// What a rule says of one unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TriedUnit {
    /// Whose figures.
    pub unit: UnitRef,
    /// What it says.
    pub verdict: VerdictView,
    /// The computation in one line.
    pub computation: String,
    /// What the left side may be, printed.
    pub left: Option<String>,
    /// What the right side may be, printed.
    pub right: Option<String>,
    /// The cells.
    pub evidence: Vec<Evidence>,
    /// Indicators without a number.
    pub missing: Vec<String>,
}

/// The rule language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LanguageView {
    /// Its words and signs.
    pub entries: Vec<EntryView>,
}

/// A word of the language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// As it is printed.
    pub name: String,
    /// Other spellings.
    pub also: Vec<String>,
    /// A pattern of its use.
    pub shape: String,
    /// What it means, in Vietnamese.
    pub vi: String,
    /// What it means, in English.
    pub en: String,
    /// Cases that the tests hold it to.
    pub cases: Vec<CaseView>,
}

/// A case of a word.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CaseView {
    /// What is written.
    pub written: String,
    /// The figures.
    pub given: String,
    /// What comes of it.
    pub result: String,
}
