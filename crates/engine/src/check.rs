//! Checks: laws between figures, as data. A law that fails within printed precision is a finding: a question
//! with its computation, its evidence and the unit to ask. What is not reported is never judged.

use crate::book::plan_year;
use crate::resolve::round;
use formula::{Expr, Formula, Operator, Reference, Relation, Verdict, Whose};
use model::{
    Approx, CellKey, Code, Collector, Decimal, Evidence, Finding, FindingKey, Indicator, Interval, Measure,
    Number, Period, Rule, RuleKind, Stated, UnitId,
};
use std::collections::BTreeSet;

/// Decimals shown of a quotient, which rarely ends.
const QUOTIENT_DECIMALS: u32 = 2;

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
    /// It cannot be judged: these cells say no number; none missing = a divisor may be zero or it is no formula.
    Unknown(Vec<CellKey>),
    /// It fails.
    Fails(Box<Finding>),
}

/// Runs the rules in their order; one finding for each that fails.
pub fn run(rules: &[&Rule], cells: &dyn Cells, scope: &Scope) -> Vec<Finding> {
    let finding = |rule: &&Rule| match judge(rule, cells, scope) {
        Outcome::Fails(finding) => Some(*finding),
        Outcome::Holds | Outcome::Unknown(_) => None,
    };
    rules.iter().filter_map(finding).collect()
}

/// The rules that speak of one of these indicators.
pub fn affected<'a>(rules: &'a [Rule], codes: &BTreeSet<&Code>) -> Vec<&'a Rule> {
    let wanted: BTreeSet<&str> = codes.iter().map(|code| code.as_str()).collect();
    rules
        .iter()
        .filter(|rule| formula::codes(&rule.formula).iter().any(|code| wanted.contains(code)))
        .collect()
}

/// What one rule says of the figures.
pub fn judge(rule: &Rule, cells: &dyn Cells, scope: &Scope) -> Outcome {
    let Ok(law) = formula::parse(&rule.formula) else { return Outcome::Unknown(Vec::new()) };
    let members: Vec<Member> =
        law.references().into_iter().map(|r| Member::gather(r, cells, scope)).collect();
    let facts = Facts { law: &law, members: &members };
    match formula::holds(&law, &|r| facts.member(r)?.interval) {
        Verdict::Holds => Outcome::Holds,
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
            computation: facts.computation(),
            evidence: members.iter().flat_map(Member::evidence).collect(),
            answer: None,
        })),
    }
}

/// A cell that says something.
struct Figure {
    key: CellKey,
    stated: Stated,
    approx: Option<Approx>,
}

/// What one reference of a law stands for.
struct Member<'a> {
    reference: &'a Reference,
    indicator: Option<&'a Indicator>,
    figures: Vec<Figure>,
    /// Cells without a number.
    silent: Vec<CellKey>,
    /// What the number, or the sum of all of them, may be; none when something is missing.
    interval: Option<Interval>,
    /// The number, or the sum, as printed.
    value: Option<Decimal>,
}

impl<'a> Member<'a> {
    fn gather(reference: &'a Reference, cells: &'a dyn Cells, scope: &Scope) -> Self {
        let indicator = cells.indicator(&reference.code);
        let mut member = Self {
            reference,
            indicator,
            figures: Vec::new(),
            silent: Vec::new(),
            interval: None,
            value: None,
        };
        for unit in whose(reference, scope) {
            let key = cell_key(reference, unit, scope.period);
            match cells.stated(&key) {
                // A unit that the question does not fit is no part of the sum.
                Some((Stated::NotApplicable, _)) if reference.whose == Whose::Children => {}
                Some((stated, approx)) if stated.number().is_some() => {
                    member.figures.push(Figure { key, stated, approx });
                }
                _ => member.silent.push(key),
            }
        }
        if let Some(indicator) = indicator.filter(|_| member.silent.is_empty() && !member.figures.is_empty())
        {
            let counted = indicator.counted && !is_percent(reference.measure);
            member.interval = sum(member.figures.iter().map(|f| f.interval(counted)));
            let numbers = member.figures.iter().filter_map(|f| f.stated.number());
            member.value = numbers.map(Number::value).try_fold(Decimal::ZERO, Decimal::checked_add);
        }
        member
    }

