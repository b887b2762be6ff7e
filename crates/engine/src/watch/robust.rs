//! Medians of exact decimals: one wild value does not move them.

use model::Decimal;

/// The middle of the values, the mean of the two in the middle when there is none; none of nothing.
pub fn median(values: &[Decimal]) -> Option<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let upper = *sorted.get(sorted.len() / 2)?;
    match sorted.len() % 2 {
        1 => Some(upper),
        _ => sorted.get(sorted.len() / 2 - 1)?.checked_add(upper)?.checked_div(Decimal::TWO),
    }
}

/// The median and the median distance from it (MAD).
pub fn spread(values: &[Decimal]) -> Option<(Decimal, Decimal)> {
    let middle = median(values)?;
    let distances: Option<Vec<Decimal>> =
        values.iter().map(|v| v.checked_sub(middle).map(|d| d.abs())).collect();
    Some((middle, median(&distances?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wild_value_moves_nothing() {
        let values = |list: &[i64]| list.iter().copied().map(Decimal::from).collect::<Vec<_>>();
        assert_eq!(spread(&values(&[3, 1, 2])), Some((2.into(), 1.into())));
        assert_eq!(spread(&values(&[3, 1, 2, 4])), Some((Decimal::new(25, 1), 1.into())));
        assert_eq!(spread(&values(&[1, 2, 3, 4, 1_000_000])), Some((3.into(), 1.into())));
        assert_eq!(spread(&[]), None);
    }
}
