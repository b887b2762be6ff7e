//! Words that are no Vietnamese syllable: which of them look like slips of typing, and which are foreign words.

use crate::syllable::{Syllable, Tone};
use std::collections::BTreeSet;

/// Whether a word that is no syllable may be a slip: no acronym, symbol, abbreviation or word of another language by its letters.
///
/// ```
/// assert!(viet::slip::is_suspect("nghành") && viet::slip::is_suspect("thưc"));
/// assert!(!viet::slip::is_suspect("VNPT") && !viet::slip::is_suspect("website"));
/// ```
pub fn is_suspect(text: &str) -> bool {
    let letters = text.chars().all(|c| crate::letter::is_letter(c) || !c.is_ascii());
    // Letters of other alphabets are told as such.
    if !letters || text.chars().count() < 2 || crate::fold::has_look_alikes(text) {
        return false;
    }
    let later_capital = text.chars().skip(1).any(char::is_uppercase);
    let all_capitals = !text.chars().any(char::is_lowercase);
    let foreign = text.contains(['f', 'j', 'w', 'z', 'F', 'J', 'W', 'Z']);
    (all_capitals || !later_capital) && has_vowel(text) && !foreign
}

/// Whether a word without a text around it is surely a slip: it bears marks and is neither a syllable nor a foreign word.
///
/// ```
/// assert!(viet::slip::is_slip("nghành") && viet::slip::is_slip("đươc"));
/// assert!(!viet::slip::is_slip("ngành") && !viet::slip::is_slip("kilôgam") && !viet::slip::is_slip("Methadone"));
/// ```
pub fn is_slip(text: &str) -> bool {
    let all_capitals = !text.chars().any(char::is_lowercase);
    !text.is_ascii()
        && !all_capitals
        && Syllable::loose(text).is_none()
        && is_suspect(text)
        && !is_transliterated(text)
}

fn has_vowel(text: &str) -> bool {
    crate::fold::fold(text).contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// A foreign word in Vietnamese letters: pieces that each sound like a syllable (`kilôgam`, `prôtêin`).
pub fn is_transliterated(text: &str) -> bool {
    const CLUSTERS: [&str; 18] = [
        "pr", "pl", "br", "bl", "cr", "cl", "kr", "kl", "gr", "gl", "dr", "đr", "fr", "tr", "xt", "st", "sp",
        "xp",
    ];
    const SOLID: [&str; 8] = ["ôtô", "môtô", "ôxy", "ôxi", "lôgô", "axít", "càphê", "xàphòng"];
    let lower = text.to_lowercase();
    if SOLID.contains(&lower.as_str()) {
        return true;
    }
    if lower.chars().count() < 5 && !CLUSTERS.iter().any(|cluster| lower.starts_with(cluster)) {
        return false;
    }
    // Positions that a run of pieces reaches.
    let bounds: Vec<usize> = lower.char_indices().map(|(at, _)| at).chain([lower.len()]).collect();
    let mut reached: BTreeSet<usize> = BTreeSet::from([0]);
    for (index, from) in bounds.iter().enumerate() {
        if !reached.contains(from) {
            continue;
        }
        for to in bounds.iter().skip(index + 2).take(6) {
            let piece = lower.get(*from..*to).unwrap_or_default();
            let before = lower.get(..*from).and_then(|before| before.chars().next_back());
            let apart = before.is_none_or(|before| is_apart(before, piece));
            if apart && is_piece(piece, &CLUSTERS) {
                reached.insert(*to);
            }
        }
    }
    reached.contains(&lower.len())
}

/// Whether a piece begins with a consonant, or with a vowel that makes no rime with the one before it: `rađi-ô`.
fn is_apart(before: char, piece: &str) -> bool {
    let first = piece.chars().next().unwrap_or(' ');
    !is_vowel_letter(first) || matches!((before, first), ('i' | 'ê' | 'ô', 'ô' | 'i'))
}

fn is_vowel_letter(c: char) -> bool {
    has_vowel(c.encode_utf8(&mut [0; 4]))
}

/// A syllable without a tone mark, also behind two consonants.
fn is_piece(piece: &str, clusters: &[&str]) -> bool {
    let simple =
        clusters.iter().find_map(|cluster| piece.strip_prefix(cluster)).map(|rest| format!("l{rest}"));
    let piece = simple.as_deref().unwrap_or(piece);
    // `mét`, `xít` are written with their tone or without.
    let plain =
        |read: Syllable| read.tone() == Tone::Level || (read.tone() == Tone::Rising && read.is_stopped());
    Syllable::parse(piece).is_some_and(plain)
        || Syllable::parse(&rising(piece)).is_some_and(|read| read.is_stopped())
}

/// The piece with the tone that a stop at its end asks for.
fn rising(piece: &str) -> String {
    let Some((at, c)) = piece.char_indices().rfind(|(_, c)| is_vowel_letter(*c)) else {
        return piece.to_owned();
    };
    let (before, after) = piece.split_at(at + c.len_utf8());
    format!("{before}\u{301}{after}")
}
