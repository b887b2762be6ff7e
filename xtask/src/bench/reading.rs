//! Reading: by itself in a process that has just started, and as a whole command from its start to the last byte of JSON.

use super::process::peak_while;
use super::{Line, at, milliseconds};
use crate::run;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs of one report.
const RUNS: usize = 20;
/// Reports in a folder that is read as one.
const MANY: usize = 1000;
/// Size of the longest text, bytes.
const LONG: usize = 5_000_000;

/// Most milliseconds that a report of each kind should take.
const TARGETS: [(&str, f64); 4] = [("txt", 15.0), ("docx", 30.0), ("doc", 30.0), ("pdf", 60.0)];

/// Every report alone, many in one folder, and a text of five megabytes.
pub(super) fn reading(solieu: &Path, folder: &Path) -> Result<Vec<Line>> {
    let reports = reports(folder)?;
    let reader = run::example("time", true)?;
    let mut lines = Vec::new();
    for report in &reports {
        lines.push(by_itself(&reader, report)?);
        lines.extend(alone(solieu, report)?);
    }
    let scratch = std::env::temp_dir().join(format!("solieu-bench-read-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let together = many(solieu, &reports, &scratch).and_then(|mut lines| {
        lines.extend(long(solieu, &reports, &scratch)?);
        Ok(lines)
    });
    fs::remove_dir_all(&scratch).ok();
    lines.extend(together?);
    Ok(lines)
}

fn reports(folder: &Path) -> Result<Vec<PathBuf>> {
    let seed = run::root().join(folder).join("seed");
    if !seed.is_dir() {
        println!("Reading the demo report; name a folder with seed/ to read others.");
        let demo = run::root().join("demo/report");
        return Ok(vec![demo.join("q1-2021.docx"), demo.join("q1-2021.txt")]);
    }
    println!("Reading the reports in {}.", seed.display());
    let mut files: Vec<_> = fs::read_dir(seed)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|path| TARGETS.iter().any(|(kind, _)| is(path, kind)));
    files.sort();
    Ok(files)
}

fn is(path: &Path, kind: &str) -> bool {
    path.extension().is_some_and(|extension| extension == kind)
}

/// What is asked of a report of this kind, and how it is called.
fn asked(report: &Path) -> (Option<f64>, String) {
    let target = TARGETS.iter().find(|(kind, _)| is(report, kind)).map(|(_, target)| *target);
    let name = report.file_name().unwrap_or_default().to_string_lossy();
    (target, name.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect())
}

/// From the bytes of the file to its reading, the first that a process makes.
fn by_itself(reader: &Path, report: &Path) -> Result<Line> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let output = Command::new(reader).arg(report).output()?;
        times.push(String::from_utf8_lossy(&output.stdout).trim().parse::<f64>()?);
    }
    times.sort_by(f64::total_cmp);
    let (target, name) = asked(report);
    let median = times.get(RUNS / 2).copied().context("no run")?;
    Ok(Line::new(format!("reading {name} by itself, median"), median, "ms", target))
}

fn alone(solieu: &Path, report: &Path) -> Result<Vec<Line>> {
    let (mut times, mut peak) = (Vec::new(), 0.0_f64);
    for _ in 0..RUNS {
        let (time, memory) = read(solieu, report)?;
        times.push(time);
        peak = peak.max(memory);
    }
    times.sort();
    let (target, name) = asked(report);
    Ok(vec![
        Line::new(format!("solieu read {name}, best"), milliseconds(at(&times, 0.0)), "ms", target),
        Line::new(format!("solieu read {name}, median"), milliseconds(at(&times, 0.5)), "ms", target),
        Line::new(format!("solieu read {name}, peak memory"), peak, "MB", Some(100.0)),
    ])
}

fn read(solieu: &Path, what: &Path) -> Result<(Duration, f64)> {
    let mut command = Command::new(solieu);
    command.arg("read").arg(what).stderr(std::process::Stdio::null());
    let start = Instant::now();
    let memory = peak_while(command)?;
    Ok((start.elapsed(), memory))
}

/// A folder of copies, read by all cores.
fn many(solieu: &Path, reports: &[PathBuf], scratch: &Path) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for kind in ["docx", "txt"] {
        let Some(report) = reports.iter().find(|path| is(path, kind)) else { continue };
        let folder = scratch.join(kind);
        fs::create_dir_all(&folder)?;
        for number in 0..MANY {
            fs::copy(report, folder.join(format!("{number:04}.{kind}")))?;
        }
        let (time, memory) = read(solieu, &folder)?;
        lines.push(Line::new(format!("read {MANY} .{kind}"), time.as_secs_f64(), "s", Some(15.0)));
        lines.push(Line::new(format!("read {MANY} .{kind}, peak memory"), memory, "MB", Some(100.0)));
    }
    Ok(lines)
}

/// One text of the report over and over, as no office has it: time must be linear in the length.
fn long(solieu: &Path, reports: &[PathBuf], scratch: &Path) -> Result<Vec<Line>> {
    let report = reports.iter().find(|path| is(path, "txt")).context("no .txt to make a long text of")?;
    let once = fs::read_to_string(report)?;
    let mut lines = Vec::new();
    for (size, target) in [(LONG / 4, 0.5), (LONG, 2.0)] {
        let text = (once.clone() + "\n").repeat(size.div_ceil(once.len()));
        let path = scratch.join("long.txt");
        fs::write(&path, text)?;
        let (time, memory) = read(solieu, &path)?;
        let megabytes = size as f64 / 1e6;
        lines.push(Line::new(
            format!("read a text of {megabytes} MB"),
            time.as_secs_f64(),
            "s",
            Some(target),
        ));
        lines.push(Line::new(format!("read a text of {megabytes} MB, peak memory"), memory, "MB", None));
    }
    Ok(lines)
}
