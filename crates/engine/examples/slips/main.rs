//! `cargo run --example slips -- [FILE.place …]`: slips into the clean figures of made-up places, many seeds, and what was found.

mod place;
mod random;
mod slips;
mod table;

use std::path::PathBuf;

/// Seeds that are run for each place.
const SEEDS: u64 = 10;
/// Slips in each run.
const SLIPS: usize = 60;

fn main() -> std::io::Result<()> {
    let mut files: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/slips");
        files = std::fs::read_dir(folder)?.map(|f| Ok(f?.path())).collect::<std::io::Result<_>>()?;
        files.retain(|f| f.extension().is_some_and(|e| e == "place"));
        files.sort();
    }
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let place = place::Table::read(&std::fs::read_to_string(&file)?);
        let runs: Vec<table::Run> = (1..=SEEDS).map(|s| table::run(&place, 100 + s, s, SLIPS)).collect();
        for run in &runs {
            print!("{}", run.print(&name));
        }
        for (sort, all, found) in table::by_sort(runs.iter()).into_iter().filter(|row| row.1 > 0) {
            println!("{name} | {sort} | {found}/{all}");
        }
        let sum = |count: fn(&table::Run) -> usize| runs.iter().map(count).sum::<usize>();
        println!(
            "{name}: {}/{} chỗ sai, {}/{} số đúng bị hỏi",
            sum(table::Run::found),
            sum(|r| r.slips.len()),
            sum(|r| r.questioned.len()),
            sum(|r| r.clean)
        );
    }
    Ok(())
}
