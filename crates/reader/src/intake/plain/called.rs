//! Footnotes that kept their marks: `[1]`, `(1)`, `¹`, `*` right behind a word, and a line below that begins with
//! the same mark.

use super::Line;
use viet::letter;

/// How a mark is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Square,
    Round,
    Raised,
    Star,
}

/// A mark at a place in scalar values.
#[derive(Clone, Copy)]
struct Mark {
    style: Style,
    number: u32,
    /// Scalar values of it.
    length: usize,
}

impl Mark {
    fn is(&self, other: &Self) -> bool {
        self.style == other.style && self.number == other.number
    }
}

/// A line that begins a note.
pub(super) struct Called {
    /// Its index.
    pub line: usize,
    /// Scalar values of its mark with the blanks behind it.
    pub lead: usize,
    /// Where the mark stands in the body.
    pub anchor: usize,
}

/// Lines that begin with a mark that was called before them, in order. A call serves one line, and the lines of
/// a style count upwards: what counts alike without a call is a list.
pub(super) fn called(lines: &[Line<'_>]) -> Vec<Called> {
    let mut open: Vec<(Mark, usize)> = Vec::new();
    let mut found: Vec<Called> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let chars: Vec<char> = line.text.chars().collect();
        let opening = mark(&chars, 0).filter(|mark| is_note(lines, at, mark, &chars));
        let call = opening.and_then(|mark| open.iter().rposition(|(other, _)| other.is(&mark)));
        if let (Some(mark), Some(call)) = (opening, call) {
            let blanks = chars.iter().skip(mark.length).take_while(|c| c.is_whitespace()).count();
            let (_, anchor) = open.remove(call);
            found.push(Called { line: at, lead: mark.length + blanks, anchor });
            continue;
        }
        open.extend(calls(&chars).map(|(mark, place)| (mark, line.start + place)));
        // No page calls more notes.
        let old = open.len().saturating_sub(MOST_OPEN);
        open.drain(..old);
    }
    found
}

/// Calls that wait for their note.
const MOST_OPEN: usize = 200;

