//! Where a finding stands: section, line and sentence.

use model::{Fact, OutlineItem, SourceText, TextFinding};
use serde::Serialize;

/// Longest sentence that is quoted whole, in scalar values; of a longer one the words around the place.
const LONGEST: usize = 180;

/// A place in the text. Offsets, lines and columns count scalar values of `solieu read FILE --text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    /// `Mục 2.2`, `Chú thích 3`.
    pub(super) section: String,
    /// From one.
    pub(super) line: usize,
    /// From one.
    pub(super) column: usize,
    /// First scalar value.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// The words at the place.
    pub(super) quoted: String,
    /// The sentence around it.
    pub(super) sentence: String,
}

/// A text whose places are told.
pub(super) struct Text<'t> {
    source: &'t SourceText,
    outline: &'t [OutlineItem],
    letters: Vec<char>,
    /// First scalar value of each line.
    lines: Vec<usize>,
}

impl<'t> Text<'t> {
    pub(super) fn new(source: &'t SourceText, outline: &'t [OutlineItem]) -> Self {
        let letters: Vec<char> = source.text.chars().collect();
        let after = letters.iter().enumerate().filter(|(_, letter)| **letter == '\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(after).collect();
        Self { source, outline, letters, lines }
    }

    /// The places of a finding: its own, then those of its figures in other lines.
    pub(super) fn places(&self, finding: &TextFinding, facts: &[&Fact]) -> Vec<Place> {
        let mut places: Vec<Place> = facts
            .iter()
            .map(|fact| {
                let section = reader::place(self.outline, fact.section.as_deref(), fact.footnote);
                self.place(section, fact.start, fact.end)
            })
            .collect();
        if places.is_empty() {
            places.push(self.place(self.section(finding.start), finding.start, finding.end));
        }
        let mut lines = Vec::new();
        places.retain(|place| {
            let new = !lines.contains(&place.line);
            lines.push(place.line);
            new
        });
        places
    }

    fn place(&self, section: String, start: usize, end: usize) -> Place {
        let line = self.lines.partition_point(|first| *first <= start).max(1);
        let first = self.lines.get(line - 1).copied().unwrap_or(0);
        let (from, to) = self.sentence(start, end);
        let cut = |open: bool| if open { "… " } else { "" };
        let sentence = format!(
            "{}{}{}",
            cut(from.cut),
            self.words(from.at, to.at),
            cut(to.cut).chars().rev().collect::<String>()
        );
        Place {
            section,
            line,
            column: start - first + 1,
            start,
            end,
            quoted: self.words(start, end),
            sentence,
        }
    }

    /// The last heading at or above a place, or the footnote that it stands in.
    fn section(&self, at: usize) -> String {
        let note = self.source.notes.iter().position(|note| note.start <= at && at < note.end);
        let heading = self.outline.iter().rev().find(|item| item.start <= at);
        reader::place(self.outline, heading.map(|item| item.id.as_str()), note)
    }

    /// The words between two scalar values, on one line.
    fn words(&self, start: usize, end: usize) -> String {
        let letters = self.letters.get(start.min(end)..end.min(self.letters.len())).unwrap_or_default();
        let text: String = letters.iter().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where the sentence around a place begins and ends.
    fn sentence(&self, start: usize, end: usize) -> (Edge, Edge) {
        let ends = |at: usize| match self.letters.get(at) {
            None | Some('\n') => true,
            Some('.' | ';' | '?' | '!') => self.letters.get(at + 1).is_none_or(|next| next.is_whitespace()),
            Some(_) => false,
        };
        let (mut from, mut to) = (start.min(self.letters.len()), end.min(self.letters.len()));
        while from > 0 && !ends(from - 1) {
            from -= 1;
        }
        while !ends(to) {
            to += 1;
        }
        // The sign itself, but not the end of the line.
        let to = if self.letters.get(to).is_some_and(|letter| *letter != '\n') { to + 1 } else { to };
        if to - from <= LONGEST {
            return (Edge { at: from, cut: false }, Edge { at: to, cut: false });
        }
        let around = LONGEST.saturating_sub(end.saturating_sub(start)) / 2;
        (
            self.word_edge(start.saturating_sub(around).max(from), from),
            self.after(end.saturating_add(around).min(to), to),
        )
    }

    /// The beginning of the word at `at`, not before `first`.
    fn word_edge(&self, mut at: usize, first: usize) -> Edge {
        while at > first && self.letters.get(at - 1).is_some_and(|letter| !letter.is_whitespace()) {
            at -= 1;
        }
        Edge { at, cut: at > first }
    }

    /// The end of the word at `at`, not behind `last`.
    fn after(&self, mut at: usize, last: usize) -> Edge {
        while at < last && self.letters.get(at).is_some_and(|letter| !letter.is_whitespace()) {
            at += 1;
        }
        Edge { at, cut: at < last }
    }
}

/// An end of what is quoted.
struct Edge {
    at: usize,
    /// Whether the sentence goes on beyond it.
    cut: bool,
}
