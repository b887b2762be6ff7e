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

/// A mark.
#[derive(Clone, Copy)]
struct Mark {
    style: Style,
    number: u32,
    /// Bytes of it.
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
        let opening = mark(line.text).filter(|mark| is_note(lines, at, mark, line.text));
        let call = opening.and_then(|mark| open.iter().rposition(|(other, _)| other.is(&mark)));
        if let (Some(mark), Some(call)) = (opening, call) {
            let words = line.text.get(mark.length..).unwrap_or_default().trim_start();
            let lead = line.text.chars().count() - words.chars().count();
            let (_, anchor) = open.remove(call);
            found.push(Called { line: at, lead, anchor });
            continue;
        }
        open.extend(calls(line.text).map(|(mark, before)| (mark, line.start + before.chars().count())));
        // No page calls more notes.
        let old = open.len().saturating_sub(MOST_OPEN);
        open.drain(..old);
    }
    found
}

/// Calls that wait for their note.
const MOST_OPEN: usize = 200;

/// A note has words; a line with a star is one only where nothing but such lines follows.
fn is_note(lines: &[Line<'_>], at: usize, mark: &Mark, text: &str) -> bool {
    let has_words = text.get(mark.length..).is_some_and(|words| words.contains(char::is_alphabetic));
    let rest = lines.get(at..).unwrap_or_default();
    has_words
        && (mark.style != Style::Star
            || (rest.len() <= 20 && rest.iter().all(|line| line.text.starts_with(['*', '(']))))
}

/// Marks right behind a word or figure, each with the text before it.
fn calls(text: &str) -> impl Iterator<Item = (Mark, &str)> {
    // The first bytes of what opens a mark.
    let may_open = |byte: u8| matches!(byte, b'[' | b'(' | b'*' | 0xc2 | 0xe2);
    text.bytes().enumerate().filter(move |(_, byte)| may_open(*byte)).filter_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let c = rest.chars().next().filter(|c| opens_mark(*c))?;
        let last = before.chars().next_back()?;
        let glued = letter::is_word(last) || matches!(last, ')' | '%' | '"' | '”' | ',' | '.');
        let mark = mark(rest).filter(|_| glued)?;
        let whole = mark.style != Style::Raised || raised(last).is_none();
        let power = mark.style == Style::Raised && is_power(before, c);
        let behind = rest.get(mark.length..).unwrap_or_default();
        let times = mark.style == Style::Star && behind.starts_with(char::is_alphanumeric);
        (whole && !power && !times).then_some((mark, before))
    })
}

/// `m²`, `km²`, `dm³`: a unit of measure.
fn is_power(before: &str, raised: char) -> bool {
    let Some(unit) = before.strip_suffix('m').filter(|_| matches!(raised, '²' | '³')) else { return false };
    let number = unit.strip_suffix(['k', 'd', 'c', 'm', 'h']).unwrap_or(unit);
    !number.ends_with(char::is_alphabetic)
}

fn opens_mark(c: char) -> bool {
    matches!(c, '[' | '(' | '*') || raised(c).is_some()
}

/// The mark that a text begins with; numbers of three digits and years are no marks.
fn mark(text: &str) -> Option<Mark> {
    let numbered = |style: Style, open: &str, value: fn(char) -> Option<u32>, close: &str| {
        let digits = text.strip_prefix(open)?;
        let behind = digits.trim_start_matches(|c| value(c).is_some());
        let (digits, rest) = digits.split_at(digits.len() - behind.len());
        let count = digits.chars().count();
        let number = digits.chars().filter_map(value).take(3).fold(0, |sum, digit| sum * 10 + digit);
        let length = text.len() - rest.strip_prefix(close)?.len();
        ((1..=2).contains(&count) && number > 0).then_some(Mark { style, number, length })
    };
    let starred = |open: &str, close: &str| {
        let stars = text.strip_prefix(open)?;
        let rest = stars.trim_start_matches('*');
        let number = u32::try_from(stars.len() - rest.len()).ok().filter(|stars| *stars > 0)?;
        Some(Mark { style: Style::Star, number, length: text.len() - rest.strip_prefix(close)?.len() })
    };
    let digit: fn(char) -> Option<u32> = |c| c.to_digit(10);
    match text.chars().next()? {
        '[' => numbered(Style::Square, "[", digit, "]"),
        '(' => starred("(", ")").or_else(|| numbered(Style::Round, "(", digit, ")")),
        '*' => starred("", ""),
        _ => numbered(Style::Raised, "", raised, ""),
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
