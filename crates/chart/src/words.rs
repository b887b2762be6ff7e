//! How wide words are, and where they are broken.

/// Height of letters in tenths of a millimetre: 9 points.
pub const SIZE: i64 = 32;
/// The smallest letters: 7 points.
pub const SMALL: i64 = 25;

/// What stands where something was cut off.
const CUT: char = '…';

/// Width of words in tenths of a millimetre, rather too wide than too narrow.
pub fn width(text: &str, size: i64) -> i64 {
    text.chars().map(advance).sum::<i64>() * size / 1000
}

/// Advance of a letter of Times New Roman, in thousandths of its size.
fn advance(c: char) -> i64 {
    match c {
        ' ' | '.' | ',' | ';' | ':' | '\'' => 270,
        'i' | 'j' | 'l' | 't' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | '/' | 'I' => 330,
        '-' | '(' | ')' | 'r' | 'f' | 's' => 400,
        'm' | 'M' | 'W' | '%' | '…' => 1000,
        'w' | 'ư' | 'ơ' => 720,
        c if c.is_uppercase() => 760,
        c if c.is_ascii() => 510,
        c if c.is_alphanumeric() => 560,
        _ => 1000,
    }
}

/// The words cut to fit.
pub fn fitted(text: &str, size: i64, room: i64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept, size) + advance(CUT) * size / 1000 > room {
            kept.pop();
            break;
        }
    }
    kept.truncate(kept.trim_end().len());
    kept.push(CUT);
    kept
}

/// The words in at most `most` lines; what does not fit is cut.
pub fn wrapped(text: &str, size: i64, room: i64, most: usize) -> Vec<String> {
    let mut words = text.split_whitespace().peekable();
    let mut lines = Vec::new();
    while lines.len() + 1 < most
        && let Some(word) = words.next()
    {
        let mut line = word.to_owned();
        while let Some(next) = words.next_if(|next| width(&format!("{line} {next}"), size) <= room) {
            line.push(' ');
            line.push_str(next);
        }
        lines.push(fitted(&line, size, room));
    }
    let rest = words.collect::<Vec<_>>().join(" ");
    if !rest.is_empty() {
        lines.push(fitted(&rest, size, room));
    }
    lines
}
