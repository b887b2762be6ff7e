//! Symbol fonts: code points of the private use area stand for bytes of such a font.

/// What stands for a character of a symbol font; a character of text stands for itself.
pub(super) fn plain(character: char) -> char {
    match character {
        '\u{f02d}' | '\u{f0be}' => '-',
        '\u{f02b}' => '+',
        '\u{f02a}' => '*',
        '\u{f0e0}' | '\u{f0ae}' => '→',
        '\u{f0b3}' => '≥',
        '\u{f0a3}' => '≤',
        '\u{f0b4}' => '×',
        '\u{e000}'..='\u{f8ff}' => '•',
        other => other,
    }
}
