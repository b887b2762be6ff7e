//! Tokens to formulas, by descent: law, sum, product, sign, atom; conditions beside them.

use crate::ast::{
    Condition, Expr, Formula, Gather, Missing, Operator, Reference, Relation, Tolerance, Unary, Whose,
};
use crate::names::Catalogue;
use crate::table::{Call, Role, phrase};
use crate::token::{Lexeme, Token, tokens};
use crate::{FormulaError, fit};
use model::{Code, Decimal};
use std::ops::Range;

/// More tokens than any rule an office writes; bounds the depth of the tree.
const MOST_TOKENS: usize = 1000;
/// Brackets and signs within one another.
const DEEPEST: usize = 50;
/// Decimals that `ROUND` may keep.
const MOST_DECIMALS: u8 = 9;

/// Reads a law as it is kept: indicators by their codes.
///
/// # Errors
/// Says where the text stops being a formula, and what to write instead.
pub fn parse(text: &str) -> Result<Formula, FormulaError> {
    let mut parser = Parser::new(text, None)?;
    let law = parser.law()?;
    parser.end()?;
    Ok(law)
}

/// Reads an expression alone as it is kept, for derived indicators.
///
/// # Errors
/// Says where the text stops being an expression, and what to write instead.
pub fn parse_expr(text: &str) -> Result<Expr, FormulaError> {
    let mut parser = Parser::new(text, None)?;
    let expr = parser.sum()?;
    parser.end()?;
    Ok(expr)
}

/// Reads a law as a person writes it: indicators by code or name, all of them known, units of measure that fit.
///
/// # Errors
/// Says which part is wrong, and what to write instead.
pub fn read(text: &str, catalogue: &dyn Catalogue) -> Result<Formula, FormulaError> {
    let mut parser = Parser::new(text, Some(catalogue))?;
    let law = parser.law()?;
    parser.end()?;
    fit::law(&law, &|code| catalogue.indicator(code)).map_err(|misfit| misfit.at(&parser.spans))?;
    Ok(law)
}

/// Reads an expression as a person writes it, whose value is a figure in `measure_unit`; none = in any.
///
/// # Errors
/// Says which part is wrong, and what to write instead.
pub fn read_expr(
    text: &str,
    measure_unit: Option<&str>,
    catalogue: &dyn Catalogue,
) -> Result<Expr, FormulaError> {
    let mut parser = Parser::new(text, Some(catalogue))?;
    let expr = parser.sum()?;
    parser.end()?;
    fit::derived(&expr, measure_unit, &|code| catalogue.indicator(code))
        .map_err(|misfit| misfit.at(&parser.spans))?;
    Ok(expr)
}

/// The indicators that a law or an expression speaks of, each once; none when it is neither.
pub fn codes(text: &str) -> Vec<Code> {
    let of = |references: Vec<&Reference>| {
        let mut codes: Vec<Code> = references.into_iter().map(|r| r.code.clone()).collect();
        codes.dedup();
        codes
    };
    parse(text)
        .map(|law| of(law.references()))
        .or_else(|_| parse_expr(text).map(|e| of(e.references())))
        .unwrap_or_default()
}

impl std::str::FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, FormulaError> {
        parse(text)
    }
}

fn is_joint(role: Role) -> bool {
    matches!(role, Role::And | Role::Or)
}

fn is_logic(call: Call) -> bool {
    matches!(call, Call::And | Call::Or | Call::Not | Call::Has)
}

