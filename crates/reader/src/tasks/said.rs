//! Words as written and in small letters, side by side, cut and lowered once for all pieces of a line.

use std::borrow::Cow;
use viet::letter::{first_lower, is_word};

/// A line, its small letters, and where its words and signs stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    text: Cow<'t, str>,
    lower: String,
    marks: Marks,
}

/// Places in a line, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Where each word begins and ends.
    words: Vec<(usize, usize)>,
    /// Where each sign stands that may part words.
    signs: Vec<usize>,
}

impl<'t> Line<'t> {
    pub(super) fn new(text: impl Into<Cow<'t, str>>) -> Self {
        let text = text.into();
        let mut lower = text.to_ascii_lowercase();
        // A word and the blank behind it take about six bytes.
        let mut marks = Marks { words: Vec::with_capacity(text.len() / 5), signs: Vec::new() };
        let mut word = None;
        for (at, c) in text.char_indices() {
            if is_word(c) {
                word.get_or_insert(at);
                let small = if c.is_ascii() { c } else { first_lower(c) };
                // A letter whose small form takes another length stays as it is.
                if small != c && small.len_utf8() == c.len_utf8() {
                    lower.replace_range(at..at + c.len_utf8(), small.encode_utf8(&mut [0; 4]));
                }
                continue;
            }
            marks.words.extend(word.take().map(|from| (from, at)));
            if matches!(c, '.' | '…' | ';' | ',' | ':' | '(' | ')') {
                marks.signs.push(at);
            }
        }
        marks.words.extend(word.map(|from| (from, text.len())));
        Self { text, lower, marks }
    }

    pub(super) fn said(&self) -> Said<'_> {
        Said { text: &self.text, lower: &self.lower, start: 0, marks: &self.marks }
    }
}

/// A piece of a line as written and in small letters, byte beside byte, and where in bytes it begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said<'t> {
    pub(super) text: &'t str,
    pub(super) lower: &'t str,
    pub(super) start: usize,
    pub(super) marks: &'t Marks,
}

/// A word of what is said, all from it on, and the word before it, in small letters.
#[derive(Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) word: &'t str,
    pub(super) rest: &'t str,
    pub(super) before: &'t str,
}

impl<'t> Said<'t> {
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// The words between two places of the line; none when they are out of order.
    pub(super) fn between(self, from: usize, to: usize) -> Self {
        let range = from.saturating_sub(self.start)..to.saturating_sub(self.start);
        Self {
            text: self.text.get(range.clone()).unwrap_or_default(),
            lower: self.lower.get(range).unwrap_or_default(),
            start: from,
            ..self
        }
    }

    /// As many bytes of its head.
    pub(super) fn first(self, length: usize) -> Self {
        self.between(self.start, self.start + length)
    }

    /// As many bytes of its tail.
    pub(super) fn last(self, length: usize) -> Self {
        self.between(self.end().saturating_sub(length), self.end())
    }

    /// What stands behind as many bytes.
    pub(super) fn behind(self, length: usize) -> Self {
        self.between(self.start + length, self.end())
    }

    pub(super) fn trim_start(self) -> Self {
        self.last(self.text.trim_start().len())
    }

    pub(super) fn trim(self) -> Self {
        self.first(self.text.trim_end().len()).trim_start()
    }

    /// Its words, in their order.
    pub(super) fn words(self) -> impl Iterator<Item = Word<'t>> {
        let marks = &self.marks.words;
        let (first, past) =
            [self.start, self.end()].map(|at| marks.partition_point(|(from, _)| *from < at)).into();
        let mut before = "";
        marks.get(first..past).unwrap_or_default().iter().map(move |(from, to)| {
            let rest = self.lower.get(from - self.start..).unwrap_or_default();
            let word = rest.get(..to - from).unwrap_or(rest);
            Word { word, rest, before: std::mem::replace(&mut before, word) }
        })
    }

    /// The places of its signs that may part words: stops, commas, colons, brackets.
    pub(super) fn signs(self) -> impl Iterator<Item = usize> {
        let marks = &self.marks.signs;
        let (first, past) = [self.start, self.end()].map(|end| marks.partition_point(|at| *at < end)).into();
        marks.get(first..past).unwrap_or_default().iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_stand_byte_beside_byte() {
        for (text, lower) in [("Đắk LẮK, 5 Ha", "đắk lắk, 5 ha"), ("İ ẞ Ư", "İ ẞ ư")] {
            let line = Line::new(text);
            assert_eq!(line.said().lower, lower);
            let words: Vec<&str> = line.said().words().map(|at| at.word).collect();
            assert_eq!(
                words,
                lower.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn pieces_know_their_place() {
        let line = Line::new("Rà soát đất; lập hồ sơ");
        let piece = line.said().between(17, 32).trim();
        assert_eq!((piece.text, piece.start), ("lập hồ sơ", 18));
        assert_eq!(piece.words().map(|at| (at.before, at.word)).nth(1), Some(("lập", "hồ")));
        assert_eq!(line.said().between(9, 3).text, "");
    }
}
