//! Plans: decisions, their targets, what became of them.

use super::UnitRef;
use model::{Approx, Code, Cut, Milestone, Number, Period, PlanId, UnitId, UnitKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The plans of a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlansView {
    /// Which period.
    pub period: Period,
    /// Periods that have plans, newest first.
    pub periods: Vec<Period>,
    /// Decisions that speak of the period or come into force within it, in the order of their days.
    pub decisions: Vec<DecisionRow>,
    /// Decisions of other periods.
    pub others: Vec<DecisionRow>,
    /// The rule of colours, with its past.
    pub signals: Vec<SignalView>,
    /// What was done last, newest first.
    pub steps: Vec<PlanStepView>,
    /// Whole distributions that do not meet, in force today.
    pub distribution: Vec<DistributionView>,
}

/// A decision in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionRow {
    /// Own id.
    pub id: PlanId,
    /// Number and symbol.
    pub number: String,
    /// Day it was signed, ISO.
    pub date: String,
    /// Who signed.
    pub issuer: String,
    /// What it is about.
    pub title: String,
    /// First day that its targets hold, ISO.
    pub from: String,
    /// Decisions that it replaces.
    pub replaces: Vec<PlanId>,
    /// The decision that replaces it, and from when.
    pub replaced_by: Option<String>,
    /// Milestones of all its targets.
    #[schema(inline)]
    pub milestones: Vec<Milestone>,
    /// The name of the file of the paper.
    pub file: Option<String>,
    /// Targets of the period looked at.
    pub targets: usize,
    /// All its targets.
    pub all_targets: usize,
    /// Periods that it speaks of.
    pub periods: Vec<Period>,
}

/// A rule of colours.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignalView {
    /// First day, ISO; none = until another one holds.
    pub from: Option<String>,
    /// Least percent of what is due for green.
    pub green: String,
    /// Least percent of what is due for amber.
    pub amber: String,
    /// The paper that says so; empty = as the program has it.
    pub basis: String,
    /// Its step; none = as the program has it.
    pub cut: Option<Cut>,
    /// Whether it holds today.
    pub holds: bool,
}

/// Something that was done with plans.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanStepView {
    /// Its position.
    pub cut: Cut,
    /// Who, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// What, as the log names it.
    pub did: String,
    /// The number of the decision.
    pub plan: Option<String>,
    /// How many targets.
    pub targets: usize,
    /// The workbook that brought them.
    pub file: Option<String>,
    /// Whether it was taken back.
    pub undone: bool,
}

/// A decision as it is written down.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct DecisionInput {
    /// Number and symbol.
    pub number: String,
    /// Day it was signed, ISO.
    pub date: String,
    /// Who signed.
    pub issuer: String,
    /// What it is about.
    pub title: String,
    /// First day that its targets hold, ISO.
    pub from: String,
    /// Decisions that it replaces.
    #[serde(default)]
    pub replaces: Vec<PlanId>,
    /// Milestones of all its targets.
    #[serde(default)]
    #[schema(inline)]
    pub milestones: Vec<MilestoneInput>,
}

/// A milestone as it is typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct MilestoneInput {
    /// The period at whose end it is due.
    pub by: String,
    /// A Vietnamese number; with `%` a share of the target.
    pub reach: String,
}

/// A decision with its table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionView {
    /// Its head.
    pub row: DecisionRow,
    /// The period of the table.
    pub period: Period,
    /// The position of what was just done, to take it back; none = nothing was.
    pub step: Option<Cut>,
    /// Units that a plan may speak of, in order.
    pub units: Vec<PlanUnit>,
    /// Indicators with a target of the period, or planned at all.
    pub rows: Vec<TargetRow>,
    /// Targets of units that ended, told for those that follow.
    pub offers: Vec<OfferedTarget>,
}

/// A unit of the table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanUnit {
    /// Which.
    #[serde(flatten)]
    pub unit: UnitRef,
    /// The day from which it is no more, ISO.
    pub ended: Option<String>,
    /// Whether it is the place itself.
    pub whole: bool,
}

/// The targets of one indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TargetRow {
    /// Which.
    pub indicator: Code,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// Whether a target is not to be exceeded.
    pub less_is_better: bool,
    /// What the decision says, in the order of the units.
    pub cells: Vec<TargetCell>,
    /// How parts stand to the whole, from the day on which the decision comes into force.
    pub distribution: Vec<DistributionView>,
}

/// What a decision says of one target.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct TargetCell {
    /// As typed; empty = the decision does not speak of it.
    pub text: String,
    /// The target in force the day before; none = there was none.
    pub before: Option<String>,
    /// Milestones of its own.
    #[schema(inline)]
    pub milestones: Vec<Milestone>,
    /// How it stands to the target before.
    pub change: Option<TargetChange>,
}

/// How a target stands to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetChange {
    /// There was none.
    New,
    /// More.
    Up,
    /// Less.
    Down,
    /// The same.
    Same,
    /// It is given no more.
    Dropped,
}

/// The decision that a target rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecidedBy {
    /// Which.
    pub id: PlanId,
    /// Number and symbol.
    pub number: String,
    /// The day it was signed.
    pub date: String,
    /// Who issued it.
    pub issuer: String,
    /// First day on which it holds.
    pub from: String,
    /// Which version of the target, from one.
    pub version: usize,
}

