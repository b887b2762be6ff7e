//! Reporting periods as people write them at the head of a column: `Quý I/2021`, `T3/2021`, `6 tháng đầu năm 2021`.
//!
//! ```
//! assert_eq!(viet::period::parse("Quý I/2021").unwrap().to_string(), "2021-Q1");
//! assert_eq!(viet::period::parse("9T/2021").unwrap().to_string(), "2021-9M");
//! assert!(viet::period::parse("tháng 13/2021").is_none());
//! ```

use crate::fold;
use model::{Period, PeriodKind};

const ROMAN: [&str; 4] = ["i", "ii", "iii", "iv"];

/// The period that a text names, whole and with its year; our own names (`2021-Q1`) and the codes of reporting systems
/// (`202103`, `20211`) among them.
pub fn parse(text: &str) -> Option<Period> {
    if let Ok(period) = text.trim().parse() {
        return Some(period);
    }
    let folded = fold::fold(text);
    let words = words(&folded);
    if let [code] = words.as_slice()
        && let Some(period) = coded(code)
    {
        return Some(period);
    }
    let is_year = |word: &&String| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let mut years = words.iter().filter(is_year);
    let year: i16 = years.next()?.parse().ok()?;
    if years.next().is_some() {
        return None;
    }
    let rest: Vec<&str> = words
        .iter()
        .filter(|word| !is_year(word) && *word != "nam" && *word != "ky")
        .map(String::as_str)
        .collect();
    let (kind, number) = meant(&rest)?;
    Period::new(year, kind, number)
}

fn meant(rest: &[&str]) -> Option<(PeriodKind, i8)> {
    let number = |word: &str| word.parse::<i8>().ok();
    let quarter = |word: &str| {
        let roman = ROMAN.iter().position(|roman| *roman == word).and_then(|at| i8::try_from(at + 1).ok());
        roman.or_else(|| number(word))
    };
    Some(match rest {
        [] => (PeriodKind::Year, 1),
        ["quy" | "q", which] => (PeriodKind::Quarter, quarter(which)?),
        [roman] if ROMAN.contains(roman) => (PeriodKind::Quarter, quarter(roman)?),
        ["6" | "06", "thang" | "t", "cuoi"] => (PeriodKind::HalfYear, 2),
        ["6" | "06", "thang" | "t"] | ["6" | "06", "thang" | "t", "dau"] => (PeriodKind::HalfYear, 1),
        ["9" | "09", "thang" | "t"] | ["9" | "09", "thang" | "t", "dau"] => (PeriodKind::NineMonths, 1),
        ["thang" | "t" | "m", which] | [which] => (PeriodKind::Month, number(which)?),
        ["h", which] => (PeriodKind::HalfYear, number(which)?),
        _ => return None,
    })
}

/// `YYYYMM` and `YYYYQ`.
fn coded(code: &str) -> Option<Period> {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = code.split_at_checked(4).filter(|_| digits)?;
    let kind = match rest.len() {
        1 => PeriodKind::Quarter,
        2 => PeriodKind::Month,
        _ => return None,
    };
    Period::new(year.parse().ok()?, kind, rest.parse().ok()?)
}

/// Runs of letters and runs of digits.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let joins = |a: char, b: char| {
            (a.is_ascii_digit() && b.is_ascii_digit()) || (a.is_alphabetic() && b.is_alphabetic())
        };
        match words.last_mut().filter(|_| joins(last, c)) {
            Some(word) => word.push(c),
            None if c.is_alphanumeric() => words.push(c.to_string()),
            None => {}
        }
        last = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn periods_as_people_write_them() {
        for (text, period) in [
            ("Quý I/2021", Some("2021-Q1")),
            ("quý 3 năm 2022", Some("2022-Q3")),
            ("Q.II/2021", Some("2021-Q2")),
            ("Q4-2021", Some("2021-Q4")),
            ("IV/2020", Some("2020-Q4")),
            ("Tháng 3/2021", Some("2021-M03")),
            ("T03/2021", Some("2021-M03")),
            ("3/2021", Some("2021-M03")),
            ("03.2021", Some("2021-M03")),
            ("202103", Some("2021-M03")),
            ("20213", Some("2021-Q3")),
            ("6 tháng đầu năm 2021", Some("2021-H1")),
            ("6T/2021", Some("2021-H1")),
            ("6 tháng cuối năm 2021", Some("2021-H2")),
            ("9 tháng năm 2021", Some("2021-9M")),
            ("T9/2021", Some("2021-M09")),
            ("Năm 2021", Some("2021")),
            ("2021", Some("2021")),
            ("2021-W05", Some("2021-W05")),
            ("tháng 13/2021", None),
            ("quý V/2021", None),
            ("2021-2022", None),
            ("Đơn vị", None),
            ("", None),
        ] {
            assert_eq!(parse(text).map(|p| p.to_string()).as_deref(), period, "{text}");
        }
    }
}
