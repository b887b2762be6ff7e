//! Text cut into words, numbers and signs; offsets count Unicode scalar values.
//!
//! ```
//! let tokens = viet::token::tokens("Đạt 12,5 m².");
//! let keys: Vec<&str> = tokens.iter().map(|t| t.key()).collect();
//! assert_eq!(keys, ["đạt", "12,5", "m2", "."]);
//! assert_eq!(tokens[1].value.map(viet::number::format).as_deref(), Some("12,5"));
//! ```

use crate::letter::{is_letter, is_word};
use crate::number::{self, Style};
use crate::{fold, measure_unit, nouns};
use model::Number;
use std::borrow::Cow;
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
pub struct Token<'t> {
    /// What it is.
    pub kind: TokenKind,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    text: Cow<'t, str>,
    key: Cow<'t, str>,
    /// The number that a number token is, in the style that its text is written in; `None` of
    /// `1.2.3` and of all other tokens.
    pub value: Option<Number>,
    /// Whether it is the first of its paragraph.
    pub opens: bool,
    /// Whether it is the first of its line.
    pub line_start: bool,
}

impl Token<'_> {
    /// As printed; NFC, look-alike letters made plain.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// [`fold::key`] of the text, `²` and `³` as digits.
    pub fn key(&self) -> &str {
        &self.key
    }

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
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(text.len() / 5);
    let mut fresh_line = true;
    let mut rest = text.chars();
    let mut at = 0;
    while let Some(c) = rest.clone().next() {
        if c.is_whitespace() {
            fresh_line |= matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
            rest.next();
            at += 1;
            continue;
        }
        let kind = kind_of(c);
        let here = rest.as_str();
        let length = match kind {
            TokenKind::Number => number_length(here),
            TokenKind::Word => word_length(here),
            TokenKind::Sign => 1,
        };
        let opens = fresh_line && !goes_on(here, out.last());
        rest.by_ref().take(length).for_each(drop);
        let raw = here.get(..here.len() - rest.as_str().len()).unwrap_or_default();
        let (text, key) = plain(raw, kind);
        out.push(Token {
            kind,
            start: at,
            end: at + length,
            text,
            key,
            value: None,
            opens,
            line_start: fresh_line,
        });
        fresh_line = false;
        at += length;
    }
    give_values(&mut out);
    out
}

/// The text of a token and its key.
fn plain(raw: &str, kind: TokenKind) -> (Cow<'_, str>, Cow<'_, str>) {
    if !fold::is_plain(raw) {
        let text = fold::nfc(&fold::plain_letters(raw));
        let key = if kind == TokenKind::Word { digits_for_powers(fold::key(&text)) } else { text.clone() };
        return (text.into(), key.into());
    }
    let key = match kind {
        TokenKind::Word => match fold::keyed(raw) {
            Cow::Owned(key) => digits_for_powers(key).into(),
            same => same,
        },
        TokenKind::Number | TokenKind::Sign => raw.into(),
    };
    (raw.into(), key)
}

fn digits_for_powers(key: String) -> String {
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
            token.value = number::parse_in(token.text(), told.unwrap_or(style));
        }
    }
}

/// The style that a number shows by its form, or by counting whole things: `1.250 hộ` has groups.
fn told_style(tokens: &[Token], at: usize) -> Option<Style> {
    let token = tokens.get(at).filter(|t| t.number() && t.text().contains(['.', ',']))?;
    let keys: Vec<&str> = tokens.iter().skip(at + 1).take(4).map(|t| t.key()).collect();
    match number::only_style(token.text()) {
        Some(Style::Vietnamese) => Some(Style::Vietnamese),
        Some(Style::English) => {
            // `8.9 bác sỹ/vạn dân`
            let per = keys.get(nouns::longest(&keys)).is_some_and(|key| *key == "/");
            (per || measure_unit::begins_measured(&keys)).then_some(Style::English)
        }
        None if nouns::longest(&keys) == 0 => None,
        None if token.text().contains(',') => Some(Style::English),
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
fn number_length(text: &str) -> usize {
    // All that a number is made of but its spaces is ASCII.
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let (mut byte, mut length) = (0, 0);
    loop {
        if digit(byte) {
            (byte, length) = (byte + 1, length + 1);
        } else if matches!(bytes.get(byte), Some(b'.' | b',')) && digit(byte + 1) {
            (byte, length) = (byte + 2, length + 2);
        } else if let Some(space) = space_group(text, byte) {
            (byte, length) = (byte + space + 3, length + 4);
        } else {
            return length;
        }
    }
}

/// `12 345` with a no-break space: a full group of three follows and nothing longer. How many bytes the space takes.
fn space_group(text: &str, end: usize) -> Option<usize> {
    let (before, after) = (text.get(..end)?, text.get(end..)?);
    let space = after.chars().next().filter(|c| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}'))?;
    let group = after.get(space.len_utf8()..)?.bytes().take_while(u8::is_ascii_digit).count();
    let first = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    (group == 3 && first <= 3 && !before.contains(['.', ','])).then_some(space.len_utf8())
}

fn word_length(text: &str) -> usize {
    let inside = |c: &char| is_word(*c) || (!c.is_ascii() && is_combining_mark(*c));
    text.chars().take_while(inside).count().max(1)
}

/// Whether the line that begins with `text` continues the sentence before it.
fn goes_on(text: &str, before: Option<&Token<'_>>) -> bool {
    let mut chars = text.chars();
    let (Some(before), Some(first)) = (before, chars.next()) else { return false };
    let list_mark = matches!(chars.next(), Some(')' | '.'));
    if matches!(first, '.' | ',' | ';' | ')') {
        return true;
    }
    if matches!(before.text(), ":" | "." | ";") {
        return false;
    }
    first.is_lowercase() && !list_mark
}
