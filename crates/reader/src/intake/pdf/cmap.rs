//! Character maps: how long a code is, and the letters or the glyph that it stands for (ISO 32000-1, 9.7.5 and 9.10.3).

use super::lexer::{Bracket, Lexer, Token};

/// More than this many entries maps nothing that a report holds.
const MAX_ENTRIES: usize = 100_000;

/// Codes from `low` to `high` of one byte length, and what the first of them stands for.
#[derive(Clone, Debug, PartialEq)]
struct Range<T> {
    low: u32,
    high: u32,
    target: T,
}

/// A map read from a font's `ToUnicode` or `Encoding` stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CMap {
    /// Byte length and bounds of codes.
    spaces: Vec<(usize, u32, u32)>,
    letters: Vec<Range<Vec<u16>>>,
    glyphs: Vec<Range<u32>>,
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes.as_chunks::<2>().0.iter().take(16).map(|pair| u16::from_be_bytes(*pair)).collect(),
    }
}

/// The entry that holds a code; of two the later one.
fn find<T>(ranges: &[Range<T>], code: u32) -> Option<&Range<T>> {
    let after = ranges.partition_point(|range| range.low <= code);
    ranges.get(..after)?.last().filter(|range| code <= range.high)
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token<'_>> = Vec::new();
        for token in Lexer::new(bytes) {
            let Token::Word(word) = token else {
                if operands.len() < MAX_ENTRIES {
                    operands.push(token);
                }
                continue;
            };
            map.section(word, &operands);
            operands.clear();
        }
        map.letters.sort_by_key(|range| range.low);
        map.glyphs.sort_by_key(|range| range.low);
        map
    }

    fn section(&mut self, word: &[u8], operands: &[Token<'_>]) {
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks(2) {
                    if let [Token::String(low), Token::String(high)] = pair {
                        self.spaces.push((low.len(), code(low), code(high)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks(2) {
                    if let [Token::String(from), Token::String(to)] = pair {
                        self.letters.push(Range { low: code(from), high: code(from), target: utf16(to) });
                    }
                }
            }
            b"endbfrange" => self.letter_ranges(operands),
            b"endcidchar" | b"endcidrange" => {
                let width = if word == b"endcidchar" { 2 } else { 3 };
                for entry in operands.chunks(width) {
                    if let (Some(Token::String(low)), Some(Token::Number(cid))) =
                        (entry.first(), entry.last())
                    {
                        let high =
                            if let [_, Token::String(high), _] = entry { code(high) } else { code(low) };
                        self.glyphs.push(Range { low: code(low), high, target: *cid as u32 });
                    }
                }
            }
            _ => {}
        }
    }

    /// `<low> <high> <first>` or `<low> <high> [<each> …]`.
    fn letter_ranges(&mut self, operands: &[Token<'_>]) {
        let mut rest = operands;
        while let [Token::String(low), Token::String(high), after @ ..] = rest {
            let (low, high) = (code(low), code(high));
            rest = match after {
                [Token::String(first), after @ ..] => {
                    self.letters.push(Range { low, high, target: utf16(first) });
                    after
                }
                [Token::Open(Bracket::Array), after @ ..] => {
                    let strings = after.iter().map_while(|token| match token {
                        Token::String(string) => Some(utf16(string)),
                        _ => None,
                    });
                    let before = self.letters.len();
                    self.letters.extend((low..=high).zip(strings).map(|(code, target)| Range {
                        low: code,
                        high: code,
                        target,
                    }));
                    after.get(self.letters.len() - before + 1..).unwrap_or_default()
                }
                _ => return,
            };
        }
    }

    /// Length in bytes of the code that begins a string: the shortest that the map knows, else `default`.
    pub(super) fn length(&self, bytes: &[u8], default: usize) -> usize {
        let fits = |(length, low, high): &&(usize, u32, u32)| {
            bytes.get(..*length).is_some_and(|head| (*low..=*high).contains(&code(head)))
        };
        self.spaces.iter().filter(fits).map(|(length, ..)| *length).min().unwrap_or(default).max(1)
    }

    /// Letters of a code.
    pub(super) fn letters(&self, code: u32) -> Option<String> {
        let range = find(&self.letters, code)?;
        let mut units = range.target.clone();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(u16::try_from(code - range.low).unwrap_or(0));
        }
        Some(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect())
    }

    /// The glyph of a code in a composite font.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        find(&self.glyphs, code).map(|range| range.target.saturating_add(code - range.low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_codes() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <ffff> endcodespacerange
              2 beginbfchar <0003> <0020> <0005> <00660069> endbfchar
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<1EA5> <D83DDE00>] endbfrange",
        );
        let table = [
            (3, Some(" ")),
            (5, Some("fi")),
            (0x10, Some("A")),
            (0x12, Some("C")),
            (0x13, None),
            (0x20, Some("ấ")),
            (0x21, Some("😀")),
        ];
        for (code, expected) in table {
            assert_eq!(map.letters(code).as_deref(), expected, "{code}");
        }
        assert_eq!(map.length(b"\x00\x03\x00", 1), 2);
    }

    #[test]
    fn glyphs_of_codes() {
        let map = CMap::parse(b"begincidrange <20> <7e> 100 endcidrange begincidchar <80> 5 endcidchar");
        assert_eq!((map.glyph(0x21), map.glyph(0x80), map.glyph(0x90)), (Some(101), Some(5), None));
        assert_eq!(map.length(b"\x21", 1), 1);
    }
}