    fn measure_unit(&self) -> &str {
        match self.indicator {
            _ if is_percent(self.reference.measure) => "%",
            Some(indicator) => &indicator.measure_unit,
            None => "",
        }
    }

    /// The number as printed in a computation.
    fn print(&self) -> String {
        let suffix = if self.measure_unit() == "%" { "%" } else { "" };
        match self.figures.as_slice() {
            [figure] if self.reference.whose != Whose::Children => format!("{}{suffix}", figure.print()),
            figures => format!("Σ {} đơn vị", figures.len()),
        }
    }

    fn evidence(&self) -> impl Iterator<Item = Evidence> {
        let name = self.indicator.map_or_else(|| self.reference.code.to_string(), |i| i.name.clone());
        let unit = self.measure_unit();
        let space = if unit == "%" || unit.is_empty() { "" } else { " " };
        self.figures.iter().map(move |figure| Evidence {
            key: figure.key.clone(),
            name: name.clone(),
            printed: match figure.stated {
                Stated::Number(_) => format!("{}{space}{unit}", figure.print()),
                _ => figure.print(),
            },
        })
    }
}

impl Figure {
    fn interval(&self, counted: bool) -> Option<Interval> {
        match self.stated {
            // Said in words, so exact.
            Stated::NotArisen => Some(Interval::point(Decimal::ZERO)),
            stated => stated.number().map(|number| number.interval(counted, self.approx)),
        }
    }

    fn print(&self) -> String {
        let word = match self.approx {
            Some(Approx::Above) => "trên ",
            Some(Approx::Below) => "dưới ",
            Some(Approx::About) => "khoảng ",
            None => "",
        };
        match self.stated {
            Stated::Number(number) => format!("{word}{}", viet::number::format(number)),
            Stated::NotArisen => "không phát sinh".to_owned(),
            Stated::NotApplicable => "không áp dụng".to_owned(),
            Stated::Withheld => "không công bố".to_owned(),
        }
    }
}

fn is_percent(measure: Measure) -> bool {
    matches!(measure, Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct)
}

fn whose<'a>(reference: &'a Reference, scope: &Scope<'a>) -> Vec<&'a UnitId> {
    match &reference.whose {
        Whose::Own => vec![scope.place],
        Whose::Unit(unit) => vec![unit],
        Whose::Children => scope.children.iter().collect(),
    }
}

fn cell_key(reference: &Reference, unit: &UnitId, period: Period) -> CellKey {
    let period = period.shift(-i16::try_from(reference.back).unwrap_or(i16::MAX));
    let period = if reference.measure == Measure::Plan { plan_year(period) } else { period };
    CellKey { indicator: reference.code.clone(), unit: unit.clone(), period, measure: reference.measure }
}

fn sum(mut intervals: impl Iterator<Item = Option<Interval>>) -> Option<Interval> {
    intervals.try_fold(Interval::point(Decimal::ZERO), |sum, next| formula::add(sum, next?))
}

/// A failed law with what it speaks of.
struct Facts<'a> {
    law: &'a Formula,
    members: &'a [Member<'a>],
}

