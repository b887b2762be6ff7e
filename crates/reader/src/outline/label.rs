//! The number or sign at the start of a heading, and how deep headings with it stand.

use viet::letter::reads;

/// What stands before a heading's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Depth among the kinds of label: a smaller rank stands above a greater one.
    pub(super) rank: u8,
    /// As printed, without the dot or bracket that closes it; brackets on both sides stay.
    pub(super) number: String,
    /// What its last part counts to, from one; none for signs.
    pub(super) count: Option<u32>,
    /// Bytes up to the heading's own words.
    pub(super) length: usize,
}

/// `Phụ lục 01`, `Biểu số 2`: what is attached to the report.
pub(super) const ANNEX: u8 = 0;
/// `Phần thứ nhất`, `Phần I`.
pub(super) const PART: u8 = 1;
/// `A.`
const CAPITAL: u8 = 2;
/// `I.`, and a line in capitals without a number.
pub(super) const ROMAN: u8 = 3;
/// `1.`; each further level (`1.1.`) is one deeper.
pub(super) const ARABIC: u8 = 4;
/// `(1)`, `1)`
pub(super) const BRACKETED: u8 = 9;
/// `a)`
pub(super) const LETTER: u8 = 10;
/// `a1)`, `(a)`, `(i)`
const SUBLETTER: u8 = 11;
/// A bold or styled line without a number.
pub(super) const BARE: u8 = 12;
/// `*`, then `-`, then `+`.
pub(super) const SIGN: u8 = 13;

/// Deepest `1.1.1.1.1`.
const MAX_DEPTH: u8 = 5;

/// The label at the start of a paragraph, whether or not the paragraph is a heading.
pub(super) fn label(text: &str) -> Option<Label> {
    annex(text)
        .or_else(|| part(text))
        .or_else(|| bracketed(text))
        .or_else(|| lettered(text))
        .or_else(|| numbered(text))
        .or_else(|| signed(text))
}

/// A number whose stop was forgotten (`II ĐÁNH GIÁ`, `3 Y tế`): a label only where the count before it says so.
pub(super) fn unstopped(text: &str) -> Option<Label> {
    let (number, words) = text.split_once([' ', '\t', '\u{a0}'])?;
    let words = words.trim_start();
    words.chars().next().filter(|c| c.is_uppercase())?;
    let (rank, count) = rank_of(number, None).filter(|(rank, _)| *rank != CAPITAL)?;
    Some(Label { rank, number: number.to_owned(), count: Some(count), length: text.len() - words.len() })
}

/// Bytes of the stops and blanks between a label and its words.
fn closing(rest: &str) -> usize {
    rest.len()
        - rest.trim_start_matches(['.', ':', ')', '/', '-', '–', ' ', '\t', '\u{a0}', '\n', '\r']).len()
}

/// Words that name what is attached (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8, and tables sent with reports).
const ANNEXES: [&[&str]; 5] =
    [&["phụ", "lục"], &["phụ", "biểu"], &["biểu", "mẫu"], &["mẫu", "biểu"], &["biểu"]];

