//! Programs that are measured: their memory as Linux tells it.

use crate::run;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// An example of a package, built for release: a program of its own.
pub(super) fn example(package: &str, name: &str) -> Result<PathBuf> {
    let arguments = ["build", "--release", "--package", package, "--example", name, "--message-format=json"];
    let output = run::cargo(&arguments).stderr(Stdio::inherit()).output()?;
    let artifacts = String::from_utf8_lossy(&output.stdout).into_owned();
    let artifacts = artifacts.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let made = |artifact: serde_json::Value| {
        let is_it = artifact["target"]["name"] == name && artifact["target"]["kind"][0] == "example";
        artifact["executable"].as_str().filter(|_| is_it).map(PathBuf::from)
    };
    let found = artifacts.filter_map(made).next_back();
    found.with_context(|| format!("the example `{name}` of `{package}` did not build"))
}

/// Runs a program to its end and answers the most memory it was seen to hold, MB; zero where there is no `/proc`.
pub(super) fn peak_while(mut command: Command) -> Result<f64> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let id = child.id();
    let out = child.stdout.take();
    let drained = thread::spawn(move || out.map(|mut out| std::io::copy(&mut out, &mut std::io::sink())));
    let mut peak = 0.0_f64;
    let status = loop {
        peak = peak.max(memory(id, "VmHWM").unwrap_or(0.0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_micros(200));
    };
    drained.join().ok();
    match status.success() {
        true => Ok(peak),
        false => bail!("{command:?} failed"),
    }
}

fn memory(process: u32, field: &str) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))
        .context("no such field")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1024.0)
}

/// A place, served until dropped.
pub(super) struct Served {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Served {
    /// Starts the demo on a port that is free, and waits for its address.
    pub(super) fn start(solieu: &Path, folder: &Path) -> Result<Self> {
        Self::with(solieu, &["demo", "--data", &folder.display().to_string()])
    }

    /// Starts a command that serves.
    pub(super) fn with(solieu: &Path, arguments: &[&str]) -> Result<Self> {
        let mut command = Command::new(solieu);
        command.args(arguments).args(["--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        let address =
            lines.by_ref().find_map(|line| Some(line.ok()?.split_once("http://")?.1.trim().to_owned()));
        thread::spawn(move || lines.for_each(drop));
        match address {
            Some(address) => Ok(Self { child, address }),
            None => bail!("{arguments:?} did not start"),
        }
    }

    /// A field of its memory, MB.
    pub(super) fn memory(&self, field: &str) -> Result<f64> {
        memory(self.child.id(), field)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
