//! Checks: laws between figures, as data. A law that fails within printed precision is a finding: a question
//! with its computation, its evidence and the unit to ask. What is not reported is never judged.

mod member;
mod words;

use formula::Verdict;
use member::Member;
use model::{Approx, CellKey, Code, Finding, FindingKey, Indicator, Period, Rule, Stated, UnitId};
use std::collections::BTreeSet;
use words::Facts;

/// What is stated, as the checks ask for it.
pub trait Cells {
    /// What is said of a cell and the word that loosens it; none = not reported.
    fn stated(&self, key: &CellKey) -> Option<(Stated, Option<Approx>)>;
    /// The indicator of a code.
    fn indicator(&self, code: &Code) -> Option<&Indicator>;
}

/// What the rules are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The unit whose figures a bare code means.
    pub place: &'a UnitId,
    /// The units below it, for `Σ`.
    pub children: &'a [UnitId],
    /// The period.
    pub period: Period,
}

/// What a rule says of the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds within printed precision.
    Holds,
    /// It cannot be judged: these cells say no number; none missing = a divisor may be zero, its units of measure no
    /// longer fit or it is no formula.
    Unknown(Vec<CellKey>),
    /// Its condition is not so, or too few figures are there by its way with missing ones.
    NotAsked,
    /// It fails.
    Fails(Box<Finding>),
}

/// Runs the rules in their order; one finding for each that fails.
pub fn run(rules: &[&Rule], cells: &dyn Cells, scope: &Scope) -> Vec<Finding> {
    let finding = |rule: &&Rule| match judge(rule, cells, scope) {
        Outcome::Fails(finding) => Some(*finding),
        Outcome::Holds | Outcome::Unknown(_) | Outcome::NotAsked => None,
    };
    rules.iter().filter_map(finding).collect()
}

/// The rules that speak of one of these indicators.
pub fn affected<'a>(rules: &'a [Rule], codes: &BTreeSet<&Code>) -> Vec<&'a Rule> {
    rules
        .iter()
        .filter(|rule| formula::codes(&rule.formula).iter().any(|code| codes.contains(code)))
        .collect()
}

/// What one rule says of the figures.
pub fn judge(rule: &Rule, cells: &dyn Cells, scope: &Scope) -> Outcome {
    let law = formula::parse(&rule.formula).and_then(|law| formula::fit(&law, &|code| cells.indicator(code)));
    let Ok(law) = law else { return Outcome::Unknown(Vec::new()) };
    let zero = law.missing.is_zero();
    let members: Vec<Member> =
        law.references().into_iter().map(|r| Member::gather(r, cells, scope, zero)).collect();
    let facts = Facts { law: &law, members: &members };
    match formula::holds(&law, &|r| facts.member(r)?.interval) {
        Verdict::Holds => Outcome::Holds,
        Verdict::NotAsked => Outcome::NotAsked,
        Verdict::Unknown { .. } => {
            Outcome::Unknown(members.iter().flat_map(|m| m.silent.iter().cloned()).collect())
        }
        Verdict::Fails => Outcome::Fails(Box::new(Finding {
            key: FindingKey(format!("{}:{}", rule.id, scope.period)),
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
