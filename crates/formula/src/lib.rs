//! The expression language of rules and derived indicators, over exact decimals and intervals.
//!
//! A rule is a [`Formula`]: two expressions and a relation (`GM01 = GM02 + GM03`), where wanted with a tolerance
//! (`± 0,5`), a condition (`khi GM01 > 0`) and a way with missing figures (`thiếu partial_zero`). A derived indicator
//! is an [`Expr`] alone (`100 * DT02 / DT01`). Every word and sign stands in [`table::ENTRIES`].
//!
//! Three steps, each pure: a text is read by [`read`] (as people write it: names, units of measure checked) or by
//! [`parse`] (as it is kept: codes only, the form that is printed); [`fit`] brings it to one unit of measure, which
//! leaves plain arithmetic; [`holds`] asks it of figures.
//!
//! ```
//! let law = formula::parse("GM01 = GM02 + GM03").unwrap();
//! assert_eq!(law.references().len(), 3);
//! assert_eq!(law.to_string(), "GM01 = GM02 + GM03");
//! ```

mod ast;
mod complete;
mod eval;
mod fit;
mod interval;
mod names;
mod operand;
mod parse;
mod print;
mod reference;
pub mod table;
mod token;

pub use ast::{
    Condition, Expr, Formula, Gather, Missing, Operator, Reference, Relation, Shift, Span, Tolerance, Unary,
    Whose,
};
pub use complete::{Completion, Sort, Suggestion, complete};
pub use eval::{Domain, Verdict, eval, gather, holds, is_so, sides, value};
pub use fit::Indicators;
pub use interval::add;
pub use names::{Catalogue, called, with_names};
pub use parse::{codes, parse, parse_expr, read, read_expr};

use std::ops::Range;

/// A law in plain arithmetic: each side and comparison in one unit of measure, quantities as numbers in it.
///
/// # Errors
/// Says which units do not fit; its place is not known.
pub fn fit(law: &Formula, indicators: Indicators<'_>) -> Result<Formula, FormulaError> {
    fit::law(law, indicators).map_err(|misfit| misfit.at(&[]))
}

/// An expression in plain arithmetic that gives a figure in `measure_unit`; none = in any.
///
/// # Errors
/// Says which units do not fit; its place is not known.
pub fn fit_expr(
    expr: &Expr,
    measure_unit: Option<&str>,
    indicators: Indicators<'_>,
) -> Result<Expr, FormulaError> {
    fit::derived(expr, measure_unit, indicators).map_err(|misfit| misfit.at(&[]))
}

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Scalar values before the place.
    pub start: usize,
    /// One past the last of the place; the same as `start` where something is missing.
    pub end: usize,
    /// What is wrong, in Vietnamese.
    pub says: String,
    /// What to do.
    pub hint: String,
}

impl std::fmt::Display for FormulaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "vị trí {}: {}; {}", self.start + 1, self.says, self.hint)
    }
}

impl std::error::Error for FormulaError {}

impl FormulaError {
    fn new(at: Range<usize>, says: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { start: at.start, end: at.end, says: says.into(), hint: hint.into() }
    }
}
