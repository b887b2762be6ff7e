//! Tokens to formulas, by descent: relation, sum, product, sign, atom.

use crate::token::{Token, tokens};
use crate::{Expr, Formula, FormulaError, MEASURES, Operator, Reference, Relation, Whose};
use model::{Code, Measure, UnitId};

/// More tokens than any rule an office writes; bounds the depth of the tree.
const MOST_TOKENS: usize = 1000;
/// Brackets and signs within one another.
const DEEPEST: usize = 50;

/// Reads a law: two expressions with one relation between them.
///
/// # Errors
/// Says where the text stops being a formula, and what to write instead.
pub fn parse(text: &str) -> Result<Formula, FormulaError> {
    let mut parser = Parser::new(text)?;
    let left = parser.sum()?;
    let relation = parser.relation()?;
    let right = parser.sum()?;
    parser.end()?;
    Ok(Formula { left, relation, right })
}

/// Reads an expression alone, as derived indicators have it.
///
/// # Errors
/// Says where the text stops being an expression, and what to write instead.
pub fn parse_expr(text: &str) -> Result<Expr, FormulaError> {
    let mut parser = Parser::new(text)?;
    let expr = parser.sum()?;
    parser.end()?;
    Ok(expr)
}

/// The indicator codes that a formula speaks of, in the order they stand, without reading it as a whole; none when
/// its signs are no signs of the language.
pub fn codes(text: &str) -> Vec<&str> {
    let tokens = tokens(text).unwrap_or_default();
    let mut before = None;
    let mut found = Vec::new();
    for (token, _) in tokens {
        match token {
            Token::Word(word) if before != Some(Token::Sign("@")) && token != CHILDREN => found.push(word),
            _ => {}
        }
        before = Some(token);
    }
    found
}

/// The word in `SUM(children CODE)`.
const CHILDREN: Token = Token::Word("children");

impl std::str::FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, FormulaError> {
        parse(text)
    }
}

