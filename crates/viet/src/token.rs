//! Text cut into words, numbers and signs; offsets count Unicode scalar values.

use crate::fold;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with digits after them (`m2`, `QL32`).
    Word,
    /// Digits with the dots and commas between them.
    Number,
    /// One other character.
    Sign,
}

/// A piece of text between white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// As printed; NFC, look-alike letters made plain.
    pub text: String,
    /// [`fold::key`] of the text.
    pub key: String,
    /// Whether it is the first of its paragraph.
    pub opens: bool,
    /// Whether it is the first of its line.
    pub line_start: bool,
}

impl Token {
    /// Whether it is this sign.
    pub fn is(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }

    /// Whether it begins with a capital.
    pub fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a number.
    pub fn number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// Whether it is a word.
    pub fn word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

/// Cuts a text. A line that goes on the sentence of the line before (it begins in lower case or
/// with a closing sign) does not open a paragraph.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Token> = Vec::with_capacity(chars.len() / 4);
    let (mut at, mut fresh_line) = (0, true);
    while let Some(&c) = chars.get(at) {
        if c.is_whitespace() {
            fresh_line |= matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
            at += 1;
            continue;
        }
        let kind = kind_of(c);
        let end = match kind {
            TokenKind::Number => number_end(&chars, at),
            TokenKind::Word => word_end(&chars, at),
            TokenKind::Sign => at + 1,
        };
        let raw: String = chars[at..end].iter().collect();
        let text = if raw.is_ascii() { raw } else { fold::nfc(&fold::plain_letters(&raw)) };
        let key = if kind == TokenKind::Word { fold::key(&text) } else { text.clone() };
        let opens = fresh_line && !goes_on(&chars, at, out.last());
        out.push(Token { kind, start: at, end, text, key, opens, line_start: fresh_line });
        fresh_line = false;
        at = end;
    }
    out
}

fn kind_of(c: char) -> TokenKind {
    if c.is_ascii_digit() {
        TokenKind::Number
    } else if c.is_alphabetic() {
        TokenKind::Word
    } else {
        TokenKind::Sign
    }
}

/// `.` and `,` belong to the number when digits stand on both sides.
fn number_end(chars: &[char], at: usize) -> usize {
    let mut end = at;
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    loop {
        if digit(end) {
            end += 1;
        } else if matches!(chars.get(end), Some('.' | ',')) && digit(end + 1) {
            end += 2;
        } else if space_groups(chars, at, end) {
            end += 4;
        } else {
            return end;
        }
    }
}

/// `12 345` with a no-break space: a full group of three follows and nothing longer.
fn space_groups(chars: &[char], at: usize, end: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    matches!(chars.get(end), Some('\u{a0}' | '\u{202f}' | '\u{2009}'))
        && (1..=3).all(|i| digit(end + i))
        && !digit(end + 4)
        && chars[at..end].iter().rev().take_while(|c| c.is_ascii_digit()).count() <= 3
        && chars[at..end].iter().all(|c| !matches!(c, '.' | ','))
}

fn word_end(chars: &[char], at: usize) -> usize {
    let inside = |c: &char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*c);
    at + chars[at..].iter().take_while(|c| inside(c)).count().max(1)
}

/// Whether the line that begins at `at` continues the sentence before it.
fn goes_on(chars: &[char], at: usize, before: Option<&Token>) -> bool {
    let Some(before) = before else { return false };
    let first = chars[at];
    let list_mark = matches!(chars.get(at + 1), Some(')' | '.'));
    if matches!(first, '.' | ',' | ';' | ')') {
        return true;
    }
    if matches!(before.text.as_str(), ":" | "." | ";") {
        return false;
    }
    first.is_lowercase() && !list_mark
}
