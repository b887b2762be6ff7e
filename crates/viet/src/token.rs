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
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// [`fold::key`] of the text, `²` and `³` as digits.
    #[inline]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it is this sign.
    #[inline]
    pub fn is(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }

    /// Whether it begins with a capital.
    #[inline]
    pub fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a number.
    #[inline]
    pub fn number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// Whether it is a word.
    #[inline]
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
        let opens = fresh_line && !goes_on(here, out.last());
        let Piece { scalars, bytes, text, key } = match kind {
            TokenKind::Number => number(here),
            TokenKind::Word => word(here),
            TokenKind::Sign => sign(here, c),
        };
        let end = at + scalars;
        out.push(Token { kind, start: at, end, text, key, value: None, opens, line_start: fresh_line });
        rest = here.get(bytes..).unwrap_or_default().chars();
        (at, fresh_line) = (end, false);
    }
    give_values(&mut out);
    out
}

/// What a text begins with.
struct Piece<'t> {
    scalars: usize,
    bytes: usize,
    text: Cow<'t, str>,
    key: Cow<'t, str>,
}

impl<'t> Piece<'t> {
    /// A piece that is its own key.
    fn same(text: &'t str, scalars: usize, bytes: usize) -> Self {
        let text = Cow::Borrowed(text.get(..bytes).unwrap_or_default());
        Self { scalars, bytes, key: text.clone(), text }
    }
}

fn sign(text: &str, c: char) -> Piece<'_> {
    let piece = Piece::same(text, 1, c.len_utf8());
    if fold::is_plain(c) {
        return piece;
    }
    let text: Cow<'_, str> = Cow::Owned(fold::nfc(&fold::plain_letters(&piece.text)));
    Piece { key: text.clone(), text, ..piece }
}

fn word(text: &str) -> Piece<'_> {
    let (mut scalars, mut bytes, mut before) = (0, 0, ' ');
    let (mut is_plain, mut is_key) = (true, true);
    for c in text.chars().take_while(|c| is_word(*c) || (!c.is_ascii() && is_combining_mark(*c))) {
        is_plain &= fold::is_plain(c);
        is_key &= fold::is_kept(before, c);
        (scalars, bytes, before) = (scalars + 1, bytes + c.len_utf8(), c);
    }
    let piece = Piece::same(text, scalars, bytes);
    if is_plain && is_key {
        return piece;
    }
    let text = if is_plain { piece.text } else { fold::nfc(&fold::plain_letters(&piece.text)).into() };
    let key = fold::key(&text);
    let key = if key.contains(['²', '³']) { key.replace('²', "2").replace('³', "3") } else { key };
    Piece { text, key: key.into(), ..piece }
}

/// Reads the numbers in the style that most of those with a telling form are written in. A number that
/// fits only the other is still read where something measured follows (`12.5 ha`); elsewhere it is a
/// section or a version.
fn give_values(tokens: &mut [Token]) {
    let numbers = (0..tokens.len()).filter(|at| tokens[*at].number());
    let told: Vec<(usize, Option<Style>)> = numbers.map(|at| (at, told_style(tokens, at))).collect();
    let of = |style: Style| told.iter().filter(|(_, told)| *told == Some(style)).count();
    let style = if of(Style::English) > of(Style::Vietnamese) { Style::English } else { Style::Vietnamese };
    for (at, told) in told {
        tokens[at].value = number::parse_in(tokens[at].text(), told.unwrap_or(style));
    }
}

/// The style that a number shows by its form, or by counting whole things: `1.250 hộ` has groups.
fn told_style(tokens: &[Token], at: usize) -> Option<Style> {
    let token = tokens.get(at).filter(|t| t.text().contains(['.', ',']))?;
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
fn number(text: &str) -> Piece<'_> {
    // All that a number is made of but its spaces is ASCII.
    let digit = |i: usize| text.as_bytes().get(i).is_some_and(u8::is_ascii_digit);
    let (mut bytes, mut scalars) = (0, 0);
    loop {
        if digit(bytes) {
            (bytes, scalars) = (bytes + 1, scalars + 1);
        } else if matches!(text.as_bytes().get(bytes), Some(b'.' | b',')) && digit(bytes + 1) {
            (bytes, scalars) = (bytes + 2, scalars + 2);
        } else if let Some(space) = space_group(text, bytes) {
            (bytes, scalars) = (bytes + space + 3, scalars + 4);
        } else {
            return Piece::same(text, scalars, bytes);
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
