//! The marked set `suite/score` is whole, and the reader does not fall below what it reached on it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../examples/score/figures.rs"]
mod figures;
#[path = "../examples/score/gold.rs"]
mod gold;
#[path = "../examples/score/scores.rs"]
mod scores;
#[path = "../examples/score/structure.rs"]
mod structure;

use scores::{Row, Scores};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/score")
}

/// Least per mille; a little below what was measured.
const FLOORS: [(Row, usize); 27] = [
    (Row::F1, 985),
    (Row::Value, 990),
    (Row::Unit, 975),
    (Row::Kind, 970),
    (Row::PartOf, 955),
    (Row::PartOfSaid, 840),
    (Row::Subject, 663),
    (Row::Direction, 965),
    (Row::Estimated, 890),
    (Row::Approx, 840),
    (Row::Comparison, 840),
    (Row::Place, 930),
    (Row::Window, 800),
    (Row::Sums, 925),
    (Row::Ratios, 930),
    (Row::OtherLaws, 645),
    (Row::FailingHard, 1000),
    (Row::Assigned, 970),
    (Row::AssignedTold, 950),
    (Row::Pending, 1000),
    (Row::PendingTold, 840),
    (Row::Owner, 995),
    (Row::Due, 995),
    (Row::Numbered, 950),
    (Row::NumberedDate, 950),
    (Row::AllReferences, 950),
    (Row::Footnotes, 330),
];
/// Findings that nothing in the texts deserves.
const FALSE_ALARMS: usize = 0;

#[test]
fn the_reader_keeps_what_it_reached() {
    for set in gold::sets(&folder()).unwrap() {
        let scores = Scores::of(&set.cases);
        let below = |row: &Row| {
            let floor = FLOORS.iter().find(|(floored, _)| floored == row).map_or(0, |(_, floor)| *floor);
            scores.share(*row).per_mille().unwrap_or(0) < floor
        };
        let fallen: Vec<&str> =
            Row::ALL.iter().filter(|row| below(row)).map(|row| row.label().trim()).collect();
        assert!(fallen.is_empty(), "{} fell: {}\n{}", set.name, fallen.join(", "), scores.misses.join("\n"));
        assert!(scores.share(Row::FalseAlarms).right == FALSE_ALARMS, "{}", scores.misses.join("\n"));
    }
}

#[test]
fn every_mark_is_where_it_says_and_every_digit_is_marked_once() {
    let rows = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder().join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let marks: Vec<Value> = rows("gold.jsonl").into_iter().chain(rows("nonfacts.jsonl")).collect();
    let mut texts = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        texts += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text: Vec<char> = std::fs::read_to_string(&path).unwrap().chars().collect();
        let mut marked = vec![0; text.len()];
        for mark in marks.iter().filter(|mark| mark["doc"] == name) {
            let (start, surface) = (mark["start"].as_u64().unwrap(), mark["surface"].as_str().unwrap());
            let start = usize::try_from(start).unwrap();
            for (at, c) in surface.chars().enumerate() {
                assert_eq!(text.get(start + at), Some(&c), "{name} {start} {surface}");
                marked[start + at] += 1;
            }
        }
        for (at, c) in text.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()) {
            let near: String = text[at.saturating_sub(20)..(at + 10).min(text.len())].iter().collect();
            assert_eq!(marked[at], 1, "{name} {at} {c} in {near:?}");
        }
    }
    assert_eq!(texts, 38);
}
