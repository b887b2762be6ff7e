//! Rules over many units at once, side by side with NumPy, Polars and DuckDB: one run, one set of data, round by round.

use super::Line;
use super::engine::{Engine, python};
use crate::run;
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Rounds, in each of which every engine judges everything once.
const ROUNDS: usize = 5;
/// Our engine judges so often in a round, for it needs no time to speak of.
const OURS: usize = 5;
/// Rules times units.
const EVALUATIONS: f64 = 5000.0 * 3321.0;
/// Figures without rounding, and figures that may stand for an interval.
const MODES: [(&str, &str); 2] = [("exact", "exact"), ("rounded", "with intervals")];
const PEERS: [&str; 3] = ["numpy", "polars", "duckdb"];

/// Measures all engines that are there and prints them side by side; the lines are ours.
pub(super) fn rules() -> Result<Vec<Line>> {
    let program = run::example("rules", true)?;
    let python =
        python(&PEERS).inspect_err(|error| println!("Measured without NumPy, Polars and DuckDB: {error:#}"));
    let scratch = std::env::temp_dir().join(format!("solieu-bench-rules-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let measured = MODES.iter().map(|mode| measure(&program, python.as_deref().ok(), &scratch, *mode));
    let lines: Result<Vec<Vec<Line>>> = measured.collect();
    fs::remove_dir_all(&scratch).ok();
    Ok(lines?.into_iter().flatten().collect())
}

fn measure(
    program: &Path,
    python: Option<&Path>,
    scratch: &Path,
    (mode, name): (&str, &str),
) -> Result<Vec<Line>> {
    let mut own = Command::new(program);
    own.arg(scratch).arg(mode);
    let mut engines = vec![Engine::start("solieu", own)?];
    for peer in PEERS {
        let Some(python) = python else { continue };
        let mut command = Command::new(python);
        command.arg(run::root().join("xtask/src/bench/peers.py")).arg(peer).arg(scratch);
        engines.push(Engine::start(peer, command)?);
    }
    for _ in 0..ROUNDS {
        for (i, engine) in engines.iter_mut().enumerate() {
            for _ in 0..if i == 0 { OURS } else { 1 } {
                engine.ask("again")?;
            }
        }
    }
    let Some((ours, others)) = engines.split_first() else { return Ok(Vec::new()) };
    println!("\n5,000 rules over 3,321 units x 1,000 values, {name}: {ROUNDS} rounds");
    println!(
        "{:<16} {:>9} {:>9} {:>9} {:>8} {:>11} {:>8}",
        "engine", "median ms", "best ms", "ns each", "x ours", "violations", "MB"
    );
    for engine in &engines {
        println!(
            "{:<16} {:>9.1} {:>9.1} {:>9.2} {:>8.1} {:>11} {:>8.0}",
            engine.name,
            engine.median(),
            engine.best(),
            engine.best() * 1e6 / EVALUATIONS,
            engine.best() / ours.best(),
            engine.count,
            engine.memory
        );
    }
    if let Some(other) = others.iter().find(|other| other.count != ours.count) {
        bail!("{} found {} violations, we {}", other.name, other.count, ours.count);
    }
    let mut lines = vec![
        Line::new(format!("16.6 million checks {name}, best"), ours.best(), "ms", Some(50.0)),
        Line::new(format!("16.6 million checks {name}, memory"), ours.memory, "MB", Some(300.0)),
    ];
    if let Some(numpy) = others.first() {
        let share = ours.best() / numpy.best();
        lines.push(Line::new(format!("16.6 million checks {name}, of NumPy"), share, "", Some(0.25)));
    }
    Ok(lines)
}
