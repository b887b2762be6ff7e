//! The windows of periods as a table: `suite/periods/windows.tsv`.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use model::{Period, Window};

#[test]
fn windows_are_those_of_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/periods/windows.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let print = |window: Window| format!("{}\t{}", window.from, window.to);
    let found = rows.clone().map(|row| {
        let period: Period = row.split('\t').next().unwrap().parse().unwrap();
        format!("{period}\t{}\t{}", print(period.legal_window()), print(period.calendar_window()))
    });
    assert_eq!(found.collect::<Vec<_>>(), rows.collect::<Vec<_>>());
}
