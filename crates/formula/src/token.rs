//! Text to tokens, each with its place.

use crate::FormulaError;
use model::Decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Number(Decimal),
    /// A code or a word.
    Word(&'a str),
    /// The name after `#`.
    Unit(&'a str),
    /// The steps in `[-2]`.
    Back(u16),
    Sum,
    /// Any operator, relation, bracket or mark, in its plain spelling.
    Sign(&'static str),
}

/// Spellings of signs and the plain one; of those that begin alike the longer first.
const SIGNS: [(&str, &str); 22] = [
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("(", "("),
    (")", ")"),
    ("@", "@"),
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

/// All tokens with the scalar offset where each begins.
pub fn tokens(text: &str) -> Result<Vec<(Token<'_>, usize)>, FormulaError> {
    let mut found = Vec::with_capacity(text.len() / 2);
    let mut rest = text;
    let mut position = 0;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            c if c.is_whitespace() => (None, c.len_utf8()),
            'Σ' | '∑' => (Some(Token::Sum), first.len_utf8()),
            '#' => unit(rest, position)?,
            '[' => back(rest, position)?,
            c if c.is_ascii_digit() => number(rest, position)?,
            c if c.is_alphabetic() => word(rest),
            _ => sign(rest, position)?,
        };
        found.extend(token.map(|t| (t, position)));
        let (taken, after) = rest.split_at(length);
        position += taken.chars().count();
        rest = after;
    }
    Ok(found)
}

type Lexed<'a> = (Option<Token<'a>>, usize);

/// Bytes of the longest start of `text` that continues a name: `joint` goes on only between letters or digits.
fn name_length(text: &str, joints: &[char]) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joined = joints.contains(&c) && at > 0 && chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
        if !(c.is_alphanumeric() || c == '_' || joined) {
            return at;
        }
    }
    text.len()
}

fn word(rest: &str) -> Lexed<'_> {
    let length = name_length(rest, &['.']);
    let (name, _) = rest.split_at(length);
    (Some(if name == "SUM" { Token::Sum } else { Token::Word(name) }), length)
}

fn unit(rest: &str, position: usize) -> Result<Lexed<'_>, FormulaError> {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name_length(name, &['-', '.', '_']);
    if length == 0 {
        return Err(FormulaError::new(position, "sau dấu # thiếu mã đơn vị", "viết ví dụ GM01#xa-1"));
    }
    let (name, _) = name.split_at(length);
    Ok((Some(Token::Unit(name)), length + 1))
}

fn back(rest: &str, position: usize) -> Result<Lexed<'_>, FormulaError> {
    let wrong = || {
        FormulaError::new(position, "không hiểu số kỳ lùi", "viết [-1] cho kỳ trước, [-4] cho bốn kỳ trước")
    };
    let (inside, _) = rest.split_once(']').ok_or_else(wrong)?;
    let steps = inside.strip_prefix('[').unwrap_or(inside).trim();
    let digits = steps.strip_prefix(['-', '−']).ok_or_else(wrong)?;
    let steps = digits.parse().ok().filter(|n| (1..=1200).contains(n)).ok_or_else(wrong)?;
    Ok((Some(Token::Back(steps)), inside.len() + 1))
}

fn sign(rest: &str, position: usize) -> Result<Lexed<'_>, FormulaError> {
    let known = SIGNS.iter().find(|(spelling, _)| rest.starts_with(spelling));
    let (spelling, plain) = known.ok_or_else(|| {
        let sign: String = rest.chars().take(1).collect();
        FormulaError::new(
            position,
            format!("ký tự lạ “{sign}”"),
            "chỉ dùng mã chỉ tiêu, số, + - * / ( ) và = != <= >= < >",
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
    let (printed, after) = rest.split_at(length);
    if after.starts_with(char::is_alphabetic) {
        let says = format!("“{printed}” dính liền với chữ");
        return Err(FormulaError::new(
            position,
            says,
            "mã chỉ tiêu bắt đầu bằng chữ cái; giữa số và mã cần phép tính",
        ));
    }
    let value = literal(printed).ok_or_else(|| {
        let says = format!("không đọc được số “{printed}”");
        FormulaError::new(position, says, "viết số như 1.234,5 hoặc 0,5")
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
