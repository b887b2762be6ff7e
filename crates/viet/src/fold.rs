//! Forms of a text for comparing: with and without diacritics.

use crate::letter::{is_composed, is_letter, is_small, push_lower};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether a text is composed already.
pub fn is_nfc(text: &str) -> bool {
    text.chars().all(is_composed) || unicode_normalization::is_nfc(text)
}

/// Canonical composition (NFC), the form of all text inside.
pub fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// The Vietnamese letter for a letter of another alphabet, or a phonetic sign, that copied pages use for it.
fn plain_letter(c: char) -> char {
    match c {
        'ᴀ' | 'а' | 'ɑ' => 'a',
        'ʙ' | 'ƅ' => 'b',
        'ᴄ' | 'с' => 'c',
        'ᴅ' | 'ɗ' => 'd',
        'ᵭ' | 'ð' => 'đ',
        'Ð' => 'Đ',
        'ᴇ' | 'е' => 'e',
        'ɡ' | 'ɢ' => 'g',
        'ʜ' | 'ɦ' => 'h',
        'ɪ' | 'і' | 'ι' => 'i',
        'ᴋ' | 'ⱪ' => 'k',
        'ʟ' => 'l',
        'ᴍ' | 'ɱ' => 'm',
        'ɴ' | 'ռ' => 'n',
        'ᴏ' | 'о' => 'o',
        'ᴘ' | 'ρ' | 'р' => 'p',
        'ʀ' => 'r',
        'ѕ' => 's',
        'ᴛ' => 't',
        'ᴜ' | 'υ' => 'u',
        'ᴠ' | 'ѵ' | 'ν' => 'v',
        'х' | 'χ' => 'x',
        'ʏ' | 'у' | 'ỿ' => 'y',
        _ => c,
    }
}

/// Whether a letter is composed and no look-alike.
#[inline]
pub(crate) fn is_plain(c: char) -> bool {
    c.is_ascii() || (is_composed(c) && plain_letter(c) == c)
}

/// Whether letters of another alphabet, or phonetic signs, stand for Vietnamese ones.
pub fn has_look_alikes(text: &str) -> bool {
    text.chars().any(|c| plain_letter(c) != c)
}

/// Puts the Vietnamese letter for a look-alike; marks stay where they are.
pub fn plain_letters(text: &str) -> String {
    text.chars().map(plain_letter).collect()
}

/// The letter that a Vietnamese vowel in either case bears its marks on, and `d` of `đ`.
fn bare(c: char) -> Option<char> {
    match c {
        'À'..='Ã' | 'à'..='ã' | 'Ă' | 'ă' | 'Ạ'..='ặ' => Some('a'),
        'È'..='Ê' | 'è'..='ê' | 'Ẹ'..='ệ' => Some('e'),
        'Ì' | 'Í' | 'ì' | 'í' | 'Ĩ' | 'ĩ' | 'Ỉ'..='ị' => Some('i'),
        'Ò'..='Õ' | 'ò'..='õ' | 'Ơ' | 'ơ' | 'Ọ'..='ợ' => Some('o'),
        'Ù' | 'Ú' | 'ù' | 'ú' | 'Ũ' | 'ũ' | 'Ư' | 'ư' | 'Ụ'..='ự' => Some('u'),
        'Ý' | 'ý' | 'Ỳ'..='ỹ' => Some('y'),
        'Đ' | 'đ' => Some('d'),
        _ => None,
    }
}

/// For search: lower case, no diacritics, `đ` as `d`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        if let Some(letter) = bare(c) {
            out.push(letter);
            continue;
        }
        for lower in c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
            out.push(if lower == 'đ' { 'd' } else { lower });
        }
    }
    out
}

/// For equality: NFC, lower case, one white space, and one place for the tone mark (`hoá` and
/// `hóa` are one word, and so are `uỷ` and `ủy`).
pub fn key(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_ascii_lowercase();
    }
    let out = String::with_capacity(text.len());
    if text.chars().all(is_composed) { key_of(text.chars(), out) } else { key_of(text.nfc(), out) }
}

