//! Units of measure that must fit: what is added or compared must be of one kind, and is converted where it differs in
//! size only (`ha + m2`). What comes out is plain arithmetic, so that nothing behind it needs to know of units.
//!
//! Things counted have no size and go with any product; a quotient of like things is a share, of which `%` is a
//! hundredth. A factor written by hand that equals the conversion (`100 * A / B` for a percentage, `10 * SL / DT` from
//! tấn and ha to tạ/ha) is the conversion, and nothing is converted a second time.

use crate::FormulaError;
use crate::ast::{Condition, Expr, Formula, Gather, Operator, Reference, Unary, Whose};
use model::{Code, Decimal, Indicator, Measure};
use std::collections::BTreeMap;
use std::ops::Range;
use viet::measure_unit::{self, Dimension};

/// How a formula's indicators are found.
pub type Indicators<'a> = &'a dyn Fn(&Code) -> Option<&'a Indicator>;

/// Two expressions that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The expression whose unit is wrong, counted in the order in which the parser finishes them.
    node: usize,
    says: String,
    hint: String,
}

impl Misfit {
    /// The error at the place where the expression stands.
    pub(crate) fn at(self, spans: &[Range<usize>]) -> FormulaError {
        FormulaError::new(spans.get(self.node).cloned().unwrap_or(0..0), self.says, self.hint)
    }
}

/// A law with its sides in one unit of measure each, that of the left.
///
/// # Errors
/// Names the two units that do not fit.
pub(crate) fn law(law: &Formula, indicators: Indicators<'_>) -> Result<Formula, Misfit> {
    let mut fitter = Fitter { indicators, nodes: 0 };
    let left = fitter.expr(&law.left)?;
    let right = fitter.expr(&law.right)?;
    let (left, right, _) = fitter.together(left, right)?;
    let when = law.when.as_ref().map(|when| fitter.condition(when)).transpose()?;
    Ok(Formula { left, right, when, ..law.clone() })
}

/// An expression that gives a figure in `measure_unit`.
///
/// # Errors
/// Names the two units that do not fit.
pub(crate) fn derived(
    expr: &Expr,
    measure_unit: Option<&str>,
    indicators: Indicators<'_>,
) -> Result<Expr, Misfit> {
    let mut fitter = Fitter { indicators, nodes: 0 };
    let fitted = fitter.expr(expr)?;
    let wanted = Fitted {
        expr: Expr::Number(Decimal::ZERO),
        kind: measure_unit.and_then(Kind::read),
        node: fitted.node,
    };
    fitter.together(wanted, fitted).map(|(_, fitted, _)| fitted)
}

/// What kind of thing a number is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind {
    /// Powers of base units; of shares and counted things none.
    base: BTreeMap<String, i8>,
    /// The power of things counted.
    counted: i8,
    /// How many of the base one of it is.
    size: Decimal,
    /// What it was multiplied by through numbers without a unit.
    by_hand: Decimal,
    /// How people call it.
    name: String,
}

impl Kind {
    /// A unit of measure as an indicator names it; none when it names none.
    fn read(unit: &str) -> Option<Self> {
        if unit.trim().is_empty() {
            return None;
        }
        let known = measure_unit::lookup(unit);
        let mut kind = Self {
            base: BTreeMap::new(),
            counted: 0,
            size: known.as_ref().map_or(Decimal::ONE, |unit| unit.factor),
            by_hand: Decimal::ONE,
            name: unit.trim().to_owned(),
        };
        let base = known.map_or_else(|| "đơn vị".to_owned(), |unit| unit.base);
        for (i, part) in base.split('/').enumerate() {
            kind.multiply_by(part, if i == 0 { 1 } else { -1 });
        }
        Some(kind)
    }

    fn multiply_by(&mut self, base: &str, power: i8) {
        match measure_unit::lookup(base).map(|unit| unit.dimension) {
            Some(Dimension::Percent | Dimension::PercentagePoint) => self.size *= Decimal::new(1, 2),
            Some(Dimension::Count) | None => self.counted += power,
            Some(_) => add_power(&mut self.base, base, power),
        }
    }

