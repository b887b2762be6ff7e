//! Formulas back to text: what is printed reads back as the same formula.

use crate::{Expr, Formula, MEASURES, Operator, Reference, Relation, Whose};
use std::fmt::{Display, Formatter, Result};

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {} {}", self.left, self.relation, self.right)
    }
}

impl Display for Relation {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::Above => ">",
        })
    }
}

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        })
    }
}

impl Operator {
    fn binds(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over => 2,
        }
    }
}

impl Expr {
    fn binds(&self) -> u8 {
        match self {
            Self::Binary(op, ..) => op.binds(),
            Self::Negate(_) => 3,
            Self::Number(_) | Self::Reference(_) => 4,
        }
    }

    /// In brackets where it binds less than its place asks.
    fn print(&self, f: &mut Formatter<'_>, asked: u8) -> Result {
        if self.binds() < asked { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            // No groups of thousands; a decimal comma.
            Self::Number(value) => f.write_str(&value.to_string().replace('.', ",")),
            Self::Reference(reference) => write!(f, "{reference}"),
            Self::Negate(inner) => {
                f.write_str("-")?;
                inner.print(f, 3)
            }
            Self::Binary(op, left, right) => {
                left.print(f, op.binds())?;
                write!(f, " {op} ")?;
                right.print(f, op.binds() + 1)
            }
        }
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.whose == Whose::Children {
            f.write_str("Σ(")?;
        }
        write!(f, "{}", self.code)?;
        if let Some((mark, _)) = MEASURES.iter().find(|(_, measure)| *measure == self.measure) {
            write!(f, "@{mark}")?;
        }
        if let Whose::Unit(unit) = &self.whose {
            write!(f, "#{unit}")?;
        }
        if self.back > 0 {
            write!(f, "[-{}]", self.back)?;
        }
        if self.whose == Whose::Children {
            f.write_str(")")?;
        }
        Ok(())
    }
}
