//! Reads the times that a text names.

use super::super::cue;
use super::super::text::Text;
use super::{Days, Form, Time, span};
use model::{Date, Period};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use viet::phrases::Phrases;
use viet::quantity::NotFigure;

/// Words that name a season of the fields.
const SEASONS: &[&str] = &["đông", "xuân", "hè", "thu", "mùa", "chiêm"];

static SO_FAR: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed("lũy kế từ đầu năm đến nay|lũy kế từ đầu năm|từ đầu năm đến nay|từ đầu năm")
});
static BEFORE: LazyLock<Phrases> = LazyLock::new(|| Phrases::listed("cùng kỳ năm trước|cùng kỳ"));
static UNTIL: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::listed("tính đến|tính tới|cập nhật đến|lũy kế đến|đến|tới|tại thời điểm|hết"));
static NOW: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed("đến thời điểm báo cáo|đến thời điểm hiện tại|đến nay|hiện nay|hiện tại")
});

/// Words that a time begins with, beside numbers.
static OPENINGS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let more = "kể|từ|ngày|vụ|mùa|năm|quý|tháng|giai|nhiệm|thời|kế|tính|lũy".split('|');
    [&*SO_FAR, &*BEFORE, &*UNTIL, &*NOW].into_iter().flat_map(Phrases::first_words).chain(more).collect()
});

/// A text and the period that its report is of.
pub(super) struct Reader<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) period: Option<Period>,
}