    /// The kind of a product or, by a negative `sign`, of a quotient; none when its size cannot be held.
    fn product(&self, other: &Self, sign: i8) -> Option<Self> {
        let mut base = self.base.clone();
        for (unit, power) in &other.base {
            add_power(&mut base, unit, sign * power);
        }
        let with = |a: Decimal, b: Decimal| if sign > 0 { a.checked_mul(b) } else { a.checked_div(b) };
        Some(Self {
            base,
            counted: self.counted + sign * other.counted,
            size: with(self.size, other.size)?,
            by_hand: with(self.by_hand, other.by_hand)?,
            name: format!("{} {} {}", self.name, if sign > 0 { "×" } else { "/" }, other.name),
        })
    }

    /// The kind after multiplication by a plain number.
    fn scaled(self, by: Option<Decimal>) -> Self {
        let by_hand = by.and_then(|by| self.by_hand.checked_mul(by)).unwrap_or(Decimal::ONE);
        Self { by_hand, ..self }
    }

    /// One over it.
    fn inverse(&self) -> Option<Self> {
        let one = Self {
            base: BTreeMap::new(),
            counted: 0,
            size: Decimal::ONE,
            by_hand: Decimal::ONE,
            name: "1".to_owned(),
        };
        one.product(self, -1)
    }

    /// How many of `self` one of `other` is, as a fraction; none when they are of different kinds.
    fn per(&self, other: &Self) -> Option<(Decimal, Decimal)> {
        let alike = self.base == other.base
            && (!self.base.is_empty()
                || self.size == other.size
                || (self.counted == 0) == (other.counted == 0));
        alike.then_some((other.size, self.size))
    }
}

fn add_power(base: &mut BTreeMap<String, i8>, unit: &str, power: i8) {
    let total = base.get(unit).copied().unwrap_or(0) + power;
    match total {
        0 => base.remove(unit),
        total => base.insert(unit.to_owned(), total),
    };
}

/// An expression in plain arithmetic; its kind, none when it goes with any; which one it is.
struct Fitted {
    expr: Expr,
    kind: Option<Kind>,
    node: usize,
}

struct Fitter<'a> {
    indicators: Indicators<'a>,
    /// Expressions finished.
    nodes: usize,
}

impl Fitter<'_> {
    fn finished(&mut self, expr: Expr, kind: Option<Kind>) -> Fitted {
        self.nodes += 1;
        Fitted { expr, kind, node: self.nodes - 1 }
    }

    fn expr(&mut self, expr: &Expr) -> Result<Fitted, Misfit> {
        let (expr, kind) = match expr {
            Expr::Number(value) => (Expr::Number(*value), None),
            Expr::Quantity(value, unit) => (Expr::Number(*value), Kind::read(unit)),
            Expr::Reference(reference) => (expr.clone(), self.figure(reference)),
            Expr::Unary(op, inner) => {
                let inner = self.expr(inner)?;
                (Expr::Unary(*op, Box::new(inner.expr)), inner.kind)
            }
            Expr::Binary(op @ (Operator::Times | Operator::Over), left, right) => {
                let (left, right) = (self.expr(left)?, self.expr(right)?);
                product(*op, left, right)
            }
            Expr::Binary(op, left, right) => {
                let (left, right) = (self.expr(left)?, self.expr(right)?);
                let (left, right, kind) = self.together(left, right)?;
                (Expr::Binary(*op, Box::new(left), Box::new(right)), kind)
            }
            Expr::If(condition, then, otherwise) => {
                let condition = Box::new(self.condition(condition)?);
                let (then, otherwise) = (self.expr(then)?, self.expr(otherwise)?);
                let (then, otherwise, kind) = self.together(then, otherwise)?;
                (Expr::If(condition, Box::new(then), Box::new(otherwise)), kind)
            }
        };
        Ok(self.finished(expr, kind))
    }

    fn condition(&mut self, condition: &Condition) -> Result<Condition, Misfit> {
        Ok(match condition {
            Condition::Compare(left, relation, right) => {
                let (left, right) = (self.expr(left)?, self.expr(right)?);
                let (left, right, _) = self.together(left, right)?;
                Condition::Compare(left, *relation, right)
            }
            Condition::And(left, right) => {
                Condition::And(Box::new(self.condition(left)?), Box::new(self.condition(right)?))
            }
            Condition::Or(left, right) => {
                Condition::Or(Box::new(self.condition(left)?), Box::new(self.condition(right)?))
            }
            Condition::Not(inner) => Condition::Not(Box::new(self.condition(inner)?)),
            Condition::Has(reference) => Condition::Has(reference.clone()),
        })
    }

    fn figure(&self, reference: &Reference) -> Option<Kind> {
        if reference.whose == Whose::Children(Gather::Count) {
            return Kind::read("đơn vị");
        }
        match reference.measure {
            Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct => Kind::read("%"),
            Measure::Actual | Measure::Plan | Measure::Estimate | Measure::ChangeAbs => {
                Kind::read(&(self.indicators)(&reference.code)?.measure_unit)
            }
        }
    }

    /// Two expressions that are added or compared: the right one in the unit of the left.
    fn together(&self, left: Fitted, right: Fitted) -> Result<(Expr, Expr, Option<Kind>), Misfit> {
        let (one, other) = match (left.kind, right.kind) {
            (Some(one), Some(other)) => (one, other),
            (one, other) => return Ok((left.expr, right.expr, one.or(other))),
        };
        let Some((many, few)) = one.per(&other) else {
            return Err(Misfit {
                node: right.node,
                says: format!("“{}” không cộng, trừ hay so sánh được với “{}”", other.name, one.name),
                hint: "chọn chỉ tiêu cùng loại đơn vị tính, hoặc nhân, chia cho đúng".to_owned(),
            });
        };
        let by_hand = match (other.by_hand.checked_mul(few), one.by_hand.checked_mul(many)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        };
        let expr = if by_hand { right.expr } else { converted(right.expr, many, few) };
        let by_hand = if one.by_hand == other.by_hand { one.by_hand } else { Decimal::ONE };
        Ok((left.expr, expr, Some(Kind { by_hand, ..one })))
    }
}

