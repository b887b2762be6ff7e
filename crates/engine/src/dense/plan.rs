//! Laws as sums and quotients of columns.

use super::kernel::{Comparison, Desk, Law};
use super::{Table, Verdicts};
use formula::{Expr, Formula, Missing, Operator, Reference, Relation, Span, Tolerance, Unary, Whose};
use model::Decimal;
use std::collections::BTreeMap;

/// Finest scale of what is compared; with figures of a few decimals far from what a decimal of 28 digits loses.
const FINEST: u32 = 18;
/// Finest scale of a divisor, and of what a quotient is compared with: no quotient grows beyond a decimal of 28 digits.
const FINEST_BESIDE: u32 = 9;

/// A set of laws, and the columns that they need.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    columns: Vec<Reference>,
    /// In the order of the laws; none where a law has another form.
    plans: Vec<Option<Plan>>,
}

/// A law over columns: `left + part / whole`, or `left` alone, against zero.
#[derive(Clone, Debug)]
struct Plan {
    left: Sum,
    quotient: Option<(Sum, Sum)>,
    relation: Relation,
    /// Units where a figure is missing are not said here.
    missing_is_zero: bool,
}

/// Columns with their weights, and what is added, more or less. A column that stands twice counts as two figures, as
/// intervals have it.
#[derive(Clone, Debug, Default)]
struct Sum {
    terms: Vec<(usize, Decimal)>,
    plus: Decimal,
    slack: Decimal,
}

/// What an expression comes to: a sum, perhaps with one quotient.
#[derive(Clone, Debug, Default)]
struct Shape {
    sum: Sum,
    quotient: Option<(Sum, Sum)>,
}

impl Plans {
    /// Plans for these laws, in their order.
    pub fn new<'a>(laws: impl IntoIterator<Item = &'a Formula>) -> Self {
        let mut seen: BTreeMap<&Reference, usize> = BTreeMap::new();
        let mut columns: Vec<Reference> = Vec::new();
        let mut plans = Vec::new();
        for law in laws {
            let mut column = |reference: &'a Reference| {
                *seen.entry(reference).or_insert_with(|| {
                    columns.push(reference.clone());
                    columns.len() - 1
                })
            };
            plans.push(if is_plain(law) { Plan::new(law, &mut column) } else { None });
        }
        Self { columns, plans }
    }

    /// The figures that the columns of a [`Table`] must hold, in their order.
    pub fn columns(&self) -> &[Reference] {
        &self.columns
    }

    /// For each unit the laws, by their place, that fail or are not said here.
    pub fn suspects(&self, table: &Table) -> Vec<Vec<usize>> {
        let verdicts = self.judge(table);
        let mut suspects = Vec::new();
        for (block, said) in table.blocks.iter().zip(verdicts.chunks(self.plans.len().max(1))) {
            suspects.extend((0..block.units.count_ones()).map(|unit| {
                let is_suspect = |said: &Verdicts| (said.fails | said.unsure) >> unit & 1 == 1;
                said.iter().enumerate().filter(|(_, said)| is_suspect(said)).map(|(law, _)| law).collect()
            }));
        }
        suspects
    }

    /// What each law says of the units of each block: the verdicts of all laws over the first block, then over the next.
    pub fn judge(&self, table: &Table) -> Vec<Verdicts> {
        let laws: Vec<Option<Law>> =
            self.plans.iter().map(|plan| plan.as_ref()?.over(&table.scales)).collect();
        pulp::Arch::new().dispatch(Work { laws: &laws, table })
    }
}

/// What is judged with the best instructions that the machine has; integers are the same with all of them.
struct Work<'a> {
    laws: &'a [Option<Law>],
    table: &'a Table,
}

