//! Words of another period: `trong tháng` in a report of a quarter, `quý I` left in that of the second, months that are over among what is
//! to be done.

use super::page::Page;
use super::{Kind, Notice};
use crate::mention;
use model::PeriodKind;
use viet::period_words;
use viet::quantity::{Mention, NotFigure};

pub(super) fn notices(page: &Page<'_, '_>) -> Vec<Notice> {
    let mut found = foreign(page);
    found.extend(other_periods(page));
    found.extend(past_months(page));
    found.extend(other_year(page));
    found
}

/// `trong tháng` in a report of a quarter.
fn foreign(page: &Page<'_, '_>) -> Vec<Notice> {
    let kind = page.report.period.kind();
    let mut found = Vec::new();
    // What is to be done may be done in a month.
    let leads = |at: &usize| period_words::leads(page.key(*at)) && !page.tasks;
    for at in (0..page.tokens.len()).filter(leads) {
        let Some((first, second)) = page.tokens.get(at).zip(page.tokens.get(at + 1)) else { continue };
        let before = if first.opens { "" } else { page.before(at, 1) };
        let next = page.key(at + 2);
        let Some(word) = period_words::foreign(kind, before, first.key(), second.key(), next) else {
            continue;
        };
        let words = page.paragraph.slice(first.start, second.end);
        let says = format!(
            "“{words}” trong báo cáo {}: số liệu có thể chỉ là của một {word}.",
            viet::period_words::name(kind)
        );
        let hint = "Hỏi lại số liệu tính cho cả kỳ hay một phần rồi sửa lời, hoặc nêu lý do.";
        found.push(page.about(Kind::PeriodWords, first.start, second.end, says, hint));
    }
    found
}

/// Words before a period that is only compared with or told from.
const COMPARED: [&str; 10] = ["với", "hơn", "từ", "bằng", "kỳ", "cuối", "sau", "trước", "qua", "hết"];

/// `quý I` typed in a report of another quarter, where nothing is compared; a year that is not the report's in a heading.
fn other_periods(page: &Page<'_, '_>) -> Vec<Notice> {
    let period = page.report.period;
    let mut found = Vec::new();
    if !page.tokens.iter().any(|t| matches!(t.key(), "quý" | "tháng" | "tuần")) {
        return found;
    }
    for hit in mention::find(&page.paragraph.text, period) {
        if hit.mention.shift >= 0 || page.tasks || !page.is_typed(hit.start) {
            continue;
        }
        let at = page.token_from(hit.start);
        let compared = (1..=2).any(|back| COMPARED.contains(&page.before(at, back)));
        if compared && !page.is_heading() {
            continue;
        }
        let words = page.paragraph.slice(hit.start, hit.end);
        let says = format!("“{words}” không phải kỳ của báo cáo này và câu không so sánh với kỳ đó.");
        let hint = "Sửa theo kỳ báo cáo, hoặc nêu lý do.";
        found.push(page.about(Kind::PeriodWords, hit.start, hit.end, says, hint));
    }
    found
}

/// `trong tháng 4` among the tasks of the third quarter.
fn past_months(page: &Page<'_, '_>) -> Vec<Notice> {
    let next = page.report.period.shift(1).calendar_window();
    if !page.tasks || !matches!(page.report.period.kind(), PeriodKind::Month | PeriodKind::Quarter) {
        return Vec::new();
    }
    let months = page.mentions.iter().filter_map(|mention| {
        let Mention::Other(NotFigure::Period, (from, to)) = mention else { return None };
        let from = from - usize::from(*from > 0 && page.before(*from, 1) == "tháng");
        let number = (from..*to).find(|at| page.tokens.get(*at).is_some_and(viet::token::Token::number))?;
        let month: i8 = page.key(number).parse().ok()?;
        let named = page.before(number, 1) == "tháng" && number + 1 == *to;
        let past = next.from.year() == page.report.period.year() && month < next.from.month();
        let (first, last) = (page.tokens.get(number.checked_sub(1)?)?, page.tokens.get(number)?);
        (named && past && page.is_typed(first.start)).then_some((first.start, last.end))
    });
    months
        .map(|(start, end)| {
            let words = page.paragraph.slice(start, end);
            let says = format!("Nhiệm vụ của kỳ tới nhưng nêu {words}, đã qua.");
            page.about(Kind::OldDate, start, end, says, "Sửa theo kỳ tới, hoặc nêu lý do.")
        })
        .collect()
}

/// A heading that names another year, where nothing else does.
fn other_year(page: &Page<'_, '_>) -> Vec<Notice> {
    if !page.is_heading() || page.tasks {
        return Vec::new();
    }
    let year = page.report.period.year();
    let years = page.mentions.iter().filter_map(|mention| {
        let Mention::Other(NotFigure::Year, (from, to)) = mention else { return None };
        let token = page.tokens.get(*from).filter(|t| to - from == 1 && page.is_typed(t.start))?;
        let named: i16 = token.key().parse().ok()?;
        let compared =
            (1..=3).any(|back| ["với", "kỳ", "đoạn", "đến", "số", "từ"].contains(&page.before(*from, back)));
        (named < year && !compared).then_some((token.start, token.end, named))
    });
    years
        .map(|(start, end, named)| {
            let says = format!("Tiêu đề nêu năm {named}, báo cáo là của năm {year}.");
            page.about(Kind::PeriodWords, start, end, says, "Sửa năm, hoặc nêu lý do.")
        })
        .collect()
}
