//! Reporting periods and the windows of time that figures speak of.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};

/// The kinds of reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// tuần, Monday to Sunday (ISO 8601)
    Week,
    /// tháng
    Month,
    /// quý
    Quarter,
    /// 6 tháng
    HalfYear,
    /// 9 tháng
    NineMonths,
    /// năm
    Year,
    /// từ ngày đến ngày: any range of days
    Days,
}

impl PeriodKind {
    /// How many of the kind make a year; none for a range of days.
    pub fn per_year(self) -> Option<i16> {
        match self {
            Self::Week => Some(52),
            Self::Month => Some(12),
            Self::Quarter => Some(4),
            Self::HalfYear => Some(2),
            Self::NineMonths | Self::Year => Some(1),
            Self::Days => None,
        }
    }

    /// Whether its periods are whole months, to which the windows of Nghị định 09/2019/NĐ-CP, Điều 12 speak.
    pub fn of_months(self) -> bool {
        !matches!(self, Self::Week | Self::Days)
    }
}

/// Years that a period may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// A reporting period: `2021-Q1`, `2021-M03`, `2021-H1`, `2021-9M`, `2021`, `2021-W05`, `2021-03-01..2021-03-20`.
/// Holding one proves that it is well formed. Periods are in the order in which they end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    to: Date,
    kind: PeriodKind,
    from: Date,
}

impl Period {
    /// The `number`-th period of its kind in `year`, counted from one; `None` when there is no such period.
    pub fn new(year: i16, kind: PeriodKind, number: i8) -> Option<Self> {
        YEARS.contains(&year).then(|| Self::in_year(year, kind, number))?
    }

    /// The days from `from` to `to`, both included; `None` when they are turned round.
    pub fn days(from: Date, to: Date) -> Option<Self> {
        let fits = from <= to && YEARS.contains(&from.year()) && YEARS.contains(&to.year());
        fits.then_some(Self { to, kind: PeriodKind::Days, from })
    }

    fn in_year(year: i16, kind: PeriodKind, number: i8) -> Option<Self> {
        let (first, last) = match kind {
            PeriodKind::Week => {
                let from = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
                return Some(Self { to: from.saturating_add(Span::new().days(6)), kind, from });
            }
            PeriodKind::Month => (number, number),
            PeriodKind::Quarter if (1..=4).contains(&number) => (number * 3 - 2, number * 3),
            PeriodKind::HalfYear if (1..=2).contains(&number) => (number * 6 - 5, number * 6),
            PeriodKind::NineMonths if number == 1 => (1, 9),
            PeriodKind::Year if number == 1 => (1, 12),
            _ => return None,
        };
        let (from, to) = (Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?);
        Some(Self { to: to.last_of_month(), kind, from })
    }

    /// Calendar year; of a week the year that its Thursday lies in, of a range of days the year of its last day.
    pub fn year(self) -> i16 {
        match self.kind {
            PeriodKind::Week => self.from.iso_week_date().year(),
            _ => self.to.year(),
        }
    }

    /// Month, quarter ...
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Which one of its kind in the year, from one; a range of days is the first.
    pub fn number(self) -> i8 {
        match self.kind {
            PeriodKind::Week => self.from.iso_week_date().week(),
            PeriodKind::Month => self.to.month(),
            PeriodKind::Quarter => self.to.month() / 3,
            PeriodKind::HalfYear => self.to.month() / 6,
            PeriodKind::NineMonths | PeriodKind::Year | PeriodKind::Days => 1,
        }
    }

    /// The period `by` steps later of the same kind: `2021-Q4` + 1 is `2022-Q1`. A range of days moves by its own length.
    pub fn shift(self, by: i16) -> Self {
        let Some(per_year) = self.kind.per_year().filter(|_| self.kind.of_months()) else {
            let length = i64::from((self.to - self.from).get_days()) + 1;
            let way = Span::new().days(length.saturating_mul(i64::from(by)).clamp(-LONG, LONG));
            return Self { to: self.to.saturating_add(way), from: self.from.saturating_add(way), ..self };
        };
        let per_year = i32::from(per_year);
        let index = i32::from(self.year()) * per_year + i32::from(self.number()) - 1 + i32::from(by);
        let year = i16::try_from(index.div_euclid(per_year)).unwrap_or(i16::MAX).clamp(-9000, 9000);
        let number = i8::try_from(index.rem_euclid(per_year) + 1).unwrap_or(1);
        Self::in_year(year, self.kind, number).unwrap_or(self)
    }

    /// The same period of the year before (cùng kỳ năm trước); the 53rd week is compared with the 52nd.
    pub fn year_before(self) -> Self {
        let year = self.year() - 1;
        match self.kind {
            PeriodKind::Days => {
                let year = Span::new().years(1);
                Self { to: self.to.saturating_sub(year), from: self.from.saturating_sub(year), ..self }
            }
            PeriodKind::Week => Self::in_year(year, self.kind, self.number().min(52)).unwrap_or(self),
            _ => Self::in_year(year, self.kind, self.number()).unwrap_or(self),
        }
    }

    /// First and last month of the calendar that the period touches.
    pub fn months(self) -> (i8, i8) {
        (self.from.month(), self.to.month())
    }