impl Facts<'_> {
    fn member(&self, reference: &Reference) -> Option<&Member<'_>> {
        self.members.iter().find(|m| m.reference == reference)
    }

    /// Of a whole and its parts, who states the first figure; else who answers for it.
    fn ask(&self, kind: RuleKind, scope: &Scope) -> UnitId {
        let first = self.members.first().and_then(|m| Some((m.indicator?, m.figures.first()?)));
        let Some((indicator, figure)) = first else { return scope.place.clone() };
        let parts = matches!(kind, RuleKind::SumOfParts | RuleKind::PartNotAboveWhole);
        match &indicator.collector {
            Collector::Unit(unit) if parts => unit.clone(),
            Collector::Communes if parts && figure.key.unit != *scope.place => figure.key.unit.clone(),
            _ => indicator.owner.clone(),
        }
    }

    /// The law with its numbers and what they come to: `30 ≠ 12 + 17 = 29`.
    fn computation(&self) -> String {
        let but = match self.law.relation {
            Relation::Equal => "≠",
            Relation::NotEqual => "=",
            Relation::AtMost => ">",
            Relation::AtLeast => "<",
            Relation::Below => "≥",
            Relation::Above => "≤",
        };
        let percent = [&self.law.left, &self.law.right].into_iter().any(|side| self.is_percent(side));
        format!("{} {but} {}", self.side(&self.law.left, percent), self.side(&self.law.right, percent))
    }

    fn is_percent(&self, side: &Expr) -> bool {
        matches!(side, Expr::Reference(r) if self.member(r).is_some_and(|m| m.measure_unit() == "%"))
    }

    fn side(&self, side: &Expr, percent: bool) -> String {
        // Beside a percentage `100 * a / b` is written as the fraction that people know.
        let fraction = if percent { fraction(side) } else { None };
        let text = match &fraction {
            Some((part, whole)) => format!("{} / {}", self.print(part, 2), self.print(whole, 3)),
            None => self.print(side, 0),
        };
        let alone = match side {
            Expr::Number(_) => true,
            Expr::Reference(r) => r.whose != Whose::Children,
            Expr::Negate(_) | Expr::Binary(..) => false,
        };
        let value = formula::value(side, &|r| self.member(r)?.value);
        match value.filter(|_| !alone) {
            Some(value) => {
                let value = if divides(side) { round(value, self.decimals()) } else { value };
                let suffix = if fraction.is_some() { "%" } else { "" };
                format!("{text} = {}{suffix}", viet::number::format(Number::new(value)))
            }
            None => text,
        }
    }

    /// Decimals that a quotient is shown with: those of the figures, at least two.
    fn decimals(&self) -> u32 {
        let direct = [&self.law.left, &self.law.right].into_iter().filter_map(|side| match side {
            Expr::Reference(r) => self.member(r)?.value.map(|v| v.scale()),
            _ => None,
        });
        direct.max().unwrap_or(0).max(QUOTIENT_DECIMALS)
    }

    /// The expression with numbers for codes, in brackets where it binds less than `asked`.
    fn print(&self, expr: &Expr, asked: u8) -> String {
        let (text, binds) = match expr {
            Expr::Number(value) => (viet::number::format(Number::new(*value)), 4),
            Expr::Reference(r) => (self.member(r).map(Member::print).unwrap_or_default(), 4),
            Expr::Negate(inner) => (format!("-{}", self.print(inner, 3)), 3),
            Expr::Binary(op, left, right) => {
                let (sign, binds) = match op {
                    Operator::Plus => ("+", 1),
                    Operator::Minus => ("-", 1),
                    Operator::Times => ("×", 2),
                    Operator::Over => ("/", 2),
                };
                (format!("{} {sign} {}", self.print(left, binds), self.print(right, binds + 1)), binds)
            }
        };
        if binds < asked { format!("({text})") } else { text }
    }
}

/// Part and whole of `100 * part / whole` and its other spellings.
fn fraction(expr: &Expr) -> Option<(&Expr, &Expr)> {
    let hundred = |expr: &Expr| matches!(expr, Expr::Number(n) if *n == Decimal::ONE_HUNDRED);
    match expr {
        Expr::Binary(Operator::Over, times, whole) => match &**times {
            Expr::Binary(Operator::Times, a, b) if hundred(a) => Some((b, whole)),
            Expr::Binary(Operator::Times, a, b) if hundred(b) => Some((a, whole)),
            _ => None,
        },
        Expr::Binary(Operator::Times, a, b) => match (&**a, &**b) {
            (n, Expr::Binary(Operator::Over, part, whole)) if hundred(n) => Some((part, whole)),
            (Expr::Binary(Operator::Over, part, whole), n) if hundred(n) => Some((part, whole)),
            _ => None,
        },
        _ => None,
    }
}

fn divides(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Reference(_) => false,
        Expr::Negate(inner) => divides(inner),
        Expr::Binary(op, left, right) => *op == Operator::Over || divides(left) || divides(right),
    }
}
