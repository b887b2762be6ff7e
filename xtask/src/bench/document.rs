//! Reports written, beside docx.js, docxtemplater, docxtpl and typst alone: one run, round by round.

use super::Line;
use super::engine::{Engine, node, python};
use crate::run;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Rounds, in each of which every program does everything once.
const ROUNDS: usize = 9;
/// What is done: by our program, in words, by whom else, what it should take in milliseconds.
const WORK: [(&str, &str, &[&str], Option<f64>); 3] = [
    ("docx", "Word file: 15 pages, 400 figures, 8 tables", &["docx", "docxtemplater", "docxtpl"], Some(10.0)),
    ("communes", "1,000 commune reports as Word, two threads", &[], Some(15_000.0)),
    ("pdf", "PDF of the same report", &["typst"], None),
];

/// Measures all that are there and prints them side by side; the lines are ours.
pub(super) fn document() -> Result<Vec<Line>> {
    let program = run::example("document", true)?;
    let without = |error: &anyhow::Error| println!("Measured without some peers: {error:#}");
    let python = python(&["docxtpl"]).inspect_err(without).ok();
    let node = node(&["docx@9.5.1", "docxtemplater@3.66.7", "pizzip@3.2.0"]).inspect_err(without).ok();
    let scratch = std::env::temp_dir().join(format!("solieu-bench-document-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let peer = |name: &str| -> Option<Command> {
        let script = |ending: &str| run::root().join(format!("xtask/src/bench/document.{ending}"));
        let mut command = match name {
            "typst" => {
                let mut command = Command::new(&program);
                command.arg("typst");
                command
            }
            "docxtpl" => {
                let mut command = Command::new(python.as_deref()?);
                command.arg(script("py"));
                command
            }
            _ => {
                let mut command = Command::new("node");
                command.env("NODE_PATH", node.as_deref()?).arg(script("cjs")).arg(name);
                command
            }
        };
        command.arg(&scratch);
        Some(command)
    };
    let lines: Result<Vec<Vec<Line>>> =
        WORK.iter().map(|work| measure(&program, &scratch, peer, *work)).collect();
    fs::remove_dir_all(&scratch).ok();
    Ok(lines?.into_iter().flatten().collect())
}

fn measure(
    program: &Path,
    scratch: &Path,
    peer: impl Fn(&str) -> Option<Command>,
    (work, name, peers, target): (&str, &str, &[&str], Option<f64>),
) -> Result<Vec<Line>> {
    let mut own = Command::new(program);
    own.arg(work).arg(scratch);
    let mut engines = vec![Engine::start("solieu", own)?];
    for peer_name in peers {
        if let Some(command) = peer(peer_name) {
            engines.push(Engine::start(peer_name, command)?);
        }
    }
    // A thousand reports are rounds enough.
    for _ in 0..if work == "communes" { 2 } else { ROUNDS } {
        engines.iter_mut().try_for_each(|engine| engine.ask("again"))?;
    }
    let best = engines.first().map_or(f64::NAN, Engine::best);
    println!("\n{name}");
    println!("{:<24} {:>9} {:>9} {:>8} {:>8}", "program", "median ms", "best ms", "x ours", "MB");
    for engine in &engines {
        println!(
            "{:<24} {:>9.1} {:>9.1} {:>8.1} {:>8.0}",
            engine.name,
            engine.median(),
            engine.best(),
            engine.best() / best,
            engine.memory
        );
    }
    let mut lines = vec![Line::new(format!("{name}, best"), best, "ms", target)];
    if let Some(typst) = engines.iter().find(|engine| engine.name.starts_with("typst")) {
        lines.push(Line::new("PDF, our time over typst's own", best / typst.best(), "x", Some(1.2)));
    }
    Ok(lines)
}
