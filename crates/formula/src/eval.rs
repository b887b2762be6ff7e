//! What an expression amounts to, exactly or as an interval, and whether a law holds.

use crate::ast::{
    Condition, Expr, Formula, Gather, Missing, Operator, Reference, Relation, Tolerance, Unary,
};
use crate::interval;
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
    /// Its condition is not surely so, or too few figures are there by its way with missing ones.
    NotAsked,
}

/// What figures are: exact values, or what printed ones may stand for.
pub trait Domain: Copy {
    /// The exact value.
    fn exactly(value: Decimal) -> Self;
    /// `None` when the result is too large.
    fn unary(op: Unary, a: Self) -> Option<Self>;
    /// `None` when a divisor may be zero or the result is too large.
    fn binary(op: Operator, a: Self, b: Self) -> Option<Self>;
    /// Whether some values of the two satisfy the relation.
    fn may(relation: Relation, a: Self, b: Self) -> bool;
    /// One or the other.
    fn either(a: Self, b: Self) -> Self;
}

impl Domain for Decimal {
    fn exactly(value: Decimal) -> Self {
        value
    }

    fn unary(op: Unary, a: Self) -> Option<Self> {
        Some(match op {
            Unary::Negate => -a,
            Unary::Abs => a.abs(),
            Unary::Round(decimals) => interval::round(a, decimals),
        })
    }

    fn binary(op: Operator, a: Self, b: Self) -> Option<Self> {
        match op {
            Operator::Plus => a.checked_add(b),
            Operator::Minus => a.checked_sub(b),
            Operator::Times => a.checked_mul(b),
            Operator::Over => a.checked_div(b),
            Operator::Least => Some(a.min(b)),
            Operator::Greatest => Some(a.max(b)),
        }
    }

    fn may(relation: Relation, a: Self, b: Self) -> bool {
        match relation {
            Relation::Equal => a == b,
            Relation::NotEqual => a != b,
            Relation::AtMost => a <= b,
            Relation::AtLeast => a >= b,
            Relation::Below => a < b,
            Relation::Above => a > b,
        }
    }

    fn either(a: Self, _: Self) -> Self {
        a
    }
}

impl Domain for Interval {
    fn exactly(value: Decimal) -> Self {
        Self::point(value)
    }

    fn unary(op: Unary, a: Self) -> Option<Self> {
        Some(match op {
            Unary::Negate => interval::negate(a),
            Unary::Abs => interval::abs(a),
            Unary::Round(decimals) => interval::rounded(a, decimals),
        })
    }

    fn binary(op: Operator, a: Self, b: Self) -> Option<Self> {
        match op {
            Operator::Plus => interval::add(a, b),
            Operator::Minus => interval::add(a, interval::negate(b)),
            Operator::Times => interval::multiply(a, b),
            Operator::Over => interval::divide(a, b),
            Operator::Least => Some(interval::least(a, b)),
            Operator::Greatest => Some(interval::greatest(a, b)),
        }
    }

    fn may(relation: Relation, a: Self, b: Self) -> bool {
        let is_point = |i: Self| matches!(i.low, Bound::Included(_)) && i.low == i.high;
        match relation {
            Relation::Equal => a.meets(b),
            Relation::NotEqual => !(a == b && is_point(a)),
            Relation::AtMost => a.may_be_at_most(b),
            Relation::AtLeast => b.may_be_at_most(a),
            Relation::Below => may_be_below(a, b),
            Relation::Above => may_be_below(b, a),
        }
    }

    fn either(a: Self, b: Self) -> Self {
        interval::hull(a, b)
    }
}

fn may_be_below(left: Interval, right: Interval) -> bool {
    left.lowest().zip(right.highest()).is_none_or(|(low, high)| low < high)
}

/// What is reported, and what is made of the rest.
struct Figures<'a, D> {
    lookup: &'a dyn Fn(&Reference) -> Option<D>,
    missing_is_zero: bool,
}

/// What may be of a condition; one of them is true at least.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Truth {
    may: bool,
    may_not: bool,
}

impl<D: Domain> Figures<'_, D> {
    fn figure(&self, reference: &Reference) -> Option<D> {
        let missing = || self.missing_is_zero.then(|| D::exactly(Decimal::ZERO));
        (self.lookup)(reference).or_else(missing)
    }

    fn eval(&self, expr: &Expr) -> Option<D> {
        match expr {
            Expr::Number(value) => Some(D::exactly(*value)),
            Expr::Quantity(..) => None,
            Expr::Reference(reference) => self.figure(reference),
            Expr::Unary(op, inner) => D::unary(*op, self.eval(inner)?),
            Expr::Binary(op, left, right) => D::binary(*op, self.eval(left)?, self.eval(right)?),
            Expr::If(condition, then, otherwise) => match self.truth(condition)? {
                Truth { may_not: false, .. } => self.eval(then),
                Truth { may: false, .. } => self.eval(otherwise),
                _ => Some(D::either(self.eval(then)?, self.eval(otherwise)?)),
            },
        }
    }

    /// `None` when what is missing decides.
    fn truth(&self, condition: &Condition) -> Option<Truth> {
        match condition {
            Condition::Compare(left, relation, right) => {
                let (left, right) = (self.eval(left)?, self.eval(right)?);
                let may = |relation| D::may(relation, left, right);
                Some(Truth { may: may(*relation), may_not: may(relation.opposite()) })
            }
            Condition::And(left, right) => self.both(left, right, |t| !t.may, |l, r| l && r, |l, r| l || r),
            Condition::Or(left, right) => {
                self.both(left, right, |t| !t.may_not, |l, r| l || r, |l, r| l && r)
            }
            Condition::Not(inner) => {
                let Truth { may, may_not } = self.truth(inner)?;
                Some(Truth { may: may_not, may_not: may })
            }
            Condition::Has(reference) => {
                let has = (self.lookup)(reference).is_some();
                Some(Truth { may: has, may_not: !has })
            }
        }
    }

    /// Two conditions joined; one that decides alone needs no other.
    fn both(
        &self,
        left: &Condition,
        right: &Condition,
        decides: impl Fn(Truth) -> bool,
        may: impl Fn(bool, bool) -> bool,
        may_not: impl Fn(bool, bool) -> bool,
    ) -> Option<Truth> {
        let (left, right) = (self.truth(left), self.truth(right));
        if let Some(alone) = [left, right].into_iter().flatten().find(|t| decides(*t)) {
            return Some(alone);
        }
        let (left, right) = (left?, right?);
        Some(Truth { may: may(left.may, right.may), may_not: may_not(left.may_not, right.may_not) })
    }
}

