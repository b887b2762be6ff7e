//! A law in figures: its computation in one line, and the unit that can answer.

use super::Scope;
use super::member::Member;
use crate::resolve::round;
use formula::{Condition, Expr, Formula, Operator, Reference, Relation, Tolerance, Unary};
use model::{Collector, Decimal, Number, RuleKind, UnitId};

/// Decimals shown of a quotient, which rarely ends.
const QUOTIENT_DECIMALS: u32 = 2;

/// A law with what it speaks of.
pub(super) struct Facts<'a> {
    pub law: &'a Formula,
    pub members: &'a [Member<'a>],
}

impl Facts<'_> {
    pub fn member(&self, reference: &Reference) -> Option<&Member<'_>> {
        self.members.iter().find(|m| m.reference == reference)
    }

    fn value(&self, reference: &Reference) -> Option<Decimal> {
        let zero = self.law.missing.is_zero().then_some(Decimal::ZERO);
        self.member(reference)?.value.or(zero)
    }

    /// Of a whole and its parts, who states the first figure; else who answers for it.
    pub fn ask(&self, kind: RuleKind, scope: &Scope) -> UnitId {
        let first = self.members.first().and_then(|m| Some((m.indicator?, m.figures.first()?)));
        let Some((indicator, figure)) = first else { return scope.place.clone() };
        let parts = matches!(kind, RuleKind::SumOfParts | RuleKind::PartNotAboveWhole);
        match &indicator.collector {
            Collector::Unit(unit) if parts => unit.clone(),
            Collector::Communes if parts && figure.key.unit != *scope.place => figure.key.unit.clone(),
            _ => indicator.owner.clone(),
        }
    }

    /// The law with its numbers and what they come to: `30 ≠ 12 + 17 = 29` where it fails.
    pub fn computation(&self, holds: bool) -> String {
        let relation = if holds { self.law.relation } else { self.law.relation.opposite() };
        let sign = match relation {
            Relation::Equal => "=",
            Relation::NotEqual => "≠",
            Relation::AtMost => "≤",
            Relation::AtLeast => "≥",
            Relation::Below => "<",
            Relation::Above => ">",
        };
        let percent = [&self.law.left, &self.law.right].into_iter().any(|side| self.is_percent(side));
        let tolerance = match self.law.tolerance {
            Some(Tolerance::Absolute(by)) => format!(" (cho phép ± {})", number(by)),
            Some(Tolerance::Percent(by)) => format!(" (cho phép ± {}%)", number(by)),
            None => String::new(),
        };
        let (left, right) = (self.side(&self.law.left, percent), self.side(&self.law.right, percent));
        let rounding = if holds && tolerance.is_empty() && !self.holds_exactly() {
            " (trong phạm vi làm tròn)"
        } else {
            ""
        };
        format!("{left} {sign} {right}{tolerance}{rounding}")
    }

    /// Whether the law holds of the figures just as they are printed.
    fn holds_exactly(&self) -> bool {
        let law = Condition::Compare(self.law.left.clone(), self.law.relation, self.law.right.clone());
        formula::is_so(&law, &|r| self.value(r)).unwrap_or(true)
    }

    fn is_percent(&self, side: &Expr) -> bool {
        matches!(side, Expr::Reference(r) if self.member(r).is_some_and(|m| m.measure_unit() == "%"))
    }

    /// One side with its numbers and what it comes to: `12 + 17 = 29`.
    pub fn side(&self, side: &Expr, percent: bool) -> String {
        // Beside a percentage `100 * a / b` is written as the fraction that people know.
        let fraction = if percent { fraction(side) } else { None };
        let text = match &fraction {
            Some((part, whole)) => format!("{} / {}", self.print(part, 2), self.print(whole, 3)),
            None => self.print(side, 0),
        };
        let alone = match side {
            Expr::If(condition, then, otherwise) => {
                return self.side(self.chosen(condition, then, otherwise), percent);
            }
            Expr::Number(_) | Expr::Quantity(..) => true,
            Expr::Reference(r) => self.member(r).is_some_and(Member::is_one),
            Expr::Unary(..) | Expr::Binary(..) => false,
        };
        let value = formula::value(side, &|r| self.value(r));
        match value.filter(|_| !alone) {
            Some(value) => {
                let value = if divides(side) { round(value, self.decimals()) } else { value };
                let suffix = if fraction.is_some() { "%" } else { "" };
                format!("{text} = {}{suffix}", number(value))
            }
            None => text,
        }
    }

    fn chosen<'e>(&self, condition: &Condition, then: &'e Expr, otherwise: &'e Expr) -> &'e Expr {
        match formula::is_so(condition, &|r| self.value(r)) {
            Some(false) => otherwise,
            _ => then,
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
        let infix = |sign: &str, binds: u8, left: &Expr, right: &Expr| {
            (format!("{} {sign} {}", self.print(left, binds), self.print(right, binds + 1)), binds)
        };
        let call = |name: &str, inner: &[&Expr]| {
            let inner: Vec<String> = inner.iter().map(|e| self.print(e, 0)).collect();
            (format!("{name}({})", inner.join("; ")), 4)
        };
        let (text, binds) = match expr {
            Expr::Number(value) | Expr::Quantity(value, _) => (number(*value), 4),
            Expr::Reference(r) => (self.member(r).map(Member::print).unwrap_or_default(), 4),
            Expr::Unary(Unary::Negate, inner) => (format!("-{}", self.print(inner, 3)), 3),
            Expr::Unary(Unary::Abs, inner) => (format!("|{}|", self.print(inner, 0)), 4),
            Expr::Unary(Unary::Round(_), inner) => call("làm tròn", &[inner]),
            Expr::Binary(op, left, right) => match op {
                Operator::Plus => infix("+", 1, left, right),
                Operator::Minus => infix("-", 1, left, right),
                Operator::Times => infix("×", 2, left, right),
                Operator::Over => infix("/", 2, left, right),
                Operator::Least => call("nhỏ nhất", &chain(*op, expr)),
                Operator::Greatest => call("lớn nhất", &chain(*op, expr)),
            },
            Expr::If(condition, then, otherwise) => {
                return self.print(self.chosen(condition, then, otherwise), asked);
            }
        };
        if binds < asked { format!("({text})") } else { text }
    }
}

/// The operands of a chain of one operator.
fn chain(op: Operator, expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Binary(own, left, right) if *own == op => {
            let mut operands = chain(op, left);
            operands.push(right);
            operands
        }
        _ => vec![expr],
    }
}

fn number(value: Decimal) -> String {
    viet::number::format(Number::new(value))
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
        Expr::Number(_) | Expr::Quantity(..) | Expr::Reference(_) => false,
        Expr::Unary(_, inner) => divides(inner),
        Expr::Binary(op, left, right) => *op == Operator::Over || divides(left) || divides(right),
        Expr::If(_, then, otherwise) => divides(then) || divides(otherwise),
    }
}
