//! Rows of figures one below the other, as tables come out of a converter: the rows below one add up to it in
//! every column.

use super::amount::is_level;
use super::{Claim, Finder};
use model::{Decimal, Fact};
use std::ops::Range;

/// Rows that may be parts of one.
const MOST_ROWS: usize = 30;

/// Sets the parts of every row that the rows right below it add up to.
pub(super) fn sums_of_rows(finder: &Finder, facts: &mut [Fact]) {
    let rows = rows(finder);
    for at in 0..rows.len() {
        let (below, columns) = below(facts, &rows, at);
        for (row, column) in
            rows.iter().skip(at + 1).take(below).flat_map(|row| columns.iter().map(move |c| (row, c)))
        {
            let whole = rows[at].start + column;
            let words = finder.text.figures[whole].tokens;
            finder.settle(facts, row.start + column, Some(Claim { whole, rule: "rows-add-up", words }));
        }
    }
}

/// The figures of each line, in order.
fn rows(finder: &Finder) -> Vec<Range<usize>> {
    let text = finder.text;
    let mut rows: Vec<Range<usize>> = Vec::new();
    for i in 0..text.figures.len() {
        let same = i.checked_sub(1).is_some_and(|before| text.sentence_of(before) == text.sentence_of(i));
        match rows.last_mut() {
            Some(row) if same => row.end = i + 1,
            _ => rows.push(i..i + 1),
        }
    }
    rows
}

/// How many rows below, two at least, add up to a row in two columns or more, and which columns these are.
fn below(facts: &[Fact], rows: &[Range<usize>], at: usize) -> (usize, Vec<usize>) {
    let own = &rows[at];
    let value = |i: usize| facts[i].value.value();
    let mut sums = vec![Decimal::ZERO; own.len()];
    let alike =
        rows.iter().skip(at + 1).take(MOST_ROWS).take_while(|row| row.len() == own.len() && own.len() >= 2);
    for (n, row) in alike.enumerate() {
        for (sum, i) in sums.iter_mut().zip(row.clone()) {
            *sum = sum.saturating_add(value(i));
        }
        let level = |column: usize| {
            rows[at..=at + n + 1].iter().all(|row| is_level(&facts[row.start + column]))
                && value(own.start + column) >= Decimal::TEN
        };
        let exact = sums.iter().enumerate().filter(|(column, sum)| **sum == value(own.start + column));
        let exact: Vec<usize> = exact.map(|(column, _)| column).filter(|column| level(*column)).collect();
        if n > 0 && exact.len() >= 2 {
            return (n + 1, exact);
        }
    }
    (0, Vec::new())
}