/// `PHỤ LỤC`, `Phụ lục 01:`, `Biểu số 2.`, alone in their line or before a title.
fn annex(text: &str) -> Option<Label> {
    let first = text.split_whitespace().next()?;
    if !ANNEXES.iter().any(|name| name.first().is_some_and(|word| reads(bare(first), word))) {
        return None;
    }
    let first_line = text.lines().next()?;
    let words: Vec<&str> = first_line.split_whitespace().take(5).collect();
    let lower: Vec<String> = words.iter().map(|word| bare(word).to_lowercase()).collect();
    let name = ANNEXES
        .iter()
        .find(|name| name.len() <= lower.len() && name.iter().zip(&lower).all(|(a, b)| a == b))?;
    let so = usize::from(lower.get(name.len()).is_some_and(|word| word == "số"));
    let number = lower.get(name.len() + so).map(String::as_str).unwrap_or_default();
    let counted = counted(&number.to_uppercase());
    let named = words.len() == name.len() && so == 0;
    if !named && counted.is_none() {
        return None;
    }
    let taken = name.len() + so + usize::from(counted.is_some());
    let last = words.get(taken.checked_sub(1)?)?;
    let from = words
        .iter()
        .take(taken - 1)
        .try_fold(0, |at, word| Some(text.get(at..)?.find(word)? + at + word.len()))?;
    let end = from + text.get(from..)?.find(last)? + bare(last).len();
    let after = text.get(end..)?;
    // `Biểu số 2 kèm theo cho thấy` is a sentence.
    let runs_on = after.trim_start().starts_with(char::is_lowercase)
        && closing(after) == after.len() - after.trim_start().len();
    (!runs_on).then(|| Label {
        rank: ANNEX,
        number: text.get(..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
        count: counted,
        length: end + closing(after),
    })
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(['.', ':', ')', '-', '–', ','])
}

const ORDINALS: [&str; 10] = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
/// Cardinals count parts when nothing else stands in the line: `PHẦN MỘT`.
const CARDINALS: [&str; 5] = ["một", "hai", "ba", "bốn", "năm"];

fn part(text: &str) -> Option<Label> {
    let mut words = text.split_whitespace();
    if !reads(words.next()?, "phần") {
        return None;
    }
    let second = words.next()?;
    let last = if second.to_lowercase() == "thứ" { words.next()? } else { second };
    let ordinal = bare(last);
    let lower = ordinal.to_lowercase();
    let in_words = |list: &[&str]| list.iter().zip(1..).find(|(word, _)| **word == lower).map(|(_, n)| n);
    let alone = words.next().is_none() || second.chars().all(|c| !c.is_lowercase());
    let count = match () {
        () if last != second => {
            in_words(&ORDINALS).or_else(|| in_words(&CARDINALS)).or_else(|| counted(ordinal))
        }
        () => counted(ordinal).or_else(|| in_words(&CARDINALS).filter(|_| alone)),
    };
    let end = text.find(last)? + ordinal.len();
    let number = text.get(..end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Label { rank: PART, number, count: Some(count?), length: end + closing(text.get(end..)?) })
}

/// Digits, a Roman number or a capital letter.
fn counted(number: &str) -> Option<u32> {
    if number.is_empty() || number.len() > 5 {
        return None;
    }
    let digits =
        || number.parse().ok().filter(|_| number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit()));
    let letter =
        || number.chars().next().filter(|c| number.len() == 1 && c.is_ascii_uppercase()).map(position);
    roman(number).or_else(digits).or_else(letter)
}

/// The place of a letter in the alphabet, from one; `đ` follows `d`.
fn position(letter: char) -> u32 {
    match letter.to_ascii_lowercase() {
        'đ' => 5,
        after @ 'e'..='z' => u32::from(after) - u32::from('a') + 2,
        other => u32::from(other).saturating_sub(u32::from('a')) + 1,
    }
}

/// The value of a Roman number up to 39, written by the rules.
fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = text.trim_start_matches('X');
    let tens = u32::try_from(text.len() - ones.len()).ok().filter(|tens| *tens <= 3)?;
    let ones = ONES.iter().zip(0..).find(|(written, _)| **written == ones).map(|(_, n)| n)?;
    Some(10 * tens + ones).filter(|n| *n > 0)
}

/// `(1)`, `(a)`, `(i)`.
fn bracketed(text: &str) -> Option<Label> {
    let (inner, rest) = text.strip_prefix('(')?.split_once(')')?;
    let number = format!("({inner})");
    let length = number.len() + closing(rest);
    let digits = inner.len() <= 2 && inner.chars().all(|c| c.is_ascii_digit());
    let mut letters = inner.chars();
    let letter = letters.next().filter(|c| c.is_lowercase() && letters.next().is_none());
    let small_roman = matches!(inner, "ii" | "iii" | "iv" | "vi");
    let (rank, count) = match letter {
        _ if inner.is_empty() => return None,
        _ if digits => (BRACKETED, inner.parse().ok()?),
        Some(letter) => (SUBLETTER, if letter == 'i' { 1 } else { position(letter) }),
        None if small_roman => (SUBLETTER, roman(&inner.to_uppercase())?),
        None => return None,
    };
    Some(Label { rank, number, count: Some(count), length })
}

