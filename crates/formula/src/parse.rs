//! Tokens to formulas, by descent: law, sum, product, sign, atom; conditions beside them.

use crate::ast::{Condition, Expr, Formula, Missing, Operator, Reference, Relation, Tolerance};
use crate::names::Catalogue;
use crate::table::{Call, Role, phrase};
use crate::token::{Lexeme, Token, tokens};
use crate::{FormulaError, fit};
use model::Code;
use std::ops::Range;

/// More tokens than any rule an office writes; bounds the depth of the tree.
const MOST_TOKENS: usize = 1000;
/// Brackets and signs within one another.
const DEEPEST: usize = 50;

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
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Lexeme<'a>>,
    pub(crate) next: usize,
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

    /// The text of some tokens.
    pub(crate) fn written(&self, tokens: Range<usize>) -> &'a str {
        let bytes =
            self.tokens.get(tokens).and_then(|found| Some(found.first()?.bytes.0..found.last()?.bytes.1));
        bytes.and_then(|bytes| self.text.get(bytes)).unwrap_or_default()
    }

    /// Where some tokens stand.
    pub(crate) fn place(&self, tokens: Range<usize>) -> Range<usize> {
        let found = self.tokens.get(tokens).and_then(|found| Some(found.first()?.start..found.last()?.end));
        found.unwrap_or_else(|| self.here())
    }

    pub(crate) fn sign(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(sign)) if sign == wanted);
        self.next += usize::from(found);
        found
    }

    /// The phrase that begins at a token, and how many it takes.
    pub(crate) fn phrase_at(&self, at: usize, wanted: impl Fn(Role) -> bool) -> Option<(Role, usize)> {
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

    pub(crate) fn wrong<T>(&self, says: &str, hint: &str) -> Result<T, FormulaError> {
        Err(FormulaError::new(self.here(), says, hint))
    }

    /// Reads what stands within brackets or behind a sign, unless it is too deep.
    pub(crate) fn deeper<T>(
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

    /// An expression that began at `start` is finished.
    pub(crate) fn node(&mut self, start: usize, expr: Expr) -> Expr {
        self.spans.push(self.since(start));
        expr
    }

    pub(crate) fn binary(&mut self, start: usize, op: Operator, left: Expr, right: Expr) -> Expr {
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
    pub(crate) fn condition(&mut self) -> Result<Condition, FormulaError> {
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