impl Reader<'_> {
    fn key(&self, at: usize) -> &str {
        self.text.key(at)
    }

    /// How many of the words stand at `at`, when all do.
    fn words(&self, at: usize, words: &str) -> Option<usize> {
        self.text.words_at(at, words).then(|| words.split(' ').count())
    }

    /// How many words the longest phrase of a table takes at `at`.
    fn told(&self, at: usize, phrases: &Phrases) -> Option<usize> {
        phrases.longest(|i| self.key(at + i)).map(|(length, ())| length)
    }

    /// The time that begins at token `at`.
    pub(super) fn time(&self, at: usize) -> Option<Time> {
        if !self.text.tokens.get(at)?.number() && !OPENINGS.contains(self.key(at)) {
            return None;
        }
        self.stated(at)
            .or_else(|| self.span_of_days(at))
            .or_else(|| self.until(at))
            .or_else(|| self.day(at))
            .or_else(|| self.season(at))
            .or_else(|| self.period(at))
            .or_else(|| self.now(at))
    }

    /// A digits token range of a sort that begins at `at`.
    fn other(&self, at: usize, sort: NotFigure) -> Option<(usize, usize)> {
        self.text.other_at(at).filter(|(why, range)| *why == sort && range.0 == at).map(|(_, range)| *range)
    }

    /// `lũy kế từ đầu năm`, `từ đầu năm đến nay`, `cùng kỳ năm trước` as what is spoken of.
    fn stated(&self, at: usize) -> Option<Time> {
        if let Some(n) = self.told(at, &SO_FAR) {
            let from = self.period.and_then(|period| Date::new(period.year(), 1, 1).ok());
            return Some(Time {
                words: (at, at + n),
                form: Form::Stated,
                from,
                to: from.and_then(|_| self.last_day()),
                as_of: None,
            });
        }
        let n = self.told(at, &BEFORE)?;
        let alone =
            at.checked_sub(1).is_some_and(|i| self.text.tokens[i].is("(") || self.text.tokens[i].is(";"));
        let before = self.period.map(Period::year_before).map(span);
        let (from, to) = before.unwrap_or_default();
        alone.then_some(Time { words: (at, at + n), form: Form::Stated, from, to, as_of: None })
    }

    /// `từ ngày 15/12/2020 đến ngày 14/3/2021`, `từ 01/02/2021 đến nay`, `từ ngày 01/02/2021`, `từ ngày 09-15/01/2021`.
    fn span_of_days(&self, at: usize) -> Option<Time> {
        let lead = self.words(at, "kể từ").or_else(|| self.words(at, "từ"))?;
        let first_at = at + lead + usize::from(self.key(at + lead) == "ngày");
        let (first, first_words) = self.dates(first_at)?;
        let mut time = Time {
            words: (at, first_words.1),
            form: Form::Day,
            from: first.0,
            to: first.1.filter(|to| first.0 != Some(*to)),
            as_of: None,
        };
        let joint = first_words.1;
        if time.to.is_some() || !matches!(self.key(joint), "đến" | "tới" | "-" | "–") {
            return Some(time);
        }
        if self.key(joint + 1) == "nay" {
            time.words.1 = joint + 2;
            return Some(time);
        }
        let past = joint + 1 + usize::from(self.key(joint + 1) == "hết");
        let second_at = past + usize::from(self.key(past) == "ngày");
        if let Some((second, words)) = self.dates(second_at) {
            time.words.1 = words.1;
            time.to = second.1;
            // `từ 15/12 đến 14/3/2021` begins in the year before.
            let turned = time.from.zip(time.to).is_some_and(|(from, to)| from > to);
            if turned {
                time.from =
                    time.from.and_then(|from| Date::new(from.year() - 1, from.month(), from.day()).ok());
            }
        }
        Some(time)
    }

    /// `tính đến ngày 15/3`, `đến hết tháng 9`, `đến cuối quý III`, `tại thời điểm 31/12/2022`.
    fn until(&self, at: usize) -> Option<Time> {
        let mut end = at + self.told(at, &UNTIL)?;
        for more in ["thời điểm", "hết", "cuối", "ngày"] {
            end += self.words(end, more).unwrap_or(0);
        }
        let (to, words) = match self.dates(end) {
            Some(((_, to), words)) => (to, words),
            None if self.key(end) == "năm" => return None,
            None => {
                let period = self.period(end)?;
                (period.to, period.words)
            }
        };
        Some(Time { words: (at, words.1), form: Form::Day, from: None, to: None, as_of: to })
    }

    /// `ngày 14/01/2021`, `09-15/01/2021`.
    fn day(&self, at: usize) -> Option<Time> {
        let said = usize::from(self.key(at) == "ngày");
        if said == 0 && !self.text.tokens.get(at)?.number() {
            return None;
        }
        let ((from, to), words) = self.dates(at + said)?;
        let one = from == to;
        (said == 1 || !one).then_some(Time {
            words: (at, words.1),
            form: Form::Day,
            from: from.filter(|_| !one),
            to: to.filter(|_| !one),
            as_of: from.filter(|_| one),
        })
    }

    /// First and last day of the date at `at`; `15/3` takes its year from the report's period.
    fn dates(&self, at: usize) -> Option<(Days, (usize, usize))> {
        let words = self.other(at, NotFigure::Date)?;
        let joined: String = self.text.tokens[words.0..words.1].iter().map(|t| t.text()).collect();
        if let Some(date) = viet::date::parse(&joined) {
            return Some(((Some(date), Some(date)), words));
        }
        let (day, rest) = joined.split_once(['/', '-', '–']).unwrap_or((&joined, ""));
        let to = viet::date::parse(rest).or_else(|| self.in_year(rest));
        if let Some(to) = to {
            let from = day.parse().ok().and_then(|day| Date::new(to.year(), to.month(), day).ok());
            return Some(((from, Some(to)), words));
        }
        let date = self.in_year(&joined);
        Some(((date, date), words))
    }

    /// `15/3` as the last such day before the report was written.
    fn in_year(&self, text: &str) -> Option<Date> {
        let (day, month) = text.split_once(['/', '-', '.'])?;
        let (day, month): (i8, i8) = (day.parse().ok()?, month.parse().ok()?);
        let written = self.last_day()?.checked_add(jiff::Span::new().days(45)).ok()?;
        let of_year = |year| Date::new(year, month, day).ok();
        of_year(written.year()).filter(|date| *date <= written).or_else(|| of_year(written.year() - 1))
    }

    fn last_day(&self) -> Option<Date> {
        self.period.and_then(|period| span(period).1)
    }

    /// `vụ Đông Xuân 2020-2021`, `năm học 2020-2021`: a name with its year; the days are the field's own.
    fn season(&self, at: usize) -> Option<Time> {
        let tokens = &self.text.tokens;
        let named = match self.key(at) {
            "vụ" | "mùa" => {
                tokens.get(at + 1..)?.iter().take(3).take_while(|t| SEASONS.contains(&t.key())).count()
            }
            "năm" if self.key(at + 1) == "học" => 1,
            _ => 0,
        };
        let end = at + 1 + named;
        let year = self.other(end, NotFigure::Year).map(|words| words.1);
        let said = named > 0 && (self.key(at) != "năm" || year.is_some());
        said.then_some(Time {
            words: (at, year.unwrap_or(end)),
            form: Form::Season,
            from: None,
            to: None,
            as_of: None,
        })
    }

    /// `6 tháng đầu năm 2021`, `quý I/2021`, `tháng 5`, `năm 2021`, `giai đoạn 2021-2025`; `tính chung`,
    /// `lũy kế` before it belong to it.
    fn period(&self, at: usize) -> Option<Time> {
        let lead = ["lũy kế", "tính chung"].iter().find_map(|words| self.words(at, words)).unwrap_or(0);
        let from = at + lead;
        let (end, first, last, year) = self.months(from)?;
        let (year, end) = match year {
            Some(year) => (Some(year), end),
            None => self.year_after(end),
        };
        let year = year.or(self.period.map(Period::year));
        let day = |year: Option<i16>, month: i8| Date::new(year?, month, 1).ok();
        let (mut start, mut stop) = (day(year, first), day(year, last).map(Date::last_of_month));
        if let Some((one, other)) = self.years(from, end) {
            (start, stop) = (day(Some(one), 1), day(Some(other), 12).map(Date::last_of_month));
        }
        Some(Time { words: (at, end), form: Form::Period, from: start, to: stop, as_of: None })
    }

    /// The end of the words for months at `at`, first and last month, and the year when it is said with them.
    fn months(&self, at: usize) -> Option<(usize, i8, i8, Option<i16>)> {
        let number = |at: usize| self.text.tokens.get(at).and_then(|t| t.text().parse::<i8>().ok());
        match self.key(at) {
            "quý" => {
                let roman = ["i", "ii", "iii", "iv"].iter().position(|roman| *roman == self.key(at + 1));
                let n = roman.and_then(|n| i8::try_from(n + 1).ok()).or_else(|| number(at + 1))?;
                (1..=4).contains(&n).then_some((at + 2, n * 3 - 2, n * 3, None))
            }
            "tháng" => {
                let words = self.other(at + 1, NotFigure::Period)?;
                let month = number(words.0)?;
                let year = self.text.tokens[words.0..words.1].last().and_then(|t| t.text().parse().ok());
                (1..=12).contains(&month).then_some((words.1, month, month, year.filter(|y| *y > 1900)))
            }
            "năm" | "giai" | "nhiệm" | "thời" | "kế" => {
                let named = ["giai đoạn", "nhiệm kỳ", "thời kỳ", "kế hoạch"];
                let end = at + named.iter().find_map(|words| self.words(at, words)).unwrap_or(1);
                let words = self.other(end, NotFigure::Year)?;
                Some((words.1, 1, 12, number_of_year(self.text.tokens[words.0].text())))
            }
            _ => {
                let n = number(at).filter(|n| (1..=12).contains(n))?;
                let words = self.other(at, NotFigure::Period)?;
                let late = self.key(words.1) == "cuối";
                let end = words.1 + usize::from(late || self.key(words.1) == "đầu");
                Some(if late { (end, 13 - n, 12, None) } else { (end, 1, n, None) })
            }
        }
    }

    /// `năm 2021`, `năm`, `/2021` after months.
    fn year_after(&self, end: usize) -> (Option<i16>, usize) {
        let joint = end + usize::from(matches!(self.key(end), "năm" | "/"));
        let year = self.text.tokens.get(joint).and_then(|t| number_of_year(t.text()));
        let said = joint > end && self.key(end) == "năm";
        match year.filter(|_| joint > end || self.other(joint, NotFigure::Year).is_some()) {
            Some(year) => (Some(year), joint + 1),
            None => (None, if said { joint } else { end }),
        }
    }

    /// Both years of `2021-2025`.
    fn years(&self, from: usize, end: usize) -> Option<(i16, i16)> {
        let mut years = self.text.tokens.get(from..end)?.iter().filter_map(|t| number_of_year(t.text()));
        Some((years.next()?, years.next()?))
    }

    /// `đến nay`, `hiện nay`: the state when the report was written.
    fn now(&self, at: usize) -> Option<Time> {
        let n = self.told(at, &NOW)?;
        Some(Time { words: (at, at + n), form: Form::Now, from: None, to: None, as_of: None })
    }

    /// The date of a cited document: `Quyết định số 5/QĐ-UBND ngày 04/01/2021`.
    pub(super) fn is_cited(&self, time: &Time) -> bool {
        let before = time.words.0.checked_sub(1).and_then(|at| self.text.other_at(at));
        before.is_some_and(|(why, _)| matches!(why, NotFigure::Document | NotFigure::Name))
            && self.key(time.words.0) == "ngày"
    }

    /// What is only compared with, or says which plan is meant: `so với cuối năm 2020`, `kế hoạch năm 2021` after a figure.
    pub(super) fn is_base(&self, time: &Time) -> bool {
        let text = self.text;
        let at = time.words.0;
        let sign = (at.saturating_sub(4)..at)
            .rev()
            .find(|i| text.ends_at_sign(*i))
            .map_or(at.saturating_sub(4), |i| i + 1);
        let compared = text.cues.last((sign, at), cue::AGAINST).is_some_and(|cue| cue.end + 3 > at);
        let plan = text.cues.last((sign, at + 1), cue::PLAN).is_some_and(|cue| cue.end == at || cue.at == at);
        let figures = text.figures.partition_point(|q| q.tokens.0 < at);
        let after_figure = || {
            figures.checked_sub(1).is_some_and(|last| {
                text.sentence_of(last) == text.sentence_of_token(at) && text.last(last) + 4 > at
            })
        };
        compared || (plan && after_figure())
    }
}

fn number_of_year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| (1900..2100).contains(year))
}
