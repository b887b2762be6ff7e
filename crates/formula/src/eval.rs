//! What an expression amounts to, exactly or as an interval, and whether a law holds.

use crate::interval::{add, divide, multiply, negate};
use crate::{Expr, Formula, Operator, Reference, Relation};
use model::{Decimal, Interval};
use std::ops::Bound;

/// Whether a law holds for the figures at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Some values that the printed numbers may stand for satisfy it.
    Holds,
    /// No values that the printed numbers may stand for satisfy it.
    Fails,
    /// Cannot be said.
    Unknown {
        /// Figures that are not there; empty when all are there but a divisor may be zero or a result is too large.
        missing: Vec<Reference>,
    },
}

/// The values that `expr` may have, given what each figure may stand for. `None` when a figure is
/// missing, a divisor may be zero or a result is too large.
pub fn eval(expr: &Expr, lookup: &dyn Fn(&Reference) -> Option<Interval>) -> Option<Interval> {
    match expr {
        Expr::Number(value) => Some(Interval::point(*value)),
        Expr::Reference(reference) => lookup(reference),
        Expr::Negate(inner) => eval(inner, lookup).map(negate),
        Expr::Binary(op, left, right) => {
            let (left, right) = (eval(left, lookup)?, eval(right, lookup)?);
            match op {
                Operator::Plus => add(left, right),
                Operator::Minus => add(left, negate(right)),
                Operator::Times => multiply(left, right),
                Operator::Over => divide(left, right),
            }
        }
    }
}

/// The value of `expr` for exact figures, to 28 digits; the caller rounds. `None` when a figure is
/// missing, a divisor is zero or a result is too large.
pub fn value(expr: &Expr, lookup: &dyn Fn(&Reference) -> Option<Decimal>) -> Option<Decimal> {
    match expr {
        Expr::Number(value) => Some(*value),
        Expr::Reference(reference) => lookup(reference),
        Expr::Negate(inner) => value(inner, lookup).map(|v| -v),
        Expr::Binary(op, left, right) => {
            let (left, right) = (value(left, lookup)?, value(right, lookup)?);
            match op {
                Operator::Plus => left.checked_add(right),
                Operator::Minus => left.checked_sub(right),
                Operator::Times => left.checked_mul(right),
                Operator::Over => left.checked_div(right),
            }
        }
    }
}

/// Whether `formula` holds (after XBRL Calculations 1.1): a law fails only when no values within the
/// printed precision satisfy it, so equality holds iff the intervals meet, and `a <= b` iff the
/// lowest `a` is at most the highest `b`.
pub fn holds(formula: &Formula, lookup: &dyn Fn(&Reference) -> Option<Interval>) -> Verdict {
    let (Some(left), Some(right)) = (eval(&formula.left, lookup), eval(&formula.right, lookup)) else {
        let missing = formula.references().into_iter().filter(|r| lookup(r).is_none()).cloned().collect();
        return Verdict::Unknown { missing };
    };
    let satisfied = match formula.relation {
        Relation::Equal => left.meets(right),
        Relation::NotEqual => !(left == right && is_point(left)),
        Relation::AtMost => left.may_be_at_most(right),
        Relation::AtLeast => right.may_be_at_most(left),
        Relation::Below => may_be_below(left, right),
        Relation::Above => may_be_below(right, left),
    };
    if satisfied { Verdict::Holds } else { Verdict::Fails }
}

fn is_point(interval: Interval) -> bool {
    matches!(interval.low, Bound::Included(_)) && interval.low == interval.high
}

fn may_be_below(left: Interval, right: Interval) -> bool {
    left.lowest().zip(right.highest()).is_none_or(|(low, high)| low < high)
}
