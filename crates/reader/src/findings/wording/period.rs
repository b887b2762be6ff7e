//! Words of a shorter or another period than the report is about: what a report of a month said was pasted.

use super::finding;
use super::page::Page;
use model::{Document, PeriodKind, Severity, TextFinding};

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

pub(super) fn words_of_another(page: &Page<'_>, document: &Document) -> Vec<TextFinding> {
    let Some(kind) = document.period.map(model::Period::kind) else { return Vec::new() };
    let leads = page.told(|form| LEADS.iter().any(|(first, _)| form.key == *first));
    let mut found = Vec::new();
    for (at, (first, second)) in page.words.iter().zip(page.words.iter().skip(1)).enumerate() {
        if !leads.has(first) || !first.joined() || second.first {
            continue;
        }
        let pair = (page.key(first), page.key(second));
        if !LEADS.contains(&pair) {
            continue;
        }
        let word = if ["qua", "này"].contains(&pair.1) { pair.0 } else { pair.1 };
        let next = page.words.get(at + 2).filter(|next| second.joined() && !next.first);
        let other = next.is_some_and(|next| {
            OTHER.contains(&page.key(next)) || next.text.starts_with(|c: char| c.is_ascii_digit())
        });
        // `từ đầu tháng`, `các tháng qua` speak of other times.
        let before = at.checked_sub(1).and_then(|at| page.words.get(at)).filter(|_| !first.first);
        let stretch = before.is_some_and(|word| {
            let key = page.key(word);
            ["các", "những", "mấy", "vài", "đến", "thời"].contains(&key) || key.parse::<u16>().is_ok()
        });
        if other || stretch || !is_foreign(kind, word) {
            continue;
        }
        let says = format!(
            "Báo cáo {} nhưng viết “{} {}”: số liệu có thể chỉ là của một {word}.",
            name(kind),
            pair.0,
            pair.1
        );
        let hint = format!("Hỏi đơn vị cung cấp: số liệu này tính cho cả kỳ báo cáo hay chỉ một {word}?");
        found.push(finding("period-words", Severity::Warning, (first.start, second.end), says, &hint));
    }
    found
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

fn name(kind: PeriodKind) -> &'static str {
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
