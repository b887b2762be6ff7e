//! Words of a shorter or another period than the report is about: what a report of a month said was pasted.

use super::finding;
use super::page::Page;
use model::{Document, Severity, TextFinding};
use viet::period_words;

pub(super) fn words_of_another(page: &Page<'_>, document: &Document) -> Vec<TextFinding> {
    let Some(kind) = document.period.map(model::Period::kind) else { return Vec::new() };
    let leads = page.told(|form| period_words::leads(&form.key));
    let mut found = Vec::new();
    for (at, (first, second)) in page.words.iter().zip(page.words.iter().skip(1)).enumerate() {
        if !leads.has(first) || !first.joined() || second.first {
            continue;
        }
        let pair = (page.key(first), page.key(second));
        let next = page.words.get(at + 2).filter(|next| second.joined() && !next.first);
        let before = at.checked_sub(1).and_then(|at| page.words.get(at)).filter(|_| !first.first);
        let key = |word: Option<&super::page::Word<'_>>| word.map_or("", |word| page.key(word));
        let Some(word) = period_words::foreign(kind, key(before), pair.0, pair.1, key(next)) else {
            continue;
        };
        let says = format!(
            "Báo cáo {} nhưng viết “{} {}”: số liệu có thể chỉ là của một {word}.",
            viet::period_words::name(kind),
            pair.0,
            pair.1
        );
        let hint = format!("Hỏi đơn vị cung cấp: số liệu này tính cho cả kỳ báo cáo hay chỉ một {word}?");
        found.push(finding("period-words", Severity::Warning, (first.start, second.end), says, &hint));
    }
    found
}