    /// The days of the calendar: what statistics count (Nghị định 60/2018/NĐ-CP).
    pub fn calendar_window(self) -> Window {
        Window { from: self.from, to: self.to }
    }

    /// The legal window: 15th of the month before to 14th of the last month (Nghị định 09/2019/NĐ-CP, Điều 12). Weeks and
    /// ranges of days, which the article does not know, cover their own days.
    pub fn legal_window(self) -> Window {
        let day = |date: Date, number| date.with().day(number).build().unwrap_or(date);
        match self.kind.of_months() {
            true => Window {
                from: day(self.from.saturating_sub(Span::new().months(1)), 15),
                to: day(self.to, 14),
            },
            false => self.calendar_window(),
        }
    }
}

/// Days that no shift goes beyond.
const LONG: i64 = 3_000_000;

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, number) = (self.year(), self.number());
        match self.kind {
            PeriodKind::Week => write!(f, "{year}-W{number:02}"),
            PeriodKind::Month => write!(f, "{year}-M{number:02}"),
            PeriodKind::Quarter => write!(f, "{year}-Q{number}"),
            PeriodKind::HalfYear => write!(f, "{year}-H{number}"),
            PeriodKind::NineMonths => write!(f, "{year}-9M"),
            PeriodKind::Year => write!(f, "{year}"),
            PeriodKind::Days => write!(f, "{}..{}", self.from, self.to),
        }
    }
}

impl std::str::FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("not a period: {text}");
        if let Some((from, to)) = text.split_once("..") {
            let day = |text: &str| text.parse::<Date>().ok().filter(|day| day.to_string() == text);
            return day(from).zip(day(to)).and_then(|(from, to)| Self::days(from, to)).ok_or_else(wrong);
        }
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year = year.parse().map_err(|_| wrong())?;
        let (kind, number) = match rest.split_at_checked(1) {
            None if !text.contains('-') => (PeriodKind::Year, 1),
            None => return Err(wrong()),
            Some(_) if rest == "9M" => (PeriodKind::NineMonths, 1),
            Some((letter, digits)) => {
                let kind = match letter {
                    "W" => PeriodKind::Week,
                    "M" => PeriodKind::Month,
                    "Q" => PeriodKind::Quarter,
                    "H" => PeriodKind::HalfYear,
                    _ => return Err(wrong()),
                };
                (kind, digits.parse().map_err(|_| wrong())?)
            }
        };
        Self::new(year, kind, number).ok_or_else(wrong)
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
crate::schema_as_text!(Period);

/// Dates covered, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Window {
    /// First day.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub from: Date,
    /// Last day.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub to: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_print_and_parse_both_ways() {
        for text in [
            "2021-Q1",
            "2021-M03",
            "2021-H2",
            "2021-9M",
            "2021",
            "2021-W05",
            "2020-W53",
            "2021-03-01..2021-03-20",
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in [
            "2021-Q5",
            "2021-M13",
            "21",
            "2021-",
            "2021-X1",
            "Q1",
            "2021-W53",
            "2021-W00",
            "2021-03-20..2021-03-01",
            "2021-02-30..2021-03-01",
            "..",
            "2021-03-01..",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn shifting_crosses_years() {
        let q = |t: &str| t.parse::<Period>().unwrap();
        assert_eq!(q("2021-Q1").shift(1), q("2021-Q2"));
        assert_eq!(q("2021-Q4").shift(1), q("2022-Q1"));
        assert_eq!(q("2021-Q1").shift(-1), q("2020-Q4"));
        assert_eq!(q("2021-Q1").shift(-4), q("2020-Q1"));
    }

    #[test]
    fn every_kind_has_a_period_before_and_one_a_year_before() {
        for (now, before, year_before) in [
            ("2021-W01", "2020-W53", "2020-W01"),
            ("2020-W53", "2020-W52", "2019-W52"),
            ("2021-M01", "2020-M12", "2020-M01"),
            ("2021-Q1", "2020-Q4", "2020-Q1"),
            ("2021-H2", "2021-H1", "2020-H2"),
            ("2021-9M", "2020-9M", "2020-9M"),
            ("2021", "2020", "2020"),
            ("2021-03-01..2021-03-20", "2021-02-09..2021-02-28", "2020-03-01..2020-03-20"),
            ("2020-02-29..2020-02-29", "2020-02-28..2020-02-28", "2019-02-28..2019-02-28"),
        ] {
            let period: Period = now.parse().unwrap();
            assert_eq!(
                (period.shift(-1).to_string().as_str(), period.year_before().to_string().as_str()),
                (before, year_before),
                "{now}"
            );
            assert_eq!(period.shift(-1).shift(1), period, "{now}");
        }
    }

    #[test]
    fn periods_are_in_the_order_in_which_they_end() {
        let mut periods: Vec<Period> = [
            "2021",
            "2021-Q4",
            "2021-M12",
            "2021-Q1",
            "2021-M04",
            "2022-W01",
            "2021-W52",
            "2021-04-01..2021-04-02",
        ]
        .map(|p| p.parse().unwrap())
        .to_vec();
        periods.sort();
        let printed: Vec<String> = periods.iter().map(Period::to_string).collect();
        assert_eq!(
            printed.join(" "),
            "2021-Q1 2021-04-01..2021-04-02 2021-M04 2021-M12 2021-Q4 2021 2021-W52 2022-W01"
        );
    }
}
