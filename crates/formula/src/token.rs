//! Text to tokens, each with its place.

use crate::FormulaError;
use model::Decimal;

/// What the parser sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Number(Decimal),
    /// A code or a word.
    Word(&'a str),
    /// A name between quotation marks.
    Name(&'a str),
    /// What stands in `[ ]`: a name where a figure is wanted, a time behind one.
    Bracket(&'a str),
    /// The name after `#`.
    Unit(&'a str),
    Sum,
    /// Any operator, relation, bracket or mark, in its plain spelling.
    Sign(&'static str),
}

/// A token and where it stands: in scalar values, as people and pages count, and in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme<'a> {
    pub token: Token<'a>,
    pub start: usize,
    pub end: usize,
    pub bytes: (usize, usize),
}

/// Spellings of signs and the plain one; of those that begin alike the longer first.
const SIGNS: [(&str, &str); 28] = [
    ("+/-", "±"),
    ("+-", "±"),
    ("±", "±"),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("(", "("),
    (")", ")"),
    ("@", "@"),
    ("%", "%"),
    (";", ";"),
    (",", ";"),
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("<>", "!="),
    ("==", "="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("−", "-"),
    ("–", "-"),
    ("×", "*"),
    ("÷", "/"),
];

/// Signs that begin a unit of measure.
const UNIT_SIGNS: [char; 2] = ['°', '‰'];

/// Quotation marks, opening and closing.
const QUOTES: [(char, char); 3] = [('"', '"'), ('“', '”'), ('«', '»')];

/// All tokens in order.
pub fn tokens(text: &str) -> Result<Vec<Lexeme<'_>>, FormulaError> {
    let mut found = Vec::with_capacity(text.len() / 2);
    let (mut rest, mut start, mut at) = (text, 0, 0);
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            c if c.is_whitespace() => (None, c.len_utf8()),
            'Σ' | '∑' => (Some(Token::Sum), first.len_utf8()),
            '#' => unit(rest, start)?,
            '[' => {
                let (inside, length) = enclosed(rest, '[', ']', start)?;
                (Some(Token::Bracket(inside)), length)
            }
            c if c.is_ascii_digit() => number(rest, start)?,
            c if c.is_alphabetic() || UNIT_SIGNS.contains(&c) => word(rest),
            c => match QUOTES.iter().find(|(open, _)| *open == c) {
                Some((open, close)) => {
                    let (inside, length) = enclosed(rest, *open, *close, start)?;
                    (Some(Token::Name(inside)), length)
                }
                None => sign(rest, start)?,
            },
        };
        let (taken, after) = rest.split_at(length);
        let end = start + taken.chars().count();
        found.extend(token.map(|token| Lexeme { token, start, end, bytes: (at, at + length) }));
        (rest, start, at) = (after, end, at + length);
    }
    Ok(found)
}

type Lexed<'a> = (Option<Token<'a>>, usize);

/// Bytes of the longest start of `text` that continues a name: `joint` goes on only between letters or digits.
fn name_length(text: &str, joints: &[char]) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joined = joints.contains(&c) && at > 0 && chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
        if !(c.is_alphanumeric() || c == '_' || joined || at == 0 && UNIT_SIGNS.contains(&c)) {
            return at;
        }
    }
    text.len()
}

fn word(rest: &str) -> Lexed<'_> {
    let length = name_length(rest, &['.']);
    let (name, _) = rest.split_at(length);
    (Some(Token::Word(name)), length)
}

fn unit(rest: &str, position: usize) -> Result<Lexed<'_>, FormulaError> {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name_length(name, &['-', '.', '_']);
    if length == 0 {
        let end = position + 1;
        return Err(FormulaError::new(position..end, "sau dấu # thiếu mã đơn vị", "viết ví dụ GM01#xa-1"));
    }
    let (name, _) = name.split_at(length);
    Ok((Some(Token::Unit(name)), length + 1))
}

/// What stands up to the closing mark, and the bytes of all of it.
fn enclosed(rest: &str, open: char, close: char, position: usize) -> Result<(&str, usize), FormulaError> {
    let inside = rest.strip_prefix(open).unwrap_or(rest);
    let (inside, _) = inside.split_once(close).ok_or_else(|| {
        let end = position + rest.chars().count();
        FormulaError::new(
            position..end,
            format!("thiếu dấu {close}"),
            format!("thêm {close} sau tên chỉ tiêu"),
        )
    })?;
    Ok((inside, open.len_utf8() + inside.len() + close.len_utf8()))
}

fn sign(rest: &str, position: usize) -> Result<Lexed<'_>, FormulaError> {
    let known = SIGNS.iter().find(|(spelling, _)| rest.starts_with(spelling));
    let (spelling, plain) = known.ok_or_else(|| {
        let sign: String = rest.chars().take(1).collect();
        FormulaError::new(
            position..position + 1,
            format!("ký tự lạ “{sign}”"),
            "chỉ dùng chỉ tiêu, số, + - * / ( ) ; và = != <= >= < >",
        )
    })?;
    Ok((Some(Token::Sign(plain)), spelling.len()))
}

fn number(rest: &str, position: usize) -> Result<Lexed<'_>, FormulaError> {
    let mut chars = rest.char_indices().peekable();
    let mut length = rest.len();
    while let Some((at, c)) = chars.next() {
        let inside = matches!(c, '.' | ',') && chars.peek().is_some_and(|(_, n)| n.is_ascii_digit());
        if !(c.is_ascii_digit() || inside) {
            length = at;
            break;
        }
    }
    let (printed, _) = rest.split_at(length);
    let value = literal(printed).ok_or_else(|| {
        let says = format!("không đọc được số “{printed}”");
        FormulaError::new(
            position..position + printed.chars().count(),
            says,
            "viết số như 1.234,5 hoặc 0,5; ngăn các đối số của hàm bằng dấu ;",
        )
    })?;
    Ok((Some(Token::Number(value)), length))
}

/// `1.234,5` and `12.500` as printed in reports, `12.5` as typed on a plain keyboard.
fn literal(printed: &str) -> Option<Decimal> {
    let plain = match printed.split_once(',') {
        Some((whole, decimals)) if whole.contains('.') => format!("{}.{decimals}", ungrouped(whole)?),
        Some((whole, decimals)) => format!("{whole}.{decimals}"),
        None => ungrouped(printed).unwrap_or_else(|| printed.to_owned()),
    };
    Decimal::from_str_exact(&plain).ok()
}

/// The digits of `12.500`; `None` when the dots do not separate thousands.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split('.');
    let first = groups.next().filter(|g| (1..=3).contains(&g.len()) && !g.starts_with('0'))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}