/// A place in the tokens, and what is known of the figures they name.
pub(crate) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Lexeme<'a>>,
    next: usize,
    depth: usize,
    pub(crate) catalogue: Option<&'a dyn Catalogue>,
    /// Where each expression stands, in the order in which they were finished: operands before what is made of them.
    pub(crate) spans: Vec<Range<usize>>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, catalogue: Option<&'a dyn Catalogue>) -> Result<Self, FormulaError> {
        let tokens = tokens(text)?;
        if let Some(lexeme) = tokens.get(MOST_TOKENS) {
            return Err(FormulaError::new(
                lexeme.start..lexeme.end,
                "công thức quá dài",
                "tách thành nhiều quy tắc",
            ));
        }
        Ok(Self { text, tokens, next: 0, depth: 0, catalogue, spans: Vec::new() })
    }

    pub(crate) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.next).map(|lexeme| lexeme.token)
    }

    pub(crate) fn take(&mut self) -> Option<Token<'a>> {
        let token = self.peek();
        self.next += usize::from(token.is_some());
        token
    }

    /// Where the next token stands; past the last one, the end of the text.
    pub(crate) fn here(&self) -> Range<usize> {
        let length = || self.text.chars().count();
        self.tokens.get(self.next).map_or_else(|| length()..length(), |lexeme| lexeme.start..lexeme.end)
    }

    /// From `start` to the end of the last token taken.
    pub(crate) fn since(&self, start: usize) -> Range<usize> {
        let last = self.next.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |lexeme| lexeme.end)
    }

    pub(crate) fn sign(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(sign)) if sign == wanted);
        self.next += usize::from(found);
        found
    }

    /// The phrase that begins at a token, and how many it takes.
    fn phrase_at(&self, at: usize, wanted: impl Fn(Role) -> bool) -> Option<(Role, usize)> {
        let words = self.tokens.iter().skip(at).map_while(|lexeme| match lexeme.token {
            Token::Word(word) => Some(viet::fold::fold(word)),
            Token::Sign("±") => Some("±".to_owned()),
            Token::Sign("%") => Some("%".to_owned()),
            _ => None,
        });
        let words: Vec<String> = words.take(4).collect();
        phrase(&words, wanted)
    }

    /// The phrase that begins here, taken.
    pub(crate) fn phrase(&mut self, wanted: impl Fn(Role) -> bool) -> Option<Role> {
        let (role, length) = self.phrase_at(self.next, wanted)?;
        self.next += length;
        Some(role)
    }

    fn wrong<T>(&self, says: &str, hint: &str) -> Result<T, FormulaError> {
        Err(FormulaError::new(self.here(), says, hint))
    }

    /// An expression that began at `start` is finished.
    fn node(&mut self, start: usize, expr: Expr) -> Expr {
        self.spans.push(self.since(start));
        expr
    }

    fn binary(&mut self, start: usize, op: Operator, left: Expr, right: Expr) -> Expr {
        self.node(start, Expr::Binary(op, Box::new(left), Box::new(right)))
    }

    fn law(&mut self) -> Result<Formula, FormulaError> {
        let left = self.sum()?;
        let relation = self.relation()?;
        let right = self.sum()?;
        let mut law = Formula::plain(left, relation, right);
        loop {
            let here = self.here();
            let ending = |role| matches!(role, Role::Tolerance | Role::When | Role::Missing);
            match self.phrase(ending) {
                Some(Role::Tolerance) if law.tolerance.is_none() => {
                    law.tolerance = Some(self.tolerance(relation)?)
                }
                Some(Role::When) if law.when.is_none() => law.when = Some(self.condition()?),
                Some(Role::Missing) if law.missing == Missing::default() => law.missing = self.missing()?,
                Some(_) => {
                    return Err(FormulaError::new(
                        here,
                        "phần này đã có",
                        "mỗi quy tắc chỉ ghi một lần ±, một lần khi, một lần thiếu",
                    ));
                }
                None => return Ok(law),
            }
        }
    }

    fn tolerance(&mut self, relation: Relation) -> Result<Tolerance, FormulaError> {
        if relation == Relation::NotEqual {
            return self.wrong("quan hệ khác không đi với sai số", "bỏ phần ±");
        }
        let Some(Token::Number(value)) = self.peek() else {
            return self.wrong("sau ± cần một số", "viết ± 0,5 hoặc ± 1%");
        };
        self.next += 1;
        Ok(if self.sign("%") { Tolerance::Percent(value) } else { Tolerance::Absolute(value) })
    }

    fn missing(&mut self) -> Result<Missing, FormulaError> {
        match self.phrase(|role| matches!(role, Role::Mode(_))) {
            Some(Role::Mode(mode)) => Ok(mode),
            _ => self.wrong(
                "không hiểu cách xét số thiếu",
                "viết non_null, non_zero, partial_null, partial_zero, always_null hoặc always_zero",
            ),
        }
    }

    fn relation_here(&mut self) -> Option<Relation> {
        const RELATIONS: [(&str, Relation); 6] = [
            ("=", Relation::Equal),
            ("!=", Relation::NotEqual),
            ("<=", Relation::AtMost),
            (">=", Relation::AtLeast),
            ("<", Relation::Below),
            (">", Relation::Above),
        ];
        RELATIONS.into_iter().find(|(sign, _)| self.sign(sign)).map(|(_, relation)| relation)
    }

    fn relation(&mut self) -> Result<Relation, FormulaError> {
        match self.relation_here() {
            Some(relation) => Ok(relation),
            None => self.wrong("thiếu quan hệ", "viết =, !=, <=, >=, < hoặc > giữa hai vế"),
        }
    }

    /// `a hoặc b`, whose parts are `a và b`.
    fn condition(&mut self) -> Result<Condition, FormulaError> {
        let mut left = self.both()?;
        while self.phrase(|role| role == Role::Or).is_some() {
            left = Condition::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Condition, FormulaError> {
        let mut left = self.fact()?;
        while self.phrase(|role| role == Role::And).is_some() {
            left = Condition::And(Box::new(left), Box::new(self.fact()?));
        }
        Ok(left)
    }

    fn fact(&mut self) -> Result<Condition, FormulaError> {
        self.deeper(|parser| {
            let opened = parser.here();
            if parser.holds_a_condition(parser.next) {
                parser.next += 1;
                let inner = parser.condition()?;
                parser.close(opened)?;
                return Ok(inner);
            }
            if let Some(call) = parser.call(is_logic) {
                return parser.logic(call, opened);
            }
            let left = parser.sum()?;
            let relation = parser.relation()?;
            Ok(Condition::Compare(left, relation, parser.sum()?))
        })
    }

    /// Whether a bracket opens at `at` that holds a condition: something is related or joined in it, or it begins with
    /// a condition; what stands in brackets of its own does not tell.
    fn holds_a_condition(&self, at: usize) -> bool {
        let opens = |at: usize| self.tokens.get(at).is_some_and(|l| l.token == Token::Sign("("));
        if !opens(at) {
            return false;
        }
        let mut depth = 0;
        for (i, lexeme) in self.tokens.iter().enumerate().skip(at) {
            match lexeme.token {
                Token::Sign("(") => depth += 1,
                Token::Sign(")") => depth -= 1,
                Token::Sign("=" | "!=" | "<=" | ">=" | "<" | ">") if depth == 1 => return true,
                Token::Word(_) if depth == 1 && i > at + 1 && self.phrase_at(i, is_joint).is_some() => {
                    return true;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.call_at(at + 1).is_some_and(|(call, _)| is_logic(call)) || self.holds_a_condition(at + 1)
    }

    fn logic(&mut self, call: Call, opened: Range<usize>) -> Result<Condition, FormulaError> {
        let found = match call {
            Call::Has => Condition::Has(self.reported()?),
            Call::Not => Condition::Not(Box::new(self.condition()?)),
            _ => {
                let mut found = self.condition()?;
                while self.sign(";") {
                    let (left, right) = (Box::new(found), Box::new(self.condition()?));
                    found = if call == Call::And {
                        Condition::And(left, right)
                    } else {
                        Condition::Or(left, right)
                    };
                }
                found
            }
        };
        self.close(opened)?;
        Ok(found)
    }

    /// The figure that `HAS` asks for, which is no expression of its own.
    fn reported(&mut self) -> Result<Reference, FormulaError> {
        let here = self.here();
        let Expr::Reference(reference) = self.atom()? else {
            return Err(FormulaError::new(
                here,
                "ở đây cần một chỉ tiêu",
                "viết HAS(A) với A là một chỉ tiêu",
            ));
        };
        self.spans.pop();
        Ok(reference)
    }

    fn operator(&mut self, among: [(&str, Operator); 2]) -> Option<Operator> {
        among.into_iter().find(|(sign, _)| self.sign(sign)).map(|(_, operator)| operator)
    }

    fn sum(&mut self) -> Result<Expr, FormulaError> {
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

    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, FormulaError>,
    ) -> Result<T, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.wrong("quá nhiều ngoặc lồng nhau", "tách thành nhiều quy tắc");
        }
        let found = read(self)?;
        self.depth -= 1;
        Ok(found)
    }

    fn atom(&mut self) -> Result<Expr, FormulaError> {
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

    fn close(&mut self, opened: Range<usize>) -> Result<(), FormulaError> {
        if self.sign(")") {
            return Ok(());
        }
        let hint = format!("đóng ngoặc mở ở vị trí {}", opened.start + 1);
        Err(FormulaError::new(self.here(), "thiếu dấu )", hint))
    }

    /// The function whose name and bracket stand at a token, and how many tokens they are.
    fn call_at(&self, at: usize) -> Option<(Call, usize)> {
        match self.phrase_at(at, |role| matches!(role, Role::Function(_)))? {
            (Role::Function(call), length) => {
                let opens = self.tokens.get(at + length).is_some_and(|l| l.token == Token::Sign("("));
                opens.then_some((call, length + 1))
            }
            _ => None,
        }
    }

    fn call(&mut self, wanted: impl Fn(Call) -> bool) -> Option<Call> {
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
        if self.ends_a_number() {
            return Ok(None);
        }
        let first = self.next;
        let Some(from) = self.tokens.get(first).map(|l| l.bytes.0) else { return Ok(None) };
        let mut longest = None;
        let mut next = first;
        while let Some(Token::Word(_)) = self.tokens.get(next).map(|l| l.token) {
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

    fn ends_a_number(&self) -> bool {
        let joins =
            |role| matches!(role, Role::And | Role::Or | Role::When | Role::Tolerance | Role::Missing);
        !matches!(self.peek(), Some(Token::Word(_))) || self.phrase_at(self.next, joins).is_some()
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

    fn end(&self) -> Result<(), FormulaError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.wrong(
                "phần thừa ở cuối",
                "giữa hai chỉ tiêu cần phép tính; mỗi quy tắc một quan hệ; tên chỉ tiêu đặt trong [ ]",
            ),
        }
    }
}