/// A note has words; a line with a star is one only where nothing but such lines follows.
fn is_note(lines: &[Line<'_>], at: usize, mark: &Mark, chars: &[char]) -> bool {
    let has_words = chars.iter().skip(mark.length).any(|c| c.is_alphabetic());
    let rest = lines.get(at..).unwrap_or_default();
    has_words
        && (mark.style != Style::Star
            || (rest.len() <= 20 && rest.iter().all(|line| line.text.starts_with(['*', '(']))))
}

/// Marks right behind a word or figure.
fn calls(chars: &[char]) -> impl Iterator<Item = (Mark, usize)> {
    (1..chars.len()).filter_map(|at| {
        chars.get(at).filter(|c| opens_mark(**c))?;
        let before = *chars.get(at - 1)?;
        let glued = letter::is_word(before) || matches!(before, ')' | '%' | '"' | '”' | ',' | '.');
        let mark = mark(chars, at).filter(|_| glued)?;
        let whole = mark.style != Style::Raised || raised(before).is_none();
        let power = mark.style == Style::Raised && is_power(chars, at);
        let times =
            mark.style == Style::Star && chars.get(at + mark.length).is_some_and(|c| c.is_alphanumeric());
        (whole && !power && !times).then_some((mark, at))
    })
}

/// `m²`, `km²`, `dm³`: a unit of measure.
fn is_power(chars: &[char], at: usize) -> bool {
    let before = |by: usize| at.checked_sub(by).and_then(|i| chars.get(i)).copied();
    let metre = before(1) == Some('m') && matches!(chars.get(at), Some('²' | '³'));
    let start = if matches!(before(2), Some('k' | 'd' | 'c' | 'm' | 'h')) { 3 } else { 2 };
    metre && before(start).is_none_or(|c| !c.is_alphabetic())
}

fn opens_mark(c: char) -> bool {
    matches!(c, '[' | '(' | '*') || raised(c).is_some()
}

/// The mark that stands at a place; numbers of three digits and years are no marks.
fn mark(chars: &[char], at: usize) -> Option<Mark> {
    let digits = |from: usize, value: fn(char) -> Option<u32>| {
        let found: Vec<u32> = chars.iter().skip(from).map_while(|c| value(*c)).take(3).collect();
        let number = found.iter().fold(0, |sum, digit| sum * 10 + digit);
        ((1..=2).contains(&found.len()) && number > 0).then_some((number, found.len()))
    };
    let enclosed = |close: char, style: Style| {
        let (number, length) = digits(at + 1, |c| c.to_digit(10))?;
        (chars.get(at + 1 + length) == Some(&close)).then_some(Mark { style, number, length: length + 2 })
    };
    let stars = |from: usize| chars.iter().skip(from).take_while(|c| **c == '*').count();
    match chars.get(at)? {
        '[' => enclosed(']', Style::Square),
        '(' if chars.get(at + 1) == Some(&'*') => {
            let count = stars(at + 1);
            let closed = chars.get(at + 1 + count) == Some(&')');
            closed.then_some(Mark {
                style: Style::Star,
                number: u32::try_from(count).ok()?,
                length: count + 2,
            })
        }
        '(' => enclosed(')', Style::Round),
        '*' => {
            let count = stars(at);
            Some(Mark { style: Style::Star, number: u32::try_from(count).ok()?, length: count })
        }
        _ => {
            let (number, length) = digits(at, raised)?;
            Some(Mark { style: Style::Raised, number, length })
        }
    }
}

fn raised(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' | '⁴'..='⁹' => Some(c as u32 - '⁰' as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::intake;

    /// Each note as `words before its mark ^ its text`.
    fn notes(text: &str) -> Vec<String> {
        let source = intake("a.txt", text.as_bytes()).unwrap();
        let chars: Vec<char> = source.text.chars().collect();
        let slice = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
        let shown = |note: &model::Note| {
            let anchor = note.anchor.unwrap();
            format!("{} ^ {}", slice(anchor.saturating_sub(6), anchor), slice(note.start, note.end))
        };
        source.notes.iter().map(shown).collect()
    }

    #[test]
    fn notes_are_joined_to_the_marks_that_call_them() {
        let table: [(&str, &[&str]); 10] = [
            (
                "Trồng 45 ha rừng[1] trong vụ.\n[1] Xã An Lộc 20 ha, xã Bình Lâm 25 ha.",
                &["a rừng ^ Xã An Lộc 20 ha, xã Bình Lâm 25 ha."],
            ),
            (
                "Có 12 hộ(1) vay 3 tỷ đồng(2).\n(1) Hộ nghèo.\n(2) Ngân hàng chính sách.",
                &[" 12 hộ ^ Hộ nghèo.", "ỷ đồng ^ Ngân hàng chính sách."],
            ),
            (
                "Mở 3 lớp¹ tại xã.\nTrang sau.\n¹ Lớp may và lớp\nđan lát.\nNội dung khác.",
                &[" 3 lớp ^ Lớp may và lớp\nđan lát."],
            ),
            ("Đạt 45 tấn* trong kỳ.\n* Số ước tính.", &["45 tấn ^ Số ước tính."]),
            // Lists, years, units of measure, headings.
            ("Nhiệm vụ gồm:\n(1) Rà soát đất.\n(2) Giao rừng.", &[]),
            ("Theo Nghị quyết [2020] về rừng.\n[1] Danh sách.", &[]),
            ("Diện tích 45 m² đất.\n² Ghi chú.", &[]),
            ("Có hai việc: (1) làm đường; (2) làm cầu.\n(1) Làm đường.\n(2) Làm cầu.", &[]),
            ("* Trồng trọt\nTrồng 45 ha.\n* Chăn nuôi\nNuôi 12 con.", &[]),
            ("Cấp giấy(1) cho dân.\n1. Đất đai\n2. Rừng", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(notes(text), expected, "{text}");
        }
    }
}