/// [`key`] of a text, which most words of prose are themselves.
///
/// ```
/// use std::borrow::Cow;
/// assert!(matches!(viet::fold::keyed("tăng so với"), Cow::Borrowed("tăng so với")));
/// assert_eq!(viet::fold::keyed("Hoá  đơn"), "hóa đơn");
/// ```
pub fn keyed(text: &str) -> Cow<'_, str> {
    let mut before = ' ';
    let is_key = text.chars().all(|c| {
        let kept = if c.is_whitespace() { c == ' ' && before != ' ' } else { is_kept(before, c) };
        before = c;
        kept
    });
    if is_key && !text.ends_with(' ') { Cow::Borrowed(text) } else { Cow::Owned(key(text)) }
}

/// Whether [`key`] leaves a letter behind another one alone: the tone of a glide may have to move.
#[inline]
pub(crate) fn is_kept(before: char, c: char) -> bool {
    is_small(c) && (c.is_ascii() || !matches!(before, 'o' | 'u'))
}

/// Adds the key of a composed text to nothing.
fn key_of(composed: impl Iterator<Item = char>, mut out: String) -> String {
    // Where the word begins, and whether a glide in it may bear its tone on the second letter.
    let (mut start, mut toned, mut before) = (0, false, ' ');
    for c in composed {
        if c.is_whitespace() {
            if toned {
                put_tone_in_place(&mut out, start);
            }
            (start, toned) = (out.len(), false);
        } else {
            if start == out.len() && start > 0 {
                out.push(' ');
                start = out.len();
            }
            toned |= !c.is_ascii() && matches!(before, 'o' | 'u' | 'O' | 'U');
            push_lower(&mut out, c);
        }
        before = c;
    }
    if toned {
        put_tone_in_place(&mut out, start);
    }
    out
}

/// The glides `oa`, `oe`, `uy`, tone on the second letter, and how we write them: on the first.
const TONES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// Only an open syllable has two spellings: `toàn` and `quý` have one.
fn put_tone_in_place(text: &mut String, start: usize) {
    let Some(word) = text.get(start..).filter(|word| !word.is_ascii()) else { return };
    let mut found = Vec::new();
    for (at, glide) in word.match_indices(['o', 'u']) {
        let (before, rest) = (word.get(..at).unwrap_or_default(), word.get(at..).unwrap_or_default());
        let open = rest.chars().nth(2).is_none_or(|c| !is_letter(c));
        if glide.len() < rest.len() && open && !before.ends_with('q') {
            let tone = TONES.iter().find(|(from, _)| rest.starts_with(from));
            found.extend(tone.map(|(from, to)| (start + at..start + at + from.len(), *to)));
        }
    }
    for (place, to) in found.into_iter().rev() {
        text.replace_range(place, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_letters_are_those_without_marks() {
        for c in '\0'..=char::MAX {
            let decomposed: String = c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
            let letter = bare(c).map(String::from);
            assert!(letter.is_none_or(|letter| letter == decomposed.replace('đ', "d")), "{c:?}");
        }
    }

    #[test]
    fn diacritics_fall_away() {
        assert_eq!(fold("Đường Nguyễn Huệ"), "duong nguyen hue");
        assert_eq!(fold("ĐỀ ÁN"), "de an");
    }

    #[test]
    fn spellings_of_one_word_are_one_key() {
        for (a, b) in [
            ("văn hoá", "Văn hóa"),
            ("Uỷ ban", "ỦY  BAN"),
            ("thuỷ lợi", "thủy\u{a0}lợi"),
            ("sức khoẻ", "sức khỏe"),
            ("luỹ kế", "lũy kế"),
            ("tái định cư", "ta\u{301}i đi\u{323}nh cư"),
        ] {
            assert_eq!(key(a), key(b));
        }
        assert_eq!(key("Quý toàn"), "quý toàn");
        assert_ne!(key("má"), key("mà"));
    }
}
