//! The window of time a figure speaks of: as printed, and as days where the words fix them.

mod held;
mod reader;

use super::text::Text;
use model::{Date, FactWindow, Period};
use reader::Reader;
use viet::quantity::printed;

pub(super) use held::set_windows;

/// A time named in the text.
struct Time {
    /// Its tokens, leading words included.
    words: (usize, usize),
    form: Form,
    from: Option<Date>,
    to: Option<Date>,
    as_of: Option<Date>,
}

/// How a time is told; a day tells more than a season, a season more than a period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// `đến nay`, `hiện nay`
    Now,
    /// `6 tháng đầu năm`, `quý I`, `năm 2021`
    Period,
    /// `vụ Đông Xuân 2020-2021`
    Season,
    /// `lũy kế từ đầu năm`, `cùng kỳ năm trước`
    Stated,
    /// `đến ngày 15/3`, `từ 15/12/2020 đến 14/3/2021`
    Day,
}

/// First and last day.
type Days = (Option<Date>, Option<Date>);

/// The times of a text in order.
pub(super) struct Times {
    told: Vec<Time>,
    /// What is only compared with.
    bases: Vec<Time>,
    /// That of the report.
    period: Option<Period>,
}

impl Times {
    /// Days and months without a year are those last before the end of `period`, or soon after it.
    pub(super) fn new(text: &Text, period: Option<Period>) -> Self {
        let (mut told, mut bases) = (Vec::new(), Vec::new());
        let reader = Reader { text, period };
        let mut at = 0;
        while at < text.tokens.len() {
            let time = reader.time(at).filter(|time| !reader.is_cited(time));
            at = time.as_ref().map_or(at + 1, |time| time.words.1.max(at + 1));
            let Some(time) = time else { continue };
            if reader.is_base(&time) { bases.push(time) } else { told.push(time) }
        }
        Self { told, bases, period }
    }

    /// The last of the most telling times among these words.
    pub(super) fn within(&self, text: &Text, words: (usize, usize)) -> Option<(FactWindow, (usize, usize))> {
        let first = self.told.partition_point(|time| time.words.0 < words.0);
        let past = self.told.partition_point(|time| time.words.0 < words.1);
        let time = most_telling(self.told.get(first..past)?)?;
        Some((window_of(text, time), time.words))
    }
}

fn most_telling(told: &[Time]) -> Option<&Time> {
    told.iter().max_by_key(|time| (time.form, time.words.0))
}

fn window_of(text: &Text, time: &Time) -> FactWindow {
    let label = Some(printed(&text.tokens[time.words.0..time.words.1]));
    FactWindow { label, from: time.from, to: time.to, as_of: time.as_of }
}

/// A year that heads a row or column of a table.
pub(super) fn of_year(year: i16) -> FactWindow {
    let day = |month, day| Date::new(year, month, day).ok();
    FactWindow { label: Some(year.to_string()), from: day(1, 1), to: day(12, 31), as_of: None }
}

/// First and last day by the calendar.
fn span(period: Period) -> Days {
    let days = period.calendar_window();
    (Some(days.from), Some(days.to))
}
