//! Letters, quickly: what the standard library answers from tables of all scripts, Vietnamese text asks of a few
//! ranges. The answers are the same.

use std::borrow::Cow;

/// Latin letters above ASCII that Vietnamese and its neighbours are written in: Latin-1, Extended-A and -B, Additional.
#[inline]
fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether it is a letter, as [`char::is_alphabetic`].
#[inline]
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_latin(c) || c.is_alphabetic() }
}

/// Whether it is a letter or a digit, as [`char::is_alphanumeric`].
#[inline]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_latin(c) || c.is_alphanumeric() }
}

/// The small letter of a capital that has exactly one, in the ranges of Vietnamese; `None` elsewhere.
#[inline]
pub(crate) fn small(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' => Some(c.to_ascii_lowercase()),
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{de}' => char::from_u32(c as u32 + 0x20),
        '\u{df}'..='\u{ff}' | '\u{d7}' => Some(c),
        '\u{100}'..='\u{12f}' | '\u{14a}'..='\u{177}' | '\u{1ea0}'..='\u{1eff}' => {
            char::from_u32(c as u32 | 1)
        }
        '\u{1a0}' | '\u{1a1}' => Some('\u{1a1}'),
        '\u{1af}' | '\u{1b0}' => Some('\u{1b0}'),
        '\u{2010}'..='\u{2027}' => Some(c),
        _ => None,
    }
}

/// Whether lower case leaves a composed letter, digit or sign alone; `false` where that takes a longer look.
#[inline]
pub(crate) fn is_small(c: char) -> bool {
    small(c) == Some(c) && is_composed(c)
}

/// A letter in lower case; of several the first.
#[inline]
pub fn first_lower(c: char) -> char {
    small(c).or_else(|| c.to_lowercase().next()).unwrap_or(c)
}

/// Adds a letter in lower case.
#[inline]
pub(crate) fn push_lower(out: &mut String, c: char) {
    match small(c) {
        Some(c) => out.push(c),
        None => out.extend(c.to_lowercase()),
    }
}

/// A text in lower case, letter by letter: as [`str::to_lowercase`] but for a Greek final sigma.
///
/// ```
/// assert_eq!(viet::letter::lower("ĐẮK LẮK"), "đắk lắk");
/// ```
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_lower(&mut out, c));
    out
}

/// [`lower`] of a text, which most words of prose are themselves.
pub fn lowered(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| small(c) == Some(c)) { Cow::Borrowed(text) } else { Cow::Owned(lower(text)) }
}

/// Whether a word is, in lower case, this other one.
pub fn reads(word: &str, lower: &str) -> bool {
    let mut letters = lower.chars();
    word.chars().all(|c| small(c).is_some_and(|c| letters.next() == Some(c))) && letters.next().is_none()
}

/// What stands behind a word in lower case that a text begins with in any case.
///
/// ```
/// assert_eq!(viet::letter::behind("Trong đó: nữ", "trong đó"), Some(": nữ"));
/// ```
pub fn behind<'t>(text: &'t str, lower: &str) -> Option<&'t str> {
    let mut letters = text.chars();
    let fits = lower.chars().all(|c| letters.next().is_some_and(|own| first_lower(own) == c));
    fits.then_some(letters.as_str())
}

/// Whether canonical composition leaves the letter alone whatever stands around it.
#[inline]
pub fn is_composed(c: char) -> bool {
    c < '\u{300}' || matches!(c, '\u{1ea0}'..='\u{1eff}' | '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn answers_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(lower(&c.to_string()), c.to_lowercase().collect::<String>(), "{c:?}");
            assert!(!reads(&c.to_string(), ""), "{c:?}");
            assert!(small(c).is_none_or(|small| reads(&c.to_string(), &small.to_string())), "{c:?}");
            assert!(!is_composed(c) || [c].into_iter().nfc().eq([c]), "{c:?}");
        }
    }
}