/// How parts stand to a whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DistributionView {
    /// Of which indicator.
    pub indicator: Code,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// The unit whose target is the whole.
    pub unit: UnitRef,
    /// What sort of units its parts are.
    pub kind: UnitKind,
    /// The whole, printed.
    pub whole: String,
    /// The sum of the parts, printed.
    pub sum: String,
    /// How much the sum is above the whole, or below it with a minus, printed.
    pub off: String,
    /// Parts with a target.
    pub given: usize,
    /// Parts without one, by name.
    pub without: Vec<String>,
    /// How they stand.
    pub fit: DistributionFit,
}

/// How parts stand to a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DistributionFit {
    /// They meet it.
    Meets,
    /// They meet it with the parts of other kinds.
    Together,
    /// Some have none yet.
    Unfinished,
    /// Stricter than the whole.
    Beyond,
    /// They do not bring the whole about.
    Short,
}

/// A target of units that ended, told for one that follows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfferedTarget {
    /// Of which indicator.
    pub indicator: Code,
    /// Its name.
    pub name: String,
    /// For whom; none = nobody follows.
    pub unit: Option<UnitRef>,
    /// The day of the change, ISO.
    pub on: String,
    /// As it would be typed; empty = a person must say.
    pub text: String,
    /// Whether it rests on a key that divides an area: an estimate.
    pub estimated: bool,
    /// Whose targets, with them.
    pub of: Vec<String>,
}

/// Targets as they were typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetTargets {
    /// Which.
    pub targets: Vec<TypedTarget>,
    /// The name of the workbook that brought them.
    #[serde(default)]
    pub file: Option<String>,
}

/// A target as it was typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TypedTarget {
    /// Of what.
    pub indicator: Code,
    /// For whom.
    pub unit: UnitId,
    /// For which period.
    pub period: String,
    /// A Vietnamese number, such as `1.240` or `trên 95`; empty = the decision does not speak of it.
    pub text: String,
    /// Milestones of its own; none = as they are.
    #[serde(default)]
    #[schema(inline)]
    pub milestones: Option<Vec<MilestoneInput>>,
}

/// A step to take back, or to do again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SwitchPlanStep {
    /// Taken back.
    pub undone: bool,
}

/// A rule of colours.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SignalInput {
    /// First day, ISO.
    pub from: String,
    /// Least percent of what is due for green: a Vietnamese number.
    pub green: String,
    /// Least percent of what is due for amber.
    pub amber: String,
    /// The paper that says so.
    pub basis: String,
}

/// How targets stand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgressView {
    /// The period of the targets.
    pub period: Period,
    /// The period at whose end they are looked at.
    pub at: Period,
    /// Periods that they can be looked at, newest first.
    pub ats: Vec<Period>,
    /// Units with targets.
    pub units: Vec<PlanUnit>,
    /// Time elapsed, in percent, printed.
    pub elapsed: String,
    /// The rule by which they are coloured.
    pub signal: SignalView,
    /// Target by target.
    pub rows: Vec<ProgressRow>,
}

/// How one target stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgressRow {
    /// Of what.
    pub indicator: Code,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// Whose.
    pub unit: PlanUnit,
    /// Whether it is not to be exceeded.
    pub less_is_better: bool,
    /// The target, printed.
    pub target: String,
    /// Its versions, the one in force marked.
    pub versions: Vec<VersionView>,
    /// What is reached, printed.
    pub reached: Option<String>,
    /// Units that must still say their part.
    pub missing: Vec<String>,
    /// Percent of the target, printed.
    pub percent: Option<String>,
    /// The same as a share, for a bar: 0 to 1.
    pub share: f64,
    /// What is due by now, printed.
    pub due: Option<String>,
    /// The milestone that says so; none = time elapsed, or the end.
    pub due_by: Option<Period>,
    /// What is left to reach, or may still come, printed.
    pub rest: Option<String>,
    /// The same for each month left, printed.
    pub monthly: Option<String>,
    /// Months left.
    pub months: u32,
    /// The colour.
    pub light: PlanLight,
}

/// A version of a target.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionView {
    /// Which one, from one.
    pub number: usize,
    /// What it rests on, as people cite it.
    pub named: String,
    /// The decision.
    pub plan: Option<PlanId>,
    /// The target, printed.
    pub amount: String,
    /// First day, ISO; none = from the start.
    pub from: Option<String>,
    /// First day on which it holds no more, ISO.
    pub until: Option<String>,
    /// Whether it is the one looked at.
    pub holds: bool,
}

/// The colour of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanLight {
    /// Reached.
    Done,
    /// On its way.
    Green,
    /// Behind.
    Amber,
    /// Far behind, or missed.
    Red,
    /// Due at the end.
    Later,
    /// No number that can be compared.
    Unknown,
}

/// What a workbook would change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnexPreview {
    /// The name of the file.
    pub file: String,
    /// Targets that would change.
    pub changes: Vec<AnnexChange>,
    /// Targets that stand so already.
    pub same: usize,
    /// What was not understood, in words.
    pub messages: Vec<String>,
}

/// A target in a workbook.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnexChange {
    /// Of what.
    pub indicator: Code,
    /// Its name.
    pub name: String,
    /// For whom.
    pub unit: UnitRef,
    /// As the decision says now.
    pub before: String,
    /// As the workbook says.
    pub after: String,
    /// The row of the workbook, from one.
    pub row: u32,
}

/// A target, printed.
pub(crate) fn printed(amount: Number, approx: Option<Approx>) -> String {
    viet::aim::format(amount, approx)
}
