//! Days, months and other stretches of time that words name, counted from the period of the report.

use super::said::Said;
use model::{Date, Period};
use viet::letter::is_word;

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
    pub(super) fn is_past(self, date: Date) -> bool {
        self.period.is_some_and(|period| date < period.legal_window().from)
    }

    /// The first day after the period.
    fn next(self) -> Option<Date> {
        let period = self.period?;
        Date::new(period.year(), period.months().1, 1).ok()?.last_of_month().tomorrow().ok()
    }

    /// The year that `hết năm` means: the next when the reported one is over.
    fn this_year(self) -> Option<i16> {
        let period = self.period?;
        Some(period.year() + i16::from(self.ahead && period.months().1 == 12))
    }
}

/// Days that words name, and how many words.
pub(super) struct Span {
    pub(super) words: usize,
    pub(super) first: Date,
    pub(super) last: Date,
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

/// The words of an order, as written and as bare lower-case keys.
pub(super) struct Words<'t>(pub(super) Vec<(&'t str, &'t str)>);

impl<'t> Words<'t> {
    pub(super) fn new(said: Said<'t>) -> Self {
        let mut behind = 0;
        let words = said.text.split(' ').map(|word| {
            let from = behind;
            behind += word.len() + 1;
            (word, bare(said.lower.get(from..from + word.len()).unwrap_or_default()))
        });
        Self(words.collect())
    }

    pub(super) fn key(&self, at: usize) -> &'t str {
        self.0.get(at).map_or("", |(_, key)| key)
    }

    pub(super) fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.key(at))
    }

    /// Whether the word leads up to a deadline, and whether it fixes an end.
    pub(super) fn lead(&self, at: usize) -> Option<bool> {
        LEADS.iter().find(|(word, _)| *word == self.key(at)).map(|(_, ends)| *ends)
    }

    pub(super) fn span(&self, at: usize, calendar: Calendar) -> Option<Span> {
        match self.key(at) {
            "ngày" => self.day_after(at, calendar).map(|span| span.longer(1)),
            "tháng" | "quý" | "năm" => self.stretch(at, calendar),
            "6" | "06" | "sáu" | "nửa" => self.half(at, calendar),
            "đầu" | "giữa" | "cuối" => self.part(at, calendar),
            "tuần" => self.week(at, calendar),
            "thượng" | "trung" | "hạ" if self.is(at + 1, &["tuần"]) => self.ten_days(at, calendar),
            key if key.contains('/') && self.is_dated(at) => day(key, calendar).map(|day| Span::day(1, day)),
            _ => None,
        }
    }

    /// A month, quarter or year.
    fn stretch(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let named = match self.key(at) {
            "tháng" => self.month(at, calendar),
            "quý" => self.quarter(at, calendar),
            "năm" => self.year(at, calendar),
            _ => None,
        };
        named.or_else(|| self.coming(at, calendar))
    }

    /// `tháng tới`, `quý sau`, and without a number `trong tháng`, `cuối quý`: of what looks ahead, the next.
    fn coming(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let months = match self.key(at) {
            "tháng" => 1,
            "quý" => 3,
            _ => return None,
        };
        let next = usize::from(self.is(at + 1, &["tới", "sau"]));
        let bare = at > 0
            && self.is(at - 1, &["trong", "hết", "cuối", "đầu", "giữa"])
            && !self.is(at + 1, &["đầu", "cuối", "qua"]);
        let numbered = self.key(at + 1).starts_with(|c: char| c.is_ascii_digit());
        let day = calendar.next().filter(|_| calendar.ahead && (next > 0 || (bare && !numbered)))?;
        let begin = (day.month() - 1) / months * months + 1;
        let first = Date::new(day.year(), begin, 1).ok()?;
        let last = Date::new(day.year(), begin + months - 1, 1).ok()?.last_of_month();
        Some(Span { words: 1 + next, first, last })
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
        let month = self.stretch(at + 2, calendar).filter(|_| self.is(at + 2, &["tháng"]))?;
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
                // `từ nay đến hết năm` is said before the year is over.
                let now = (at.saturating_sub(4)..at).any(|at| self.is(at, &["nay"]));
                let year = if now { calendar.year_of(12) } else { calendar.this_year() };
                (year.filter(|_| closes && !other)?, 1)
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

    /// `cuối tháng 6`, `đầu quý III`, `cuối năm`; not of `6 tháng cuối năm`, `kỳ họp cuối năm`.
    fn part(&self, at: usize, calendar: Calendar) -> Option<Span> {
        let named = at > 0 && self.is(at - 1, &["tháng", "họp"]);
        let whole = self.stretch(at + 1, calendar).filter(|_| !named)?;
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

pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !is_word(c))
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
