//! Scores the reader against marked reports: `score FOLDER [--misses]`.
//!
//! FOLDER holds `gold.jsonl` beside its texts (`suite/score` says how one is marked), or `seed/` with one report in several
//! formats, its marks in `reader/gold`, and texts in `reader/dev`. Run by `cargo xtask score`.

mod figures;
mod gold;
mod scores;
mod structure;

use scores::{Row, Scores};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let (options, folders): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let folder = PathBuf::from(folders.first().ok_or("give a folder of marked reports")?);
    let sets = gold::sets(&folder)?;
    let scored: Vec<(&str, Scores)> =
        sets.iter().map(|set| (set.name.as_str(), Scores::of(&set.cases))).collect();
    if options.iter().any(|option| option == "--misses") {
        for (name, scores) in &scored {
            for miss in &scores.misses {
                println!("{name} {miss}");
            }
        }
    }
    table(&scored);
    Ok(())
}

/// One line for each thing scored, one column for each set.
fn table(scored: &[(&str, Scores)]) {
    let line = |label: &str, cells: Vec<String>| println!("{label:<26}{}", cells.concat());
    line("", scored.iter().map(|(name, _)| format!("{name:>20}")).collect());
    for row in Row::ALL {
        let shares: Vec<_> = scored.iter().map(|(_, scores)| scores.share(row)).collect();
        if shares.iter().any(|share| share.of > 0) {
            let cell = |share: &scores::Share| match share.per_mille() {
                Some(n) => {
                    format!(
                        "{:>7}  {:>11}",
                        format!("{}.{}", n / 10, n % 10),
                        format!("{}/{}", share.right, share.of)
                    )
                }
                None => format!("{:>20}", "-"),
            };
            line(row.label(), shares.iter().map(cell).collect());
        }
    }
}
