//! Slips put into the clean figures of made-up places, and what the checks find: `suite/slips/*.place` and, for one seed, the
//! whole table beside it (`BLESS=1` writes it). Other seeds and places hold the same floors.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "../examples/slips/place.rs"]
mod place;
#[path = "../examples/slips/random.rs"]
mod random;
#[path = "../examples/slips/slips.rs"]
mod slips;
#[path = "../examples/slips/table.rs"]
mod table;

use std::path::PathBuf;

/// Slips in a run.
const SLIPS: usize = 60;
/// Found of a hundred, in the run whose table stands in the suite.
const FOUND: usize = 95;
/// Clean figures questioned of a hundred, at most.
const QUESTIONED: usize = 3;

fn places() -> Vec<(PathBuf, place::Table)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/slips");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "place"));
    files.sort();
    files.into_iter().map(|f| (f.clone(), place::Table::read(&std::fs::read_to_string(f).unwrap()))).collect()
}

#[test]
fn the_tables_of_slips_are_what_the_suite_shows() {
    let mut runs = Vec::new();
    for (file, place) in places() {
        let run = table::run(&place, 2024, 1, SLIPS);
        let told = run.print(&file.file_stem().unwrap().to_string_lossy());
        let shown = file.with_extension("found.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&shown, &told).unwrap();
        }
        assert_eq!(told, std::fs::read_to_string(&shown).unwrap(), "{}", shown.display());
        assert_eq!(run.slips.len(), SLIPS);
        runs.push(run);
    }
    hold_the_floors(&runs);
}

#[test]
fn other_seeds_hold_the_same_floors() {
    let of = |place: &place::Table| -> Vec<table::Run> {
        (1..=2).map(|seed| table::run(place, seed, seed + 10, SLIPS)).collect()
    };
    hold_the_floors(&places().iter().flat_map(|(_, place)| of(place)).collect::<Vec<_>>());
}

fn hold_the_floors(runs: &[table::Run]) {
    let sum = |count: fn(&table::Run) -> usize| runs.iter().map(count).sum::<usize>();
    let (found, slips) = (sum(table::Run::found), sum(|r| r.slips.len()));
    let (questioned, clean) = (sum(|r| r.questioned.len()), sum(|r| r.clean));
    let by_sort = table::by_sort(runs.iter());
    assert!(found * 100 >= FOUND * slips, "{found} of {slips} slips found: {by_sort:?}");
    assert!(questioned * 100 <= QUESTIONED * clean, "{questioned} of {clean} clean figures questioned");
}
