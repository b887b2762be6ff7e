//! Words of a shorter or another period than a report is about: `trong tháng` in a report of a quarter.

use model::PeriodKind;

/// Leads, and the periods that they speak of as the report's own.
const LEADS: [(&str, &str); 12] = [
    ("trong", "tuần"),
    ("trong", "tháng"),
    ("trong", "quý"),
    ("tuần", "qua"),
    ("tháng", "qua"),
    ("quý", "qua"),
    ("tuần", "này"),
    ("tháng", "này"),
    ("quý", "này"),
    ("kỳ", "tuần"),
    ("kỳ", "tháng"),
    ("báo cáo", "tuần"),
];

/// Words after `trong tháng` that make it another time, or a campaign's name.
const OTHER: [&str; 24] = [
    "tới", "sau", "tiếp", "trước", "cao", "hành", "thanh", "an", "vận", "khuyến", "đầu", "cuối", "tết",
    "giêng", "chạp", "một", "hai", "ba", "tư", "i", "ii", "iii", "iv", "liền",
];

/// A kind of period as prose calls it.
pub fn name(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Week => "tuần",
        PeriodKind::Days => "từ ngày đến ngày",
        PeriodKind::Month => "tháng",
        PeriodKind::Quarter => "quý",
        PeriodKind::HalfYear => "6 tháng",
        PeriodKind::NineMonths => "9 tháng",
        PeriodKind::Year => "năm",
    }
}

/// Whether a word begins such words.
pub fn leads(first: &str) -> bool {
    LEADS.iter().any(|(lead, _)| *lead == first)
}

/// The word of another period (`tháng`) that two words speak of as the report's own, told with the words before and behind them; each a
/// [`crate::fold::key`], empty where the sentence begins or ends.
///
/// ```
/// use model::PeriodKind::Quarter;
/// use viet::period_words::foreign;
///
/// assert_eq!(foreign(Quarter, "", "trong", "tháng", "lực"), Some("tháng"));
/// assert_eq!(foreign(Quarter, "", "trong", "tháng", "3"), None);
/// assert_eq!(foreign(Quarter, "", "trong", "quý", "lực"), None);
/// ```
pub fn foreign(
    kind: PeriodKind,
    before: &str,
    first: &str,
    second: &str,
    next: &str,
) -> Option<&'static str> {
    let (first, second) = LEADS.iter().find(|lead| **lead == (first, second))?;
    let word = if ["qua", "này"].contains(second) { first } else { second };
    let other = OTHER.contains(&next) || next.starts_with(|c: char| c.is_ascii_digit());
    // `từ đầu tháng`, `các tháng qua` speak of other times.
    let stretch =
        ["các", "những", "mấy", "vài", "đến", "thời"].contains(&before) || before.parse::<u16>().is_ok();
    (!other && !stretch && is_foreign(kind, word)).then_some(word)
}

/// Whether a report of this kind does not speak of its own period by that word.
fn is_foreign(kind: PeriodKind, word: &str) -> bool {
    match kind {
        PeriodKind::Week => ["tháng", "quý"].contains(&word),
        PeriodKind::Days => false,
        PeriodKind::Month => ["tuần", "quý"].contains(&word),
        PeriodKind::Quarter => ["tuần", "tháng"].contains(&word),
        PeriodKind::HalfYear | PeriodKind::NineMonths | PeriodKind::Year => {
            ["tuần", "tháng", "quý"].contains(&word)
        }
    }
}
