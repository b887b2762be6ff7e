//! Sums, products, functions and numbers: what stands on one side of a relation.

use crate::FormulaError;
use crate::ast::{Expr, Gather, Operator, Reference, Unary, Whose};
use crate::parse::Parser;
use crate::table::{Call, Role};
use crate::token::Token;
use model::Decimal;
use std::ops::Range;

/// Decimals that `ROUND` may keep.
const MOST_DECIMALS: u8 = 9;

impl Parser<'_> {
    fn operator(&mut self, among: [(&str, Operator); 2]) -> Option<Operator> {
        among.into_iter().find(|(sign, _)| self.sign(sign)).map(|(_, operator)| operator)
    }

    pub(crate) fn sum(&mut self) -> Result<Expr, FormulaError> {
        let start = self.here().start;
        let mut left = self.product()?;
        while let Some(op) = self.operator([("+", Operator::Plus), ("-", Operator::Minus)]) {
            let right = self.product()?;
            left = self.binary(start, op, left, right);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expr, FormulaError> {
        let start = self.here().start;
        let mut left = self.signed()?;
        while let Some(op) = self.operator([("*", Operator::Times), ("/", Operator::Over)]) {
            let right = self.signed()?;
            left = self.binary(start, op, left, right);
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Expr, FormulaError> {
        self.deeper(|parser| {
            let start = parser.here().start;
            if !parser.sign("-") {
                return parser.atom();
            }
            let inner = Box::new(parser.signed()?);
            Ok(parser.node(start, Expr::Unary(Unary::Negate, inner)))
        })
    }

    pub(crate) fn atom(&mut self) -> Result<Expr, FormulaError> {
        let here = self.here();
        let expr = match self.peek() {
            Some(Token::Number(value)) => {
                self.next += 1;
                match self.measure_unit()? {
                    Some(unit) => Expr::Quantity(value, unit),
                    None => Expr::Number(value),
                }
            }
            Some(Token::Sign("(")) => {
                self.next += 1;
                let inner = self.sum()?;
                self.close(here)?;
                return Ok(inner);
            }
            Some(Token::Sum) => {
                self.next += 1;
                Expr::Reference(self.units_below(here.clone())?)
            }
            Some(Token::Word(word))
                if self.tokens.get(self.next + 1).is_some_and(|l| l.token == Token::Sign("("))
                    || self.call_at(self.next).is_some() =>
            {
                let Some(call) = self.call(|_| true) else {
                    return Err(FormulaError::new(
                        here,
                        format!("không có hàm “{word}”"),
                        "dùng SUM, AVERAGE, MIN, MAX, COUNT, ABS, ROUND hoặc IF",
                    ));
                };
                return self.function(call, here);
            }
            Some(Token::Word(_) | Token::Name(_) | Token::Bracket(_)) => Expr::Reference(self.figure()?),
            Some(_) => return self.wrong("ở đây cần một số hoặc chỉ tiêu", "xem lại dấu đứng trước"),
            None => return self.wrong("công thức chưa hết", "thêm một số hoặc chỉ tiêu"),
        };
        Ok(self.node(here.start, expr))
    }

    pub(crate) fn close(&mut self, opened: Range<usize>) -> Result<(), FormulaError> {
        if self.sign(")") {
            return Ok(());
        }
        let hint = format!("đóng ngoặc mở ở vị trí {}", opened.start + 1);
        Err(FormulaError::new(self.here(), "thiếu dấu )", hint))
    }

    /// The function whose name and bracket stand at a token, and how many tokens they are.
    pub(crate) fn call_at(&self, at: usize) -> Option<(Call, usize)> {
        match self.phrase_at(at, |role| matches!(role, Role::Function(_)))? {
            (Role::Function(call), length) => {
                let opens = self.tokens.get(at + length).is_some_and(|l| l.token == Token::Sign("("));
                opens.then_some((call, length + 1))
            }
            _ => None,
        }
    }

    pub(crate) fn call(&mut self, wanted: impl Fn(Call) -> bool) -> Option<Call> {
        let (call, length) = self.call_at(self.next).filter(|(call, _)| wanted(*call))?;
        self.next += length;
        Some(call)
    }

    /// What stands in the brackets of a function.
    fn function(&mut self, call: Call, name: Range<usize>) -> Result<Expr, FormulaError> {
        let start = name.start;
        let gather = match call {
            Call::Fold(_, gather) => Some(gather),
            Call::Average => Some(Gather::Average),
            Call::Count => Some(Gather::Count),
            _ => None,
        };
        if let Some(gather) = gather
            && self.phrase(|role| role == Role::Children).is_some()
        {
            let reference = self.child_figure(gather)?;
            self.close(name)?;
            return Ok(self.node(start, Expr::Reference(reference)));
        }
        let expr = match call {
            Call::One(unary) => {
                let inner = Box::new(self.sum()?);
                Expr::Unary(unary, inner)
            }
            Call::Round => {
                let inner = Box::new(self.sum()?);
                Expr::Unary(Unary::Round(self.decimals()?), inner)
            }
            Call::If => {
                let condition = Box::new(self.condition()?);
                self.separator()?;
                let then = Box::new(self.sum()?);
                self.separator()?;
                Expr::If(condition, then, Box::new(self.sum()?))
            }
            Call::Fold(op, _) => return self.chain(op, name).map(|(expr, _)| expr),
            Call::Average => {
                let (sum, count) = self.chain(Operator::Plus, name)?;
                let count = self.node(start, Expr::Number(Decimal::from(count)));
                return Ok(self.binary(start, Operator::Over, sum, count));
            }
            Call::Count => return self.wrong("COUNT đếm các đơn vị", "viết COUNT(các đơn vị A)"),
            Call::And | Call::Or | Call::Not | Call::Has => {
                return Err(FormulaError::new(
                    name,
                    "ở đây cần một số, không phải một điều kiện",
                    "viết IF(điều kiện; số khi đúng; số khi sai)",
                ));
            }
        };
        self.close(name)?;
        Ok(self.node(start, expr))
    }

    /// Two operands or more, folded; how many they are.
    fn chain(&mut self, op: Operator, name: Range<usize>) -> Result<(Expr, u32), FormulaError> {
        let mut found = self.sum()?;
        let mut count = 1;
        while self.sign(";") {
            let right = self.sum()?;
            found = self.binary(name.start, op, found, right);
            count += 1;
        }
        self.close(name.clone())?;
        if count < 2 {
            return Err(FormulaError::new(
                self.since(name.start),
                "hàm này cần ít nhất hai số",
                "ngăn các số bằng dấu ; hoặc viết các đơn vị trước chỉ tiêu",
            ));
        }
        Ok((found, count))
    }

    fn separator(&mut self) -> Result<(), FormulaError> {
        if self.sign(";") {
            Ok(())
        } else {
            self.wrong("thiếu dấu ;", "ngăn các phần của hàm bằng dấu ;")
        }
    }

    fn decimals(&mut self) -> Result<u8, FormulaError> {
        self.separator()?;
        let decimals = match self.peek() {
            Some(Token::Number(value)) => u8::try_from(value).ok().filter(|n| Decimal::from(*n) == value),
            _ => None,
        };
        match decimals.filter(|n| *n <= MOST_DECIMALS) {
            Some(decimals) => {
                self.next += 1;
                Ok(decimals)
            }
            None => self.wrong("số chữ số thập phân phải từ 0 đến 9", "viết ROUND(A; 1)"),
        }
    }

    /// `Σ(CODE)`, `Σ(các đơn vị CODE)`.
    fn units_below(&mut self, opened: Range<usize>) -> Result<Reference, FormulaError> {
        if !self.sign("(") {
            return self.wrong("sau Σ thiếu dấu (", "viết Σ(GM01)");
        }
        let _ = self.phrase(|role| role == Role::Children);
        let reference = self.child_figure(Gather::Sum)?;
        self.close(opened)?;
        Ok(reference)
    }

    fn child_figure(&mut self, gather: Gather) -> Result<Reference, FormulaError> {
        let start = self.here().start;
        let reference = self.figure()?;
        if reference.whose != Whose::Own {
            return Err(FormulaError::new(
                self.since(start),
                "gộp các đơn vị không đi với một đơn vị",
                "bỏ phần sau dấu #",
            ));
        }
        Ok(Reference { whose: Whose::Children(gather), ..reference })
    }

    /// The unit of measure behind a number, in our spelling.
    fn measure_unit(&mut self) -> Result<Option<String>, FormulaError> {
        if self.sign("%") {
            return Ok(Some("%".to_owned()));
        }
        if self.ends_a_quantity(self.next) {
            return Ok(None);
        }
        let first = self.next;
        let Some(from) = self.tokens.get(first).map(|l| l.bytes.0) else { return Ok(None) };
        let mut longest = None;
        let mut next = first;
        while !self.ends_a_quantity(next) {
            next += 1;
            let until = self.tokens.get(next - 1).map_or(from, |l| l.bytes.1);
            let known = self.text.get(from..until).and_then(viet::measure_unit::lookup);
            longest = known.map(|unit| (unit.canonical, next)).or(longest);
            next += usize::from(self.per_follows(next));
        }
        let Some((unit, next)) = longest else {
            let word = self.text.get(self.tokens.get(first).map_or(0..0, |l| l.bytes.0..l.bytes.1));
            return Err(FormulaError::new(
                self.here(),
                format!("“{}” không phải đơn vị tính", word.unwrap_or_default()),
                "giữa số và chỉ tiêu cần phép tính, ví dụ 2 * [Tên chỉ tiêu]",
            ));
        };
        self.next = next;
        Ok(Some(unit))
    }

    /// Whether no word of a name or a unit of measure stands at a token.
    pub(crate) fn ends_a_quantity(&self, at: usize) -> bool {
        let joins =
            |role| matches!(role, Role::And | Role::Or | Role::When | Role::Tolerance | Role::Missing);
        let word = matches!(self.tokens.get(at).map(|l| l.token), Some(Token::Word(_)));
        !word || self.phrase_at(at, joins).is_some()
    }

    /// Whether a stroke between two words, touching both, is part of a unit of measure: `tạ/ha`.
    fn per_follows(&self, at: usize) -> bool {
        let lexeme = |i: usize| self.tokens.get(i);
        match (at.checked_sub(1).and_then(lexeme), lexeme(at), lexeme(at + 1)) {
            (Some(before), Some(stroke), Some(after)) => {
                stroke.token == Token::Sign("/")
                    && matches!(after.token, Token::Word(_))
                    && before.end == stroke.start
                    && stroke.end == after.start
            }
            _ => false,
        }
    }
}
