//! VIQR: marks written as signs behind their letter. Signs are also punctuation, so a word is only read as VIQR where
//! that makes a syllable of it.

use super::charts::VIQR_MARKS;
use crate::fold;
use crate::syllable::is_syllable;

/// What a text in VIQR says.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let end = from.find(|c: char| !is_part(c)).unwrap_or(from.len());
        let (piece, after) = from.split_at(end);
        out.push_str(&decode_piece(piece, after));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Every piece of letters and marks, with what it says if a mark makes a syllable of it. Only pieces whose marks are no
/// common punctuation: a stop or question mark behind a word proves nothing.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<String>)> {
    text.split(|c: char| !is_part(c))
        .map(|piece| piece.trim_start_matches(|c: char| !c.is_ascii_alphabetic()))
        .filter(|piece| {
            let inside = piece.trim_end_matches(['.', '?', '\'', '(', '*']);
            compose(inside).is_some()
        })
        .map(|piece| (piece, as_syllable(piece)))
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphabetic() || VIQR_MARKS.iter().any(|(sign, _)| *sign == c)
}

/// A stop or question mark before a capital or the end closes the sentence rather than the syllable, but for a text all
/// in capitals.
fn decode_piece(piece: &str, after: &str) -> String {
    let word = piece.trim_end_matches(['.', '?', '\'', '(', '*']);
    let capitals = word.len() > 1 && !word.contains(|c: char| c.is_ascii_lowercase());
    let next = after.trim_start_matches([' ', '\u{a0}']).chars().next();
    let closes = match next {
        None | Some('\n' | '\r') => true,
        Some(c) => c.is_uppercase() && !capitals,
    };
    let tail = piece.get(word.len()..).unwrap_or_default();
    // The marks behind the last letter that belong to it: the most that make a syllable, the last stop not if it closes.
    let most = if closes && tail.ends_with(['.', '?']) { tail.len() - 1 } else { tail.len() };
    for taken in (0..=most).rev() {
        let (own, left) = tail.split_at(taken);
        if let Some(says) = as_syllable(&format!("{word}{own}")) {
            return says + left;
        }
    }
    piece.to_owned()
}

fn as_syllable(piece: &str) -> Option<String> {
    compose(piece).filter(|says| is_syllable(says))
}

/// Letters with their marks composed; none when no mark fits its letter or a sign is left over.
fn compose(piece: &str) -> Option<String> {
    let mut out = String::with_capacity(piece.len());
    let mut marked = false;
    let mut carrier = ' ';
    let mut letters = piece.chars().peekable();
    while let Some(c) = letters.next() {
        if matches!(c, 'd' | 'D') && matches!(letters.peek(), Some('d' | 'D')) {
            letters.next();
            out.push(if c == 'd' { 'đ' } else { 'Đ' });
            (marked, carrier) = (true, ' ');
        } else if c.is_ascii_alphabetic() {
            out.push(c);
            carrier = c.to_ascii_lowercase();
        } else {
            let (_, mark) = VIQR_MARKS.iter().find(|(sign, _)| *sign == c && carries(carrier, c))?;
            out.push(*mark);
            marked = true;
        }
    }
    marked.then(|| fold::nfc(&out))
}

fn carries(letter: char, sign: char) -> bool {
    match sign {
        '(' => letter == 'a',
        '^' => matches!(letter, 'a' | 'e' | 'o'),
        '+' | '*' => matches!(letter, 'o' | 'u'),
        _ => matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_punctuation() {
        let table = [
            ("Ba'o ca'o qua^.n Ha` Ddo^ng.", "Báo cáo quận Hà Đông."),
            ("co' ma. xanh", "có mạ xanh"),
            ("dda.t 5 ha. Trong ddo'", "đạt 5 ha. Trong đó"),
            ("ho^.i. Ky`", "hội. Kỳ"),
            ("U.B.N.D (a) x^2 add", "U.B.N.D (a) x^2 add"),
            ("nu+~a?", "nữa?"),
            ("tho+`i gian (ba(`ng tie^`n)", "thời gian (bằng tiền)"),
            ("I. XA~ HO^.I (5 ho^.). mo+? 02 lo+'p", "I. XÃ HỘI (5 hộ). mở 02 lớp"),
        ];
        for (text, says) in table {
            assert_eq!(decode(text), says);
        }
    }
}
