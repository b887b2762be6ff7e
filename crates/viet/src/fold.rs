//! Forms of a text for comparing: with and without diacritics.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// Canonical composition (NFC), the form of all text inside.
pub fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// Letters of other alphabets and phonetic signs that copied pages use for Vietnamese ones.
const LOOKALIKES: &[(char, char)] = &[
    ('ᴀ', 'a'),
    ('а', 'a'),
    ('ɑ', 'a'),
    ('ʙ', 'b'),
    ('ƅ', 'b'),
    ('ᴄ', 'c'),
    ('с', 'c'),
    ('ᴅ', 'd'),
    ('ɗ', 'd'),
    ('ᵭ', 'đ'),
    ('ð', 'đ'),
    ('Ð', 'Đ'),
    ('ᴇ', 'e'),
    ('е', 'e'),
    ('ɡ', 'g'),
    ('ɢ', 'g'),
    ('ʜ', 'h'),
    ('ɦ', 'h'),
    ('ɪ', 'i'),
    ('і', 'i'),
    ('ι', 'i'),
    ('ᴋ', 'k'),
    ('ⱪ', 'k'),
    ('ʟ', 'l'),
    ('ᴍ', 'm'),
    ('ɱ', 'm'),
    ('ɴ', 'n'),
    ('ռ', 'n'),
    ('ᴏ', 'o'),
    ('о', 'o'),
    ('ᴘ', 'p'),
    ('ρ', 'p'),
    ('р', 'p'),
    ('ʀ', 'r'),
    ('ѕ', 's'),
    ('ᴛ', 't'),
    ('ᴜ', 'u'),
    ('υ', 'u'),
    ('ᴠ', 'v'),
    ('ѵ', 'v'),
    ('ν', 'v'),
    ('х', 'x'),
    ('χ', 'x'),
    ('ʏ', 'y'),
    ('у', 'y'),
    ('ỿ', 'y'),
];

/// Puts the Vietnamese letter for a look-alike; marks stay where they are.
pub fn plain_letters(text: &str) -> String {
    text.chars().map(|c| LOOKALIKES.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect()
}

/// For search: lower case, no diacritics, `đ` as `d`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
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
    let composed: Vec<char> = text.nfc().flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(text.len());
    for word in composed.split(|c| c.is_whitespace()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        push_with_tone_in_place(&mut out, word);
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
fn push_with_tone_in_place(out: &mut String, word: &[char]) {
    let mut i = 0;
    while i < word.len() {
        let open = word.get(i + 2).is_none_or(|c| !c.is_alphabetic());
        let after_q = i > 0 && word[i - 1] == 'q';
        let pair = word.get(i + 1).filter(|_| open && !after_q && matches!(word[i], 'o' | 'u'));
        let moved = pair.and_then(|second| {
            TONES.iter().find(|(from, _)| {
                let mut from = from.chars();
                from.next() == Some(word[i]) && from.next() == Some(*second)
            })
        });
        if let Some((_, to)) = moved {
            out.push_str(to);
            i += 2;
        } else {
            out.push(word[i]);
            i += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("tái định cư", "ta\u{301}i đi\u{323}nh cư"),
        ] {
            assert_eq!(key(a), key(b));
        }
        assert_eq!(key("Quý toàn"), "quý toàn");
        assert_ne!(key("má"), key("mà"));
    }
}
