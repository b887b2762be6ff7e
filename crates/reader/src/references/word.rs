//! Words of a paragraph as the grammar of cited documents sees them.

use std::borrow::Cow;
use std::cell::OnceCell;
use viet::letter;
use viet::phrases::Phrases;

/// Its letters without the signs around them, and its place in bytes.
pub(super) struct Word<'t> {
    pub(super) bare: &'t str,
    /// The same in lower case.
    pub(super) lower: Cow<'t, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Signs that follow it at once.
    pub(super) tail: &'t str,
    /// All between it and the next word.
    pub(super) gap: &'t str,
    /// The type of document that begins here, once it was asked for, and of how many words it is.
    pub(super) kind: OnceCell<Option<(&'static str, usize)>>,
}

impl Word<'_> {
    pub(super) fn capital(&self) -> bool {
        self.bare.starts_with(char::is_uppercase)
    }

    /// Whether a sign ends the phrase behind it.
    pub(super) fn closed(&self) -> bool {
        !self.tail.is_empty() || self.gap.contains(['(', '[', '“', '"', ':'])
    }

    pub(super) fn is(&self, any: &[&str]) -> bool {
        any.contains(&&*self.lower)
    }
}

pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    // First byte of the letters between white space, and past their last one.
    let mut letters: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        if letter::is_word(c) {
            letters = Some((letters.map_or(at, |(start, _)| start), at + c.len_utf8()));
        } else if let Some((start, end)) = letters.filter(|_| c.is_whitespace()) {
            if let Some(before) = found.last_mut() {
                before.gap = text.get(before.end..start).unwrap_or_default();
            }
            let bare = text.get(start..end).unwrap_or_default();
            let (lower, tail) = (letter::lowered(bare), text.get(end..at).unwrap_or_default());
            found.push(Word { bare, lower, start, end, tail, gap: "", kind: OnceCell::new() });
            letters = None;
        }
    }
    found
}

/// Whether the words of a phrase in lower case stand at `at`, with no sign between them.
pub(super) fn says(words: &[Word<'_>], at: usize, phrase: &str) -> bool {
    let mut parts = phrase.split(' ').enumerate().peekable();
    while let Some((offset, part)) = parts.next() {
        let word = words.get(at + offset).filter(|word| word.lower == part);
        if word.is_none_or(|word| parts.peek().is_some() && word.closed()) {
            return false;
        }
    }
    true
}

/// Words of a phrase.
pub(super) fn length(phrase: &str) -> usize {
    phrase.split(' ').count()
}

/// The longest of several phrases that stands at `at` with no sign between its words: how many words, and its meaning.
pub(super) fn first_said<'p, T>(
    words: &[Word<'_>],
    at: usize,
    phrases: &'p Phrases<T>,
) -> Option<(usize, &'p T)> {
    let word = |offset: usize| {
        let closed = |before: usize| words.get(before).is_some_and(Word::closed);
        let open = offset == 0 || !closed(at + offset - 1);
        words.get(at + offset).filter(|_| open).map_or("", |word| &*word.lower)
    };
    phrases.longest(word)
}
