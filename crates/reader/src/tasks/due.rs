//! Deadlines as written, and the day they mean in the report's year.

use model::Date;

/// A deadline.
pub(super) struct Due {
    pub(super) written: String,
    /// The last day, where the words fix one.
    pub(super) date: Option<Date>,
}

/// The first deadline in an order.
pub(super) fn due(text: &str, year: Option<i16>) -> Option<Due> {
    dated(text, year).or_else(|| vague(text))
}

/// `trước 10/7`, `ngày 01/8`, `trong tháng 5`, `(tháng 5)`, `trong quý II`.
fn dated(text: &str, year: Option<i16>) -> Option<Due> {
    let words: Vec<&str> = text.split(' ').collect();
    for at in 0..words.len() {
        let word = |offset: usize| words.get(at + offset).map(|w| bare(w)).unwrap_or_default();
        let first = word(0).to_lowercase();
        let second = word(1).to_lowercase();
        let before = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .map(|w| bare(w).to_lowercase())
            .unwrap_or_default();
        let found = match first.as_str() {
            "trước" | "đến" | "hết" if second == "ngày" => day(word(2), year).map(|date| (3, date)),
            "ngày" if before == "từ" || at == 0 => None,
            "trước" | "đến" | "hết" | "ngày" => day(word(1), year).map(|date| (2, date)),
            "tháng" if before != "tháng" && before != "6" && before != "9" => {
                month(word(1), year).map(|date| (2, date))
            }
            "quý" => quarter(word(1), year).map(|date| (2, date)),
            _ if first.contains('/') && after_day_word(&words, at) => {
                day(word(0), year).map(|date| (1, date))
            }
            _ => None,
        };
        if let Some((length, date)) = found {
            let with_lead = ["trong", "trước", "hết", "cuối"].contains(&before.as_str());
            let from = if with_lead { at - 1 } else { at };
            let written = words.get(from..at + length)?.join(" ");
            let written = bare(&written).to_owned();
            let date =
                if before == "trước" && first != "trước" { first_of_month(date) } else { Some(date) };
            return Some(Due { written, date });
        }
    }
    None
}

/// `ngày thương binh, liệt sĩ 27/7`: the name of the day stands before its date.
fn after_day_word(words: &[&str], at: usize) -> bool {
    words
        .get(at.saturating_sub(6)..at.saturating_sub(1))
        .is_some_and(|before| before.iter().any(|word| bare(word) == "ngày"))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// `10/7`, `10/7/2023`.
fn day(text: &str, year: Option<i16>) -> Option<Date> {
    if let Some(date) = viet::date::parse(text) {
        return Some(date);
    }
    let (day, month) = text.split_once(['/', '-'])?;
    Date::new(year?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The last day of `5` or `5/2023`.
fn month(text: &str, year: Option<i16>) -> Option<Date> {
    let (month, year) = match text.split_once('/') {
        Some((month, year)) => (month, year.parse().ok().filter(|year| *year > 1990)?),
        None => (text, year?),
    };
    Date::new(year, month.parse().ok()?, 1).ok().map(Date::last_of_month)
}

/// The last day of `II` or `II/2023`.
fn quarter(text: &str, year: Option<i16>) -> Option<Date> {
    let (quarter, year) = match text.split_once('/') {
        Some((quarter, year)) => (quarter, year.parse().ok()?),
        None => (text, year?),
    };
    let roman = ["I", "II", "III", "IV"].iter().position(|roman| *roman == quarter);
    let number = roman.map(|at| at + 1).or_else(|| quarter.parse().ok()).filter(|n| (1..=4).contains(n))?;
    Date::new(year, i8::try_from(number * 3).ok()?, 1).ok().map(Date::last_of_month)
}

/// `trước tháng 5` ends before the month begins.
fn first_of_month(date: Date) -> Option<Date> {
    date.first_of_month().yesterday().ok()
}

/// Deadlines that name no day.
fn vague(text: &str) -> Option<Due> {
    const PHRASES: [&str; 9] = [
        "theo kế hoạch",
        "theo quy định",
        "theo lộ trình",
        "kịp thời",
        "cuối năm học",
        "6 tháng đầu năm",
        "6 tháng cuối năm",
        "trong năm",
        "đúng tiến độ",
    ];
    let lower = text.to_lowercase();
    let phrase = PHRASES.iter().find(|phrase| lower.contains(**phrase))?;
    Some(Due { written: (*phrase).to_owned(), date: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines() {
        let table = [
            ("cấy xong trước 10/7", Some(("trước 10/7", Some("2023-07-10")))),
            ("hoàn thành trước ngày 15/6/2024", Some(("trước ngày 15/6/2024", Some("2024-06-15")))),
            ("diễn tập xã A (tháng 5)", Some(("tháng 5", Some("2023-05-31")))),
            ("trình duyệt trong tháng 2/2024", Some(("trong tháng 2/2024", Some("2024-02-29")))),
            ("nghiệm thu trong quý II", Some(("trong quý II", Some("2023-06-30")))),
            ("xong trước tháng 9", Some(("trước tháng 9", Some("2023-08-31")))),
            ("mở lớp theo kế hoạch", Some(("theo kế hoạch", None))),
            ("từ ngày 12/5/2023 mưa lớn", None),
            ("Ngày 12/5/2023, mưa lớn", None),
            ("trước 31/2", None),
            ("nâng cao chất lượng", None),
        ];
        for (text, expected) in table {
            let found = due(text, Some(2023));
            let shown = found.as_ref().map(|d| (d.written.as_str(), d.date.map(|date| date.to_string())));
            let expected = expected.map(|(written, date)| (written, date.map(str::to_owned)));
            assert_eq!(shown, expected, "{text}");
        }
    }
}
