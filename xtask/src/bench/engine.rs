//! Other programs that are measured beside ours, in one run: a process each, asked again and again.

use super::at;
use crate::run;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A Python that knows these libraries, by the names that they are imported by, in the folder of what is built; they are
/// installed where they are missing.
pub(super) fn python(libraries: &[&str]) -> Result<PathBuf> {
    let folder = run::root().join("target/bench/peers");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let knows_all = || {
        let import = format!("import {}", libraries.join(", "));
        Command::new(&python).args(["-c", &import]).output().is_ok_and(|output| output.status.success())
    };
    if knows_all() {
        return Ok(python);
    }
    println!("Installing {} in {} ...", libraries.join(", "), folder.display());
    let mut venv = Command::new(if cfg!(windows) { "python" } else { "python3" });
    let made = venv.args(["-m", "venv"]).arg(&folder).status().context("Python 3 is not there")?;
    if !made.success() {
        bail!("python3 -m venv failed; it may need the package python3-venv");
    }
    let installed =
        Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(libraries).status()?;
    match installed.success() && knows_all() {
        true => Ok(python),
        false => bail!("pip could not install them; is the package index in reach?"),
    }
}

/// The folder of these npm packages, in what is built; they are installed where they are missing.
pub(super) fn node(packages: &[&str]) -> Result<PathBuf> {
    let folder = run::root().join("target/bench/node");
    let modules = folder.join("node_modules");
    let has = |package: &&str| modules.join(package.split('@').next().unwrap_or(package)).is_dir();
    if packages.iter().all(has) {
        return Ok(modules);
    }
    println!("Installing {} in {} ...", packages.join(", "), folder.display());
    std::fs::create_dir_all(&folder)?;
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    let prefix = folder.display().to_string();
    npm.args(["install", "--silent", "--no-save", "--ignore-scripts", "--prefix", &prefix]).args(packages);
    let installed = npm.status().context("npm is not there")?;
    match installed.success() && packages.iter().all(has) {
        true => Ok(modules),
        false => bail!("npm could not install them; is the registry in reach?"),
    }
}

/// A program that does its work each time it is asked, and counts what it did.
pub(super) struct Engine {
    pub(super) name: String,
    child: Child,
    asked: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    times: Vec<Duration>,
    pub(super) count: u64,
    pub(super) memory: f64,
}

impl Engine {
    pub(super) fn start(name: &str, mut command: Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let asked = child.stdin.take().context("no input")?;
        let mut answers = BufReader::new(child.stdout.take().context("no output")?).lines();
        let ready = answers.next().with_context(|| format!("{name} did not start"))??;
        let version = ready.strip_prefix("ready").with_context(|| format!("{name}: {ready}"))?;
        let name = format!("{name}{version}");
        Ok(Self { name, child, asked, answers, times: Vec::new(), count: 0, memory: 0.0 })
    }

    /// Asks something; an engine that does one thing alone takes any words for it.
    pub(super) fn ask(&mut self, what: &str) -> Result<()> {
        writeln!(self.asked, "{what}")?;
        let answer = self.answers.next().with_context(|| format!("{} was lost", self.name))??;
        let mut words = answer.split(' ');
        let mut word = || words.next().with_context(|| format!("{}: {answer}", self.name));
        self.times.push(Duration::from_secs_f64(word()?.parse::<f64>()? / 1e3));
        self.count = word()?.parse()?;
        self.memory = self.memory.max(word()?.parse()?);
        Ok(())
    }

    /// Begins another measurement.
    pub(super) fn forget(&mut self) {
        self.times.clear();
    }

    /// Milliseconds.
    pub(super) fn best(&self) -> f64 {
        self.times.iter().min().map_or(f64::NAN, |time| super::milliseconds(*time))
    }

    /// Milliseconds.
    pub(super) fn median(&self) -> f64 {
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
