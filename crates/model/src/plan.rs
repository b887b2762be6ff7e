//! Plans: targets that decisions give, change and assign anew.

use crate::attachment::Attachment;
use crate::ids::{Code, Cut, PlanId, UnitId};
use crate::number::{Approx, Number};
use crate::period::Period;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What was done around plans. Each is a step that can be taken back as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum PlanAct {
    /// A decision was written down, or written anew.
    DecisionSet {
        /// As it is now.
        decision: Box<PlanDecision>,
    },
    /// A decision was taken out: its targets count no more.
    DecisionDropped {
        /// Which.
        plan: PlanId,
    },
    /// What a decision says of some targets.
    TargetsSet {
        /// Which decision.
        plan: PlanId,
        /// What it says now.
        targets: Vec<Target>,
        /// The workbook that brought them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<String>,
    },
    /// The rule by which progress is coloured.
    SignalsSet {
        /// As it is from its day on.
        rule: SignalRule,
    },
    /// A step was taken back, or done again.
    StepSwitched {
        /// Its position.
        step: Cut,
        /// Taken back.
        undone: bool,
    },
}

/// A decision that gives targets (quyết định giao chỉ tiêu kế hoạch).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDecision {
    /// Own id.
    pub id: PlanId,
    /// Number and symbol: `1758/QĐ-UBND`.
    pub number: String,
    /// Day it was signed.
    pub date: Date,
    /// Who signed: `UBND tỉnh`.
    pub issuer: String,
    /// What it is about.
    pub title: String,
    /// First day that its targets hold.
    pub from: Date,
    /// Decisions whose targets all end on that day, whether this one says something of them or not. None: it adds targets
    /// and changes single ones.
    pub replaces: Vec<PlanId>,
    /// The paper itself.
    pub file: Option<Attachment>,
    /// Milestones of all its targets that have none of their own.
    pub milestones: Vec<Milestone>,
}

/// What a decision says of one target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Of what.
    pub indicator: Code,
    /// For whom.
    pub unit: UnitId,
    /// For which period: most often a year.
    pub period: Period,
    /// How much; none = the decision does not speak of it.
    pub amount: Option<Number>,
    /// A word that loosens it: `trên 95`.
    pub approx: Option<Approx>,
    /// What must be reached on the way, in order; empty = as the decision says for all its targets.
    pub milestones: Vec<Milestone>,
}

/// How much of a target must be reached by the end of a period, from the start of the target's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Milestone {
    /// The period at whose end it is due.
    pub by: Period,
    /// How much.
    pub reach: Reach,
}

/// How much a milestone asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Percent of the target.
    Share(Number),
    /// So much, in the indicator's unit of measure.
    Amount(Number),
}

/// The published rule by which progress is coloured: what is reached, in percent of what is due by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalRule {
    /// First day that it holds; none = always.
    pub from: Option<Date>,
    /// Least percent of what is due for green.
    pub green: Decimal,
    /// Least percent of what is due for amber; less is red.
    pub amber: Decimal,
    /// The paper that says so.
    pub basis: String,
}

impl SignalRule {
    /// What holds until a place says otherwise.
    pub fn standing() -> Self {
        Self { from: None, green: Decimal::from(95), amber: Decimal::from(80), basis: String::new() }
    }
}
