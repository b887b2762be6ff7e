//! The encodings of Vietnamese before Unicode, still met in files: which one a font or a text is in, and what it says.
//!
//! Such text reaches us as bytes ([`widen`] makes characters of them) or as the characters that Windows-1252
//! shows for those bytes: `C«ng t¸c` is `Công tác` in TCVN3. Everything here takes such characters.

mod charts;
mod recognise;
mod viqr;

pub use recognise::{recognise, recognise_each, restore};

use charts::{TCVN3, VISCII, VNI_LETTERS, VNI_MARKS, VPS, WINDOWS_1252, WINDOWS_1258};

/// An encoding of Vietnamese before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// TCVN 5712:1993 (ABC): one code a letter; fonts such as `.VnTime`.
    Tcvn3,
    /// The same in a font that draws capitals for small letters, such as `.VnTimeH`.
    Tcvn3Capitals,
    /// VNI: a letter and the code of its mark; fonts such as `VNI-Times`.
    Vni,
    /// VISCII (RFC 1456): one code a letter.
    Viscii,
    /// VPS: one code a letter; fonts such as `VPS Times`.
    Vps,
    /// Windows-1258: a letter and a combining tone.
    Windows1258,
    /// VIQR (RFC 1456): marks written as signs, `tie^'ng Vie^.t`.
    Viqr,
}

/// The encoding that a font draws, by its name; none for a font of Unicode.
///
/// ```
/// use viet::legacy::{Encoding, of_font};
/// assert_eq!(of_font(".VnTimeH"), Some(Encoding::Tcvn3Capitals));
/// assert_eq!(of_font("VNI-Times"), Some(Encoding::Vni));
/// assert_eq!(of_font("Times New Roman"), None);
/// ```
pub fn of_font(name: &str) -> Option<Encoding> {
    let name = name.trim().trim_matches(['"', '\'']).to_lowercase();
    let bare = ["vntime", "vntimeh", "vnarial", "vnarialh"].contains(&name.as_str());
    if name.starts_with(".vn") || bare {
        let capitals = name.ends_with('h');
        return Some(if capitals { Encoding::Tcvn3Capitals } else { Encoding::Tcvn3 });
    }
    [("vni", Encoding::Vni), ("vps", Encoding::Vps)].into_iter().find_map(|(maker, encoding)| {
        let rest = name.strip_prefix(maker)?;
        (rest.is_empty() || rest.starts_with(['-', ' ', '_'])).then_some(encoding)
    })
}

/// Bytes as the characters that Windows-1252 shows for them.
pub fn widen(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| chart(&WINDOWS_1252, 0x80, *byte).unwrap_or(char::from(*byte))).collect()
}

impl Encoding {
    /// What the text says, composed (NFC). Characters that are no codes of the encoding stay as they are.
    ///
    /// ```
    /// use viet::legacy::Encoding;
    /// assert_eq!(Encoding::Tcvn3.decode("C«ng t¸c"), "Công tác");
    /// assert_eq!(Encoding::Vni.decode("Coâng taùc"), "Công tác");
    /// assert_eq!(Encoding::Viqr.decode("Co^ng ta'c"), "Công tác");
    /// ```
    pub fn decode(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => text.split_inclusive('\n').map(tcvn3).collect(),
            Self::Tcvn3Capitals => Self::Tcvn3.decode(text).to_uppercase(),
            Self::Vni => vni(text),
            Self::Viscii => by_code(text, |byte| viscii_control(byte).or_else(|| chart(&VISCII, 0x80, byte))),
            Self::Vps => by_code(text, |byte| chart(&VPS, 0x80, byte)),
            Self::Windows1258 => crate::fold::nfc(&by_code(text, windows_1258)),
            Self::Viqr => viqr::decode(text),
        }
    }
}

/// One line. TCVN3 has small letters only where a letter has a tone: a line in capitals gets its capitals back.
fn tcvn3(line: &str) -> String {
    let says = by_code(line, |byte| chart(&TCVN3, 0xa0, byte));
    let capitals = line.chars().filter(char::is_ascii_uppercase).count() > 1;
    let small = line.contains(|c: char| c.is_ascii_lowercase());
    if capitals && !small { says.to_uppercase() } else { says }
}

/// The character of a chart whose first row begins at `first`.
fn chart(rows: &[[char; 16]], first: u8, byte: u8) -> Option<char> {
    let at = usize::from(byte.checked_sub(first)?);
    rows.get(at / 16)?.get(at % 16).copied()
}

fn by_code(text: &str, letter: impl Fn(u8) -> Option<char>) -> String {
    text.chars().map(|c| code(c).and_then(&letter).unwrap_or(c)).collect()
}

/// The byte that a character stands for: itself below 256, by Windows-1252 or Windows-1258, or in the private use area
/// where Word keeps the codes of symbol fonts.
fn code(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(c) {
        return Some(byte);
    }
    if matches!(c, '\u{f020}'..='\u{f0ff}') {
        return u8::try_from(u32::from(c) & 0xff).ok();
    }
    let in_1252 = (0x80..0xa0).zip(WINDOWS_1252.as_flattened());
    let in_1258 = WINDOWS_1258.iter().map(|(byte, c)| (*byte, c));
    in_1252.chain(in_1258).find_map(|(byte, shown)| (*shown == c).then_some(byte))
}

fn windows_1258(byte: u8) -> Option<char> {
    WINDOWS_1258.iter().find_map(|(code, c)| (*code == byte).then_some(*c))
}

/// Six capitals of VISCII stand where no text has control codes.
fn viscii_control(byte: u8) -> Option<char> {
    match byte {
        0x02 => Some('Ẳ'),
        0x05 => Some('Ẵ'),
        0x06 => Some('Ẫ'),
        0x14 => Some('Ỷ'),
        0x19 => Some('Ỹ'),
        0x1e => Some('Ỵ'),
        _ => None,
    }
}

/// A mark counts after a vowel that carries marks of its own; elsewhere it is no mark.
fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_vowel = false;
    for c in text.chars() {
        let c = code(c).map_or(c, char::from);
        let small = c.to_lowercase().next().unwrap_or(c);
        let mark = VNI_MARKS.iter().find(|(sign, _)| after_vowel && *sign == small);
        if let Some((_, mark)) = mark {
            out.push_str(mark);
            after_vowel = false;
            continue;
        }
        let letter = VNI_LETTERS.iter().find_map(|(sign, letter)| (*sign == c).then_some(*letter));
        out.push(letter.unwrap_or_else(|| chart(&WINDOWS_1252, 0x80, code(c).unwrap_or(0)).unwrap_or(c)));
        after_vowel = matches!(small, 'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö');
    }
    crate::fold::nfc(&out)
}

#[cfg(test)]
mod tests;
