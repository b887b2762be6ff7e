//! Text cut into words, numbers and signs; offsets count Unicode scalar values.
//!
//! ```
//! let tokens = viet::token::tokens("Đạt 12,5 m².");
//! let keys: Vec<&str> = tokens.iter().map(|t| t.key.as_str()).collect();
//! assert_eq!(keys, ["đạt", "12,5", "m2", "."]);
//! assert_eq!(tokens[1].value.map(viet::number::format).as_deref(), Some("12,5"));
//! ```

use crate::letter::{is_letter, is_word};
use crate::number::{self, Style};
use crate::{fold, measure_unit, nouns};
use model::Number;
use unicode_normalization::char::is_combining_mark;

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
    /// [`fold::key`] of the text, `²` and `³` as digits.
    pub key: String,
    /// The number that a number token is, in the style that its text is written in; `None` of
    /// `1.2.3` and of all other tokens.
    pub value: Option<Number>,
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
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    chars.extend(text.chars());
    let bytes = |from: usize, to: usize| chars[from..to].iter().map(|c| c.len_utf8()).sum::<usize>();
    let mut out: Vec<Token> = Vec::with_capacity(chars.len() / 4);
    let (mut at, mut byte, mut fresh_line) = (0, 0, true);
    while let Some(&c) = chars.get(at) {
        if c.is_whitespace() {
            fresh_line |= matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
            at += 1;
            byte += c.len_utf8();
            continue;
        }
        let kind = kind_of(c);
        let end = match kind {
            TokenKind::Number => number_end(&chars, at),
            TokenKind::Word => word_end(&chars, at),
            TokenKind::Sign => at + 1,
        };
        let past = byte + bytes(at, end);
        let raw = text.get(byte..past).unwrap_or_default();
        byte = past;
        let text = if fold::is_plain(raw) { raw.to_owned() } else { fold::nfc(&fold::plain_letters(raw)) };
        let key = if kind == TokenKind::Word { key_of_word(&text) } else { text.clone() };
        let opens = fresh_line && !goes_on(&chars, at, out.last());
        out.push(Token { kind, start: at, end, text, key, value: None, opens, line_start: fresh_line });
        fresh_line = false;
        at = end;
    }
    give_values(&mut out);
    out
}

fn key_of_word(text: &str) -> String {
    let key = fold::key(text);
    if key.contains(['²', '³']) { key.replace('²', "2").replace('³', "3") } else { key }
}

/// Reads the numbers in the style that most of those with a telling form are written in. A number that
/// fits only the other is still read where something measured follows (`12.5 ha`); elsewhere it is a
/// section or a version.
fn give_values(tokens: &mut [Token]) {
    let told: Vec<Option<Style>> = (0..tokens.len()).map(|at| told_style(tokens, at)).collect();
    let of = |style: Style| told.iter().filter(|s| **s == Some(style)).count();
    let style = if of(Style::English) > of(Style::Vietnamese) { Style::English } else { Style::Vietnamese };
    for (token, told) in tokens.iter_mut().zip(&told) {
        if token.number() {
            token.value = number::parse_in(&token.text, told.unwrap_or(style));
        }
    }
}

/// The style that a number shows by its form, or by counting whole things: `1.250 hộ` has groups.
fn told_style(tokens: &[Token], at: usize) -> Option<Style> {
    let token = tokens.get(at).filter(|t| t.number() && t.text.contains(['.', ',']))?;
    let keys: Vec<&str> = tokens.iter().skip(at + 1).take(4).map(|t| t.key.as_str()).collect();
    match number::only_style(&token.text) {
        Some(Style::Vietnamese) => Some(Style::Vietnamese),
        Some(Style::English) => {
            // `8.9 bác sỹ/vạn dân`
            let per = keys.get(nouns::longest(&keys)).is_some_and(|key| *key == "/");
            (per || measure_unit::begins_measured(&keys)).then_some(Style::English)
        }
        None if nouns::longest(&keys) == 0 => None,
        None if token.text.contains(',') => Some(Style::English),
        None => Some(Style::Vietnamese),
    }
}

fn kind_of(c: char) -> TokenKind {
    if c.is_ascii_digit() {
        TokenKind::Number
    } else if is_letter(c) {
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
    let inside = |c: &char| is_word(*c) || (!c.is_ascii() && is_combining_mark(*c));
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
