//! Checks: laws between figures, as data. A law that fails within printed precision is a finding: a question
//! with its computation, its evidence and the unit to ask. What is not reported is never judged.

mod member;
mod read;
mod words;

pub use read::ReadRule;

use formula::{Expr, Formula, FormulaError, Reference, Relation, Verdict};
use member::Member;
use model::{
    Approx, CellKey, Code, Decimal, Evidence, Finding, Indicator, Interval, Period, RuleKind, Stated, UnitId,
};
use words::Facts;

/// What is stated, as the checks ask for it.
pub trait Cells {
    /// What is said of a cell and the word that loosens it; none = not reported.
    fn stated(&self, key: &CellKey) -> Option<(Stated, Option<Approx>)>;
    /// The same as it was at the end of a period: of a plan, the version that was in force then.
    fn stated_by(&self, key: &CellKey, _at: Period) -> Option<(Stated, Option<Approx>)> {
        self.stated(key)
    }
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

/// Asks one rule; the finding when it fails.
pub fn ask(rule: &ReadRule, cells: &dyn Cells, scope: &Scope) -> Option<Finding> {
    match rule.judge(cells, scope) {
        Outcome::Fails(finding) => Some(*finding),
        Outcome::Holds | Outcome::Unknown(_) | Outcome::NotAsked => None,
    }
}

/// What a figure of the unit may be; none when it is missing.
pub fn figure(reference: &Reference, cells: &dyn Cells, scope: &Scope) -> Option<Interval> {
    Member::gather(reference, cells, scope, false).interval
}

/// What the references of a law stand for.
fn gather<'a>(law: &'a Formula, cells: &'a dyn Cells, scope: &Scope) -> Vec<Member<'a>> {
    let zero = law.missing.is_zero();
    law.references().into_iter().map(|r| Member::gather(r, cells, scope, zero)).collect()
}

/// A law held against figures: both sides with what they may be, and everything they rest on.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// Whether it holds.
    pub verdict: Verdict,
    /// What the left side may be; none when it cannot be said.
    pub left: Option<Interval>,
    /// What the right side may be, the tolerance included.
    pub right: Option<Interval>,
    /// The law with its numbers: `2.300 = 1.980 + 320 = 2.300`, `≠` where it fails. Empty when it cannot be said.
    pub computation: String,
    /// The cells with a number.
    pub evidence: Vec<Evidence>,
    /// The cells without one.
    pub silent: Vec<CellKey>,
    /// The unit that can answer.
    pub ask: UnitId,
}

/// Holds a law against figures.
///
/// # Errors
/// When its units of measure do not fit.
pub fn weigh(
    law: &Formula,
    kind: RuleKind,
    cells: &dyn Cells,
    scope: &Scope,
) -> Result<Weighed, FormulaError> {
    let law = formula::fit(law, &|code| cells.indicator(code))?;
    let members = gather(&law, cells, scope);
    let facts = Facts { law: &law, members: &members };
    let lookup = |r: &Reference| facts.member(r)?.interval;
    let verdict = formula::holds(&law, &lookup);
    let (left, right) = formula::sides(&law, &lookup);
    let computation = match (left, right) {
        (Some(_), Some(_)) => facts.computation(verdict != Verdict::Fails),
        _ => String::new(),
    };
    let ask = facts.ask(kind, scope);
    Ok(Weighed {
        verdict,
        left,
        right,
        computation,
        evidence: members.iter().flat_map(Member::evidence).collect(),
        silent: members.iter().flat_map(|m| m.silent.iter().cloned()).collect(),
        ask,
    })
}

/// What an expression comes to for the figures, and everything it rests on.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The value of the figures as printed; none when it cannot be said.
    pub value: Option<Decimal>,
    /// What it may be.
    pub interval: Option<Interval>,
    /// The expression with its numbers: `12 + 30 = 42`. Empty when it cannot be said.
    pub computation: String,
    /// The cells with a number.
    pub evidence: Vec<Evidence>,
    /// The cells without one.
    pub silent: Vec<CellKey>,
}

/// What an expression comes to, in `measure_unit`; none = in the unit it gives itself.
///
/// # Errors
/// When its units of measure do not fit.
pub fn amount(
    expr: &Expr,
    measure_unit: Option<&str>,
    cells: &dyn Cells,
    scope: &Scope,
) -> Result<Amount, FormulaError> {
    let expr = formula::fit_expr(expr, measure_unit, &|code| cells.indicator(code))?;
    let members: Vec<Member> =
        expr.references().into_iter().map(|r| Member::gather(r, cells, scope, false)).collect();
    let law = Formula::plain(expr.clone(), Relation::Equal, expr.clone());
    let facts = Facts { law: &law, members: &members };
    let value = formula::value(&expr, &|r| facts.member(r)?.value);
    Ok(Amount {
        value,
        interval: formula::eval(&expr, &|r| facts.member(r)?.interval),
        computation: value.map(|_| facts.side(&expr, measure_unit == Some("%"))).unwrap_or_default(),
        evidence: members.iter().flat_map(Member::evidence).collect(),
        silent: members.iter().flat_map(|m| m.silent.iter().cloned()).collect(),
    })
}
