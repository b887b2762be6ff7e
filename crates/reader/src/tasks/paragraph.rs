//! The words of a paragraph as tasks are read from them.

use super::said::{Line, Said};
use crate::scalars::Scalars;
use model::Reference;
use std::borrow::Cow;
use viet::fold::nfc;

/// Words on one line, composed, and their places in the text.
pub(super) struct Paragraph<'t> {
    line: Line<'t>,
    scalars: &'t Scalars<'t>,
    /// The byte of the text where the words begin.
    start: usize,
    /// For each byte of the words the offset in the text, when they are not written there byte for byte.
    written: Option<Vec<usize>>,
}

impl<'t> Paragraph<'t> {
    /// Of what stands between two offsets of a text.
    pub(super) fn new(scalars: &'t Scalars<'t>, start: usize, end: usize) -> Self {
        let whole = scalars.slice(start, end);
        let text = whole.trim();
        let start = scalars.byte(start) + whole.len() - whole.trim_start().len();
        if is_plain(text) {
            return Self { line: Line::new(text), scalars, start, written: None };
        }
        let (words, written) = composed(text, scalars.scalar(start));
        Self { line: Line::new(words), scalars, start, written: Some(written) }
    }

    pub(super) fn said(&self) -> Said<'_> {
        self.line.said()
    }

    /// The offset in the text of a place of the words.
    pub(super) fn offset(&self, place: usize) -> usize {
        match &self.written {
            Some(written) => written.get(place).or(written.last()).copied().unwrap_or_default(),
            None => self.scalars.scalar(self.start + place),
        }
    }

    /// The place of an offset in the text.
    fn place(&self, offset: usize) -> usize {
        match &self.written {
            Some(written) => written.partition_point(|at| *at < offset),
            None => self.scalars.byte(offset).saturating_sub(self.start),
        }
        .min(self.said().text.len())
    }

    /// The words in small letters without the figures of what they cite: the days of its issue are no deadlines.
    pub(super) fn undated(&self, references: &[Reference]) -> Cow<'_, str> {
        let said = self.said();
        let (from, to) = (self.offset(0), self.offset(said.text.len()));
        let first = references.partition_point(|cited| cited.end <= from);
        let mut words = Cow::Borrowed(said.lower);
        for cited in references.iter().skip(first).take_while(|cited| cited.start < to) {
            let range = self.place(cited.start)..self.place(cited.end);
            if let Some(named) = said.lower.get(range.clone()) {
                let hidden = named.replace(|c: char| c.is_ascii_digit(), "_");
                words.to_mut().replace_range(range, &hidden);
            }
        }
        words
    }
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether words without blanks around them are composed and on one line.
fn is_plain(text: &str) -> bool {
    let mut before = '-';
    text.chars().all(|c| match (std::mem::replace(&mut before, c), c) {
        (before, ' ') => before != ' ',
        (_, '!'..='~') => true,
        _ => !c.is_whitespace() && !is_mark(c),
    })
}

/// Words composed and on one line, and for each of their bytes its offset, when they begin at `start`.
fn composed(text: &str, start: usize) -> (String, Vec<usize>) {
    let (mut words, mut written) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    // Where the last letter begins in the words, and its offset: marks behind it belong to it.
    let (mut letter, mut offset) = (0, start);
    for (at, c) in (start..).zip(text.chars()) {
        if is_mark(c) {
            let marked = nfc(&format!("{}{c}", words.get(letter..).unwrap_or_default()));
            words.replace_range(letter.., &marked);
            written.truncate(letter);
        } else if !c.is_whitespace() {
            (letter, offset) = (words.len(), at);
            words.push(c);
        } else if !words.ends_with(' ') {
            (letter, offset) = (words.len(), at);
            words.push(' ');
        }
        written.resize(words.len(), offset);
    }
    written.push(start + text.chars().count());
    (words, written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_composed_on_one_line_and_keep_their_places() {
        let table = [
            ("Trồng mới 20 ha", "Trồng mới 20 ha", vec![0, 6, 10, 13]),
            ("\tTrồng  mới\u{a0}20 ha ", "Trồng mới 20 ha", vec![1, 8, 12, 15]),
            ("tro\u{302}\u{300}ng mo\u{31b}\u{301}i 2 ha", "trồng mới 2 ha", vec![0, 8, 14, 16]),
        ];
        for (text, words, offsets) in table {
            let scalars = Scalars::new(text);
            let paragraph = Paragraph::new(&scalars, 0, scalars.len());
            let said = paragraph.said();
            let places = said.words().map(|at| said.end() - at.rest.len());
            assert_eq!(said.text, words);
            assert_eq!(places.map(|at| paragraph.offset(at)).collect::<Vec<_>>(), offsets, "{text}");
        }
    }
}
