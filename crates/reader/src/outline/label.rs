//! The number or sign at the start of a heading, and how deep headings with it stand.

/// What stands before a heading's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Depth among the kinds of label: a smaller rank stands above a greater one.
    pub(super) rank: u8,
    /// As printed, without the dot or bracket that closes it; brackets on both sides stay.
    pub(super) number: String,
    /// Bytes up to the heading's own words.
    pub(super) length: usize,
}

/// `Phần thứ nhất`, `Phần I`.
pub(super) const PART: u8 = 1;
/// `A.`
const CAPITAL: u8 = 2;
/// `I.`, and a line in capitals without a number.
pub(super) const ROMAN: u8 = 3;
/// `1.`; each further level (`1.1.`) is one deeper.
const ARABIC: u8 = 4;
/// `(1)`, `1)`
const BRACKETED: u8 = 9;
/// `a)`
const LETTER: u8 = 10;
/// A bold or styled line without a number.
pub(super) const BARE: u8 = 12;
/// `*`, then `-`, then `+`.
pub(super) const SIGN: u8 = 13;

/// The label at the start of a paragraph, whether or not the paragraph is a heading.
pub(super) fn label(text: &str) -> Option<Label> {
    part(text)
        .or_else(|| bracketed(text))
        .or_else(|| numbered(text))
        .or_else(|| lettered(text))
        .or_else(|| signed(text))
}

const ORDINALS: [&str; 7] = ["nhất", "hai", "ba", "tư", "bốn", "năm", "sáu"];

fn part(text: &str) -> Option<Label> {
    let mut words = text.split_whitespace();
    if words.next()?.to_lowercase() != "phần" {
        return None;
    }
    let bare = |word: &str| word.trim_end_matches(['.', ':', ')', '-', '–']).to_owned();
    let second = words.next()?;
    let last = if second.to_lowercase() == "thứ" { words.next()? } else { second };
    let ordinal = bare(last);
    let counted = ordinal.chars().all(|c| c.is_ascii_digit()) || is_roman(&ordinal);
    let known = ORDINALS.contains(&ordinal.to_lowercase().as_str()) || counted;
    if !known || ordinal.is_empty() || (last == second && !counted) {
        return None;
    }
    let end = text.find(last)? + ordinal.len();
    let number = text.get(..end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Label { rank: PART, number, length: end + closing(text.get(end..)?) })
}

/// Bytes of the stops and blanks between a label and its words.
fn closing(rest: &str) -> usize {
    rest.len()
        - rest.trim_start_matches(['.', ':', ')', '/', '-', '–', ' ', '\t', '\u{a0}', '\n', '\r']).len()
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// `(1)`, `(a)`, `(i)`.
fn bracketed(text: &str) -> Option<Label> {
    let (inner, rest) = text.strip_prefix('(')?.split_once(')')?;
    let digits = inner.len() <= 2 && inner.chars().all(|c| c.is_ascii_digit());
    let letter = inner.chars().count() == 1 && inner.chars().all(char::is_lowercase);
    if inner.is_empty() || !(digits || letter || inner == "ii" || inner == "iii") {
        return None;
    }
    let number = format!("({inner})");
    let length = number.len() + closing(rest);
    Some(Label { rank: if digits { BRACKETED } else { LETTER + 1 }, number, length })
}

/// `I.`, `A.`, `1.`, `1.1.`, `1.1 Title`, `1)`, `2/`; a blank before the stop is forgiven.
fn numbered(text: &str) -> Option<Label> {
    let head_length = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let head = text.get(..head_length)?;
    let number = head.trim_end_matches('.');
    // `1.Title` runs into its words: cut where the letters begin.
    let number = match number.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) if at > 0 => number.get(..at)?.trim_end_matches('.'),
        _ => number,
    };
    let after = text.get(number.len()..)?;
    let stop = after.trim_start().chars().next().filter(|c| matches!(c, '.' | ')' | '/'));
    let words = after.get(closing(after)..)?;
    let opens_word = words.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '"' | '“'));
    let rank = rank_of(number, stop)?;
    let capital = words.chars().next().is_some_and(char::is_uppercase);
    let glued = closing(after) == 0;
    let accepted = opens_word && !glued && (stop.is_some() || (rank > ARABIC && capital));
    accepted.then(|| Label { rank, number: number.to_owned(), length: number.len() + closing(after) })
}

