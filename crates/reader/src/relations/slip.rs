//! Numbers that a slip of the fingers turns into one another.

use model::{Decimal, Number};

/// What a printed number may have been meant to be: two neighbouring digits the other way round, or the
/// decimal point or a zero too many or too few.
pub(super) fn meant(printed: Number) -> Vec<Number> {
    let (scale, sign) = (printed.decimals(), printed.value().mantissa().signum());
    let digits: Vec<char> = printed.value().mantissa().unsigned_abs().to_string().chars().collect();
    let swapped =
        digits.windows(2).enumerate().filter(|(_, pair)| pair.first() != pair.last()).map(|(at, _)| {
            let mut other = digits.clone();
            other.swap(at, at + 1);
            other.into_iter().collect::<String>()
        });
    let number = |text: String, scale: u32| {
        let mantissa: i128 = text.parse().ok()?;
        Some(Number::new(Decimal::try_from_i128_with_scale(mantissa.checked_mul(sign)?, scale).ok()?))
    };
    let shifted = |power: i64| {
        let factor = Decimal::new(10_i64.pow(power.unsigned_abs().try_into().ok()?), 0);
        let value = printed.value();
        let moved = if power < 0 { value.checked_div(factor) } else { value.checked_mul(factor) };
        moved.map(Number::new)
    };
    let swapped = swapped.filter_map(|text| number(text, scale));
    swapped.chain([1, -1, 3, -3].into_iter().filter_map(shifted)).collect()
}

/// The same number with one digit other than printed.
pub(super) fn one_wrong_digit(printed: Number) -> Vec<Number> {
    let digits: Vec<char> = printed.value().mantissa().unsigned_abs().to_string().chars().collect();
    let mut found = Vec::new();
    for (at, digit) in digits.iter().enumerate() {
        for other in ('0'..='9').filter(|other| other != digit && !(at == 0 && *other == '0')) {
            let text: String =
                digits.iter().enumerate().map(|(n, c)| if n == at { other } else { *c }).collect();
            let value =
                text.parse().ok().and_then(|n| Decimal::try_from_i128_with_scale(n, printed.decimals()).ok());
            found.extend(value.map(Number::new));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_change_places_and_the_point_moves() {
        let meant = |text: &str| -> Vec<String> {
            meant(Number::new(text.parse().unwrap()))
                .iter()
                .map(|n| n.value().normalize().to_string())
                .collect()
        };
        assert_eq!(meant("57"), ["75", "570", "5.7", "57000", "0.057"]);
        assert_eq!(meant("12.5"), ["21.5", "15.2", "125", "1.25", "12500", "0.0125"]);
        assert_eq!(meant("11"), ["110", "1.1", "11000", "0.011"]);
    }
}
