//! A rule read once, to be asked of many figures.

use super::member::Member;
use super::words::Facts;
use super::{Cells, Outcome, Scope, gather};
use formula::{Formula, Indicators, Verdict};
use model::{Code, Finding, FindingKey, Rule};
use std::collections::BTreeSet;

/// A rule and what it says. Read it anew when its indicators change.
#[derive(Clone, Debug)]
pub struct ReadRule {
    rule: Rule,
    codes: Vec<Code>,
    /// In one unit of measure each side; none when it is no formula or its units do not fit.
    law: Option<Formula>,
}

impl ReadRule {
    /// Reads a rule.
    pub fn new(rule: &Rule, indicators: Indicators<'_>) -> Self {
        let law = formula::parse(&rule.formula).and_then(|law| formula::fit(&law, indicators));
        Self { rule: rule.clone(), codes: formula::codes(&rule.formula), law: law.ok() }
    }

    /// The rule itself.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Its law in plain arithmetic; none when it cannot be asked.
    pub fn law(&self) -> Option<&Formula> {
        self.law.as_ref()
    }

    /// The indicators that it speaks of.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// Whether it speaks of one of these indicators.
    pub fn speaks_of(&self, codes: &BTreeSet<&Code>) -> bool {
        self.codes.iter().any(|code| codes.contains(code))
    }

    /// What it says of the figures.
    pub fn judge(&self, cells: &dyn Cells, scope: &Scope) -> Outcome {
        let Self { rule, law: Some(law), .. } = self else { return Outcome::Unknown(Vec::new()) };
        let members = gather(law, cells, scope);
        let facts = Facts { law, members: &members };
        match formula::holds(law, &|r| facts.member(r)?.interval) {
            Verdict::Holds => Outcome::Holds,
            Verdict::NotAsked => Outcome::NotAsked,
            Verdict::Unknown { .. } => {
                Outcome::Unknown(members.iter().flat_map(|m| m.silent.iter().cloned()).collect())
            }
            Verdict::Fails => Outcome::Fails(Box::new(Finding {
                key: FindingKey::from(format!("{}:{}", rule.id, scope.period)),
                rule: rule.id.clone(),
                kind: rule.kind,
                severity: rule.severity,
                period: scope.period,
                ask: facts.ask(rule.kind, scope),
                says: rule.message.clone(),
                hint: rule.hint.clone(),
                computation: facts.computation(false),
                evidence: members.iter().flat_map(Member::evidence).collect(),
                passage: None,
                answer: None,
            })),
        }
    }
}
