//! Working days, and the deadlines that are counted in them.

use crate::book::Book;
use jiff::Span;
use jiff::civil::Weekday;
use model::{Date, DayMark, DeadlineRule, Period, Window};

/// Days that are looked at for a working one; longer than any holiday.
const LONGEST_HOLIDAY: usize = 60;

/// What a day is where its weekday does not say it: as the place marked it, else as the state published it.
pub fn mark(book: &Book, day: Date) -> Option<&DayMark> {
    let published = catalogue::days();
    let shipped = || published.binary_search_by_key(&day, |d| d.day).ok().and_then(|at| published.get(at));
    match book.days.get(&day) {
        Some(marked) => marked.as_ref(),
        None => shipped(),
    }
}

/// Whether offices work on a day: Monday to Friday but for holidays, and days worked instead.
pub fn is_working(book: &Book, day: Date) -> bool {
    match mark(book, day) {
        Some(mark) => mark.worked,
        None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
    }
}

/// The first working day on or after `day`.
pub fn on_or_after(book: &Book, day: Date) -> Date {
    let next = |day: &Date| day.tomorrow().ok();
    let days = std::iter::successors(Some(day), next).take(LONGEST_HOLIDAY);
    days.into_iter().find(|day| is_working(book, *day)).unwrap_or(day)
}

/// The `count`-th working day after `day`.
pub fn working_days_after(book: &Book, day: Date, count: u8) -> Date {
    (0..count).fold(day, |day, _| on_or_after(book, day.saturating_add(Span::new().days(1))))
}

/// The earliest deadline: one working day after closing (Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5).
pub fn earliest(book: &Book, window: Window) -> Date {
    working_days_after(book, window.to, 1)
}

/// The last day to send by a rule. A day off moves to the next working day (Bộ luật Dân sự 2015, Điều 148 khoản 5), and no rule
/// gives less than one working day after closing.
pub fn deadline(book: &Book, rule: DeadlineRule, period: Period, window: Window) -> Date {
    let due = match rule {
        DeadlineRule::WorkingDays { days } => working_days_after(book, window.to, days.max(1)),
        DeadlineRule::OnDay { day } => on_or_after(book, day.after(period.calendar_window().to)),
    };
    due.max(earliest(book, window))
}
