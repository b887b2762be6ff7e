//! Deadlines as written, and the last day they mean.

use model::{Date, Period};

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) written: String,
    /// The last day, where the words fix one.
    pub(super) date: Option<Date>,
    /// Whether it also holds for the orders after it in the sentence: it opens the sentence, or it is the plan of a year.
    pub(super) carries: bool,
}

/// What a deadline without a year counts from.
#[derive(Clone, Copy)]
pub(super) struct Calendar {
    pub(super) period: Option<Period>,
    /// Whether the words look ahead of the period, as all of part two does.
    pub(super) ahead: bool,
}

impl Calendar {
    /// The year of a month named without one: the report's, or the next when the month is long past.
    fn year_of(self, month: i8) -> Option<i16> {
        let period = self.period?;
        let past = self.ahead && month + 1 < period.months().1;
        Some(period.year() + i16::from(past))
    }

    /// Whether a day is no deadline, since the reported period began after it.
    fn is_past(self, date: Date) -> bool {
        self.ahead && self.period.is_some_and(|period| date < period.legal_window().from)
    }
}

/// Days that words name, and how many words.
struct Span {
    words: usize,
    first: Date,
    last: Date,
}

impl Span {
    fn day(words: usize, day: Date) -> Self {
        Self { words, first: day, last: day }
    }

    fn longer(self, by: usize) -> Self {
        Self { words: self.words + by, ..self }
    }
}

/// Words that lead up to a deadline; those with a mark fix an end.
const LEADS: [(&str, bool); 13] = [
    ("trước", true),
    ("hết", true),
    ("đến", true),
    ("tới", true),
    ("nhất", true),
    ("hạn", true),
    ("chậm", false),
    ("muộn", false),
    ("trong", false),
    ("vào", false),
    ("thời", false),
    ("là", false),
    ("khoảng", false),
];

/// The deadline of an order: the first that fixes an end, else the first day or period it names.
pub(super) fn due(text: &str, calendar: Calendar) -> Option<Due> {
    let words = Words(text.split(' ').map(|word| (word, bare(word).to_lowercase())).collect());
    let mut loose = None;
    let mut at = 0;
    while at < words.0.len() {
        let Some(span) = words.span(at, calendar) else {
            at += 1;
            continue;
        };
        let length = span.words;
        match words.due(at, span, calendar) {
            Some((due, true)) => return Some(due),
            Some((due, false)) => loose = loose.or(Some(due)),
            None => {}
        }
        at += length;
    }
    loose.or_else(|| vague(text))
}

/// The words of an order, as written and as bare lower-case keys.
struct Words<'t>(Vec<(&'t str, String)>);

