//! The expression language of rules and derived indicators, over exact decimals and intervals.
//!
//! A rule is a [`Formula`]: two expressions and a relation (`GM01 = GM02 + GM03`). A derived
//! indicator is an [`Expr`] alone (`100 * DT02 / DT01`). The language:
//!
//! | written | means |
//! |---|---|
//! | `100`, `1.234,5`, `0.5` | an exact number; three digits after a dot are a group of thousands |
//! | `DT01` | the figure of this unit in this period, thực hiện |
//! | `DT01@KH` `@U` `@PKH` | kế hoạch, ước, % kế hoạch |
//! | `DT01@TG` `@PTG` `@PCK` | tăng giảm và % tăng giảm so với kỳ trước, % so với cùng kỳ năm trước |
//! | `DT01#xa-1` | the figure of another unit |
//! | `DT01[-1]` | one period of the same kind before |
//! | `Σ(DT01)`, `SUM(children DT01)` | the sum over the units below, all of which must have reported |
//! | `+ - * / ( )` | arithmetic |
//! | `= != <= >= < >` | relations, also `≠ ≤ ≥` |
//!
//! ```
//! let law = formula::parse("GM01 = GM02 + GM03").unwrap();
//! assert_eq!(law.references().len(), 3);
//! assert_eq!(law.to_string(), "GM01 = GM02 + GM03");
//! ```

mod eval;
mod interval;
mod parse;
mod print;
mod token;

pub use eval::{Verdict, eval, holds, value};
pub use interval::add;
pub use parse::{codes, parse, parse_expr};

use model::{Code, Decimal, Measure, UnitId};

/// A law: what stands left and right, and how they must relate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// Left side.
    pub left: Expr,
    /// How the sides must relate.
    pub relation: Relation,
    /// Right side.
    pub right: Expr,
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

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// An exact number, never negative: a minus sign is [`Expr::Negate`].
    Number(Decimal),
    /// A figure.
    Reference(Reference),
    /// The opposite.
    Negate(Box<Expr>),
    /// Two operands.
    Binary(Operator, Box<Expr>, Box<Expr>),
}

/// Arithmetic.
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
    /// How many periods of the same kind before; zero = this one.
    pub back: u16,
}

/// Whose figure a reference means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The unit that the formula is asked for.
    Own,
    /// A named unit.
    Unit(UnitId),
    /// The units below, summed.
    Children,
}

impl Reference {
    /// The own figure of this period, thực hiện.
    pub fn own(code: Code) -> Self {
        Self { code, measure: Measure::Actual, whose: Whose::Own, back: 0 }
    }
}

/// The marks behind a code that say which statement is meant. No mark = thực hiện.
const MEASURES: [(&str, Measure); 6] = [
    ("KH", Measure::Plan),
    ("U", Measure::Estimate),
    ("PKH", Measure::PctOfPlan),
    ("PTG", Measure::ChangePct),
    ("PCK", Measure::GrowthPct),
    ("TG", Measure::ChangeAbs),
];

impl Formula {
    /// The figures it speaks of, each once, in the order they stand.
    pub fn references(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        self.left.collect(&mut found);
        self.right.collect(&mut found);
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
            Self::Number(_) => {}
            Self::Reference(r) if found.contains(&r) => {}
            Self::Reference(r) => found.push(r),
            Self::Negate(inner) => inner.collect(found),
            Self::Binary(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
        }
    }
}

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Scalar values before the place.
    pub position: usize,
    /// What is wrong, in Vietnamese.
    pub says: String,
    /// What to do.
    pub hint: String,
}

impl std::fmt::Display for FormulaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "vị trí {}: {}; {}", self.position + 1, self.says, self.hint)
    }
}

impl std::error::Error for FormulaError {}

impl FormulaError {
    fn new(position: usize, says: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { position, says: says.into(), hint: hint.into() }
    }
}
