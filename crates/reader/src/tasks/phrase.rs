//! Phrases in whole words, as the grammar of tasks looks for them in words in small letters.

use super::said::Word;
use viet::letter::is_word;
use viet::phrases::Phrases;

/// Whether words begin with a phrase, in whole words.
pub(super) fn begins(lower: &str, phrase: &str) -> bool {
    // Most are told by their first letter.
    lower.as_bytes().first() == phrase.as_bytes().first()
        && lower.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(is_word))
}

/// Whether they begin with one of these.
pub(super) fn begins_any(lower: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| begins(lower, phrase))
}

/// Whether they begin with one of a table.
pub(super) fn begins_in<T>(lower: &str, phrases: &Phrases<T>) -> bool {
    length(first(lower), lower, phrases).is_some()
}

/// The longest phrase of a table that begins with a word: what it means, and what stands behind it.
pub(super) fn longest<'t, 'p, T>(word: Word<'t>, phrases: &'p Phrases<T>) -> Option<(&'p T, &'t str)> {
    let (meaning, length) = length(word.word, word.rest, phrases)?;
    Some((meaning, word.rest.get(length..).unwrap_or_default().trim_start()))
}

/// What the longest phrase that words begin with means, and its bytes.
fn length<'p, T>(head: &str, lower: &str, phrases: &'p Phrases<T>) -> Option<(&'p T, usize)> {
    let word = |at: usize| if at == 0 { head } else { word(lower, at) };
    let (count, meaning) = phrases.longest(word)?;
    Some((meaning, (0..count).map(|at| word(at).len() + 1).sum::<usize>() - 1))
}

/// The word at `at` of words with one blank between them; empty where they end before.
fn word(lower: &str, at: usize) -> &str {
    let mut rest = lower;
    for _ in 0..at {
        let Some(next) = rest.get(first(rest).len()..).and_then(|rest| rest.strip_prefix(' ')) else {
            return "";
        };
        rest = next;
    }
    first(rest)
}

fn first(lower: &str) -> &str {
    lower.get(..lower.find(|c| !is_word(c)).unwrap_or(lower.len())).unwrap_or_default()
}