/// `expr` times `many / few`, with no more arithmetic than it takes.
fn converted(expr: Expr, many: Decimal, few: Decimal) -> Expr {
    let exactly = |a: Decimal, b: Decimal| {
        let quotient = a.checked_div(b)?.normalize();
        (quotient.checked_mul(b)? == a).then_some(quotient)
    };
    if let Expr::Number(value) = expr
        && let Some(value) = value.checked_mul(many).and_then(|value| exactly(value, few))
    {
        return Expr::Number(value);
    }
    let by = |op, expr, number| Expr::Binary(op, Box::new(expr), Box::new(Expr::Number(number)));
    match (exactly(many, few), exactly(few, many)) {
        (Some(factor), _) if factor == Decimal::ONE => expr,
        (_, Some(divisor)) if divisor > Decimal::ONE => by(Operator::Over, expr, divisor),
        (Some(factor), _) => by(Operator::Times, expr, factor),
        _ => by(Operator::Over, by(Operator::Times, expr, many), few),
    }
}

/// A product or quotient. Of like things only a share is left, so its sizes are evened at once.
fn product(op: Operator, left: Fitted, right: Fitted) -> (Expr, Option<Kind>) {
    let value = plain_value(&right.expr);
    let (sign, factor) = match op {
        Operator::Over => (-1, value.and_then(|v| Decimal::ONE.checked_div(v))),
        _ => (1, value),
    };
    let kind = match (left.kind, right.kind) {
        (None, None) => None,
        (Some(kind), None) => Some(kind.scaled(factor)),
        (None, Some(kind)) => {
            let kind = if sign > 0 { Some(kind) } else { kind.inverse() };
            kind.map(|kind| kind.scaled(plain_value(&left.expr)))
        }
        (Some(one), Some(other)) => one.product(&other, sign),
    };
    let expr = Expr::Binary(op, Box::new(left.expr), Box::new(right.expr));
    match kind {
        Some(kind) if op == Operator::Over && kind.base.is_empty() && kind.counted == 0 => {
            let expr = converted(expr, kind.size, Decimal::ONE);
            (expr, Some(Kind { size: Decimal::ONE, ..kind }))
        }
        kind => (expr, kind),
    }
}

/// The value of an expression of numbers only.
fn plain_value(expr: &Expr) -> Option<Decimal> {
    match expr {
        Expr::Number(value) => Some(*value),
        Expr::Unary(Unary::Negate, inner) => plain_value(inner).map(|v| -v),
        Expr::Binary(op, left, right) => {
            let (left, right) = (plain_value(left)?, plain_value(right)?);
            match op {
                Operator::Times => left.checked_mul(right),
                Operator::Over => left.checked_div(right),
                Operator::Plus => left.checked_add(right),
                Operator::Minus => left.checked_sub(right),
                Operator::Least | Operator::Greatest => None,
            }
        }
        _ => None,
    }
}
