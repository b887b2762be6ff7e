//! Tokens of content streams and character maps (ISO 32000-1, 7.2 and 7.8.2).

use std::borrow::Cow;

/// One token; its bytes are borrowed wherever nothing is escaped in them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'b> {
    Number(f32),
    Name(Cow<'b, [u8]>),
    String(Cow<'b, [u8]>),
    Open(Bracket),
    Close(Bracket),
    /// An operator, or a keyword such as `true`.
    Word(&'b [u8]),
}

/// What an array or dictionary stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Array,
    Dictionary,
}

pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Takes bytes while they fit.
    fn take(&mut self, fits: impl Fn(u8) -> bool) -> &'b [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !fits(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        loop {
            self.take(is_blank);
            if self.peek(0) != Some(b'%') {
                return;
            }
            self.take(|byte| byte != b'\n' && byte != b'\r');
        }
    }

    fn bracket(&mut self, length: usize, token: Token<'b>) -> Token<'b> {
        self.at += length;
        token
    }

    /// The content of `( … )`, escapes resolved.
    fn literal(&mut self) -> Cow<'b, [u8]> {
        self.at += 1;
        let start = self.at;
        let plain = self.take(|byte| !matches!(byte, b'(' | b')' | b'\\'));
        if self.peek(0) == Some(b')') {
            self.at += 1;
            return Cow::Borrowed(plain);
        }
        self.at = start;
        let (mut out, mut depth) = (Vec::new(), 1);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut out),
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            if byte != b'\\' {
                out.push(byte);
            }
        }
        Cow::Owned(out)
    }

    /// What follows a backslash.
    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push(u8::try_from(code & 0xff).unwrap_or(0));
            }
            other => out.push(other),
        }
    }

    /// The content of `< … >`.
    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let digits: Vec<u8> = self.take(|byte| byte != b'>').iter().filter_map(|byte| hex(*byte)).collect();
        self.at += 1;
        let byte = |pair: &[u8]| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0);
        digits.chunks(2).map(byte).collect()
    }

    fn name(&mut self) -> Cow<'b, [u8]> {
        self.at += 1;
        unescaped_name(self.take(|byte| !is_blank(byte) && !is_delimiter(byte)))
    }

    /// Leaves the data of an inline image: up to `EI` as a word of its own.
    pub(super) fn skip_image(&mut self) {
        let ends = |window: &[u8]| matches!(window, [before, b'E', b'I', after] if is_blank(*before) && is_blank(*after));
        let rest = self.rest();
        self.at += rest.windows(4).position(ends).map_or(rest.len(), |at| at + 3);
    }
}

impl<'b> Iterator for Lexer<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        self.skip_blanks();
        let token = match (self.peek(0)?, self.peek(1)) {
            (b'(', _) => Token::String(self.literal()),
            (b'/', _) => Token::Name(self.name()),
            (b'<', Some(b'<')) => self.bracket(2, Token::Open(Bracket::Dictionary)),
            (b'>', Some(b'>')) => self.bracket(2, Token::Close(Bracket::Dictionary)),
            (b'[', _) => self.bracket(1, Token::Open(Bracket::Array)),
            (b']', _) => self.bracket(1, Token::Close(Bracket::Array)),
            (b'<', _) => Token::String(Cow::Owned(self.hexadecimal())),
            (b')' | b'>' | b'{' | b'}', _) => {
                let word = self.rest().get(..1).unwrap_or_default();
                self.bracket(1, Token::Word(word))
            }
            _ => {
                let word = self.take(|byte| !is_blank(byte) && !is_delimiter(byte));
                number(word).map_or(Token::Word(word), Token::Number)
            }
        };
        Some(token)
    }
}

/// A name as it is meant: `#20` is a blank.
pub(super) fn unescaped_name(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((byte, after)) = rest.split_first() {
        let escaped = match (byte, after) {
            (b'#', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        out.push(escaped.map_or(*byte, |(high, low)| high * 16 + low));
        rest = after.get(if escaped.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// `12`, `-0.5`, `.7`, `4.`; writers that print `--5` or `1.2.3` are not followed.
fn number(word: &[u8]) -> Option<f32> {
    if !matches!(word.first()?, b'0'..=b'9' | b'+' | b'-' | b'.') {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse::<f32>().ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        let shown = |token| match token {
            Token::Number(number) => format!("{number}"),
            Token::Name(name) => format!("/{}", String::from_utf8_lossy(&name)),
            Token::String(string) => format!("({})", String::from_utf8_lossy(&string)),
            Token::Open(bracket) => format!("{bracket:?}:"),
            Token::Close(bracket) => format!(":{bracket:?}"),
            Token::Word(word) => String::from_utf8_lossy(word).into_owned(),
        };
        Lexer::new(text.as_bytes()).map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_of_a_content_stream() {
        let table = [
            ("1 0 0 -1.5 .25 4. cm", "1 0 0 -1.5 0.25 4 cm"),
            ("/F1 12 Tf(x)Tj", "/F1 12 Tf (x) Tj"),
            ("[(a)-250<4142>]TJ", "Array: (a) -250 (AB) :Array TJ"),
            (r"(a\(b\)\101\n) (x(y)z)", "(a(b)A\n) (x(y)z)"),
            ("/A#20B <414> % no\nT*", "/A B (A@) T*"),
            ("/Span<</MCID 0>>BDC", "/Span Dictionary: /MCID 0 :Dictionary BDC"),
            ("(open", "(open)"),
            ("<41", "(A)"),
            ("<4", "(@)"),
            ("1-2 - ) }", "1-2 - ) }"),
        ];
        for (text, expected) in table {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn an_inline_image_is_left_out() {
        let mut lexer = Lexer::new(b"ID \x01(EIx\n EI Q");
        assert_eq!(lexer.next(), Some(Token::Word(b"ID")));
        lexer.skip_image();
        assert_eq!(lexer.next(), Some(Token::Word(b"Q")));
    }
}
