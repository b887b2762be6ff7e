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

/// A quotient that is kept as one, so that nothing is lost where it does not end.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    over: Decimal,
    under: Decimal,
}

impl Fraction {
    const ONE: Self = Self { over: Decimal::ONE, under: Decimal::ONE };

    fn whole(over: Decimal) -> Self {
        Self { over, under: Decimal::ONE }
    }

    fn inverse(self) -> Self {
        Self { over: self.under, under: self.over }
    }

    /// `None` when it is too large to hold.
    fn times(self, other: Self) -> Option<Self> {
        let (over, under) = (self.over.checked_mul(other.over)?, self.under.checked_mul(other.under)?);
        Some(Self { over: over.normalize(), under: under.normalize() })
    }

    fn is(self, other: Self) -> bool {
        let across = |a: Decimal, b: Decimal| a.checked_mul(b);
        across(self.over, other.under).is_some_and(|product| across(other.over, self.under) == Some(product))
    }
}

/// What kind of thing a number is.
#[derive(Clone, Debug)]
struct Kind {
    /// Powers of base units; of shares and counted things none.
    base: BTreeMap<String, i8>,
    /// The power of things counted.
    counted: i8,
    /// How many of the base one of it is.
    size: Fraction,
    /// What it was multiplied by through numbers without a unit.
    by_hand: Fraction,
    /// How people call it.
    name: String,
}

impl Kind {
    fn nothing(name: &str) -> Self {
        let name = name.to_owned();
        Self { base: BTreeMap::new(), counted: 0, size: Fraction::ONE, by_hand: Fraction::ONE, name }
    }

    /// A unit of measure as an indicator names it; none when it names none.
    fn read(unit: &str) -> Option<Self> {
        let name = unit.trim();
        if name.is_empty() {
            return None;
        }
        if measure_unit::lookup(name).is_none() {
            return Some(Self { counted: 1, ..Self::nothing(name) });
        }
        let mut parts = name.split('/');
        let first = Self::simple(parts.next().unwrap_or_default());
        let kind = parts.try_fold(first, |kind, part| kind.product(&Self::simple(part), -1));
        kind.map(|kind| Self { name: name.to_owned(), ..kind })
    }

    /// A unit without a stroke: a measure, a share or something counted.
    fn simple(unit: &str) -> Self {
        let mut kind = Self::nothing(unit);
        let Some(unit) = measure_unit::lookup(unit) else { return Self { counted: 1, ..kind } };
        kind.size = Fraction::whole(unit.factor);
        match unit.dimension {
            Dimension::Percent | Dimension::PercentagePoint => kind.size.under = Decimal::ONE_HUNDRED,
            Dimension::Count => kind.counted = 1,
            _ => add_power(&mut kind.base, &unit.base, 1),
        }
        kind
    }

    /// The kind of a product or, by a negative `sign`, of a quotient; none when its size cannot be held.
    fn product(&self, other: &Self, sign: i8) -> Option<Self> {
        let mut base = self.base.clone();
        for (unit, power) in &other.base {
            add_power(&mut base, unit, sign * power);
        }
        let with = |a: Fraction, b: Fraction| a.times(if sign > 0 { b } else { b.inverse() });
        Some(Self {
            base,
            counted: self.counted + sign * other.counted,
            size: with(self.size, other.size)?,
            by_hand: with(self.by_hand, other.by_hand)?,
            name: format!("{} {} {}", self.name, if sign > 0 { "×" } else { "/" }, other.name),
        })
    }

    /// The kind after multiplication by a plain number.
    fn scaled(self, by: Option<Fraction>) -> Self {
        let by_hand = by.and_then(|by| self.by_hand.times(by)).unwrap_or(Fraction::ONE);
        Self { by_hand, ..self }
    }

    /// How many of `self` one of `other` is; none when they are of different kinds.
    fn per(&self, other: &Self) -> Option<Fraction> {
        let alike = self.base == other.base
            && (!self.base.is_empty()
                || self.size.is(other.size)
                || (self.counted == 0) == (other.counted == 0));
        other.size.times(self.size.inverse()).filter(|_| alike)
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
        let Some(size) = one.per(&other) else {
            return Err(Misfit {
                node: right.node,
                says: format!("“{}” không cộng, trừ hay so sánh được với “{}”", other.name, one.name),
                hint: "chọn chỉ tiêu cùng loại đơn vị tính, hoặc nhân, chia cho đúng".to_owned(),
            });
        };
        let by_hand = other.by_hand.times(one.by_hand.inverse()).is_some_and(|hand| hand.is(size));
        let expr = if by_hand { right.expr } else { converted(right.expr, size) };
        let by_hand = if one.by_hand.is(other.by_hand) { one.by_hand } else { Fraction::ONE };
        Ok((left.expr, expr, Some(Kind { by_hand, ..one })))
    }
}

/// `expr` times `size`, with no more arithmetic than it takes.
fn converted(expr: Expr, size: Fraction) -> Expr {
    let (many, few) = (size.over, size.under);
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
        Operator::Over => (-1, value.filter(|v| !v.is_zero()).map(|v| Fraction::whole(v).inverse())),
        _ => (1, value.map(Fraction::whole)),
    };
    let kind = match (left.kind, right.kind) {
        (None, None) => None,
        (Some(kind), None) => Some(kind.scaled(factor)),
        (None, Some(kind)) => {
            let kind = if sign > 0 { Some(kind) } else { Kind::nothing("1").product(&kind, -1) };
            kind.map(|kind| kind.scaled(plain_value(&left.expr).map(Fraction::whole)))
        }
        (Some(one), Some(other)) => one.product(&other, sign),
    };
    let expr = Expr::Binary(op, Box::new(left.expr), Box::new(right.expr));
    match kind {
        Some(kind) if op == Operator::Over && kind.base.is_empty() && kind.counted == 0 => {
            (converted(expr, kind.size), Some(Kind { size: Fraction::ONE, ..kind }))
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
