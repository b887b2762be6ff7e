//! Phrases in whole words, as the grammar of tasks looks for them.

use viet::letter::{is_word, lower};
use viet::phrases::Phrases;

/// Scalar values that hold any phrase of the grammar and the sign behind it.
const OPENING: usize = 32;

/// The first words of a text in small letters: enough to tell a phrase that it begins with.
pub(super) fn opening(text: &str) -> String {
    let end = text.char_indices().nth(OPENING).map_or(text.len(), |(at, _)| at);
    lower(text.get(..end).unwrap_or_default())
}

/// Whether a text in small letters begins with a phrase, in whole words.
pub(super) fn begins(lower: &str, phrase: &str) -> bool {
    // Most are told by their first letter.
    lower.as_bytes().first() == phrase.as_bytes().first()
        && lower.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(is_word))
}

/// Whether it begins with one of them.
pub(super) fn begins_any(lower: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| begins(lower, phrase))
}

/// The same of a table.
pub(super) fn begins_in(lower: &str, phrases: &Phrases) -> bool {
    let word = |at: usize| {
        let mut rest = lower;
        for _ in 0..at {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let Some(next) = rest.get(end..).and_then(|rest| rest.strip_prefix(' ')) else { return "" };
            rest = next;
        }
        rest.get(..rest.find(|c| !is_word(c)).unwrap_or(rest.len())).unwrap_or_default()
    };
    phrases.longest(word).is_some()
}

/// A text in small letters from each of its words on, and the word before.
pub(super) fn from_words(lower: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut before = "";
    lower
        .split_inclusive(|c| !is_word(c))
        .scan(0, |at, piece| {
            let from = *at;
            *at += piece.len();
            Some((from, piece.trim_end_matches(|c| !is_word(c))))
        })
        .filter(|(_, word)| !word.is_empty())
        .map(move |(from, word)| {
            let found = (lower.get(from..).unwrap_or_default(), before);
            before = word;
            found
        })
}
