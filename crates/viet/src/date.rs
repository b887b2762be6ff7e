//! Dates as printed: `05/3/2021`.
//!
//! ```
//! let day = viet::date::parse("5.3.2021").unwrap();
//! assert_eq!(viet::date::format(day), "05/03/2021");
//! assert_eq!(viet::date::parse("31/02/2021"), None);
//! ```

use jiff::civil::Date;

/// `05/03/2021`.
pub fn format(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// Reads day, month, year parted by `/`, `-` or `.`; leading zeros are free. The year has four digits.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let separator = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = text.split(separator);
    let day: i8 = digits(parts.next()?, 2)?.try_into().ok()?;
    let month: i8 = digits(parts.next()?, 2)?.try_into().ok()?;
    let year = parts.next().filter(|y| y.trim().len() == 4)?;
    let year = digits(year, 4)?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok()
}

fn digits(text: &str, most: usize) -> Option<i16> {
    let text = text.trim();
    (text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_printed_reads_back(day in 0_i32..60_000) {
            let date = Date::constant(1950, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            prop_assert_eq!(parse(&format(date)), Some(date));
        }
    }
}