struct Parser<'a> {
    tokens: std::iter::Peekable<std::vec::IntoIter<(Token<'a>, usize)>>,
    length: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, FormulaError> {
        let tokens = tokens(text)?;
        if let Some((_, position)) = tokens.get(MOST_TOKENS) {
            return Err(FormulaError::new(*position, "công thức quá dài", "tách thành nhiều quy tắc"));
        }
        let length = text.chars().count();
        Ok(Self { tokens: tokens.into_iter().peekable(), length, depth: 0 })
    }

    fn position(&mut self) -> usize {
        self.tokens.peek().map_or(self.length, |(_, at)| *at)
    }

    fn sign(&mut self, wanted: &str) -> bool {
        self.tokens.next_if(|(token, _)| matches!(token, Token::Sign(sign) if *sign == wanted)).is_some()
    }

    fn operator(&mut self, among: [(&str, Operator); 2]) -> Option<Operator> {
        among.into_iter().find(|(sign, _)| self.sign(sign)).map(|(_, operator)| operator)
    }

    fn relation(&mut self) -> Result<Relation, FormulaError> {
        const RELATIONS: [(&str, Relation); 6] = [
            ("=", Relation::Equal),
            ("!=", Relation::NotEqual),
            ("<=", Relation::AtMost),
            (">=", Relation::AtLeast),
            ("<", Relation::Below),
            (">", Relation::Above),
        ];
        let position = self.position();
        RELATIONS.into_iter().find(|(sign, _)| self.sign(sign)).map(|(_, relation)| relation).ok_or_else(
            || FormulaError::new(position, "thiếu quan hệ", "viết =, !=, <=, >=, < hoặc > giữa hai vế"),
        )
    }

    fn sum(&mut self) -> Result<Expr, FormulaError> {
        let mut left = self.product()?;
        while let Some(op) = self.operator([("+", Operator::Plus), ("-", Operator::Minus)]) {
            left = Expr::Binary(op, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expr, FormulaError> {
        let mut left = self.signed()?;
        while let Some(op) = self.operator([("*", Operator::Times), ("/", Operator::Over)]) {
            left = Expr::Binary(op, Box::new(left), Box::new(self.signed()?));
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Expr, FormulaError> {
        let position = self.position();
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(FormulaError::new(position, "quá nhiều ngoặc lồng nhau", "tách thành nhiều quy tắc"));
        }
        let expr = if self.sign("-") { Expr::Negate(Box::new(self.signed()?)) } else { self.atom()? };
        self.depth -= 1;
        Ok(expr)
    }

    fn atom(&mut self) -> Result<Expr, FormulaError> {
        let position = self.position();
        match self.tokens.next() {
            Some((Token::Number(value), _)) => Ok(Expr::Number(value)),
            Some((Token::Word(code), _)) => self.reference(code).map(Expr::Reference),
            Some((Token::Sum, _)) => self.children(position).map(Expr::Reference),
            Some((Token::Sign("("), _)) => {
                let inner = self.sum()?;
                self.close(position)?;
                Ok(inner)
            }
            Some(_) => Err(FormulaError::new(
                position,
                "ở đây cần một số hoặc mã chỉ tiêu",
                "xem lại dấu đứng trước",
            )),
            None => Err(FormulaError::new(position, "công thức chưa hết", "thêm một số hoặc mã chỉ tiêu")),
        }
    }

    fn close(&mut self, opened: usize) -> Result<(), FormulaError> {
        if self.sign(")") {
            return Ok(());
        }
        Err(FormulaError::new(
            self.position(),
            "thiếu dấu )",
            format!("đóng ngoặc mở ở vị trí {}", opened + 1),
        ))
    }

    /// `Σ(CODE)`, `SUM(children CODE)`.
    fn children(&mut self, position: usize) -> Result<Reference, FormulaError> {
        let wrong = |at| FormulaError::new(at, "không hiểu tổng các đơn vị", "viết Σ(GM01)");
        if !self.sign("(") {
            return Err(wrong(self.position()));
        }
        let _ = self.tokens.next_if(|(token, _)| *token == CHILDREN);
        let at = self.position();
        let Some((Token::Word(code), _)) = self.tokens.next() else { return Err(wrong(at)) };
        let reference = self.reference(code)?;
        if reference.whose != Whose::Own {
            return Err(FormulaError::new(
                at,
                "tổng các đơn vị không đi với một đơn vị",
                "bỏ phần sau dấu #",
            ));
        }
        self.close(position)?;
        Ok(Reference { whose: Whose::Children, ..reference })
    }

    /// The marks behind a code, each at most once, in any order.
    fn reference(&mut self, code: &str) -> Result<Reference, FormulaError> {
        let mut reference = Reference::own(Code::from(code));
        let twice =
            |at| FormulaError::new(at, "dấu này đã có", "mỗi chỉ tiêu chỉ mang một @, một # và một [ ]");
        loop {
            let at = self.position();
            if self.sign("@") {
                let measure = self.measure(at)?;
                if reference.measure != Measure::Actual {
                    return Err(twice(at));
                }
                reference.measure = measure;
                continue;
            }
            match self.tokens.next_if(|(token, _)| matches!(token, Token::Unit(_) | Token::Back(_))) {
                Some((Token::Unit(unit), _)) if reference.whose == Whose::Own => {
                    reference.whose = Whose::Unit(UnitId::from(unit));
                }
                Some((Token::Back(back), _)) if reference.back == 0 => reference.back = back,
                Some(_) => return Err(twice(at)),
                None => return Ok(reference),
            }
        }
    }

    fn measure(&mut self, at: usize) -> Result<Measure, FormulaError> {
        let found = match self.tokens.next() {
            Some((Token::Word(word), _)) => MEASURES.iter().find(|(mark, _)| *mark == word).map(|(_, m)| *m),
            _ => None,
        };
        found.ok_or_else(|| {
            FormulaError::new(
                at,
                "không hiểu dấu @",
                "dùng @KH (kế hoạch), @U (ước), @PKH (% kế hoạch), @TG, @PTG, @PCK",
            )
        })
    }

    fn end(&mut self) -> Result<(), FormulaError> {
        let position = self.position();
        match self.tokens.next() {
            None => Ok(()),
            Some(_) => Err(FormulaError::new(
                position,
                "phần thừa ở cuối",
                "giữa hai chỉ tiêu cần phép tính; mỗi quy tắc một quan hệ",
            )),
        }
    }
}
