//! Mentions of the report's period in prose: found when a report is adopted, rewritten for each new period.

use model::{Mention, Period, PeriodKind};

/// A period mention in a text, in scalar values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    pub mention: Mention,
}

/// Roman numerals of quarters.
const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// Finds mentions of periods of the same kind as `period` within a year of it: `quý I`, `quý II năm 2021`,
/// `Quý I/2021`, `tháng 3/2021`, `6 tháng đầu năm 2021`, and years `năm 2021` are left alone.
pub(crate) fn find(text: &str, period: Period) -> Vec<Found> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match mention_at(&chars, at, period) {
            Some(hit) => {
                at = hit.end;
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

/// The words that open a mention, as written in the middle of a sentence.
fn opener(kind: PeriodKind) -> Option<&'static str> {
    match kind {
        PeriodKind::Quarter => Some("quý"),
        PeriodKind::Month => Some("tháng"),
        PeriodKind::Week => Some("tuần"),
        PeriodKind::HalfYear | PeriodKind::NineMonths | PeriodKind::Year | PeriodKind::Days => None,
    }
}

fn mention_at(chars: &[char], start: usize, period: Period) -> Option<Found> {
    if start > 0 && chars[start - 1].is_alphanumeric() {
        return None;
    }
    let word = opener(period.kind())?;
    let length = word.chars().count();
    let opening: String = chars.get(start..start + length)?.iter().collect();
    if opening.to_lowercase() != word {
        return None;
    }
    let digits_from = start + length + 1;
    if !chars.get(digits_from - 1)?.is_whitespace() {
        return None;
    }
    let digits: String = chars[digits_from..].iter().take_while(|c| c.is_alphanumeric()).collect();
    let digits_end = digits_from + digits.chars().count();
    let number = number_of(&digits)?;
    let (year_text, end) = year_after(chars, digits_end);
    let year = year_text.as_ref().map_or(Some(period.year()), |(_, y)| y.parse().ok())?;
    let mentioned = Period::new(year, period.kind(), number)?;
    let shift = steps(period, mentioned)?;
    let numeral = if ROMAN.contains(&digits.as_str()) { "{Q}" } else { "{q}" };
    let year_part = year_text.map_or(String::new(), |(glue, _)| format!("{glue}{{y}}"));
    let gap = chars[digits_from - 1];
    Some(Found {
        start,
        end,
        mention: Mention { pattern: format!("{opening}{gap}{numeral}{year_part}"), shift },
    })
}

fn number_of(digits: &str) -> Option<i8> {
    match ROMAN.iter().position(|r| *r == digits) {
        Some(i) => i8::try_from(i + 1).ok(),
        None => digits.parse().ok().filter(|n| (1..=53).contains(n)),
    }
}

/// The glue and the year right after a mention: `/2021`, ` năm 2021`.
fn year_after(chars: &[char], at: usize) -> (Option<(String, String)>, usize) {
    for glue in ["/", " năm ", "-"] {
        let length = glue.chars().count();
        let glue_is = chars.get(at..at + length).is_some_and(|c| c.iter().copied().eq(glue.chars()));
        let year: String = chars.iter().skip(at + length).take_while(|c| c.is_ascii_digit()).collect();
        if glue_is && year.len() == 4 {
            return (Some((glue.to_owned(), year)), at + length + 4);
        }
    }
    (None, at)
}

/// Periods from `from` to `to`, when at most a year apart.
fn steps(from: Period, to: Period) -> Option<i16> {
    (-12..=12).find(|by| from.shift(*by) == to)
}

/// The mention as it reads when `period` is reported.
pub(crate) fn render(mention: &Mention, period: Period) -> String {
    let shown = period.shift(mention.shift);
    let number = shown.number();
    let half = if number == 1 { "đầu" } else { "cuối" };
    let roman = usize::try_from(number - 1).ok().and_then(|i| ROMAN.get(i)).copied().unwrap_or_default();
    mention
        .pattern
        .replace("{Q}", roman)
        .replace("{q}", &number.to_string())
        .replace("{h}", half)
        .replace("{H}", &half.to_uppercase())
        .replace("{y}", &shown.year().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_move_with_the_round() {
        let q1: Period = "2021-Q1".parse().unwrap();
        let table = [
            ("Trong quý I năm 2021, toàn huyện", "quý I năm 2021", "quý II năm 2021"),
            ("nhiệm vụ trọng tâm quý II năm 2021", "quý II năm 2021", "quý III năm 2021"),
            ("Quý I/2021 đạt khá", "Quý I/2021", "Quý II/2021"),
            ("so với quý IV năm 2020 tăng", "quý IV năm 2020", "quý I năm 2021"),
            ("KẾT QUẢ QUÝ I", "QUÝ I", "QUÝ II"),
        ];
        for (text, now, next) in table {
            let found = find(text, q1);
            assert_eq!(found.len(), 1, "{text}");
            let words: String =
                text.chars().skip(found[0].start).take(found[0].end - found[0].start).collect();
            assert_eq!(words, now);
            assert_eq!(render(&found[0].mention, q1), now);
            assert_eq!(render(&found[0].mention, q1.shift(1)), next);
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        let q1: Period = "2021-Q1".parse().unwrap();
        for text in ["quý khách", "đá quý", "quý V", "năm 2021", "tháng 3/2021"] {
            assert!(find(text, q1).is_empty(), "{text}");
        }
    }
}
