//! What a formula is once it is read. A value of these types is always a formula that can be printed and asked.

use model::{Code, Decimal, Measure, UnitId};

/// A law: what stands left and right, how they must relate, and when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// Left side.
    pub left: Expr,
    /// How the sides must relate.
    pub relation: Relation,
    /// Right side.
    pub right: Expr,
    /// How far the right side may be off beyond its printed precision.
    pub tolerance: Option<Tolerance>,
    /// Asked only where this is so.
    pub when: Option<Condition>,
    /// What a figure that was not reported means.
    pub missing: Missing,
}

/// How two sides must relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
}

/// How far two sides may be apart; never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// `± 0,5`: in the unit of measure of the left side.
    Absolute(Decimal),
    /// `± 1%` of the right side.
    Percent(Decimal),
}

/// What a figure that was not reported means to a law: the modes of VTL 2.1 `check_hierarchy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Always asked; what is missing leaves it open. An office wants to see what is not known yet, hence the default.
    #[default]
    AlwaysNull,
    /// Asked only when every figure is there.
    NonNull,
    /// Asked once some figure is there; what is missing leaves it open.
    PartialNull,
    /// Asked once some figure is there; what is missing is zero.
    PartialZero,
    /// Asked once some figure is other than zero; what is missing is zero.
    NonZero,
    /// Always asked; what is missing is zero.
    AlwaysZero,
}

impl Missing {
    /// Whether what is missing is taken for zero.
    pub fn is_zero(self) -> bool {
        matches!(self, Self::PartialZero | Self::NonZero | Self::AlwaysZero)
    }
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// An exact number, never negative: a minus sign is [`Unary::Negate`].
    Number(Decimal),
    /// A number with its unit of measure, in our spelling: `500 triệu đồng`. It says nothing until [`crate::fit`]
    /// has brought it to the unit of what it stands beside.
    Quantity(Decimal, String),
    /// A figure.
    Reference(Reference),
    /// One operand.
    Unary(Unary, Box<Expr>),
    /// Two operands.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `IF(condition; then; else)`
    If(Box<Condition>, Box<Expr>, Box<Expr>),
}

/// What is done to one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `-a`
    Negate,
    /// `ABS(a)`
    Abs,
    /// `ROUND(a; n)`: to so many decimals, halves away from zero, as on paper.
    Round(u8),
}

/// What is made of two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `MIN(a; b)`; of more than two, a chain to the left.
    Least,
    /// `MAX(a; b)`
    Greatest,
}

/// Something that is so or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `a > b`
    Compare(Expr, Relation, Expr),
    /// `a và b`
    And(Box<Condition>, Box<Condition>),
    /// `a hoặc b`
    Or(Box<Condition>, Box<Condition>),
    /// `NOT(a)`
    Not(Box<Condition>),
    /// `HAS(A)`: the figure was reported.
    Has(Reference),
}

/// A figure that a formula speaks of, relative to the unit and period it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Indicator.
    pub code: Code,
    /// Which statement about it.
    pub measure: Measure,
    /// Whose figure.
    pub whose: Whose,
    /// Which period it is counted from.
    pub shift: Shift,
    /// Which stretch of time up to there.
    pub span: Span,
}

/// Whose figure a reference means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The unit that the formula is asked for.
    Own,
    /// A named unit.
    Unit(UnitId),
    /// The units below, taken together.
    Children(Gather),
}

/// How the figures of the units below become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gather {
    /// Their sum; all must have reported.
    Sum,
    /// Their mean; all must have reported.
    Average,
    /// The least; all must have reported.
    Least,
    /// The greatest; all must have reported.
    Greatest,
    /// How many have reported a number.
    Count,
}

/// Which period a reference is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shift {
    /// So many periods of the same kind before; zero = this one.
    Back(u16),
    /// The same period of the year before.
    YearBefore,
}

/// Which stretch of time a reference covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// The period itself.
    Period,
    /// From the beginning of the year to the end of the period: flows are summed, of others the latest counts.
    YearToDate,
    /// The months within the period, summed.
    Months,
}

impl Reference {
    /// The own figure of this period, thực hiện.
    pub fn own(code: Code) -> Self {
        Self { code, measure: Measure::Actual, whose: Whose::Own, shift: Shift::Back(0), span: Span::Period }
    }
}

impl Relation {
    /// What is so when this is not.
    pub fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::AtMost => Self::Above,
            Self::AtLeast => Self::Below,
            Self::Below => Self::AtLeast,
            Self::Above => Self::AtMost,
        }
    }
}

impl Formula {
    /// A law that is always asked, with nothing allowed beyond printed precision.
    pub fn plain(left: Expr, relation: Relation, right: Expr) -> Self {
        Self { left, relation, right, tolerance: None, when: None, missing: Missing::default() }
    }

    /// The figures that its sides speak of, each once, in the order they stand.
    pub fn sides(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        self.left.collect(&mut found);
        self.right.collect(&mut found);
        found
    }

    /// All figures it speaks of, each once, in the order they stand: its sides, then its condition.
    pub fn references(&self) -> Vec<&Reference> {
        let mut found = self.sides();
        if let Some(when) = &self.when {
            when.collect(&mut found);
        }
        found
    }
}

impl Expr {
    /// The figures it speaks of, each once, in the order they stand.
    pub fn references(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        match self {
            Self::Number(_) | Self::Quantity(..) => {}
            Self::Reference(r) => add(r, found),
            Self::Unary(_, inner) => inner.collect(found),
            Self::Binary(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
            Self::If(condition, then, otherwise) => {
                condition.collect(found);
                then.collect(found);
                otherwise.collect(found);
            }
        }
    }
}

impl Condition {
    fn collect<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        match self {
            Self::Compare(left, _, right) => {
                left.collect(found);
                right.collect(found);
            }
            Self::And(left, right) | Self::Or(left, right) => {
                left.collect(found);
                right.collect(found);
            }
            Self::Not(inner) => inner.collect(found),
            Self::Has(r) => add(r, found),
        }
    }
}

fn add<'a>(reference: &'a Reference, found: &mut Vec<&'a Reference>) {
    if !found.contains(&reference) {
        found.push(reference);
    }
}
