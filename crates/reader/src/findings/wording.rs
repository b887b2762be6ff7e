//! Faults of the text itself that point to pasting: words of another period, doubled words, broken letters,
//! lost footnote marks, figures in a heading.

use crate::scalars::Scalars;
use model::{Document, Fact, OutlineItem, PeriodKind, Severity, SourceText, TextFinding};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use unicode_normalization::is_nfc;

pub(super) fn faults(
    source: &SourceText,
    document: &Document,
    outline: &[OutlineItem],
    facts: &[Fact],
) -> Vec<TextFinding> {
    let scalars = Scalars::new(&source.text);
    let pairs = Pairs { text: &source.text, counts: OnceCell::new() };
    let mut found = Vec::new();
    for block in &source.blocks {
        let text = scalars.block(block);
        found.extend(period_words(text, block.start, document));
        found.extend(doubled_words(text, block.start, &pairs));
        if !is_nfc(text) {
            found.push(finding(
                "unicode-form",
                Severity::Info,
                (block.start, block.end),
                "Đoạn văn dùng dấu tiếng Việt dạng tổ hợp, tìm kiếm sẽ không thấy chữ.".to_owned(),
                "Gõ lại đoạn này hoặc chuyển sang Unicode dựng sẵn.",
            ));
        }
    }
    found.extend(lost_marks(source));
    found.extend(outline.iter().filter_map(|item| figures_in_heading(item, facts)));
    found
}

fn finding(rule: &str, severity: Severity, at: (usize, usize), says: String, hint: &str) -> TextFinding {
    let (start, end) = at;
    TextFinding {
        rule: rule.to_owned(),
        severity,
        says,
        hint: hint.to_owned(),
        evidence: Vec::new(),
        start,
        end,
    }
}

/// `trong tháng` without a number in a report of a longer period.
fn period_words(text: &str, start: usize, document: &Document) -> Vec<TextFinding> {
    let name = match document.period.map(model::Period::kind) {
        Some(PeriodKind::Quarter) => "quý",
        Some(PeriodKind::HalfYear) => "6 tháng",
        Some(PeriodKind::NineMonths) => "9 tháng",
        Some(PeriodKind::Year) => "năm",
        Some(PeriodKind::Month) | None => return Vec::new(),
    };
    const PHRASES: [&str; 2] = ["trong tháng", "Trong tháng"];
    let mut found = Vec::new();
    for phrase in PHRASES {
        let (mut counted_to, mut counted) = (0, start);
        for (at, _) in text.match_indices(phrase) {
            let rest = text.get(at + phrase.len()..).unwrap_or_default().trim_start();
            let other = rest.starts_with(|c: char| c.is_ascii_digit())
                || ["tới", "sau", "tiếp theo", "trước"].iter().any(|word| rest.starts_with(word));
            if !other {
                let from = counted + text.get(counted_to..at).map_or(0, |part| part.chars().count());
                (counted_to, counted) = (at, from);
                let says =
                    format!("Báo cáo {name} nhưng viết “trong tháng”: số liệu có thể chỉ là của một tháng.");
                found.push(finding(
                    "period-words",
                    Severity::Warning,
                    (from, from + phrase.chars().count()),
                    says,
                    "Hỏi đơn vị cung cấp: số liệu này tính cho cả kỳ báo cáo hay chỉ một tháng?",
                ));
            }
        }
    }
    found
}

/// Words that Vietnamese doubles on purpose.
const REDUPLICATED: &str = "dần luôn song từ thường đều mãi ngày đời nhà người ngành hay xa rất từng năm tháng ba chôm cào chuồn lần đêm chiều sáng thi đua hàng";

/// Most words of a doubled phrase.
const PHRASE: usize = 4;

/// A word of a paragraph.
struct Word<'t> {
    /// In bytes of the paragraph.
    start: usize,
    text: &'t str,
    /// In lower case, without the stop behind it.
    lower: String,
    /// Nothing but letters, no stop behind it.
    plain: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            let lower = word.trim_end_matches(STOPS).to_lowercase();
            found.push(Word { start, text: word, lower, plain: word.chars().all(char::is_alphabetic) });
        }
        start += piece.len();
    }
    found
}

const STOPS: [char; 3] = [',', '.', ';'];

/// How often two words stand next to each other in a text; counted when first asked.
struct Pairs<'t> {
    text: &'t str,
    counts: OnceCell<BTreeMap<(&'t str, &'t str), usize>>,
}

impl<'t> Pairs<'t> {
    fn count(&self, pair: (&'t str, &'t str)) -> usize {
        let counts = self.counts.get_or_init(|| {
            let bare = |word: &'t str| word.trim_end_matches(STOPS);
            let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
            let next = self.text.split_whitespace().skip(1).map(bare);
            for pair in self.text.split_whitespace().zip(next) {
                *counts.entry(pair).or_default() += 1;
            }
            counts
        });
        counts.get(&pair).copied().unwrap_or(0)
    }
}

