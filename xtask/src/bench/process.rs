//! Programs that are measured: their memory as Linux tells it.

use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

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

/// The machine's load over the last minutes.
pub(super) fn load() -> Result<String> {
    Ok(fs::read_to_string("/proc/loadavg")?.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
}

/// The time of a core that a process has used; with `family`, its children too, ended ones that it waited for among them.
pub(super) fn used(process: u32, family: bool) -> Result<Duration> {
    /// Hundredths of a second, whatever the kernel counts in itself.
    const TICK: Duration = Duration::from_millis(10);
    let fields = |path: &Path| -> Option<Vec<u64>> {
        let stat = fs::read_to_string(path.join("stat")).ok()?;
        // The name before the last bracket may hold anything; the parent is the second field after it.
        let after = stat.rsplit_once(')')?.1.split_whitespace();
        Some(after.map(|field| field.parse().unwrap_or_default()).collect())
    };
    let ticks = |fields: &[u64]| fields.iter().skip(11).take(if family { 4 } else { 2 }).sum::<u64>();
    let own = fields(&Path::new("/proc").join(process.to_string())).context("no such process")?;
    let others = fs::read_dir("/proc")?.flatten().filter_map(|entry| fields(&entry.path()));
    let children = others.filter(|fields| family && fields.get(1) == Some(&process.into()));
    let all = ticks(&own) + children.map(|fields| ticks(&fields)).sum::<u64>();
    Ok(TICK * u32::try_from(all).unwrap_or(u32::MAX))
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

    /// Its process.
    pub(super) fn id(&self) -> u32 {
        self.child.id()
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