impl pulp::WithSimd for Work<'_> {
    type Output = Vec<Verdicts>;

    /// Inlined with all that it calls, for only so does it get these instructions.
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Vec<Verdicts> {
        let mut verdicts = Vec::with_capacity(self.laws.len() * self.table.blocks.len());
        let mut desk = Desk::new();
        for block in &self.table.blocks {
            for law in self.laws {
                verdicts.push(match law {
                    Some(law) => law.judge(block, &mut desk),
                    None => Verdicts { unsure: block.units, ..Verdicts::default() },
                });
            }
        }
        verdicts
    }
}

/// Whether a law speaks of figures of the unit itself alone, always asked in one way. What is missing of a stretch of
/// time is zero to some laws and not to others, so that no column can serve both.
fn is_plain(law: &Formula) -> bool {
    let fits = |r: &&Reference| r.whose == Whose::Own && (r.span == Span::Period || !law.missing.is_zero());
    let figures = law.references();
    let asked = !figures.is_empty() && law.when.is_none() && law.missing != Missing::NonZero;
    asked && figures.iter().all(fits)
}

impl Plan {
    fn new<'a>(law: &'a Formula, column: &mut impl FnMut(&'a Reference) -> usize) -> Option<Self> {
        let (left, mut right) = (Shape::of(&law.left, column)?, Shape::of(&law.right, column)?);
        match law.tolerance {
            None => {}
            Some(Tolerance::Absolute(by)) => right.sum.slack = by,
            Some(Tolerance::Percent(_)) => return None,
        }
        let (one, other, relation) = match right.quotient {
            None => (left, right, law.relation),
            Some(_) => (right, left, turned(law.relation)),
        };
        let plan = Self {
            left: one.sum.plus(other.sum.times(Decimal::NEGATIVE_ONE)?)?,
            quotient: one.quotient,
            relation,
            missing_is_zero: law.missing.is_zero(),
        };
        // How a quotient was rounded on its way decides whether it lies on the very border or not.
        let strict = matches!(relation, Relation::Below | Relation::Above | Relation::NotEqual);
        (other.quotient.is_none() && !(strict && plan.quotient.is_some())).then_some(plan)
    }

    /// With integer weights for columns of these scales.
    fn over(&self, scales: &[u32]) -> Option<Law> {
        let comparison = match self.relation {
            Relation::Equal => Comparison::Meet,
            Relation::NotEqual => Comparison::Differ,
            Relation::AtMost => Comparison::AtMost,
            Relation::AtLeast => Comparison::AtLeast,
            Relation::Below => Comparison::Below,
            Relation::Above => Comparison::Above,
        };
        let missing_is_zero = self.missing_is_zero;
        let Some((part, whole)) = &self.quotient else {
            let scale = self.left.scale(scales)?;
            let left = self.left.over(scales, scale)?;
            return Some(Law { left, quotient: None, comparison, missing_is_zero });
        };
        // left + part / whole against 0: part against -left * whole, in one scale.
        let (rest, divisor) = (self.left.scale(scales)?, whole.scale(scales)?);
        let common = part.scale(scales)?.max(rest + divisor);
        if common > FINEST || rest.max(divisor) > FINEST_BESIDE {
            return None;
        }
        let quotient = Some((part.over(scales, common)?, whole.over(scales, common - rest)?));
        Some(Law { left: self.left.over(scales, rest)?, quotient, comparison, missing_is_zero })
    }
}

fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::AtMost => Relation::AtLeast,
        Relation::AtLeast => Relation::AtMost,
        Relation::Below => Relation::Above,
        Relation::Above => Relation::Below,
        same => same,
    }
}

