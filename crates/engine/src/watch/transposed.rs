//! Two digits in the wrong order. Alone, a number that is a little off is nothing; when the same digits in another order are just what
//! history lets one expect, it is worth a question.

use super::outlier::Expected;
use super::track::Track;
use model::Decimal;

/// A number farther off than this part of what is usual may be transposed.
const OFF: i64 = 2;
/// Fewer digits stand in another order by chance.
const TELLING: usize = 3;
/// The number meant is nearer than this part.
const NEAR: i64 = 8;

/// The number with two neighbouring digits the other way round, when it fits the past so much better.
pub fn meant(track: &Track, expected: &Expected) -> Option<Decimal> {
    let now = track.now.value();
    let off = |value: Decimal| value.checked_sub(expected.middle).map(|d| d.abs());
    let usual = |part: i64| expected.reach.checked_div(part.into());
    if off(now)? <= usual(OFF)? {
        return None;
    }
    let near = usual(NEAR)?;
    swaps(now)
        .into_iter()
        .filter(|value| off(*value).is_some_and(|d| d <= near))
        .min_by_key(|value| off(*value))
}

/// Every number that differs by two neighbouring digits the other way round; none begins with a zero.
fn swaps(value: Decimal) -> Vec<Decimal> {
    let digits: Vec<char> = value.mantissa().unsigned_abs().to_string().chars().collect();
    if digits.len() < TELLING {
        return Vec::new();
    }
    let swapped = |at: usize| {
        let mut digits = digits.clone();
        digits.swap(at, at + 1);
        let read: i128 = digits.iter().collect::<String>().parse().ok()?;
        let number = Decimal::try_from_i128_with_scale(read, value.scale()).ok()?;
        (number != value && digits.first() != Some(&'0')).then_some(number)
    };
    (0..digits.len().saturating_sub(1)).filter_map(swapped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_change_places() {
        let swaps =
            |v: i64, scale| swaps(Decimal::new(v, scale)).iter().map(Decimal::to_string).collect::<Vec<_>>();
        assert_eq!(swaps(1347, 1), ["314.7", "143.7", "137.4"]);
        assert_eq!(swaps(100, 0), [] as [&str; 0]);
        assert_eq!(swaps(7, 0), [] as [&str; 0]);
    }
}
