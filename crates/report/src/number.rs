//! The number in front of a paragraph, and what it says about its kind.

use crate::document::PassageKind;

/// Kind, number and words of a paragraph, by the number in front of it.
pub(crate) fn split(words: &str) -> (PassageKind, Option<&str>, &str) {
    let plain = (PassageKind::Body, None, words);
    if is_part(words) {
        return (PassageKind::Part, Some(words), "");
    }
    let Some((first, rest)) = words.split_once(' ') else { return plain };
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let letter = |text: &str| text.chars().count() == 1 && text.chars().all(char::is_lowercase);
    let numbers: Vec<&str> = first.strip_suffix('.').map(|n| n.split('.').collect()).unwrap_or_default();
    let kind = match (first, numbers.as_slice()) {
        ("-", _) => PassageKind::Dash,
        ("+", _) => PassageKind::Plus,
        _ if first.strip_prefix('(').and_then(|n| n.strip_suffix(')')).is_some_and(digits) => {
            PassageKind::Item
        }
        (_, [roman]) if is_roman(roman) => PassageKind::Section,
        (_, [one]) if digits(one) => PassageKind::Clause,
        (_, [one, two]) if digits(one) && digits(two) => PassageKind::Subclause,
        _ if first.strip_suffix(')').is_some_and(letter) => PassageKind::Point,
        _ => return plain,
    };
    (kind, Some(first), rest.trim_start())
}

/// `Phần thứ nhất`, `Phần II`
fn is_part(words: &str) -> bool {
    words.starts_with("Phần thứ ") || words.strip_prefix("Phần ").is_some_and(is_roman)
}

fn is_roman(number: &str) -> bool {
    !number.is_empty() && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}