impl Shape {
    fn of<'a>(expr: &'a Expr, column: &mut impl FnMut(&'a Reference) -> usize) -> Option<Self> {
        match expr {
            Expr::Number(value) => Some(Sum { plus: *value, ..Sum::default() }.into()),
            Expr::Reference(r) => {
                Some(Sum { terms: vec![(column(r), Decimal::ONE)], ..Sum::default() }.into())
            }
            Expr::Unary(Unary::Negate, inner) => Self::of(inner, column)?.times(Decimal::NEGATIVE_ONE),
            Expr::Binary(op, left, right) => {
                let (left, right) = (Self::of(left, column)?, Self::of(right, column)?);
                match op {
                    Operator::Plus => left.plus(right),
                    Operator::Minus => left.plus(right.times(Decimal::NEGATIVE_ONE)?),
                    Operator::Times => match (left.number(), right.number()) {
                        (Some(number), _) => right.times(number),
                        (_, Some(number)) => left.times(number),
                        _ => None,
                    },
                    Operator::Over => match (left.quotient, right.quotient) {
                        (None, None) => {
                            Some(Self { sum: Sum::default(), quotient: Some((left.sum, right.sum)) })
                        }
                        _ => None,
                    },
                    Operator::Least | Operator::Greatest => None,
                }
            }
            Expr::Quantity(..) | Expr::Unary(..) | Expr::If(..) => None,
        }
    }

    /// The number that it is, when it speaks of no figure.
    fn number(&self) -> Option<Decimal> {
        (self.quotient.is_none() && self.sum.terms.is_empty()).then_some(self.sum.plus)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let quotient = match (self.quotient, other.quotient) {
            (Some(_), Some(_)) => return None,
            (one, other) => one.or(other),
        };
        Some(Self { sum: self.sum.plus(other.sum)?, quotient })
    }

    fn times(self, number: Decimal) -> Option<Self> {
        let quotient = match self.quotient {
            Some((part, whole)) => Some((part.times(number)?, whole)),
            None => None,
        };
        Some(Self { sum: self.sum.times(number)?, quotient })
    }
}

impl From<Sum> for Shape {
    fn from(sum: Sum) -> Self {
        Self { sum, quotient: None }
    }
}

impl Sum {
    fn plus(mut self, other: Self) -> Option<Self> {
        self.terms.extend(other.terms);
        let (plus, slack) = (exact_sum(self.plus, other.plus)?, exact_sum(self.slack, other.slack)?);
        Some(Self { plus, slack, ..self })
    }

    fn times(self, number: Decimal) -> Option<Self> {
        let scaled = |(column, weight)| Some((column, exact_product(weight, number)?));
        let terms = self.terms.into_iter().map(scaled).collect::<Option<_>>()?;
        let (plus, slack) = (exact_product(self.plus, number)?, exact_product(self.slack, number.abs())?);
        Some(Self { terms, plus, slack })
    }

    /// Decimals that hold it exactly.
    fn scale(&self, scales: &[u32]) -> Option<u32> {
        let of_term = |(column, weight): &(usize, Decimal)| Some(scales.get(*column)? + weight.scale());
        let terms = self.terms.iter().map(of_term).collect::<Option<Vec<u32>>>()?;
        terms
            .into_iter()
            .chain([self.plus.scale(), self.slack.scale()])
            .max()
            .filter(|scale| *scale <= FINEST)
    }

    /// In units of the last of `scale` decimals.
    fn over(&self, scales: &[u32], scale: u32) -> Option<super::kernel::Sum> {
        let weight = |(column, weight): &(usize, Decimal)| {
            Some((*column, integer(*weight, scale.checked_sub(*scales.get(*column)?)?)?))
        };
        Some(super::kernel::Sum {
            terms: self.terms.iter().map(weight).collect::<Option<_>>()?,
            plus: integer(self.plus, scale)?,
            slack: integer(self.slack, scale)?,
        })
    }
}

fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_add(b).filter(|sum| a.is_zero() || b.is_zero() || sum.scale() >= a.scale().max(b.scale()))
}

fn exact_product(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.is_zero() || b.is_zero() {
        return Some(Decimal::ZERO);
    }
    a.checked_mul(b).filter(|product| product.scale() == a.scale() + b.scale())
}

fn integer(value: Decimal, scale: u32) -> Option<i64> {
    let power = 10_i128.checked_pow(scale.checked_sub(value.scale())?)?;
    i64::try_from(value.mantissa().checked_mul(power)?).ok()
}
