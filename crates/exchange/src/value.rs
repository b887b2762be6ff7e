//! A cell of any workbook as it is meant: exact, and in the words of a person.

use model::{Decimal, Number};
use std::str::FromStr;

/// What a cell holds. An empty cell is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(Decimal),
    /// A number shown as a percentage, in hundredths of what is shown: 0,125 for 12,5 %.
    Percent(Decimal),
    /// A number too large or too fine to be exact.
    Beyond,
    /// Text, trimmed, never empty.
    Text(String),
    /// A date or a time of day.
    Date,
    /// An error such as `#REF!`.
    Error(String),
    /// True or false.
    Truth(bool),
    /// A formula that no program has computed yet.
    Uncomputed,
}

/// Digits that a spreadsheet keeps.
const DIGITS: usize = 15;

impl Value {
    /// The value of a binary number, to the digits that a spreadsheet program shows.
    pub(crate) fn number(binary: f64) -> Self {
        decimal(binary).map_or(Self::Beyond, Self::Number)
    }

    /// Text; none when there is nothing to see in it.
    pub(crate) fn text(text: &str) -> Option<Self> {
        let text = viet::fold::nfc(
            text.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'),
        );
        (!text.is_empty()).then_some(Self::Text(text))
    }

    /// As a person would type or read it.
    pub fn shown(&self) -> String {
        let print = |value: &Decimal| viet::number::format(Number::new(*value));
        match self {
            Self::Number(value) => print(value),
            Self::Percent(share) => share
                .checked_mul(Decimal::ONE_HUNDRED)
                .map_or_else(String::new, |v| format!("{}%", print(&v.normalize()))),
            Self::Beyond => "#####".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Date => "ngày tháng".to_owned(),
            Self::Error(error) => error.clone(),
            Self::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Uncomputed => "công thức".to_owned(),
        }
    }
}

/// Fifteen significant digits, as spreadsheet programs keep: what is finer is dust of binary arithmetic.
fn decimal(binary: f64) -> Option<Decimal> {
    let text = format!("{binary:.*e}", DIGITS - 1);
    Decimal::from_scientific(&text)
        .ok()
        .or_else(|| Decimal::from_str(&text).ok())
        .map(|value| value.normalize())
}

/// The binary number for a cell, when a spreadsheet keeps all its digits.
pub(crate) fn binary(value: Decimal) -> Option<f64> {
    let text = value.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let significant = digits.iter().skip_while(|d| **d == b'0').count();
    if significant > DIGITS {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dust_of_binary_arithmetic_is_no_figure() {
        assert_eq!(Value::number(0.1 + 0.2), Value::Number("0.3".parse().unwrap()));
        assert_eq!(Value::number(f64::NAN), Value::Beyond);
        assert_eq!(Value::number(1e300), Value::Beyond);
    }

    proptest! {
        #[test]
        fn what_a_cell_keeps_comes_back(mantissa in -99_999_999_999_999_i64..99_999_999_999_999, scale in 0_u32..8) {
            let value = Decimal::new(mantissa, scale);
            let kept = binary(value).map(Value::number);
            prop_assert_eq!(kept, Some(Value::Number(value.normalize())));
        }
    }
}
