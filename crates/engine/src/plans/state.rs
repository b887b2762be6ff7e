//! What the ledger says of plans: steps in order, each of which may be taken back.

use model::{
    AccountName, CellKey, Cut, Entry, Measure, PlanAct, PlanDecision, PlanId, SignalRule, Target, UnitId,
};
use std::collections::BTreeMap;

/// Decisions, targets and the rule of colours, with their past.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    steps: BTreeMap<Cut, Step>,
    /// What was said of each decision, oldest first; none = it was taken out.
    heads: BTreeMap<PlanId, Vec<(Cut, Option<PlanDecision>)>>,
    /// What decisions said of each target, oldest first.
    targets: BTreeMap<CellKey, Vec<Said>>,
    signals: Vec<(Cut, SignalRule)>,
}

/// What was done at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who.
    pub by: AccountName,
    /// When, RFC 3339.
    pub at: String,
    /// Which decision; none = the rule of colours.
    pub plan: Option<PlanId>,
    /// What, as the log names it.
    pub did: &'static str,
    /// How many targets.
    pub targets: usize,
    /// The workbook that brought them.
    pub file: Option<String>,
    /// When it was taken back or done again.
    switched: Vec<(Cut, bool)>,
}

impl Step {
    /// Whether it was taken back.
    pub fn undone(&self) -> bool {
        self.switched.last().is_some_and(|(_, undone)| *undone)
    }

    fn stood(&self, at: Cut) -> bool {
        !self.switched.iter().rev().find(|(cut, _)| *cut <= at).is_some_and(|(_, undone)| *undone)
    }
}

/// What a decision said of a target at a position.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) cut: Cut,
    pub(super) plan: PlanId,
    pub(super) target: Target,
}

/// The cell that a target is the plan of.
pub(super) fn cell(target: &Target) -> CellKey {
    CellKey {
        indicator: target.indicator.clone(),
        unit: target.unit.clone(),
        period: target.period,
        measure: Measure::Plan,
    }
}

impl Plans {
    /// Applies the next entry about plans.
    pub(crate) fn apply(&mut self, entry: &Entry, what: &PlanAct) {
        let step = |plan: Option<&PlanId>, did, targets: usize, file: Option<&String>| Step {
            by: entry.by.clone(),
            at: entry.at.clone(),
            plan: plan.cloned(),
            did,
            targets,
            file: file.cloned(),
            switched: Vec::new(),
        };
        let step = match what {
            PlanAct::DecisionSet { decision } => {
                let heads = self.heads.entry(decision.id.clone()).or_default();
                heads.push((entry.cut, Some((**decision).clone())));
                step(Some(&decision.id), "plan_decided", 0, None)
            }
            PlanAct::DecisionDropped { plan } => {
                self.heads.entry(plan.clone()).or_default().push((entry.cut, None));
                step(Some(plan), "plan_dropped", 0, None)
            }
            PlanAct::TargetsSet { plan, targets, file } => {
                for target in targets {
                    let said = Said { cut: entry.cut, plan: plan.clone(), target: target.clone() };
                    self.targets.entry(cell(target)).or_default().push(said);
                }
                step(Some(plan), "plan_targets_set", targets.len(), file.as_ref())
            }
            PlanAct::SignalsSet { rule } => {
                self.signals.push((entry.cut, rule.clone()));
                step(None, "plan_signals_set", 0, None)
            }
            PlanAct::StepSwitched { step, undone } => {
                if let Some(step) = self.steps.get_mut(step) {
                    step.switched.push((entry.cut, *undone));
                }
                return;
            }
        };
        self.steps.insert(entry.cut, step);
    }

    /// What was done, newest first.
    pub fn steps(&self) -> impl Iterator<Item = (Cut, &Step)> {
        self.steps.iter().rev().map(|(cut, step)| (*cut, step))
    }

    /// What was done at a position.
    pub fn step(&self, cut: Cut) -> Option<&Step> {
        self.steps.get(&cut)
    }

    fn stood(&self, step: Cut, at: Cut) -> bool {
        step <= at && self.steps.get(&step).is_some_and(|step| step.stood(at))
    }

    /// A decision as it stood at a cut.
    pub fn decision(&self, plan: &PlanId, at: Cut) -> Option<&PlanDecision> {
        let heads = self.heads.get(plan)?;
        heads.iter().rev().find(|(cut, _)| self.stood(*cut, at))?.1.as_ref()
    }

    /// The decisions that stood at a cut, by the day on which they come into force.
    pub fn decisions(&self, at: Cut) -> Vec<&PlanDecision> {
        let mut found: Vec<_> = self.heads.keys().filter_map(|plan| self.decision(plan, at)).collect();
        found.sort_by_key(|d| (d.from, d.date, &d.id));
        found
    }

    /// What each decision that stood at a cut said of a target, with the position.
    pub(super) fn said(&self, key: &CellKey, at: Cut) -> Vec<(&PlanDecision, &Said)> {
        let mut found: BTreeMap<&PlanId, &Said> = BTreeMap::new();
        for said in self.targets.get(key).into_iter().flatten().filter(|said| self.stood(said.cut, at)) {
            found.insert(&said.plan, said);
        }
        let told = found.into_values().filter(|said| said.target.amount.is_some());
        told.filter_map(|said| Some((self.decision(&said.plan, at)?, said))).collect()
    }

    /// What a decision says of its targets, as it stood at a cut.
    pub fn targets_of(&self, plan: &PlanId, at: Cut) -> Vec<&Target> {
        let last = |said: &'_ Vec<Said>| {
            said.iter().rposition(|said| said.plan == *plan && self.stood(said.cut, at))
        };
        let told = self.targets.values().filter_map(|said| Some(&said.get(last(said)?)?.target));
        told.filter(|target| target.amount.is_some()).collect()
    }

    /// The targets that any decision ever spoke of.
    pub fn keys(&self) -> impl Iterator<Item = &CellKey> {
        self.targets.keys()
    }

    /// Units that any decision ever spoke of.
    pub fn units(&self) -> impl Iterator<Item = &UnitId> {
        self.targets.keys().map(|key| &key.unit)
    }

    /// The rules of colours that stood at a cut, with their positions, in the order of their days.
    pub fn signals(&self, at: Cut) -> Vec<(Option<Cut>, SignalRule)> {
        let kept = self.signals.iter().filter(|(cut, _)| self.stood(*cut, at));
        let mut rules: Vec<_> = kept.map(|(cut, rule)| (Some(*cut), rule.clone())).collect();
        rules.insert(0, (None, SignalRule::standing()));
        rules.sort_by_key(|(cut, rule)| (rule.from, *cut));
        rules
    }

    /// The rule of colours that holds on a day.
    pub fn signal_on(&self, day: model::Date, at: Cut) -> SignalRule {
        let held =
            self.signals(at).into_iter().rev().find(|(_, rule)| rule.from.is_none_or(|from| from <= day));
        held.map_or_else(SignalRule::standing, |(_, rule)| rule)
    }
}
