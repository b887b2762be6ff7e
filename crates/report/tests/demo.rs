//! The demo report carries the sums that it says it carries, and one that it should not.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::{Path, PathBuf};

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A Vietnamese number in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once(',').unwrap_or((text, ""));
    let digits = format!("{}{decimals:0<2}", whole.replace('.', ""));
    (decimals.len() <= 2 && whole.starts_with(|c: char| c.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// The sum of the numbers before `unit` in the sentence after `words`, and how many there are.
fn parts(text: &str, words: &str, unit: &str) -> (usize, i64) {
    let after = text.split_once(words).unwrap_or_else(|| panic!("“{words}” is not in the report")).1;
    let sentence = after.lines().next().unwrap();
    let end = sentence.find(". ").unwrap_or(sentence.len());
    let found: Vec<i64> = sentence[..end]
        .match_indices(&format!(" {unit}"))
        .filter(|(at, place)| !sentence[at + place.len()..].starts_with(char::is_alphabetic))
        .filter_map(|(at, _)| hundredths(sentence[..at].rsplit([' ', '(']).next()?))
        .collect();
    (found.len(), found.iter().sum())
}

#[test]
fn sums_hold_or_fail_as_the_table_says() {
    let report = std::fs::read_to_string(file("demo/report/q1-2021.txt")).unwrap();
    let table = std::fs::read_to_string(file("suite/report/demo-sums.txt")).unwrap();
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.trim().is_empty()) {
        let columns: Vec<&str> = row.split('|').map(str::trim).collect();
        let [words, unit, total, verdict] = columns.as_slice() else { panic!("four columns: {row}") };
        let (count, sum) = parts(&report, words, unit);
        assert!(count >= 2, "{row}: {count} parts");
        assert_eq!(
            Some(sum) == hundredths(total),
            *verdict == "đúng",
            "{row}: the parts make {sum} hundredths"
        );
    }
    let abroad = |number: &str| report.contains(number);
    assert!(
        abroad("1.225 lao động của huyện đang ở nước ngoài")
            && abroad("1.230 lao động đang làm việc ở nước ngoài")
    );
}
