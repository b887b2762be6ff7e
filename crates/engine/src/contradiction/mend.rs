//! The number that a figure would have to be for its laws to hold.

use super::System;
use formula::{Relation, Verdict};
use model::{Decimal, Number};
use std::collections::BTreeSet;

/// What correcting one figure mends.
pub(super) struct Mend {
    /// The number; none when no number mends a law without breaking another.
    pub meant: Option<Number>,
    /// The broken laws that hold with it.
    pub mends: BTreeSet<usize>,
    /// How many strokes of the keyboard part it from what is printed.
    pub strokes: u32,
}

/// The number that mends most of the `wrong` laws and breaks none of the `right` ones; of several, the one fewest
/// strokes away.
pub(super) fn best(system: &System, figure: usize, wrong: &[usize], right: &[usize]) -> Mend {
    let none = Mend { meant: None, mends: BTreeSet::new(), strokes: 0 };
    let Some(printed) = system.figures.get(figure).map(|f| f.number) else { return none };
    let tried = wrong.iter().filter_map(|law| solved(system, *law, figure, printed));
    let mends = tried.filter_map(|number| {
        let holds = |law: &&usize| system.verdict(**law, Some((figure, number))) == Verdict::Holds;
        let mends: BTreeSet<usize> = wrong.iter().filter(holds).copied().collect();
        let breaks = right.iter().any(|law| system.verdict(*law, Some((figure, number))) == Verdict::Fails);
        (!mends.is_empty() && !breaks).then(|| Mend {
            meant: Some(number),
            mends,
            strokes: strokes(printed, number),
        })
    });
    mends.min_by_key(|m| (std::cmp::Reverse(m.mends.len()), m.strokes)).unwrap_or(none)
}

/// The number with which both sides of an equality are the same, in as many decimals as are printed. Laws are straight lines in
/// one figure, or in one over it: two points say which, a third whether.
fn solved(system: &System, law: usize, figure: usize, printed: Number) -> Option<Number> {
    if system.laws.get(law)?.formula.relation != Relation::Equal {
        return None;
    }
    let gap = |value: Decimal| system.gap(law, (figure, value));
    let value = straight(gap).or_else(|| {
        straight(|over| gap(Decimal::ONE.checked_div(over)?)).and_then(|over| Decimal::ONE.checked_div(over))
    })?;
    Some(Number::new(crate::resolve::round(value, printed.decimals())))
}

/// Where a straight line is zero; none when it is none.
fn straight(line: impl Fn(Decimal) -> Option<Decimal>) -> Option<Decimal> {
    let (one, two, four) = (line(Decimal::ONE)?, line(Decimal::TWO)?, line(Decimal::from(4))?);
    let slope = two.checked_sub(one)?;
    let bent = four.checked_sub(two)?.checked_sub(slope.checked_mul(Decimal::TWO)?)?;
    let almost = slope.abs().checked_mul(Decimal::new(1, 12))?;
    if slope.is_zero() || bent.abs() > almost {
        return None;
    }
    Decimal::ONE.checked_sub(one.checked_div(slope)?)
}

/// How many digits were typed otherwise, two in the wrong order counting once (Damerau–Levenshtein, restricted).
fn strokes(one: Number, other: Number) -> u32 {
    let digits = |n: Number| viet::number::format(n).chars().filter(|c| *c != '.').collect::<Vec<char>>();
    let (a, b) = (digits(one), digits(other));
    let mut rows: Vec<Vec<u32>> = vec![(0..=u32::try_from(b.len()).unwrap_or(u32::MAX)).collect()];
    for i in 1..=a.len() {
        let mut row = vec![u32::try_from(i).unwrap_or(u32::MAX)];
        for j in 1..=b.len() {
            let same = u32::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_between_numbers() {
        let number = |text: &str| viet::number::parse(text).unwrap();
        for (one, other, count) in [
            ("1.347", "1.437", 1),
            ("1.347", "1.347", 0),
            ("1.347", "13.347", 1),
            ("12,5", "125", 1),
            ("84", "52", 2),
        ] {
            assert_eq!(strokes(number(one), number(other)), count, "{one} {other}");
        }
    }
}