fn doubled_words<'t>(text: &'t str, start: usize, pairs: &Pairs<'t>) -> Vec<TextFinding> {
    let words = words(text);
    let mut found = Vec::new();
    let mut from = 0;
    let (mut counted_to, mut counted) = (0, start);
    while from < words.len() {
        let Some(length) = (1..=PHRASE).rev().find(|length| is_doubled(&words, from, *length, pairs)) else {
            from += 1;
            continue;
        };
        let phrase: Vec<&str> = words.iter().skip(from).take(length).map(|word| word.text).collect();
        let begin = words.get(from).map_or(0, |word| word.start);
        let end = words.get(from + 2 * length - 1).map_or(begin, |word| word.start + word.text.len());
        let chars = |from: usize, to: usize| text.get(from..to).map_or(0, |part| part.chars().count());
        let span = (counted + chars(counted_to, begin), counted + chars(counted_to, end));
        (counted_to, counted) = (end, span.1);
        let says = format!("Lặp chữ “{}”.", phrase.join(" "));
        found.push(finding("doubled-words", Severity::Info, span, says, "Bỏ bớt chữ thừa."));
        from += 2 * length;
    }
    found
}

/// Whether the `length` words at `from` stand there twice, and not on purpose.
fn is_doubled<'t>(words: &[Word<'t>], from: usize, length: usize, pairs: &Pairs<'t>) -> bool {
    let (Some(a), Some(b)) = (words.get(from..from + length), words.get(from + length..from + 2 * length))
    else {
        return false;
    };
    let (Some(first), Some(last)) = (a.first(), b.last()) else { return false };
    let same = a.iter().zip(b).all(|(x, y)| x.plain && x.lower == y.lower);
    let unstopped = b.iter().take(length - 1).all(|y| y.plain);
    let letters = last.text.trim_end_matches(STOPS).chars().all(char::is_alphabetic);
    if !same || !unstopped || !letters {
        return false;
    }
    let on_purpose = length == 1
        && (REDUPLICATED.split(' ').any(|known| known == first.text)
            || first.text.starts_with(char::is_uppercase));
    // `phân công công tác`: two words meet, as the second half stands elsewhere too.
    let meets = || {
        length == 1
            && words
                .get(from + 2)
                .is_some_and(|next| pairs.count((first.text, next.text.trim_end_matches(STOPS))) > 1)
    };
    !on_purpose && !meets()
}

/// Footnotes whose marks are gone from the text.
fn lost_marks(source: &SourceText) -> Option<TextFinding> {
    let lost = source.notes.iter().filter(|note| note.anchor.is_none()).count();
    let marks = source.text.contains('\u{fffd}');
    let first = source.notes.iter().find(|note| note.anchor.is_none() || marks)?;
    let says = if lost > 0 {
        format!("{lost} chú thích ở cuối không còn dấu trong bài, không rõ giải thích cho câu nào.")
    } else {
        format!("Dấu của {} chú thích bị mất khi chuyển đổi tệp; đã nối lại theo thứ tự.", source.notes.len())
    };
    let severity = if lost > 0 { Severity::Warning } else { Severity::Info };
    Some(finding(
        "lost-footnote-marks",
        severity,
        (first.start, first.end),
        says,
        "Dùng tệp Word gốc, hoặc kiểm tra từng chú thích thuộc câu nào.",
    ))
}

/// Figures in brackets inside a numbered heading: a sentence was pasted into it.
fn figures_in_heading(item: &OutlineItem, facts: &[Fact]) -> Option<TextFinding> {
    let number = item.number.as_deref().filter(|number| number.starts_with(char::is_alphanumeric))?;
    let inside: Vec<&Fact> =
        facts.iter().filter(|fact| fact.start >= item.start && fact.end <= item.end).collect();
    let bracketed =
        item.title.split_once('(').is_some_and(|(_, rest)| rest.contains(':') && rest.contains(')'));
    if inside.is_empty() || !bracketed {
        return None;
    }
    let says = format!("Tiêu đề mục {number} có lẫn số liệu, có thể do dán nhầm một câu vào tiêu đề.");
    let mut fault = finding(
        "figures-in-heading",
        Severity::Warning,
        (item.start, item.end),
        says,
        "Viết lại tiêu đề và đưa câu có số liệu về đúng mục.",
    );
    fault.evidence = inside.iter().map(|fact| fact.id.clone()).collect();
    Some(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_words_are_told_from_reduplication() {
        let table: [(&str, &[&str]); 6] = [
            ("phân công công tác cho cán bộ; làm tốt công tác thi đua", &[]),
            ("đã kiểm tra tra hồ sơ", &["tra"]),
            ("Soạn đề cương soạn đề cương tập huấn", &["Soạn đề cương"]),
            ("dần dần ổn định, song song hai việc", &[]),
            ("bản Na Na có 3 hộ", &[]),
            ("đạt 12 12 ha", &[]),
        ];
        for (text, expected) in table {
            let pairs = Pairs { text, counts: OnceCell::new() };
            let says: Vec<String> = doubled_words(text, 0, &pairs).into_iter().map(|f| f.says).collect();
            let expected: Vec<String> = expected.iter().map(|word| format!("Lặp chữ “{word}”.")).collect();
            assert_eq!(says, expected, "{text}");
        }
    }

    #[test]
    fn words_of_another_period() {
        let quarter = Document { period: "2023-Q1".parse().ok(), ..Document::default() };
        let month = Document { period: "2023-M01".parse().ok(), ..Document::default() };
        let count = |text: &str, document: &Document| period_words(text, 0, document).len();
        assert_eq!(count("Trong tháng có 3 vụ.", &quarter), 1);
        assert_eq!(count("Sẽ xong trong tháng 3/2023 và trong tháng tới.", &quarter), 0);
        assert_eq!(count("Trong tháng có 3 vụ.", &month), 0);
    }
}
