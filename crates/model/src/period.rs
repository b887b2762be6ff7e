//! Reporting periods and the windows of time that figures speak of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The kinds of reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
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
}

/// A reporting period: `2021-Q1`, `2021-M03`, `2021-H1`, `2021-9M`, `2021`. Holding one proves it is well formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    kind: PeriodKind,
    number: i8,
}

impl Period {
    /// The `number`-th period of its kind in `year`, counted from one; `None` when there is no such period.
    pub fn new(year: i16, kind: PeriodKind, number: i8) -> Option<Self> {
        let last = match kind {
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            PeriodKind::HalfYear => 2,
            PeriodKind::NineMonths | PeriodKind::Year => 1,
        };
        ((1900..=2200).contains(&year) && (1..=last).contains(&number)).then_some(Self { year, kind, number })
    }

    /// Calendar year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Month, quarter ...
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Which one of its kind in the year, from one.
    pub fn number(self) -> i8 {
        self.number
    }

    /// The period `by` steps later of the same kind: `2021-Q4` + 1 is `2022-Q1`.
    pub fn shift(self, by: i16) -> Self {
        let per_year: i16 = match self.kind {
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            PeriodKind::HalfYear => 2,
            PeriodKind::NineMonths | PeriodKind::Year => 1,
        };
        let index = self.year * per_year + i16::from(self.number) - 1 + by;
        let number = i8::try_from(index.rem_euclid(per_year) + 1).unwrap_or(1);
        Self { year: index.div_euclid(per_year), kind: self.kind, number }
    }

    /// First and last month of the calendar that the period covers.
    pub fn months(self) -> (i8, i8) {
        match self.kind {
            PeriodKind::Month => (self.number, self.number),
            PeriodKind::Quarter => (self.number * 3 - 2, self.number * 3),
            PeriodKind::HalfYear => (self.number * 6 - 5, self.number * 6),
            PeriodKind::NineMonths => (1, 9),
            PeriodKind::Year => (1, 12),
        }
    }

    /// The legal window: 15th of the month before to 14th of the last month (Nghị định 09/2019/NĐ-CP, Điều 12).
    pub fn legal_window(self) -> Window {
        let (first, last) = self.months();
        let (year, month) = if first == 1 { (self.year - 1, 12) } else { (self.year, first - 1) };
        Window { from: Date::constant(year, month, 15), to: Date::constant(self.year, last, 14) }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { year, kind, number } = self;
        match kind {
            PeriodKind::Month => write!(f, "{year}-M{number:02}"),
            PeriodKind::Quarter => write!(f, "{year}-Q{number}"),
            PeriodKind::HalfYear => write!(f, "{year}-H{number}"),
            PeriodKind::NineMonths => write!(f, "{year}-9M"),
            PeriodKind::Year => write!(f, "{year}"),
        }
    }
}

impl std::str::FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("not a period: {text}");
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year = year.parse().map_err(|_| wrong())?;
        let (kind, number) = match rest.split_at_checked(1) {
            None if !text.contains('-') => (PeriodKind::Year, 1),
            None => return Err(wrong()),
            Some(_) if rest == "9M" => (PeriodKind::NineMonths, 1),
            Some((letter, digits)) => {
                let kind = match letter {
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
        for text in ["2021-Q1", "2021-M03", "2021-H2", "2021-9M", "2021"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in ["2021-Q5", "2021-M13", "21", "2021-", "2021-X1", "Q1"] {
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

    /// The table of Nghị định 09/2019/NĐ-CP, Điều 12.
    #[test]
    fn legal_windows() {
        let table = [
            ("2021-M03", "2021-02-15", "2021-03-14"),
            ("2021-Q1", "2020-12-15", "2021-03-14"),
            ("2021-Q2", "2021-03-15", "2021-06-14"),
            ("2021-Q3", "2021-06-15", "2021-09-14"),
            ("2021-Q4", "2021-09-15", "2021-12-14"),
            ("2021-H1", "2020-12-15", "2021-06-14"),
            ("2021-H2", "2021-06-15", "2021-12-14"),
            ("2021-9M", "2020-12-15", "2021-09-14"),
            ("2021", "2020-12-15", "2021-12-14"),
        ];
        for (period, from, to) in table {
            let window = period.parse::<Period>().unwrap().legal_window();
            assert_eq!(
                (window.from.to_string().as_str(), window.to.to_string().as_str()),
                (from, to),
                "{period}"
            );
        }
    }
}