/// `I.`, `A.`, `1.`, `1.1.`, `1.1 Title`, `I.1.`, `1)`, `2/`; a blank before a stop is forgiven.
fn numbered(text: &str) -> Option<Label> {
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let head_length = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let head = text.get(..head_length)?;
    let number = head.trim_end_matches('.');
    // `1.Title` runs into its words: cut where the letters begin.
    let number = match number.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) if at > 0 => number.get(..at)?.trim_end_matches('.'),
        _ => number,
    };
    let number = runs_into(text, number).unwrap_or(number);
    let after = text.get(number.len()..)?;
    let stop = after.trim_start().chars().next().filter(|c| matches!(c, '.' | ')' | '/'));
    let (rank, count) = rank_of(number, stop)?;
    let words = after.get(closing(after)..)?;
    let opens_word =
        words.chars().next().is_some_and(|c| viet::letter::is_letter(c) || matches!(c, '(' | '"' | '“'));
    let capital = words.chars().next().is_some_and(char::is_uppercase);
    let glued = closing(after) == 0;
    let accepted = opens_word && !glued && (stop.is_some() || (rank > ARABIC && capital));
    accepted.then(|| Label {
        rank,
        number: number.to_owned(),
        count: Some(count),
        length: number.len() + closing(after),
    })
}

/// The number in `II.ĐÁNH GIÁ` or `A.KINH TẾ`, which letters without an accent would hide.
fn runs_into<'t>(text: &'t str, number: &str) -> Option<&'t str> {
    let (first, rest) = text.split_once('.')?;
    let letters = first.len() < number.len() && first.chars().all(|c| c.is_ascii_uppercase());
    (letters && rest.starts_with(|c: char| c.is_uppercase()) && counted(first).is_some()).then_some(first)
}

/// How deep a number stands and what its last part counts to. `I.1.` stands where `1.` does.
fn rank_of(number: &str, stop: Option<char>) -> Option<(u8, u32)> {
    if let Some(count) = roman(number) {
        return Some((ROMAN, count));
    }
    if number.len() == 1 && number.chars().all(|c| c.is_ascii_uppercase()) {
        return counted(number).map(|count| (CAPITAL, count));
    }
    let digits = match number.split_once('.') {
        Some((first, rest)) if counted(first).is_some() && first.chars().all(|c| c.is_ascii_uppercase()) => {
            rest
        }
        _ => number,
    };
    let fits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !digits.split('.').all(fits) {
        return None;
    }
    let depth = u8::try_from(digits.split('.').count()).ok().filter(|depth| *depth <= MAX_DEPTH)?;
    let count = digits.rsplit('.').next()?.parse().ok()?;
    Some((if depth == 1 && stop == Some(')') { BRACKETED } else { ARABIC + depth - 1 }, count))
}

