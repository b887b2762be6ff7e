//! Vietnamese alphabetical order: letters first (a ă â b c d đ e ê ...), then tones
//! (ngang, huyền, hỏi, ngã, sắc, nặng), then case.

use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// The alphabet in its order; `f j w z` stand where dictionaries put foreign letters.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Compares two texts, such as names in a list.
pub fn compare(a: &str, b: &str) -> Ordering {
    key(a).cmp(&key(b))
}

/// What a text is ordered by, for long lists: made once a text and not once a comparison.
pub fn key(text: &str) -> impl Ord + use<> {
    let (letters, tones) = weights(text);
    (letters, tones, text.to_owned())
}

/// Letter ranks, then tone ranks.
fn weights(text: &str) -> (Vec<u32>, Vec<u8>) {
    let (mut letters, mut tones) = (Vec::new(), Vec::new());
    for c in text.nfc().flat_map(char::to_lowercase) {
        let (letter, tone) = split(c);
        letters.push(rank(letter));
        tones.push(tone);
    }
    (letters, tones)
}

/// The letter without its tone, and the tone from 0 (ngang) to 5 (nặng).
fn split(c: char) -> (char, u8) {
    if c.is_ascii() {
        return (c, 0);
    }
    let mut tone = 0;
    let bare: String = std::iter::once(c)
        .nfd()
        .filter(|mark| {
            let found =
                ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'].iter().position(|t| t == mark);
            tone = found.map_or(tone, |i| i as u8 + 1);
            found.is_none()
        })
        .nfc()
        .collect();
    (bare.chars().next().unwrap_or(c), tone)
}

/// White space, then other signs, digits, letters.
fn rank(c: char) -> u32 {
    if c.is_whitespace() {
        return 0;
    }
    match ALPHABET.chars().position(|letter| letter == c) {
        Some(i) => 0x20_0000 + i as u32,
        None if c.is_alphabetic() => 0x30_0000 + c as u32,
        None => c as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_before_tones() {
        let sorted = [
            "an", "án", "ăn", "ân", "ba", "da", "đa", "ea", "êa", "Ma", "mà", "mả", "mã", "má", "mạ", "mai",
            "oa", "ôa", "ơa",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by(|a, b| compare(a, b));
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn places_as_in_a_directory() {
        let mut names =
            ["xã Đông Hà", "xã Dương Xá", "xã Ân Thi", "xã An Bình", "xã Mường Va", "xã Mường Và"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            ["xã An Bình", "xã Ân Thi", "xã Dương Xá", "xã Đông Hà", "xã Mường Va", "xã Mường Và"]
        );
    }
}