/// The values that `expr` may have, given what each figure may stand for. `None` when a figure is
/// missing, a divisor may be zero or a result is too large.
pub fn eval(expr: &Expr, lookup: &dyn Fn(&Reference) -> Option<Interval>) -> Option<Interval> {
    Figures { lookup, missing_is_zero: false }.eval(expr)
}

/// The value of `expr` for exact figures, to 28 digits; the caller rounds. `None` when a figure is
/// missing, a divisor is zero or a result is too large.
pub fn value(expr: &Expr, lookup: &dyn Fn(&Reference) -> Option<Decimal>) -> Option<Decimal> {
    Figures { lookup, missing_is_zero: false }.eval(expr)
}

/// Whether a condition is so for exact figures; `None` when what is missing decides.
pub fn is_so(condition: &Condition, lookup: &dyn Fn(&Reference) -> Option<Decimal>) -> Option<bool> {
    Figures { lookup, missing_is_zero: false }.truth(condition).map(|truth| truth.may)
}

/// Both sides of a law as intervals, the tolerance in the right one, with what is missing as the law has it.
pub fn sides(
    law: &Formula,
    lookup: &dyn Fn(&Reference) -> Option<Interval>,
) -> (Option<Interval>, Option<Interval>) {
    let figures = Figures { lookup, missing_is_zero: law.missing.is_zero() };
    let right = figures.eval(&law.right).and_then(|right| widened(right, law.tolerance));
    (figures.eval(&law.left), right)
}

/// Whether `law` holds (after XBRL Calculations 1.1): it fails only when no values within the printed precision and
/// its tolerance satisfy it, so equality holds iff the intervals meet, and `a <= b` iff the lowest `a` is at most the
/// highest `b`. A law whose condition may not be so is not asked.
pub fn holds(law: &Formula, lookup: &dyn Fn(&Reference) -> Option<Interval>) -> Verdict {
    if !is_asked(law, lookup) {
        return Verdict::NotAsked;
    }
    let figures = Figures { lookup, missing_is_zero: law.missing.is_zero() };
    let when = law.when.as_ref().map(|condition| figures.truth(condition));
    match (when, sides(law, lookup)) {
        (Some(Some(Truth { may_not: true, .. })), _) => Verdict::NotAsked,
        (None | Some(Some(_)), (Some(left), Some(right))) => match Interval::may(law.relation, left, right) {
            true => Verdict::Holds,
            false => Verdict::Fails,
        },
        _ if law.missing.is_zero() => Verdict::Unknown { missing: Vec::new() },
        _ => {
            let missing = law.references().into_iter().filter(|r| lookup(r).is_none());
            Verdict::Unknown { missing: missing.cloned().collect() }
        }
    }
}

/// Whether enough figures of the sides are there.
fn is_asked(law: &Formula, lookup: &dyn Fn(&Reference) -> Option<Interval>) -> bool {
    let sides = law.sides();
    let mut figures = sides.iter().map(|r| lookup(r));
    match law.missing {
        Missing::AlwaysNull | Missing::AlwaysZero => true,
        Missing::NonNull => figures.all(|figure| figure.is_some()),
        Missing::PartialNull | Missing::PartialZero => figures.any(|figure| figure.is_some()),
        Missing::NonZero => figures.any(|f| f.is_some_and(|i| i != Interval::point(Decimal::ZERO))),
    }
}

fn widened(right: Interval, tolerance: Option<Tolerance>) -> Option<Interval> {
    let around =
        |middle: Decimal, by: Decimal| Interval::closed(middle.checked_sub(by), middle.checked_add(by));
    match tolerance {
        None => Some(right),
        Some(Tolerance::Absolute(by)) => interval::add(right, around(Decimal::ZERO, by)),
        Some(Tolerance::Percent(by)) => {
            interval::multiply(right, around(Decimal::ONE, by / Decimal::ONE_HUNDRED))
        }
    }
}

/// What the figures of several units come to; `None` when there are none or the result is too large.
pub fn gather<D: Domain>(how: Gather, figures: impl ExactSizeIterator<Item = D>) -> Option<D> {
    let count = figures.len();
    let mut all = figures;
    let op = match how {
        Gather::Count => return Some(D::exactly(Decimal::from(count))),
        Gather::Sum | Gather::Average => Operator::Plus,
        Gather::Least => Operator::Least,
        Gather::Greatest => Operator::Greatest,
    };
    let first = all.next()?;
    let folded = all.try_fold(first, |found, next| D::binary(op, found, next))?;
    if how == Gather::Average {
        D::binary(Operator::Over, folded, D::exactly(Decimal::from(count)))
    } else {
        Some(folded)
    }
}