impl Words<'_> {
    fn key(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |(_, key)| key)
    }

    fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.key(at))
    }

    /// The deadline of the span at `at`, and whether its words fix an end. None when it begins a stretch of time, dates
    /// what is past, or is no more than a part of a name.
    fn due(&self, at: usize, span: Span, calendar: Calendar) -> Option<(Due, bool)> {
        let lead = |at: usize| LEADS.iter().find(|(word, _)| *word == self.key(at));
        let mut from = at;
        while from > 0 && at - from < 5 && lead(from - 1).is_some() {
            from -= 1;
        }
        let before = from.checked_sub(1).map_or("", |at| self.key(at));
        let done = ["xong", "thúc", "thành"].contains(&before);
        let ends = done || (from..at).any(|at| lead(at).is_some_and(|(_, ends)| *ends));
        let is_year = self.key(at) == "năm";
        let planned = is_year && from == at && before == "hoạch" && self.is(at.saturating_sub(3), &["theo"]);
        let goal = is_year && (at.saturating_sub(10)..at).any(|at| self.is(at, &["phấn", "đăng"]));
        if before == "từ" || (is_year && from == at && !planned && !goal) {
            return None;
        }
        from -= if planned { 3 } else { 0 };
        let is_before = (from..at).any(|at| self.key(at) == "trước") && span.first != span.last;
        let last = if is_before { span.first.yesterday().ok()? } else { span.last };
        if calendar.is_past(last) {
            return None;
        }
        let written = self.0.get(from..at + span.words)?.iter().map(|(word, _)| *word);
        let written = written.collect::<Vec<_>>().join(" ");
        let carries = planned || from == 0;
        Some((Due { written: bare(&written).to_owned(), date: Some(last), carries }, ends))
    }

    fn span(&self, at: usize, calendar: Calendar) -> Option<Span> {
        match self.key(at) {
            "ngày" => self.day_after(at, calendar).map(|span| span.longer(1)),
            "tháng" => self.month(at, calendar),
            "quý" => self.quarter(at, calendar),
            "năm" => self.year(at, calendar),
            "6" | "06" | "sáu" | "nửa" => self.half(at, calendar),
            "đầu" | "giữa" | "cuối" => self.part(at, calendar),
            "tuần" => self.week(at, calendar),
            "thượng" | "trung" | "hạ" if self.is(at + 1, &["tuần"]) => self.ten_days(at, calendar),
            key if key.contains('/') && self.is_dated(at) => day(key, calendar).map(|day| Span::day(1, day)),
            _ => None,
        }
    }

    /// A lead stands before it, or the name of a day: `ngày thương binh, liệt sĩ 27/7`.
    fn is_dated(&self, at: usize) -> bool {
        let leads = at > 0 && LEADS.iter().any(|(word, ends)| *ends && *word == self.key(at - 1));
        leads || (at.saturating_sub(8)..at.saturating_sub(1)).any(|at| self.key(at) == "ngày")
    }

    /// `10/7`, `10/7/2023`, `10 tháng 7 năm 2023` behind `ngày`.
    fn day_after(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let number = self.key(at + 1);
        if let Some(day) = day(number, calendar) {
            return Some(Span::day(1, day));
        }
        let day: i8 = number.parse().ok()?;
        let month = self.month(at + 2, calendar).filter(|_| self.is(at + 2, &["tháng"]))?;
        let date = Date::new(month.first.year(), month.first.month(), day).ok()?;
        Some(Span::day(month.words + 1, date))
    }

    /// `tháng 5`, `tháng 5/2023`, `tháng 5 năm 2023`.
    fn month(&self, at: usize, calendar: Calendar) -> Option<Span> {
        // `3 tháng 5 ngày` counts months.
        let counted = at > 0 && self.key(at - 1).parse::<u8>().is_ok();
        let (number, year, words) = self.numbered(at + 1)?;
        let number: i8 =
            number.parse().ok().filter(|_| !counted || self.is(at.wrapping_sub(2), &["ngày"]))?;
        let first = Date::new(year.or_else(|| calendar.year_of(number))?, number, 1).ok()?;
        Some(Span { words: words + 1, first, last: first.last_of_month() })
    }

    /// `quý II`, `quý 2/2023`, `quý II năm 2023`.
    fn quarter(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let (number, year, words) = self.numbered(at + 1)?;
        let roman = ["i", "ii", "iii", "iv"].iter().position(|roman| *roman == number);
        let number: i8 = match roman {
            Some(at) => i8::try_from(at + 1).ok()?,
            None => number.parse().ok().filter(|number| (1..=4).contains(number))?,
        };
        let year = year.or_else(|| calendar.year_of(number * 3))?;
        let first = Date::new(year, number * 3 - 2, 1).ok()?;
        Some(Span { words: words + 1, first, last: Date::new(year, number * 3, 1).ok()?.last_of_month() })
    }

    /// A number, the year with it, and their words: `5`, `5/2023`, `5 năm 2023`.
    fn numbered(&self, at: usize) -> Option<(&str, Option<i16>, usize)> {
        let word = self.key(at);
        if let Some((number, year)) = word.split_once('/') {
            return Some((number, Some(year_in(year)?), 1));
        }
        let year = year_in(self.key(at + 2)).filter(|_| self.is(at + 1, &["năm"]));
        Some((word, year, if year.is_some() { 3 } else { 1 }))
    }

    /// `năm 2023`; without a number only behind a word that makes it an end: `trong năm`, `hết năm`, `cuối năm`.
    fn year(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let (year, words) = match year_in(self.key(at + 1)) {
            Some(year) => (year, 2),
            None => {
                let before = at.checked_sub(1).map_or("", |at| self.key(at));
                let closes = ["trong", "hết", "cuối"].contains(&before);
                let other = self.is(at + 1, &["học", "qua", "trước", "tới", "sau"]);
                (calendar.year_of(12).filter(|_| closes && !other)?, 1)
            }
        };
        let last = Date::new(year, 12, 31).ok()?;
        Some(Span { words, first: Date::new(year, 1, 1).ok()?, last })
    }

    /// `6 tháng đầu năm`, `nửa cuối năm 2023` behind `trong`, `hết`, `trước`; elsewhere it names a time reported on.
    fn half(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let leads = at > 0 && self.is(at - 1, &["trong", "hết", "trước"]);
        let next = at + if self.key(at) == "nửa" { 1 } else { 2 };
        let months = next == at + 1 || self.is(at + 1, &["tháng"]);
        let half = self.is(next, &["đầu", "cuối"]) && self.is(next + 1, &["năm"]) && months && leads;
        let month = if self.key(next) == "đầu" { 6 } else { 12 };
        let named = year_in(self.key(next + 2));
        let year = named.or_else(|| calendar.year_of(month)).filter(|_| half)?;
        let words = next + 2 - at + usize::from(named.is_some());
        let first = Date::new(year, month - 5, 1).ok()?;
        Some(Span { words, first, last: Date::new(year, month, 1).ok()?.last_of_month() })
    }

    /// `cuối tháng 6`, `đầu quý III`, `cuối năm`.
    fn part(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let whole = match self.key(at + 1) {
            "tháng" => self.month(at + 1, calendar),
            "quý" => self.quarter(at + 1, calendar),
            "năm" => self.year(at + 1, calendar),
            _ => None,
        }?;
        let months = i32::from(whole.last.month() - whole.first.month()) + 1;
        // A third of the stretch, in whole months or in tens of days.
        let cut = |third: i32| match months {
            1 => whole.first.with().day(i8::try_from(third * 10).ok()?).build().ok(),
            _ => {
                let month = i8::try_from(i32::from(whole.first.month()) + months * third / 3 - 1).ok()?;
                Some(Date::new(whole.first.year(), month, 1).ok()?.last_of_month())
            }
        };
        let last = match self.key(at) {
            "đầu" => cut(1)?,
            "giữa" => cut(2)?,
            _ => whole.last,
        };
        Some(Span { words: whole.words + 1, first: whole.first, last })
    }

    /// `tuần đầu tháng 6`, `tuần thứ hai tháng 6`, `tuần cuối tháng 6`.
    fn week(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let ordinal = usize::from(self.is(at + 1, &["thứ"]));
        let number = match self.key(at + 1 + ordinal) {
            "đầu" | "nhất" | "1" | "01" | "i" => 1,
            "hai" | "2" | "02" | "ii" => 2,
            "ba" | "3" | "03" | "iii" => 3,
            "tư" | "4" | "04" | "iv" | "cuối" => 4,
            _ => return None,
        };
        let begin = at + 2 + ordinal;
        let of = usize::from(self.is(begin, &["của"]));
        let month = self.month(begin + of, calendar).filter(|_| self.is(begin + of, &["tháng"]))?;
        let last = if number == 4 { month.last } else { month.first.with().day(number * 7).build().ok()? };
        Some(Span { words: month.words + 2 + ordinal + of, first: month.first, last })
    }

    /// `thượng tuần tháng 6`.
    fn ten_days(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let month = self.month(at + 2, calendar).filter(|_| self.is(at + 2, &["tháng"]))?;
        let day = |day: i8| month.first.with().day(day).build().ok();
        let last = match self.key(at) {
            "thượng" => day(10)?,
            "trung" => day(20)?,
            _ => month.last,
        };
        Some(Span { words: month.words + 2, first: month.first, last })
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn year_in(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| text.parse().ok())?.filter(|year| (1990..=2100).contains(year))
}

