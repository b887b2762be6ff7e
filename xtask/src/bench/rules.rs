//! Rules over many units at once, side by side with NumPy, Polars and DuckDB: one run, one set of data, round by round.

use super::process::example;
use super::{Line, at};
use crate::run;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

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
    let program = example("engine", "rules")?;
    let python =
        peers().inspect_err(|error| println!("Measured without NumPy, Polars and DuckDB: {error:#}"));
    let scratch = std::env::temp_dir().join(format!("solieu-bench-rules-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let measured = MODES.iter().map(|mode| measure(&program, python.as_deref().ok(), &scratch, *mode));
    let lines: Result<Vec<Vec<Line>>> = measured.collect();
    fs::remove_dir_all(&scratch).ok();
    Ok(lines?.into_iter().flatten().collect())
}

/// A Python that knows the other engines, in the folder of what is built; they are installed where they are missing.
fn peers() -> Result<PathBuf> {
    let folder = run::root().join("target/bench/peers");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let knows_all = || {
        let import = format!("import {}", PEERS.join(", "));
        Command::new(&python).args(["-c", &import]).output().is_ok_and(|output| output.status.success())
    };
    if knows_all() {
        return Ok(python);
    }
    println!("Installing {} in {} ...", PEERS.join(", "), folder.display());
    let mut venv = Command::new(if cfg!(windows) { "python" } else { "python3" });
    let made = venv.args(["-m", "venv"]).arg(&folder).status().context("Python 3 is not there")?;
    if !made.success() {
        bail!("python3 -m venv failed; it may need the package python3-venv");
    }
    let installed = Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PEERS).status()?;
    match installed.success() && knows_all() {
        true => Ok(python),
        false => bail!("pip could not install them; is the package index in reach?"),
    }
}

/// A program that judges all rules each time it is asked.
struct Engine {
    name: String,
    child: Child,
    asked: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    times: Vec<Duration>,
    violations: u64,
    memory: f64,
}

impl Engine {
    fn start(name: &str, mut command: Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let asked = child.stdin.take().context("no input")?;
        let mut answers = BufReader::new(child.stdout.take().context("no output")?).lines();
        let ready = answers.next().with_context(|| format!("{name} did not start"))??;
        let version = ready.strip_prefix("ready").with_context(|| format!("{name}: {ready}"))?;
        let name = format!("{name}{version}");
        Ok(Self { name, child, asked, answers, times: Vec::new(), violations: 0, memory: 0.0 })
    }

    fn judge(&mut self) -> Result<()> {
        writeln!(self.asked, "judge")?;
        let answer = self.answers.next().with_context(|| format!("{} was lost", self.name))??;
        let mut words = answer.split(' ');
        let mut word = || words.next().with_context(|| format!("{}: {answer}", self.name));
        self.times.push(Duration::from_secs_f64(word()?.parse::<f64>()? / 1e3));
        self.violations = word()?.parse()?;
        self.memory = self.memory.max(word()?.parse()?);
        Ok(())
    }

    /// Milliseconds.
    fn best(&self) -> f64 {
        self.times.iter().min().map_or(f64::NAN, |time| super::milliseconds(*time))
    }

    /// Milliseconds.
    fn median(&self) -> f64 {
        let mut sorted = self.times.clone();
        sorted.sort();
        super::milliseconds(at(&sorted, 0.5))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
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
                engine.judge()?;
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
            engine.violations,
            engine.memory
        );
    }
    if let Some(other) = others.iter().find(|other| other.violations != ours.violations) {
        bail!("{} found {} violations, we {}", other.name, other.violations, ours.violations);
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
