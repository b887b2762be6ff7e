//! Formulas back to text: what is printed reads back as the same formula.

use crate::ast::{
    Condition, Expr, Formula, Gather, Missing, Operator, Reference, Relation, Shift, Span, Tolerance, Unary,
    Whose,
};
use crate::table::{Call, Role, name};
use model::Decimal;
use std::fmt::{Display, Formatter, Result};

/// How strongly what stands around a place binds: brackets are printed where the inside binds less.
const ATOM: u8 = 4;

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {} {}", self.left, self.relation, self.right)?;
        match self.tolerance {
            Some(Tolerance::Absolute(value)) => write!(f, " ± {}", number(value))?,
            Some(Tolerance::Percent(value)) => write!(f, " ± {}%", number(value))?,
            None => {}
        }
        if let Some(when) = &self.when {
            write!(f, " {} {when}", name(Role::When))?;
        }
        if self.missing != Missing::default() {
            write!(f, " {} {}", name(Role::Missing), name(Role::Mode(self.missing)))?;
        }
        Ok(())
    }
}

/// No groups of thousands; a decimal comma.
fn number(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}

impl Display for Relation {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(name(Role::Relation(*self)))
    }
}

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self.call() {
            Some(call) => name(Role::Function(call)),
            None => name(Role::Arithmetic(*self)),
        })
    }
}

impl Operator {
    /// The function that it is written as; none for signs.
    fn call(self) -> Option<Call> {
        match self {
            Self::Least => Some(Call::Fold(self, Gather::Least)),
            Self::Greatest => Some(Call::Fold(self, Gather::Greatest)),
            Self::Plus | Self::Minus | Self::Times | Self::Over => None,
        }
    }

    fn binds(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over => 2,
            Self::Least | Self::Greatest => ATOM,
        }
    }
}

impl Expr {
    fn binds(&self) -> u8 {
        match self {
            Self::Binary(op, ..) => op.binds(),
            Self::Unary(Unary::Negate, _) => 3,
            Self::Unary(..) | Self::Number(_) | Self::Quantity(..) | Self::Reference(_) | Self::If(..) => {
                ATOM
            }
        }
    }

    /// In brackets where it binds less than its place asks.
    fn print(&self, f: &mut Formatter<'_>, asked: u8) -> Result {
        if self.binds() < asked { write!(f, "({self})") } else { write!(f, "{self}") }
    }

    /// The operands of a chain of one function, separated.
    fn operands(&self, function: Operator, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Binary(op, left, right) if *op == function => {
                left.operands(function, f)?;
                write!(f, "; {right}")
            }
            _ => write!(f, "{self}"),
        }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Number(value) => f.write_str(&number(*value)),
            Self::Quantity(value, unit) => {
                let space = if unit.starts_with(char::is_alphabetic) { " " } else { "" };
                write!(f, "{}{space}{unit}", number(*value))
            }
            Self::Reference(reference) => write!(f, "{reference}"),
            Self::Unary(Unary::Negate, inner) => {
                f.write_str("-")?;
                inner.print(f, 3)
            }
            Self::Unary(Unary::Abs, inner) => {
                write!(f, "{}({inner})", name(Role::Function(Call::One(Unary::Abs))))
            }
            Self::Unary(Unary::Round(decimals), inner) => {
                write!(f, "{}({inner}; {decimals})", name(Role::Function(Call::Round)))
            }
            Self::Binary(op, left, right) if op.call().is_some() => {
                write!(f, "{op}(")?;
                left.operands(*op, f)?;
                write!(f, "; {right})")
            }
            Self::Binary(op, left, right) => {
                left.print(f, op.binds())?;
                write!(f, " {op} ")?;
                right.print(f, op.binds() + 1)
            }
            Self::If(condition, then, otherwise) => {
                write!(f, "{}({condition}; {then}; {otherwise})", name(Role::Function(Call::If)))
            }
        }
    }
}

impl Condition {
    fn binds(&self) -> u8 {
        match self {
            Self::Or(..) => 1,
            Self::And(..) => 2,
            Self::Compare(..) | Self::Not(_) | Self::Has(_) => ATOM,
        }
    }

    fn print(&self, f: &mut Formatter<'_>, asked: u8) -> Result {
        if self.binds() < asked { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (left, word, right) = match self {
            Self::Compare(left, relation, right) => return write!(f, "{left} {relation} {right}"),
            Self::Not(inner) => return write!(f, "{}({inner})", name(Role::Function(Call::Not))),
            Self::Has(reference) => return write!(f, "{}({reference})", name(Role::Function(Call::Has))),
            Self::And(left, right) => (left, name(Role::And), right),
            Self::Or(left, right) => (left, name(Role::Or), right),
        };
        left.print(f, self.binds())?;
        write!(f, " {word} ")?;
        right.print(f, self.binds() + 1)
    }
}

impl Display for Gather {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let call = match self {
            Self::Sum => return f.write_str("Σ("),
            Self::Average => Call::Average,
            Self::Least => Call::Fold(Operator::Least, *self),
            Self::Greatest => Call::Fold(Operator::Greatest, *self),
            Self::Count => Call::Count,
        };
        write!(f, "{}({} ", name(Role::Function(call)), name(Role::Children))
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Whose::Children(gather) = self.whose {
            write!(f, "{gather}")?;
        }
        write!(f, "{}{}", self.code, name(Role::Measure(self.measure)))?;
        if let Whose::Unit(unit) = &self.whose {
            write!(f, "#{unit}")?;
        }
        if self.span != Span::Period {
            f.write_str(name(Role::Span(self.span)))?;
        }
        match self.shift {
            Shift::Back(0) => {}
            Shift::Back(steps) => write!(f, "[-{steps}]")?,
            Shift::YearBefore => f.write_str(name(Role::Shift(self.shift)))?,
        }
        if let Whose::Children(_) = self.whose {
            f.write_str(")")?;
        }
        Ok(())
    }
}
