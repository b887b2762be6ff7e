//! Numbers as printed: dot between thousands, comma before decimals (`4.215,36`).
//!
//! ```
//! use viet::number::{Style, format, parse, parse_in};
//!
//! let area = parse("4.215,36").unwrap();
//! assert_eq!(area.value().to_string(), "4215.36");
//! assert_eq!(format(area), "4.215,36");
//! assert_eq!(parse("12.5"), None);
//! assert_eq!(parse_in("4,215.36", Style::English), Some(area));
//! ```

use model::{Decimal, Number};

/// Which sign parts the thousands and which begins the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// `4.215,36`
    #[default]
    Vietnamese,
    /// `4,215.36`
    English,
}

/// [`parse`] for a text in either style.
pub fn parse_in(text: &str, style: Style) -> Option<Number> {
    match style {
        Style::Vietnamese => parse(text),
        Style::English => parse(&exchanged(text)),
    }
}

/// The style that a number must be of; `None` when both read it (`12`, `4.215`) or neither does.
///
/// ```
/// use viet::number::{Style, only_style};
///
/// assert_eq!(only_style("65.4"), Some(Style::English));
/// assert_eq!(only_style("65,4"), Some(Style::Vietnamese));
/// assert_eq!(only_style("4.215"), None);
/// ```
pub fn only_style(text: &str) -> Option<Style> {
    match (parse(text).is_some(), parse(&exchanged(text)).is_some()) {
        (true, false) => Some(Style::Vietnamese),
        (false, true) => Some(Style::English),
        _ => None,
    }
}

/// With dots for commas and commas for dots.
fn exchanged(text: &str) -> String {
    let other = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    text.chars().map(other).collect()
}

/// Reads one printed number, nothing before or after it but spaces.
///
/// A dot, a space or a no-break space separates groups of exactly three digits, so `12.5` is no
/// number: guessing whether it means 12,5 or 125 is not for a reader of figures. Groups do not begin
/// with a zero (`0.125`), but `06` is six. `4215,36` needs no groups. A sign (`+`, `-`, `−`) may stand in front.
pub fn parse(text: &str) -> Option<Number> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let mut plain = ungrouped(whole)?;
    if let Some(decimals) = decimals {
        if !is_digits(decimals) {
            return None;
        }
        plain.push('.');
        plain.push_str(decimals);
    }
    if negative {
        plain.insert(0, '-');
    }
    Decimal::from_str_exact(&plain).ok().map(Number::new)
}

/// The digits of `1.234.567`, or of a number without groups.
fn ungrouped(whole: &str) -> Option<String> {
    let separator = whole.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator.filter(|c| is_thousands_separator(*c)) else {
        return is_digits(whole).then(|| whole.to_owned());
    };
    let mut groups = whole.split(separator);
    let first = groups.next().filter(|g| is_digits(g) && g.len() <= 3 && !g.starts_with('0'))?;
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        plain.push_str(group);
    }
    Some(plain)
}

/// Whether `c` may stand between groups of thousands.
pub(crate) fn is_thousands_separator(c: char) -> bool {
    matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Prints a number the Vietnamese way with all its printed decimals: `4.215,36`.
pub fn format(number: Number) -> String {
    let value = number.value();
    let plain = value.abs().to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let negative = value.is_sign_negative() && !value.is_zero();
    let mut out = String::from(if negative { "-" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(',');
        out.push_str(decimals);
    }
    out
}

/// Prints a number as prose does: with `leading_zero`, a whole number from 0 to 9 is `00` to `09`.
/// The zero belongs to counts (`06 vụ`) and never to names, dates or codes; the caller knows which it has.
pub fn format_in_prose(number: Number, leading_zero: bool) -> String {
    let text = format(number);
    if leading_zero && text.len() == 1 { format!("0{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_printed_reads_back(mantissa in -999_999_999_999_i64..999_999_999_999, scale in 0_u32..6) {
            let number = Number::new(Decimal::new(mantissa, scale));
            prop_assert_eq!(parse(&format(number)), Some(number));
            prop_assert_eq!(parse(&format_in_prose(number, true)), Some(number));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[0-9., -]{0,40}") {
            if let Some(number) = parse(&text) {
                prop_assert_eq!(parse(&format(number)), Some(number));
            }
        }
    }
}