/// `a)`, `đ.`, `a1)`, `1.a)`.
fn lettered(text: &str) -> Option<Label> {
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let lead = if text.get(..lead)?.ends_with('.') && lead <= 6 { lead } else { 0 };
    let letter = text.get(lead..)?.chars().next().filter(|c| c.is_lowercase())?;
    let digits: String =
        text.get(lead + letter.len_utf8()..)?.chars().take_while(char::is_ascii_digit).collect();
    let end = lead + letter.len_utf8() + digits.len();
    let after = text.get(end..)?;
    let stop = after.chars().next()?;
    let opens = after.get(closing(after)..)?.chars().next().is_some_and(viet::letter::is_letter);
    let stops = if lead > 0 { &[')'][..] } else { &[')', '.', '/'] };
    if digits.len() > 1 || !opens || !stops.contains(&stop) {
        return None;
    }
    let rank = if digits.is_empty() { LETTER } else { SUBLETTER };
    let count = digits.parse().unwrap_or(position(letter));
    Some(Label {
        rank,
        count: Some(count),
        length: end + closing(after),
        number: text.get(..end)?.to_owned(),
    })
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
    words.chars().next().filter(|c| viet::letter::is_word(*c))?;
    Some(Label { rank, number: sign.to_string(), count: None, length: text.len() - words.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let table = [
            ("Phần thứ nhất", Some((PART, "Phần thứ nhất", 1, ""))),
            ("PHẦN II. NHIỆM VỤ", Some((PART, "PHẦN II", 2, "NHIỆM VỤ"))),
            ("PHẦN HAI", Some((PART, "PHẦN HAI", 2, ""))),
            ("Phần hai bên đường", None),
            ("Phần lớn các hộ", None),
            ("Phụ lục 01", Some((ANNEX, "Phụ lục 01", 1, ""))),
            ("PHỤ LỤC II: CHỈ TIÊU", Some((ANNEX, "PHỤ LỤC II", 2, "CHỈ TIÊU"))),
            ("Biểu số 2. Thu ngân sách", Some((ANNEX, "Biểu số 2", 2, "Thu ngân sách"))),
            ("Phụ lục", Some((ANNEX, "Phụ lục", 0, ""))),
            ("Biểu số 2 kèm theo cho thấy", None),
            ("Phụ lục kèm theo", None),
            ("A. KINH TẾ", Some((CAPITAL, "A", 1, "KINH TẾ"))),
            ("A.KINH TẾ", Some((CAPITAL, "A", 1, "KINH TẾ"))),
            ("IV. ĐÁNH GIÁ", Some((ROMAN, "IV", 4, "ĐÁNH GIÁ"))),
            ("II.AN NINH", Some((ROMAN, "II", 2, "AN NINH"))),
            ("II/ Đánh giá", Some((ROMAN, "II", 2, "Đánh giá"))),
            ("1. Về kinh tế", Some((ARABIC, "1", 1, "Về kinh tế"))),
            ("1.Về kinh tế", Some((ARABIC, "1", 1, "Về kinh tế"))),
            ("1 . Về kinh tế", Some((ARABIC, "1", 1, "Về kinh tế"))),
            ("2.1.3. Lúa", Some((ARABIC + 2, "2.1.3", 3, "Lúa"))),
            ("2.1 Lúa", Some((ARABIC + 1, "2.1", 1, "Lúa"))),
            ("I.2. Lúa", Some((ARABIC, "I.2", 2, "Lúa"))),
            ("2.1 tỷ đồng", None),
            ("15.000 ha", None),
            ("23 C", None),
            ("30/4 năm nay", None),
            ("(10) Sơ kết", Some((BRACKETED, "(10)", 10, "Sơ kết"))),
            ("3) Sơ kết", Some((BRACKETED, "3", 3, "Sơ kết"))),
            ("đ) Tái định cư", Some((LETTER, "đ", 5, "Tái định cư"))),
            ("a. Nông nghiệp", Some((LETTER, "a", 1, "Nông nghiệp"))),
            ("1.b) Nông nghiệp", Some((LETTER, "1.b", 2, "Nông nghiệp"))),
            ("- Lâm nghiệp:", Some((SIGN + 1, "-", 0, "Lâm nghiệp:"))),
            ("+ Vốn tỉnh", Some((SIGN + 2, "+", 0, "Vốn tỉnh"))),
            ("Trong quý I", None),
            ("", None),
        ];
        for (text, expected) in table {
            let found = label(text);
            let shown =
                found.as_ref().map(|l| (l.rank, l.number.as_str(), l.count.unwrap_or(0), &text[l.length..]));
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn roman_numbers() {
        let table = [("I", 1), ("IV", 4), ("IX", 9), ("X", 10), ("XIV", 14), ("XX", 20), ("XXXIX", 39)];
        for (text, value) in table {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        assert_eq!([roman(""), roman("IIX"), roman("VV"), roman("XXXX"), roman("A")], [None; 5]);
    }
}