/// `10/7`, `10/7/2023`; of `15-20/6` the last.
fn day(text: &str, calendar: Calendar) -> Option<Date> {
    let text = if text.contains('/') { text.rsplit('-').next()? } else { text };
    if let Some(date) = viet::date::parse(text) {
        return Some(date);
    }
    let (day, month) = text.split_once(['/', '-'])?;
    let month: i8 = month.parse().ok()?;
    Date::new(calendar.year_of(month)?, month, day.parse().ok()?).ok()
}

/// Deadlines that name no day.
fn vague(text: &str) -> Option<Due> {
    const PHRASES: [&str; 22] = [
        "theo kế hoạch",
        "theo quy định",
        "theo lộ trình",
        "đúng lộ trình",
        "đúng tiến độ",
        "đảm bảo tiến độ",
        "bảo đảm tiến độ",
        "đúng thời hạn",
        "đúng hạn",
        "đúng thời gian",
        "đúng khung thời vụ",
        "kịp thời",
        "cuối năm học",
        "năm học mới",
        "6 tháng đầu năm",
        "6 tháng cuối năm",
        "trong năm",
        "trước tết",
        "trước mùa mưa",
        "hằng tháng",
        "hàng tháng",
        "trong thời gian sớm nhất",
    ];
    let lower = text.to_lowercase();
    let phrase = PHRASES.iter().find(|phrase| lower.contains(**phrase))?;
    Some(Due { written: (*phrase).to_owned(), date: None, carries: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines() {
        let table = [
            ("2023-Q1", "cấy xong trước 10/7", Some(("trước 10/7", Some("2023-07-10")))),
            (
                "2023-Q1",
                "hoàn thành trước ngày 15/6/2024",
                Some(("trước ngày 15/6/2024", Some("2024-06-15"))),
            ),
            ("2023-Q1", "diễn tập xã A (tháng 5)", Some(("tháng 5", Some("2023-05-31")))),
            ("2023-Q1", "trình duyệt trong tháng 2/2024", Some(("trong tháng 2/2024", Some("2024-02-29")))),
            ("2023-Q1", "nghiệm thu trong quý II", Some(("trong quý II", Some("2023-06-30")))),
            ("2023-Q1", "xong trước tháng 9", Some(("trước tháng 9", Some("2023-08-31")))),
            ("2023-Q1", "mở lớp theo kế hoạch", Some(("theo kế hoạch", None))),
            (
                "2023-Q1",
                "mở lớp theo kế hoạch năm 2023",
                Some(("theo kế hoạch năm 2023", Some("2023-12-31"))),
            ),
            ("2023-Q1", "tổ chức hội thi năm 2023", None),
            ("2023-Q1", "phấn đấu về đích nông thôn mới năm 2024", Some(("năm 2024", Some("2024-12-31")))),
            (
                "2023-Q1",
                "từ ngày 12/5 đến hết ngày 20/5/2023",
                Some(("đến hết ngày 20/5/2023", Some("2023-05-20"))),
            ),
            ("2023-Q1", "từ ngày 12/5/2023 mưa lớn", None),
            (
                "2023-Q1",
                "báo cáo chậm nhất là ngày 25 tháng 4 năm 2023",
                Some(("chậm nhất là ngày 25 tháng 4 năm 2023", Some("2023-04-25"))),
            ),
            ("2023-Q1", "xong trong tuần đầu tháng 6", Some(("trong tuần đầu tháng 6", Some("2023-06-07")))),
            ("2023-Q1", "bàn giao cuối tháng 4/2023", Some(("cuối tháng 4/2023", Some("2023-04-30")))),
            ("2023-Q1", "bàn giao trung tuần tháng 5", Some(("trung tuần tháng 5", Some("2023-05-20")))),
            ("2023-Q1", "khởi công đầu quý III", Some(("đầu quý III", Some("2023-07-31")))),
            ("2023-Q1", "hoàn thành trước năm 2025", Some(("trước năm 2025", Some("2024-12-31")))),
            ("2023-Q1", "từ nay đến cuối năm", Some(("đến cuối năm", Some("2023-12-31")))),
            ("2023-Q1", "kỷ niệm ngày thương binh, liệt sĩ 27/7", Some(("27/7", Some("2023-07-27")))),
            ("2023-Q1", "phun thuốc ngày 15-20/6", Some(("ngày 15-20/6", Some("2023-06-20")))),
            ("2023-Q1", "xử lý kết luận công bố ngày 12/5/2019", None),
            ("2023-Q1", "sau 3 tháng 5 ngày", None),
            ("2023-Q1", "trước 31/2", None),
            ("2023-Q1", "nâng cao chất lượng", None),
            // The report of a year orders for the next.
            ("2023", "quyết toán xong trước 31/3", Some(("trước 31/3", Some("2024-03-31")))),
            ("2023-Q4", "giao đất trong quý I", Some(("trong quý I", Some("2024-03-31")))),
            ("2023-M12", "sơ kết trong tháng 12", Some(("trong tháng 12", Some("2023-12-31")))),
        ];
        for (period, text, expected) in table {
            let found = due(text, Calendar { period: period.parse().ok(), ahead: true });
            let shown = found.as_ref().map(|d| (d.written.as_str(), d.date.map(|date| date.to_string())));
            let expected = expected.map(|(written, date)| (written, date.map(str::to_owned)));
            assert_eq!(shown, expected, "{text}");
        }
    }
}
