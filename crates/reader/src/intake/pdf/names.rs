//! Encodings of simple fonts and names of glyphs (ISO 32000-1, annex D; Adobe Glyph List).

use unicode_normalization::UnicodeNormalization;

/// A table of letters that a font's codes start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    MacRoman,
    WinAnsi,
}

/// Windows-1252, 80 to 9F.
const WINDOWS: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ";

/// Mac Roman, 80 to FF.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// Standard encoding where it departs from Latin-1: code and letter.
const STANDARD: [(u8, char); 32] = [
    (0x27, '’'),
    (0x60, '‘'),
    (0xa4, '⁄'),
    (0xa6, 'ƒ'),
    (0xa8, '¤'),
    (0xa9, '\''),
    (0xaa, '“'),
    (0xac, '‹'),
    (0xad, '›'),
    (0xae, 'ﬁ'),
    (0xaf, 'ﬂ'),
    (0xb1, '–'),
    (0xb2, '†'),
    (0xb3, '‡'),
    (0xb4, '·'),
    (0xb7, '•'),
    (0xb8, '‚'),
    (0xb9, '„'),
    (0xba, '”'),
    (0xbc, '…'),
    (0xbd, '‰'),
    (0xc1, '`'),
    (0xc2, '´'),
    (0xc3, 'ˆ'),
    (0xc4, '˜'),
    (0xc5, '¯'),
    (0xc6, '˘'),
    (0xc7, '˙'),
    (0xc8, '¨'),
    (0xca, '˚'),
    (0xd0, '—'),
    (0xf5, 'ı'),
];

/// The letter of a code.
pub(super) fn letter(base: Base, code: u8) -> char {
    let from = |table: &str, first: u8| table.chars().nth(usize::from(code - first));
    let found = match (base, code) {
        (Base::WinAnsi, 0x80..=0x9f) => from(WINDOWS, 0x80),
        (Base::MacRoman, 0x80..) => from(MAC, 0x80),
        (Base::Standard, _) => STANDARD.iter().find(|(known, _)| *known == code).map(|(_, letter)| *letter),
        _ => None,
    };
    found.unwrap_or(char::from(code))
}

/// Names of glyphs that are no plain or accented letters.
const NAMES: [(&str, char); 75] = [
    ("space", ' '),
    ("nbspace", '\u{a0}'),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("sfthyphen", '\u{ad}'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("underscore", '_'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("quotesinglbase", '‚'),
    ("quotedblbase", '„'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("degree", '°'),
    ("plusminus", '±'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("minus", '−'),
    ("onesuperior", '¹'),
    ("twosuperior", '²'),
    ("threesuperior", '³'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("dcroat", 'đ'),
    ("Dcroat", 'Đ'),
    ("dmacron", 'đ'),
    ("Dmacron", 'Đ'),
    ("dong", '₫'),
    ("periodcentered", '·'),
    ("section", '§'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("dotlessi", 'ı'),
    ("eth", 'ð'),
];

/// Accents as parts of glyph names: `acircumflexacute` is `a` with two.
const ACCENTS: [(&str, char); 14] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circumflex", '\u{302}'),
    ("tilde", '\u{303}'),
    ("dieresis", '\u{308}'),
    ("hookabove", '\u{309}'),
    ("dotbelow", '\u{323}'),
    ("breve", '\u{306}'),
    ("horn", '\u{31b}'),
    ("cedilla", '\u{327}'),
    ("caron", '\u{30c}'),
    ("ring", '\u{30a}'),
    ("macron", '\u{304}'),
    ("ogonek", '\u{328}'),
];

/// The letters that a glyph's name stands for.
pub(super) fn letters(name: &str) -> Option<String> {
    let name = name.split_once('.').map_or(name, |(stem, _)| stem);
    if let Some((_, letter)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(letter.to_string());
    }
    let by_number = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() % 4 == 0 && digits.is_ascii())
    {
        return (0..digits.len()).step_by(4).map(|at| digits.get(at..at + 4).and_then(by_number)).collect();
    }
    if let Some(letter) = name.strip_prefix('u').filter(|digits| digits.len() >= 4).and_then(by_number) {
        return Some(letter.to_string());
    }
    let mut chars = name.chars();
    let base = chars.next().filter(char::is_ascii_alphabetic)?;
    let (mut rest, mut out) = (chars.as_str(), base.to_string());
    while !rest.is_empty() {
        let (accent, after) = ACCENTS
            .iter()
            .find_map(|(accent, mark)| rest.strip_prefix(accent).map(|after| (*mark, after)))?;
        out.push(accent);
        rest = after;
    }
    Some(out.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs() {
        let table = [
            ("A", Some("A")),
            ("aacute", Some("á")),
            ("acircumflexdotbelow", Some("ậ")),
            ("uhornacute", Some("ứ")),
            ("Dcroat", Some("Đ")),
            ("uni1EA5", Some("ấ")),
            ("uni00410301", Some("A\u{301}")),
            ("u1EA5", Some("ấ")),
            ("five.tnum", Some("5")),
            ("g123", None),
            ("", None),
        ];
        for (name, expected) in table {
            assert_eq!(letters(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn letters_of_codes() {
        let table = [
            (Base::WinAnsi, 0x80, '€'),
            (Base::WinAnsi, 0xe2, 'â'),
            (Base::WinAnsi, 0x9f, 'Ÿ'),
            (Base::MacRoman, 0x8e, 'é'),
            (Base::MacRoman, 0xff, 'ˇ'),
            (Base::Standard, 0x27, '’'),
            (Base::Standard, 0x41, 'A'),
        ];
        for (base, code, expected) in table {
            assert_eq!(letter(base, code), expected, "{base:?} {code:x}");
        }
    }
}
