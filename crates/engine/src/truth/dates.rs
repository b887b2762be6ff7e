//! Dates in the words: cut-offs outside the dates that the report covers, and dates left from the last report.

use super::page::Page;
use super::{Kind, Notice};
use model::{Date, Inline};
use viet::quantity::{Mention, NotFigure};

/// Words before a date that make it the day that figures were taken on.
const CUT_OFF: &[&[&str]] = &[
    &["tính", "đến"],
    &["đến", "hết"],
    &["chốt", "đến"],
    &["lũy", "kế", "đến"],
    &["đến", "thời", "điểm"],
    &["tại", "thời", "điểm"],
    &["đến"],
    &["thống", "kê"],
];

pub(super) fn notices(page: &Page<'_, '_>) -> Vec<Notice> {
    let mut found = Vec::new();
    for at in 0..page.mentions.len() {
        let Some(Mention::Other(NotFigure::Date, range)) = page.mentions.get(at) else { continue };
        let typed = page.tokens.get(range.0).is_some_and(|t| page.is_typed(t.start));
        if typed && !is_cited(page, at) {
            found.extend(notice(page, *range));
        }
    }
    found
}

fn notice(page: &Page<'_, '_>, range: (usize, usize)) -> Option<Notice> {
    let first = page.tokens.get(range.0)?;
    let last = page.tokens.get(range.1.checked_sub(1)?)?;
    let (start, end) = (first.start, last.end);
    let written = page.paragraph.slice(start, end);
    let day = day(&written, page.report.period.year());
    let window = page.report.window;
    if let Some(day) =
        day.filter(|day| is_cut_off(page, range.0) && !page.tasks && (*day < window.from || *day > window.to))
    {
        let (from, to) = (viet::date::format(window.from), viet::date::format(window.to));
        let says = format!(
            "Số liệu tính đến {}, ngoài thời gian số liệu của kỳ ({from} – {to}).",
            viet::date::format(day)
        );
        let hint = "Lấy số trong kỳ và sửa ngày, hoặc nêu lý do.";
        return Some(page.about(Kind::OutOfWindow, start, end, says, hint));
    }
    let past = page.tasks && day.is_some_and(|day| day <= window.to);
    let left_over = stood_before(page, &written) && !day.is_some_and(opens_year);
    let hint = "Sửa theo kỳ này, hoặc nêu lý do.";
    match () {
        () if past => {
            let says = format!("Ngày {written} đã qua so với kỳ này, có thể còn sót từ báo cáo trước.");
            Some(page.about(Kind::OldDate, start, end, says, hint))
        }
        () if left_over => {
            let says = format!("Ngày {written} còn nguyên như báo cáo trước.");
            Some(page.about(Kind::OldDate, start, end, says, hint))
        }
        () => None,
    }
}

/// `15/3/2021`; `05/3` of the year.
fn day(written: &str, year: i16) -> Option<Date> {
    let parts: Vec<i16> = written.split(['/', '-', '.']).map_while(|p| p.trim().parse().ok()).collect();
    let of =
        |year, month: i16, day: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    match parts.as_slice() {
        [day, month, year] if *year > 31 => of(*year, *month, *day),
        [day, month] if *month <= 12 => of(year, *month, *day),
        _ => None,
    }
}

/// The first of January opens every count of a year.
fn opens_year(day: Date) -> bool {
    (day.month(), day.day()) == (1, 1)
}

fn is_cut_off(page: &Page<'_, '_>, at: usize) -> bool {
    let at = at - usize::from(at > 0 && page.before(at, 1) == "ngày");
    CUT_OFF.iter().any(|phrase| {
        phrase.iter().rev().enumerate().all(|(back, word)| page.before(at, back + 1) == *word)
            // `từ ngày … đến ngày …` tells when something happened.
            && !(1..12).any(|back| page.before(at, back) == "từ")
    })
}

/// The date of a cited document does not age: `Quyết định số 12/QĐ-UBND ngày 05/01/2021`.
fn is_cited(page: &Page<'_, '_>, at: usize) -> bool {
    let Some(range) = page.mentions.get(at).map(Mention::tokens) else { return false };
    let before = at.checked_sub(1).and_then(|at| page.mentions.get(at));
    before.is_some_and(|b| matches!(b, Mention::Other(NotFigure::Document, _)) && range.0 <= b.tokens().1 + 2)
}

/// Whether the last report had these words in this paragraph.
fn stood_before(page: &Page<'_, '_>, written: &str) -> bool {
    page.former.is_some_and(|former| {
        former.all_inlines().any(|i| matches!(i, Inline::Text { text, .. } if has_word(text, written)))
    })
}

/// Whether a text has these words with no digit or letter beside them.
fn has_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
