//! Forms as workbooks, written and read, beside openpyxl, XlsxWriter and python-calamine: one run, round by round.

use super::Line;
use super::engine::{Engine, python};
use crate::run;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Rounds, in each of which every library does everything once.
const ROUNDS: usize = 7;
const LIBRARIES: [&str; 3] = ["openpyxl", "xlsxwriter", "python_calamine"];
/// What is done, in words, by whom, and what it should take, ms.
const WORK: [(&str, &str, &[&str], f64); 2] = [
    ("write", "25 forms of 200 cells as one zip", &["xlsxwriter", "openpyxl"], 250.0),
    ("read", "a form of 1,000 rows read", &["python_calamine", "openpyxl"], 50.0),
];

/// Measures all that are there and prints them side by side; the lines are ours.
pub(super) fn excel() -> Result<Vec<Line>> {
    let program = run::example("excel", true)?;
    let python =
        python(&LIBRARIES).inspect_err(|error| println!("Measured without other libraries: {error:#}"));
    let scratch = std::env::temp_dir().join(format!("solieu-bench-excel-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let measured = WORK.iter().map(|work| measure(&program, python.as_deref().ok(), &scratch, *work));
    let lines: Result<Vec<Line>> = measured.collect();
    fs::remove_dir_all(&scratch).ok();
    lines
}

fn measure(
    program: &Path,
    python: Option<&Path>,
    scratch: &Path,
    (work, name, peers, target): (&str, &str, &[&str], f64),
) -> Result<Line> {
    let mut own = Command::new(program);
    own.arg(work).arg(scratch);
    let mut engines = vec![Engine::start("solieu", own)?];
    for peer in peers {
        let Some(python) = python else { continue };
        let mut command = Command::new(python);
        command.arg(run::root().join("xtask/src/bench/excel.py")).arg(peer).arg(work).arg(scratch);
        engines.push(Engine::start(peer, command)?);
    }
    for _ in 0..ROUNDS {
        engines.iter_mut().try_for_each(|engine| engine.ask("again"))?;
    }
    let best = engines.first().map_or(f64::NAN, Engine::best);
    println!("\n{name}: {ROUNDS} rounds");
    println!(
        "{:<24} {:>9} {:>9} {:>8} {:>9} {:>8}",
        "library", "median ms", "best ms", "x ours", "cells", "MB"
    );
    for engine in &engines {
        println!(
            "{:<24} {:>9.1} {:>9.1} {:>8.1} {:>9} {:>8.0}",
            engine.name,
            engine.median(),
            engine.best(),
            engine.best() / best,
            engine.count,
            engine.memory
        );
    }
    Ok(Line::new(format!("{name}, best"), best, "ms", Some(target)))
}