fn rank_of(number: &str, stop: Option<char>) -> Option<u8> {
    if is_roman(number) {
        return Some(ROMAN);
    }
    if number.len() == 1 && number.chars().all(|c| c.is_ascii_uppercase()) {
        return Some(CAPITAL);
    }
    let parts: Vec<&str> = number.split('.').collect();
    let fits = parts.iter().all(|p| (1..=2).contains(&p.len()) && p.chars().all(|c| c.is_ascii_digit()));
    let depth = u8::try_from(parts.len()).ok().filter(|depth| fits && *depth <= 5)?;
    Some(if depth == 1 && stop == Some(')') { BRACKETED } else { ARABIC + depth - 1 })
}

/// `a)`, `đ.`, `a1)`.
fn lettered(text: &str) -> Option<Label> {
    let mut chars = text.chars();
    let letter = chars.next().filter(|c| c.is_lowercase())?;
    let digits: String = chars.clone().take_while(char::is_ascii_digit).collect();
    let number = format!("{letter}{digits}");
    let after = text.get(number.len()..)?;
    let stop = after.chars().next()?;
    let opens = after.get(closing(after)..)?.chars().next().is_some_and(char::is_alphabetic);
    if digits.len() > 1 || !opens || !matches!(stop, ')' | '.' | '/') {
        return None;
    }
    let rank = if digits.is_empty() { LETTER } else { LETTER + 1 };
    Some(Label { rank, length: number.len() + closing(after), number })
}

fn signed(text: &str) -> Option<Label> {
    let sign = text.chars().next()?;
    let rank = match sign {
        '*' => SIGN,
        '-' | '–' | '—' | '•' | '▪' | '●' => SIGN + 1,
        '+' => SIGN + 2,
        _ => return None,
    };
    let after = text.get(sign.len_utf8()..)?;
    let words = after.trim_start();
    words.chars().next().filter(|c| c.is_alphanumeric())?;
    Some(Label { rank, number: sign.to_string(), length: text.len() - words.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let table = [
            ("Phần thứ nhất", Some((PART, "Phần thứ nhất", ""))),
            ("PHẦN II. NHIỆM VỤ", Some((PART, "PHẦN II", "NHIỆM VỤ"))),
            ("Phần lớn các hộ", None),
            ("A. KINH TẾ", Some((CAPITAL, "A", "KINH TẾ"))),
            ("IV. ĐÁNH GIÁ", Some((ROMAN, "IV", "ĐÁNH GIÁ"))),
            ("II/ Đánh giá", Some((ROMAN, "II", "Đánh giá"))),
            ("1. Về kinh tế", Some((ARABIC, "1", "Về kinh tế"))),
            ("1.Về kinh tế", Some((ARABIC, "1", "Về kinh tế"))),
            ("1 . Về kinh tế", Some((ARABIC, "1", "Về kinh tế"))),
            ("2.1.3. Lúa", Some((ARABIC + 2, "2.1.3", "Lúa"))),
            ("2.1 Lúa", Some((ARABIC + 1, "2.1", "Lúa"))),
            ("2.1 tỷ đồng", None),
            ("15.000 ha", None),
            ("23 C", None),
            ("30/4 năm nay", None),
            ("(10) Sơ kết", Some((BRACKETED, "(10)", "Sơ kết"))),
            ("3) Sơ kết", Some((BRACKETED, "3", "Sơ kết"))),
            ("đ) Tái định cư", Some((LETTER, "đ", "Tái định cư"))),
            ("a. Nông nghiệp", Some((LETTER, "a", "Nông nghiệp"))),
            ("- Lâm nghiệp:", Some((SIGN + 1, "-", "Lâm nghiệp:"))),
            ("+ Vốn tỉnh", Some((SIGN + 2, "+", "Vốn tỉnh"))),
            ("Trong quý I", None),
            ("", None),
        ];
        for (text, expected) in table {
            let found = label(text);
            let shown = found.as_ref().map(|l| (l.rank, l.number.as_str(), &text[l.length..]));
            assert_eq!(shown, expected, "{text}");
        }
    }
}
